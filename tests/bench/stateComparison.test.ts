import { expect } from "chai";

import { assertSameResources } from "../../bench/stateComparison";

/** A state with a stack, a component and two resources, as one run of a program leaves it. */
function state(project: string, run: string, more: object = {}): object {
  const urn = (type: string, name: string) => `urn:pulumi:test::${project}::${type}::${name}`;
  const stack = urn("pulumi:pulumi:Stack", `${project}-test`);
  const site = urn("steady-edge:index:ResilientSite", "shop");
  const pool = urn("steady-edge:index:ResilientSite$cloudflare:index/pool:Pool", "primary");
  const resources = [
    { urn: stack, type: "pulumi:pulumi:Stack", custom: false },
    {
      ...{ urn: site, type: "steady-edge:index:ResilientSite", custom: false, parent: stack },
      outputs: { poolId: `pool-${run}`, failover: run },
    },
    {
      ...{ urn: pool, type: "cloudflare:index/pool:Pool", custom: true, parent: site },
      ...{ id: `pool-${run}`, inputs: { name: `p-${run}`, __defaults: ["name"], size: 1 } },
      ...{ created: run, outputs: { run } },
    },
    {
      urn: urn("cloudflare:index/alert:Alert", "alert"),
      ...{ type: "cloudflare:index/alert:Alert", custom: true, parent: stack, id: `alert-${run}` },
      ...{ inputs: { pool: `pool-${run}` }, dependencies: [pool] },
      ...{ propertyDependencies: { pool: [pool] } },
      ...more,
    },
  ];
  return { deployment: { resources } };
}

describe("two states of the bench", () => {
  it("are the same whatever the project is called and whichever ids the run gave", () => {
    expect(assertSameResources(state("one", "a"), state("two", "b"), "with the tree")).to.equal(3);
    expect(assertSameResources(state("one", "a"), state("two", "b"), "without the tree")).to.equal(
      2,
    );
  });

  it("differ by an option, an input, a dependency or a parent", () => {
    const differences = [
      { protect: true },
      { inputs: { pool: "pool-c" } },
      { dependencies: [] },
      { parent: "urn:pulumi:test::two::steady-edge:index:ResilientSite::shop" },
    ];
    for (const difference of differences) {
      expect(() =>
        assertSameResources(state("one", "a"), state("two", "b", difference), "with the tree"),
      )
        .to.throw()
        .that.includes({ name: "AssertionError", code: "ERR_ASSERTION" });
    }
  });

  it("differ by an output of a component, and only where components are compared", () => {
    const one = state("one", "a");
    const other = JSON.parse(
      JSON.stringify(state("two", "b")).replace("poolId", "otherPoolId"),
    ) as object;
    expect(() => assertSameResources(one, other, "with the tree"))
      .to.throw()
      .that.includes({ name: "AssertionError", code: "ERR_ASSERTION" });
    expect(assertSameResources(one, other, "without the tree")).to.equal(2);
  });

  it("cannot be compared where they hold nothing", () => {
    const empty = { deployment: {} };
    expect(() => assertSameResources(empty, empty, "with the tree"))
      .to.throw()
      .that.includes({
        name: "AssertionError",
        code: "ERR_ASSERTION",
        message: "the states hold no resource",
        actual: false,
        expected: true,
        operator: "==",
        generatedMessage: false,
      });
  });
});
