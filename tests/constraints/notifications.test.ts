import { expect } from "chai";
import { filtersOfType, notificationConstraints } from "../../constraints/notifications";
import { unknownValue, type Known } from "../../core/known";
import { brokenRules } from "../../constraints/constraint";
import { alertTypes, type AlertType } from "../../facts/cloudflare/notifications";
import { filterOwners, notificationTypes } from "../../facts/cloudflare/notificationTypes";

describe("alertTypes", () => {
  it("keeps the fixed values of filters sorted, as the API answers them", () => {
    const types: readonly AlertType[] = Object.values(alertTypes);
    for (const values of types.flatMap(({ filters }) => Object.values(filters))) {
      expect(values).to.deep.equal(values && [...values].sort());
    }
  });
});

describe("the filters of a notification policy", () => {
  const holds = (alertType: Known<string>, filters: Known<readonly string[]>) =>
    filtersOfType.holds({ alertType, filters }, undefined);

  it("are those that its kind has", () => {
    expect(holds("load_balancing_health_alert", ["pool_id", "new_health"])).to.equal("yes");
    expect(holds("load_balancing_health_alert", ["health_check_id"])).to.equal("no");
    expect(holds("load_balancing_health_alert", ["pool_id", "status"])).to.equal("no");
    expect(holds("real_origin_monitoring", [])).to.equal("yes");
  });

  it("are not judged where only Cloudflare knows which kinds take them", () => {
    expect(holds("bot_traffic_basic_alert", ["zones", "selectors"])).to.equal("yes");
    expect(holds("bot_traffic_basic_alert", ["tunnel_id"])).to.equal("no");
    expect(holds("billing_usage_alert", ["product", "limit"])).to.equal("yes");
  });

  it("cannot be told of what is not known, and are no names that every object has", () => {
    expect(holds(unknownValue, ["pool_id"])).to.equal("unknown");
    expect(holds("load_balancing_health_alert", unknownValue)).to.equal("unknown");
    expect(holds("constructor", ["constructor"])).to.equal("yes");
    expect(holds("load_balancing_health_alert", ["constructor"])).to.equal("yes");
  });

  it("are named where they are out of place", () => {
    const fields = {
      alertType: "tunnel_health_event",
      filters: ["health_check_id", "new_status", "new_health"],
    };
    expect(brokenRules(notificationConstraints, fields, undefined)).to.deep.equal([
      {
        rule: filtersOfType,
        must: "be filters of tunnel_health_event, which health_check_id and new_health are not",
        actual: '["health_check_id","new_status","new_health"]',
      },
    ]);
  });

  it("belong to kinds that there are", () => {
    const kinds = [...Object.keys(alertTypes), ...Object.values(filterOwners)];
    expect(kinds.filter((name) => !notificationTypes.includes(name))).to.deep.equal([]);
    expect([...notificationTypes].sort()).to.deep.equal(notificationTypes);
  });
});
