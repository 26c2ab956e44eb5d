import { ratioOf, type BenchContext, type Comparison, type Figure, type Unit } from "../figure";
import { interleaved } from "../interleave";
import { measured, type Usage } from "../processTree";
import { withStacks, type StackOf } from "../stackRuns";
import { assertSameResources } from "../stateComparison";

/** How many sites each program declares: a single one, and a large stack. */
const sizes = [1, 25];

const goal = 1.1;

/** A program made of components against the same resources written by hand. */
export const components: Figure = {
  name: "components",
  title: "a program made of components against the same resources written by hand",
  defaultRuns: 5,
  measure: async (context) => {
    const { workplace } = context;
    const stacks = Object.fromEntries(
      sizes.flatMap((sites) => [
        [`tree${sites}`, { "bench:sites": sites, "bench:tree": true }],
        [`flat${sites}`, { "bench:sites": sites, "bench:tree": false }],
      ]),
    );
    const composed = workplace.project("composed", "bench/programs/composed", stacks);
    const byHand = workplace.project("by-hand", "bench/programs/byHand", stacks);
    const rows: Comparison[] = [];
    const notes: string[] = [];
    for (const sites of sizes) {
      const sides = {
        composed: { folder: composed, stackName: `tree${sites}` },
        tree: { folder: byHand, stackName: `tree${sites}` },
        flat: { folder: byHand, stackName: `flat${sites}` },
      };
      const label = `${sites} ${sites === 1 ? "site" : "sites"}`;
      notes.push(`${label}: ${await verify(context, label, sides)}`);
      rows.push(...(await compareSides(context, label, sides)));
    }
    return { sides: ["components", "by hand"], rows, notes };
  },
};

type Sides = Readonly<Record<"composed" | "tree" | "flat", StackOf>>;

/** Brings every side up once, so that nothing is compared that is not the same. */
async function verify(context: BenchContext, label: string, sides: Sides): Promise<string> {
  context.say(`${label}: verifying that all programs declare the same`);
  return withStacks(context, sides, async (stacks) => {
    const states = { composed: undefined, tree: undefined, flat: undefined } as Record<
      keyof Sides,
      unknown
    >;
    for (const side of Object.keys(states) as (keyof Sides)[]) {
      await stacks[side].up();
      states[side] = await stacks[side].exportState();
    }
    const all = assertSameResources(states.composed, states.tree, "with the tree");
    const real = assertSameResources(states.composed, states.flat, "without the tree");
    return (
      `${all} resources, verified equal in type, name, parent, inputs, dependencies, options and the ` +
      `components' outputs, which by hand lack the reports that explain them; ` +
      `of these ${all - real} are components, which the flat program does without.`
    );
  });
}

type Kind = "preview" | "up";

async function compareSides(
  context: BenchContext,
  label: string,
  sides: Sides,
): Promise<Comparison[]> {
  context.say(`${label}: measuring preview and up`);
  const runs: Record<Kind, Record<keyof Sides, Usage[]>> = {
    preview: { composed: [], tree: [], flat: [] },
    up: { composed: [], tree: [], flat: [] },
  };
  for (let round = 0; round < context.runs; round += 1) {
    await withStacks(context, sides, async (stacks) => {
      for (const kind of ["preview", "up"] as const) {
        const once = await interleaved(1, {
          composed: () => measured(() => stacks.composed[kind]()),
          tree: () => measured(() => stacks.tree[kind]()),
          flat: () => measured(() => stacks.flat[kind]()),
        });
        for (const side of Object.keys(once) as (keyof Sides)[]) {
          runs[kind][side].push(...once[side]);
        }
      }
    });
  }
  return (["preview", "up"] as const).flatMap((kind) => rowsOf(`${label}, ${kind}`, runs[kind]));
}

function rowsOf(label: string, runs: Record<keyof Sides, readonly Usage[]>): Comparison[] {
  const row = (what: string, unit: Unit, of: keyof Usage, base: "tree" | "flat", limit?: number) =>
    ratioOf(
      { what: `${label}: ${what}`, unit, ...(limit === undefined ? {} : { goal: limit }) },
      runs.composed.map((usage) => usage[of]),
      runs[base].map((usage) => usage[of]),
    );
  return [
    row("wall time", "s", "seconds", "tree", goal),
    row("peak memory", "MB", "peakMegabytes", "tree", goal),
    row("CPU", "s", "cpuSeconds", "tree"),
    row("CPU, against no components at all", "s", "cpuSeconds", "flat"),
  ];
}
