import { openProject, startCloud, type TestStack } from "../../sandbox/testing";
import { ratioOf, type BenchContext, type Comparison, type Figure } from "../figure";
import { interleaved } from "../interleave";
import { measured, type Usage } from "../processTree";
import { assertSameResources } from "../stateComparison";

/** How many sites each program declares, from a single one to a large stack. */
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
      sizes.map((sites) => [`s${sites}`, { "bench:sites": sites }]),
    );
    const folders = {
      composed: workplace.project("composed", "bench/programs/composed", stacks),
      byHand: workplace.project("by-hand", "bench/programs/byHand", stacks),
    };
    const rows: Comparison[] = [];
    const notes: string[] = [];
    for (const sites of sizes) {
      const compared = await compareAtSize(context, folders, sites);
      rows.push(...compared.rows);
      notes.push(compared.note);
    }
    return { sides: ["components", "by hand"], rows, notes };
  },
};

interface Run {
  readonly preview: Usage;
  readonly up: Usage;
}

async function compareAtSize(
  context: BenchContext,
  folders: { readonly composed: string; readonly byHand: string },
  sites: number,
): Promise<{ rows: Comparison[]; note: string }> {
  const { runs, say } = context;
  const stackName = `s${sites}`;
  const label = `${sites} ${sites === 1 ? "site" : "sites"}`;
  say(`${label}: verifying that both programs declare the same`);
  const states = {
    composed: await stateOf(context, folders.composed, stackName),
    byHand: await stateOf(context, folders.byHand, stackName),
  };
  const count = assertSameResources(states.composed, states.byHand);
  say(`${label}: measuring preview and up`);
  const { composed, byHand } = await interleaved(runs, {
    composed: () => previewAndUp(context, folders.composed, stackName),
    byHand: () => previewAndUp(context, folders.byHand, stackName),
  });
  const row = (kind: keyof Run, what: string, unit: "s" | "MB", of: (usage: Usage) => number) =>
    ratioOf(
      { what: `${label}, ${kind}: ${what}`, unit, goal },
      composed.map((run) => of(run[kind])),
      byHand.map((run) => of(run[kind])),
    );
  return {
    rows: (["preview", "up"] as const).flatMap((kind) => [
      row(kind, "wall time", "s", ({ seconds }) => seconds),
      row(kind, "peak memory", "MB", ({ peakMegabytes }) => peakMegabytes),
    ]),
    note: `${label}: ${count} resources, verified equal in type, name, inputs, dependencies and options.`,
  };
}

/** One life of a stack on a cloud of its own. */
async function withStack<T>(
  { engine }: BenchContext,
  folder: string,
  stackName: string,
  use: (stack: TestStack) => Promise<T>,
): Promise<T> {
  const cloud = await startCloud();
  try {
    const stack = await openProject(cloud, folder, { stackName, engine: await engine() });
    try {
      return await use(stack);
    } finally {
      await stack.close();
    }
  } finally {
    await cloud.stop();
  }
}

function stateOf(context: BenchContext, folder: string, stackName: string): Promise<unknown> {
  return withStack(context, folder, stackName, async (stack) => {
    await stack.up();
    return stack.exportState();
  });
}

function previewAndUp(context: BenchContext, folder: string, stackName: string): Promise<Run> {
  return withStack(context, folder, stackName, async (stack) => ({
    preview: await measured(() => stack.preview()),
    up: await measured(() => stack.up()),
  }));
}
