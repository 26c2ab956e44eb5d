import { expect } from "chai";
import { edgeFailures } from "../../../facts/cloudflare/edgeFailures";
import { constantsUsed } from "../../../sandbox/edge/constantsUsed";
import { balancer, monitor, pool, site } from "./sites";

describe("the constants that a rehearsal rests on", () => {
  it("are those of the monitors, and of what visitors met", () => {
    const pools = ["one", "two"].map((name) =>
      pool(name, [name], { monitor, checkRegions: ["WEU", "ENAM"] }),
    );
    const met = { status: 522, cause: edgeFailures.connectTimeout.cause, wasRetried: true };
    expect(constantsUsed(site(balancer({ pools })), [met])).to.deep.equal([
      ...["connect", "retriedCodes", "retries", "resolvedPoolCache"],
      ...["dataCenters", "majority", "tie", "unknownHealth", "firstProbe", "consecutive"],
      "probeRetries",
    ]);
  });

  it("are none for a record whose origin is well", () => {
    const met = { status: 200, cause: undefined, wasRetried: false };
    expect(constantsUsed(site(undefined), [met])).to.deep.equal([]);
  });
});
