import { expect } from "chai";
import { types } from "../../../sandbox/cloud/account/indexes";
import { defaultAccountId as accountId } from "../../../sandbox/cloud/accountSeed";
import { DirectCloud, refusal } from "./direct";
import { HttpClient } from "./api/httpClient";

const mechanisms = { emails: [{ id: "oncall@example.com" }] };
const policy = (alertType: string, filters?: Record<string, string[]>) => ({
  ...{ accountId, name: "policy", alertType, mechanisms },
  ...(filters === undefined ? {} : { filters }),
});

describe("notification policies at the stand-ins", () => {
  let direct: DirectCloud;
  let client: HttpClient;
  beforeEach(async () => {
    direct = await DirectCloud.start();
    client = new HttpClient(await direct.cloud.openApi());
  });
  afterEach(() => direct.stop());
  const posted = async (alert_type: string, filters: object = {}): Promise<string> => {
    const { status, body } = await client.call(
      "POST",
      `/accounts/${accountId}/alerting/v3/policies`,
      {
        ...{ name: "policy", alert_type, filters, enabled: true },
        mechanisms: { email: mechanisms.emails },
      },
    );
    return [status, ...body.errors.map(({ message }) => message)].join(" ");
  };

  it("take every kind that the reference lists, and no other one", async () => {
    const check = (alertType: string) => direct.check(types.notificationPolicy, policy(alertType));
    expect(await check("traffic_anomalies_alert")).to.deep.equal([]);
    expect((await check("load_balancer_health_alert")).length).to.equal(1);
    expect(await posted("traffic_anomalies_alert")).to.equal("200");
    expect(await posted("load_balancer_health_alert")).to.match(/^400 .*alert_type/);
  });

  it("refuse a filter that its kind does not have, at both doors", async () => {
    const wrong = policy("load_balancing_health_alert", { tunnelIds: ["t"] });
    const { status, words } = await refusal(direct.create(types.notificationPolicy, wrong));
    expect([status, words]).to.deep.equal([
      400,
      "tunnel_id: no filter of load_balancing_health_alert",
    ]);
    expect(await posted("load_balancing_health_alert", { tunnel_id: ["t"] })).to.equal(
      "400 tunnel_id: no filter of load_balancing_health_alert",
    );
    const right = policy("load_balancing_health_alert", { newHealths: ["Unhealthy"] });
    expect((await direct.create(types.notificationPolicy, right)).outputs.filters).to.deep.equal({
      newHealths: ["Unhealthy"],
    });
    expect(await posted("load_balancing_health_alert", { new_health: ["Unhealthy"] })).to.equal(
      "200",
    );
    expect(direct.cloud.account.ofType(types.notificationPolicy).length).to.equal(2);
  });
});
