import { expect } from "chai";
import { accountSeedOf, seedOfBoth } from "../../cli/accountSeed";

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

describe("one account for two stacks", () => {
  const zone = (name: string, plan: string) => ({
    zone: { id: name === "other.example" ? id.replace(/^f/, "e") : id, name, plan },
  });
  const seedWith = (environment: object) =>
    accountSeedOf({ config: { "steady-edge:environment": environment } });

  it("has the zones of both, each once, as the second says", () => {
    const first = seedWith(zone("example.com", "free"));
    const both = seedOfBoth(first, seedWith(zone("example.com", "business")));
    expect(both.zones?.map(({ name, plan }) => `${name} ${plan}`)).to.deep.equal([
      "example.com business",
    ]);
    const apart = seedOfBoth(first, seedWith(zone("other.example", "pro")));
    expect(apart.zones?.map(({ name }) => name)).to.deep.equal(["example.com", "other.example"]);
    expect(seedOfBoth(seedWith({}), first).zones).to.deep.equal(first.zones);
    expect("zones" in seedOfBoth(seedWith({}), seedWith({}))).to.equal(false);
  });
});
