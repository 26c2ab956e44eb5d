import { packageFile } from "../../sandbox/engine";
import { ratioOf, type BenchContext, type Figure, type Unit } from "../figure";
import { interleaved } from "../interleave";
import { measured, type Usage } from "../processTree";
import { withStacks } from "../stackRuns";

/** The environment with the most resources. */
const stackName = "production";

const goal = 1.3;

/** `pulumi preview` of this repository as it stands, in TypeScript, against the same program compiled. */
export const preview: Figure = {
  name: "preview",
  title: "pulumi preview of this repository in TypeScript against the same program compiled",
  defaultRuns: 7,
  measure: async (context) => {
    const { workplace, runs, say } = context;
    const compiled = workplace.project("compiled", "index", {});
    workplace.write("compiled/Pulumi.yaml", compiledSettings());
    workplace.copy("stacks", "compiled/stacks");
    const folders = { typescript: packageFile("."), compiled };
    say("previews after which something is kept for the next ones");
    const later = await laterRuns(context, folders);
    say("first previews, with nothing kept");
    const firsts = await interleaved(Math.ceil(runs / 2), {
      typescript: () => firstRun(context, folders.typescript),
      compiled: () => firstRun(context, folders.compiled),
    });
    const rows = (label: string, sides: Sides, limit?: number) => {
      const row = (what: string, unit: Unit, of: keyof Usage, ofGoal?: number) =>
        ratioOf(
          { what: `${label}: ${what}`, unit, ...(ofGoal === undefined ? {} : { goal: ofGoal }) },
          sides.typescript.map((usage) => usage[of]),
          sides.compiled.map((usage) => usage[of]),
        );
      return [
        row("wall time", "s", "seconds", limit),
        row("CPU", "s", "cpuSeconds"),
        row("peak memory", "MB", "peakMegabytes"),
      ];
    };
    return {
      sides: ["TypeScript", "compiled"],
      rows: [...rows("later previews", later, goal), ...rows("first preview", firsts)],
      notes: [
        `The stack is ${stackName}. The first preview on a machine translates every file; later ones only those that were edited.`,
        "The compiled program runs with no TypeScript compiler loaded (`typescript: false` in its Pulumi.yaml).",
      ],
    };
  },
};

type Sides = Readonly<Record<"typescript" | "compiled", readonly Usage[]>>;
type Folders = Readonly<Record<keyof Sides, string>>;

function laterRuns(context: BenchContext, folders: Folders): Promise<Sides> {
  const stacks = {
    typescript: { folder: folders.typescript, stackName },
    compiled: { folder: folders.compiled, stackName },
  };
  return withStacks(context, stacks, async ({ typescript, compiled }) => {
    await typescript.preview();
    await compiled.preview();
    return interleaved(context.runs, {
      typescript: () => measured(() => typescript.preview()),
      compiled: () => measured(() => compiled.preview()),
    });
  });
}

/** Every stack that is opened anew has a state folder of its own, in which what was translated is kept. */
function firstRun(context: BenchContext, folder: string): Promise<Usage> {
  return withStacks(context, { only: { folder, stackName } }, ({ only }) =>
    measured(() => only.preview()),
  );
}

function compiledSettings(): string {
  return JSON.stringify({
    name: "steady-edge",
    runtime: { name: "nodejs", options: { typescript: false } },
    main: "index.js",
    stackConfigDir: "stacks",
  });
}
