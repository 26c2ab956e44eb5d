import { expect } from "chai";
import { networkTypes } from "../../../../facts/resourceTypes";
import type { Properties } from "../../../../sandbox/cloud/values";
import { DirectCloud, refusal } from "../direct";

const { route53Record, route53Zone } = networkTypes;

describe("the hosted zones of the stand-in AWS", () => {
  let direct: DirectCloud;
  beforeEach(async () => {
    direct = await DirectCloud.start();
  });
  afterEach(() => direct.stop());

  const record = (zoneId: string, more: Properties = {}): Properties => ({
    ...{ zoneId, name: "origin.example.net", type: "A", ttl: 60, records: ["203.0.113.1"] },
    ...more,
  });

  it("have one record of a name, a type and a set identifier", async () => {
    const zone = await direct.create(route53Zone, { name: "example.net" });
    expect(zone.id).to.match(/^Z[0-9A-F]{20}$/);
    const made = await direct.create(route53Record, record(zone.id));
    expect(made.id).to.equal(`${zone.id}_origin.example.net_A`);
    const { status, code } = await refusal(direct.create(route53Record, record(zone.id)));
    expect([status, code]).to.deep.equal([400, "InvalidChangeBatch"]);
    await direct.create(route53Record, record(zone.id, { type: "AAAA", records: ["2001:db8::1"] }));
    for (const setIdentifier of ["one", "two"]) {
      const inputs = record(zone.id, { name: "www.example.net", setIdentifier });
      const own = await direct.create(route53Record, inputs);
      expect(own.id).to.equal(`${zone.id}_www.example.net_A_${setIdentifier}`);
    }
    expect(direct.cloud.account.ofType(route53Record)).to.have.lengthOf(4);
    const over = record(zone.id, { allowOverwrite: true, records: ["203.0.113.2"] });
    await direct.create(route53Record, over);
    expect(direct.cloud.account.get(route53Record, made.id)?.properties.records).to.deep.equal([
      "203.0.113.2",
    ]);
  });

  it("stay while they have records, unless they are forced to go with them", async () => {
    const zone = await direct.create(route53Zone, { name: "example.net" });
    const made = await direct.create(route53Record, record(zone.id));
    const { status, code } = await refusal(direct.delete(route53Zone, zone));
    expect([status, code]).to.deep.equal([400, "HostedZoneNotEmpty"]);
    await direct.delete(route53Record, made);
    await direct.delete(route53Zone, zone);
    const forced = await direct.create(route53Zone, { name: "example.net", forceDestroy: true });
    await direct.create(route53Record, record(forced.id));
    await direct.delete(route53Zone, forced);
    expect(direct.cloud.account.size).to.equal(0);
  });
});
