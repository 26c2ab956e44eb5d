import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { secretValue, type ModelObject, type ModelValue } from "../../../model/graph/resources";
import { notificationFields, type AlertNode } from "../../../model/traffic/alerts";
import { PoolsTold } from "../../../model/traffic/poolsTold";
import { readTrafficPaths } from "../../../model/traffic/path";
import { pool, resource } from "../resource";

const health = "load_balancing_health_alert";
function alert(more: ModelObject): AlertNode {
  const own = { alertType: health, mechanisms: { emails: [{ id: "a@example.com" }] } };
  const [read] = readTrafficPaths([
    resource("alert", "a", { ...own, ...more }),
    ...[pool("p"), pool("q")],
  ]).alerts;
  if (read === undefined) {
    throw new Error("no alert");
  }
  return read;
}

describe("what the API looks at in a notification policy", () => {
  const fields = (more: ModelObject): unknown => notificationFields(resource("alert", "a", more));

  it("is its type, and the filters that are set, by their names on the wire", () => {
    const filters = { poolIds: ["p"], newHealths: ["Unhealthy"], statuses: null, newThings: ["a"] };
    expect(fields({ alertType: health, filters })).to.deep.equal({
      ...{ alertType: health, filters: ["pool_id", "new_health", "new_things"] },
    });
    expect(fields({})).to.deep.equal({ alertType: "", filters: [] });
  });

  it("is not known where the plan does not know it", () => {
    expect(fields({ alertType: unknownValue, filters: unknownValue })).to.deep.equal({
      ...{ alertType: unknownValue, filters: unknownValue },
    });
  });
});

describe("whether an alert tells that something is amiss", () => {
  const troubles = (filters: ModelValue, alertType: ModelValue = health): string =>
    alert({ filters, alertType }).troubles;

  it("is so unless its filter leaves recoveries alone", () => {
    expect(troubles({})).to.equal("yes");
    expect(troubles({ newHealths: [] })).to.equal("yes");
    expect(troubles({ newHealths: ["Unhealthy"] })).to.equal("yes");
    expect(troubles({ newHealths: ["Healthy", "Unhealthy"] })).to.equal("yes");
    expect(troubles({ newHealths: ["Healthy"] })).to.equal("no");
    expect(troubles({ eventSources: ["pool"] })).to.equal("yes");
  });

  it("is so of alerts that no filter can make deaf", () => {
    expect(troubles({ newHealths: ["Healthy"] }, "real_origin_monitoring")).to.equal("yes");
    expect(troubles(unknownValue, "real_origin_monitoring")).to.equal("yes");
    expect(troubles({}, unknownValue)).to.equal("yes");
    expect(troubles({}, null)).to.equal("yes");
  });

  it("is not known where its filters, or their values, are not", () => {
    expect(troubles(unknownValue)).to.equal("unknown");
    expect(troubles({ newHealths: unknownValue })).to.equal("unknown");
    expect(troubles({ newHealths: ["Healthy", unknownValue] })).to.equal("unknown");
  });
});

describe("who receives an alert", () => {
  it("are those that it names, by how they are reached", () => {
    const mechanisms: ModelObject = {
      emails: [{ id: "a@example.com" }, unknownValue],
      webhooks: [{ id: unknownValue }],
      pagerduties: [{}],
    };
    const { receivers, received } = alert({ mechanisms });
    expect(receivers).to.deep.equal([
      { by: "email", id: "a@example.com" },
      { by: "email", id: unknownValue },
      { by: "webhook", id: unknownValue },
      { by: "pagerduty", id: "" },
    ]);
    expect(received).to.equal("yes");
  });

  it("are known to be some where one is known, whatever else is not", () => {
    const some = alert({ mechanisms: { emails: [{ id: "a" }], webhooks: unknownValue } });
    expect([some.received, some.receivers.length]).to.deep.equal(["yes", 1]);
    const none = alert({ mechanisms: { emails: [], webhooks: secretValue } });
    expect([none.received, none.receivers]).to.deep.equal(["unknown", []]);
    const late = alert({ mechanisms: unknownValue });
    expect([late.received, late.receivers]).to.deep.equal(["unknown", []]);
    const nobody = alert({ mechanisms: { emails: [] } });
    expect([nobody.received, nobody.receivers]).to.deep.equal(["no", []]);
  });
});

describe("the pools that alerts tell of", () => {
  const told = (...alerts: readonly (readonly [ModelValue, "yes" | "no" | "unknown"])[]) => {
    const pools = new PoolsTold();
    alerts.forEach(([poolIds, on]) => pools.add(alert({ filters: { poolIds } }), on));
    return [pool("p"), pool("q")].map((each) => pools.has(each));
  };

  it("are all where one alert names none", () => {
    expect(told([null, "yes"])).to.deep.equal(["yes", "yes"]);
    expect(told([null, "no"])).to.deep.equal(["no", "no"]);
    expect(told([null, "unknown"], [["p"], "yes"])).to.deep.equal(["yes", "unknown"]);
  });

  it("are those that one of them names, where somebody hears it", () => {
    expect(told()).to.deep.equal(["no", "no"]);
    expect(told([["p"], "yes"])).to.deep.equal(["yes", "no"]);
    expect(told([["p"], "yes"], [["p"], "no"])).to.deep.equal(["yes", "no"]);
    expect(told([["p"], "no"], [["q"], "yes"])).to.deep.equal(["no", "yes"]);
  });

  it("may be any where it is not known which", () => {
    expect(told([[unknownValue], "yes"])).to.deep.equal(["unknown", "unknown"]);
    expect(told([[unknownValue], "no"])).to.deep.equal(["no", "no"]);
  });
});

describe("webhooks that alerts are sent to", () => {
  it("have a URL that is known, or not", () => {
    const url = (value: ModelValue): unknown =>
      readTrafficPaths([resource("alertWebhook", "w", { url: value })]).webhooks[0]?.url;
    expect(url("https://hooks.example/a")).to.equal("https://hooks.example/a");
    expect(url(secretValue)).to.equal(unknownValue);
    expect(url(null)).to.equal(undefined);
  });
});
