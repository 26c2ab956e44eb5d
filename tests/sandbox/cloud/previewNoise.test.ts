import { expect } from "chai";

import { types } from "../../../sandbox/cloud/account/indexes";
import {
  defaultAccountId as accountId,
  defaultZoneId as zoneId,
} from "../../../sandbox/cloud/accountSeed";
import { unknownValue } from "../../../core/known";
import type { Properties } from "../../../sandbox/cloud/values";
import { DirectCloud } from "./direct";

const monitor = {
  accountId,
  type: "https",
  interval: 60,
  path: "/healthz",
  port: 443,
  expectedCodes: "2xx",
};
const pool = {
  accountId,
  name: "p",
  checkRegions: ["WEU"],
  origins: [{ name: "a", address: "198.51.100.1" }],
};

/** What the real provider 6.17.0 was seen to list for one change each. */
const measured: readonly [string, Properties, Properties, readonly string[]][] = [
  [
    types.monitor,
    monitor,
    { description: "x" },
    ["createdOn", "description", "method", "modifiedOn"],
  ],
  [
    types.pool,
    pool,
    { origins: [{ name: "a", address: "198.51.100.2" }] },
    [
      "disabledAt",
      "loadShedding",
      "modifiedOn",
      "networks",
      "notificationFilter",
      "originSteering",
      "origins",
    ],
  ],
  [
    types.record,
    { zoneId, name: "www.example.com", type: "A", content: "192.0.2.1", ttl: 1, proxied: true },
    { content: "192.0.2.2" },
    ["content", "modifiedOn"],
  ],
  [
    types.zoneSetting,
    { zoneId, settingId: "ssl", value: "full" },
    { value: "strict" },
    ["editable", "enabled", "modifiedOn", "timeRemaining", "value"],
  ],
];

describe("the preview of an update", () => {
  let direct: DirectCloud;
  beforeEach(async () => {
    direct = await DirectCloud.start();
  });
  afterEach(() => direct.stop());

  for (const [type, inputs, change, listed] of measured) {
    it(`lists what the real provider lists for ${type.split(":")[2] ?? type}`, async () => {
      const made = await direct.create(type, inputs);
      const next = { ...inputs, ...change };
      const { changed, unknown } = await direct.diff(type, made.outputs, inputs, next);
      expect([...new Set([...changed, ...unknown])].sort()).to.deep.equal(listed);
      const foretold = await direct.update(type, made, inputs, next, true);
      const unknowns = Object.keys(foretold.outputs).filter(
        (name) => foretold.outputs[name] === unknownValue,
      );
      expect(unknowns.sort()).to.deep.equal(listed.filter((name) => !(name in change)));
    });
  }

  it("lists what the real provider lists for a load balancer", async () => {
    const first = await direct.create(types.pool, pool);
    const second = await direct.create(types.pool, { ...pool, name: "q" });
    const inputs = {
      zoneId,
      name: "www.example.com",
      defaultPools: [first.id],
      fallbackPool: first.id,
      adaptiveRouting: { failoverAcrossPools: true },
      enabled: true,
      proxied: true,
      sessionAffinity: "none",
      steeringPolicy: "off",
    };
    const made = await direct.create(types.loadBalancer, inputs);
    const next = { ...inputs, fallbackPool: second.id };
    const difference = await direct.diff(types.loadBalancer, made.outputs, inputs, next);
    expect([...difference.changed, ...difference.unknown].sort()).to.deep.equal([
      "countryPools",
      "createdOn",
      "description",
      "fallbackPool",
      "locationStrategy",
      "modifiedOn",
      "networks",
      "popPools",
      "randomSteering",
      "regionPools",
      "rules",
      "sessionAffinityAttributes",
      "sessionAffinityTtl",
      "ttl",
      "zoneName",
    ]);
  });

  it("makes computed attributes unknown on a create, and keeps defaults known", async () => {
    const { id, outputs } = await direct.foretell(types.monitor, monitor);
    expect(id).to.equal("");
    expect(outputs.createdOn).to.equal(unknownValue);
    expect(outputs.method).to.equal(unknownValue);
    expect(outputs.retries).to.equal(2);
    expect(direct.cloud.journal.calls).to.have.lengthOf(0);
  });
});
