import { expect } from "chai";
import { join } from "node:path";
import fc from "fast-check";

import { cacheRoot } from "../../sandbox/cacheRoot";
import { types } from "../../sandbox/cloud/account/indexes";
import { servedResources } from "../../sandbox/cloud/api/servedResources";
import { SdkShapes } from "../../sandbox/cloud/types/shapes";
import { doorKinds, World, type Step } from "./doors/world";

const kindNames = Object.keys(doorKinds);
const related = [
  ...[types.monitor, types.pool, types.loadBalancer, types.record],
  ...[types.tunnel, types.tunnelConfiguration, types.accountList, types.accountListItem],
];

const steps = fc.array(
  fc.record<Step>({
    operation: fc.constantFrom("create", "create", "update", "delete"),
    // The types that refer to each other come up more often.
    kind: fc.constantFrom(...related, ...kindNames),
    slot: fc.nat(2),
    variant: fc.nat(7),
    isHttp: fc.boolean(),
    isPatch: fc.boolean(),
  }),
  { minLength: 1, maxLength: 40 },
);

/** Each shape of a type is made, changed into each other, and deleted, as far as each goes. */
function allChanges(kind: string): Step[] {
  const step = { kind, slot: 0, isHttp: true, isPatch: false } as const;
  const { shapes = [] } = doorKinds[kind] ?? {};
  const variants = shapes.map((_, variant) => variant);
  const needed = related
    .filter((type) => type !== kind)
    .map((type): Step => ({ ...step, kind: type, operation: "create", variant: 0 }));
  const pairs = variants.flatMap((from) => variants.map((to) => [from, to] as const));
  return [
    ...needed,
    ...pairs.flatMap(([from, to]): Step[] => [
      { ...step, operation: "create", variant: from },
      { ...step, operation: "update", variant: to },
      { ...step, operation: "update", variant: from, isPatch: true },
      { ...step, operation: "update", variant: to, isPatch: true },
      { ...step, operation: "delete", variant: to },
    ]),
  ];
}

describe("both doors to the account", () => {
  let shapes: SdkShapes;
  before(() => {
    shapes = new SdkShapes("cloudflare", process.cwd(), join(cacheRoot(), "types"));
  });

  /** Takes the steps in two accounts, in the one by the engine's door alone. */
  const compare = async (sequence: readonly Step[]): Promise<readonly string[]> => {
    const [mixed, direct] = [await World.open(shapes), await World.open(shapes)];
    const came: string[] = [];
    try {
      for (const step of sequence) {
        const each = await direct.take(step, false);
        expect(await mixed.take(step, step.isHttp), JSON.stringify(step)).to.equal(each);
        expect(mixed.told(), JSON.stringify(step)).to.equal(direct.told());
        came.push(each);
      }
      return came;
    } finally {
      await mixed.close();
      await direct.close();
    }
  };

  it("are tried with every type that the API serves", () => {
    const served = servedResources.map(({ handler }) => handler.type);
    expect([...kindNames].sort()).to.deep.equal([...served, types.accountListItem].sort());
  });

  it("lead to the same end and the same refusals, whichever is taken at each step", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        await compare(sequence);
      }),
      { numRuns: 40 },
    );
  }).timeout(120_000);

  for (const [kind, { refusals }] of Object.entries(doorKinds)) {
    it(`make, change and delete each shape of ${kind.split(":").at(-1)} alike`, async () => {
      const taken = allChanges(kind);
      const came = (await compare(taken)).filter((_, index) => taken[index]?.kind === kind);
      expect(came).to.include("done");
      const refused = came.filter((each) => /^\d/.test(each));
      expect([...new Set(refused)]).to.have.members([...(refusals ?? [])]);
    }).timeout(60_000);
  }
});
