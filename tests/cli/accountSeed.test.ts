import { expect } from "chai";
import { accountSeedOf } from "../../cli/accountSeed";

const id = "fedcba9876543210fedcba9876543210";

describe("the seed of a stack", () => {
  it("have the zone by its name in Punycode, as the records in it have theirs", () => {
    const environment = { zone: { id, name: "Bücher.example." } };
    const { zones } = accountSeedOf({ config: { "steady-edge:environment": environment } });
    expect(zones).to.deep.equal([
      { id, name: "xn--bcher-kva.example", plan: "free", trafficSteering: false },
    ]);
  });
});
