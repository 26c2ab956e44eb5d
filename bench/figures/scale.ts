import { execFileSync } from "node:child_process";
import path from "node:path";
import { ratioOf, type BenchContext, type Comparison, type Figure } from "../figure";
import { interleaved } from "../interleave";
import type { CloudTimes, FewAndMany } from "../programs/filledCloud";
import { measured, type Usage } from "../processTree";
import { withStacks } from "../stackRuns";
import type { Workplace } from "../workplace";

/** How many sites one environment has: a single one, many, and very many. */
const sizes = { one: 1, many: 100, veryMany: 1000 } as const;

/** How many sites the stand-ins' times are means of. */
const few = 50;

const goal = 1.3;

/** The program of a thousand sites needs 3 GB; how much Node.js grants of itself depends on the machine. */
const nodeArguments = "--max-old-space-size=4096";

/** What a further site costs where there are few, and where there are very many. */
export const scale: Figure = {
  name: "scale",
  title: `a further site among ${sizes.veryMany} sites against a further site among ${sizes.many}`,
  defaultRuns: 2,
  measure: async (context) => {
    const { workplace, say, runs } = context;
    say(`filling an account with ${sizes.veryMany} sites, call by call`);
    const cloud = Array.from({ length: runs }, () => fillCloud(workplace));
    say(`previews of environments of ${Object.values(sizes).join(", ")} sites`);
    const previews = await previewAll(context);
    return {
      sides: [`among ${sizes.veryMany}`, `among ${sizes.many}`],
      rows: [
        previewRow("wall time", "ms", previews, ({ seconds }) => seconds * 1000, goal),
        previewRow("CPU", "ms", previews, ({ cpuSeconds }) => cpuSeconds * 1000),
        previewRow("peak memory", "MB", previews, ({ peakMegabytes }) => peakMegabytes),
        cloudRow("making it, call by call, under the outage watch", cloud, ({ calls }) => calls),
        cloudRow("its part in the whole model of the path", cloud, ({ model }) => model),
        cloudRow(`the same, against ${few} sites alone`, cloud, ({ modelOfFirst }) => modelOfFirst),
      ],
      notes: [
        `Each number is for one further site. Of the previews: what ${sizes.veryMany} sites take more than ${sizes.many}, and what ${sizes.many} take more than ${sizes.one}, so that the start of the engine does not flatter.`,
        `Of the calls, at the stand-ins without an engine: the last ${few} of ${sizes.veryMany} sites, and the first ${few}.`,
        `Of the model: ${sizes.veryMany} sites in one account, and the same sites in accounts of ${few} each, so that both sides take the same memory; below that, ${few} sites alone, which the processor's cache and the young generation of the heap hold.`,
      ],
    };
  },
};

/** Fills an account in a process of its own, of compiled code, whose memory holds nothing else. */
function fillCloud(workplace: Workplace): CloudTimes {
  const program = workplace.compiled("bench/programs/filledCloud");
  const accountFile = path.join(workplace.emptyFolder("account"), "account.json");
  const given = [program, accountFile, String(few), String(sizes.veryMany)];
  return JSON.parse(execFileSync(process.execPath, given, { encoding: "utf8" })) as CloudTimes;
}

type Previews = Readonly<Record<keyof typeof sizes, readonly Usage[]>>;

function previewAll(context: BenchContext): Promise<Previews> {
  const stacks = Object.fromEntries(
    Object.entries(sizes).map(([name, sites]) => [name, { "bench:sites": sites }]),
  );
  const folder = context.workplace.project(
    "scale",
    "bench/programs/environment",
    stacks,
    nodeArguments,
  );
  const side = (stackName: keyof typeof sizes) => (): Promise<Usage> =>
    withStacks(context, { only: { folder, stackName } }, ({ only }) =>
      measured(() => only.preview()),
    );
  return interleaved(context.runs, {
    one: side("one"),
    many: side("many"),
    veryMany: side("veryMany"),
  });
}

function previewRow(
  what: string,
  unit: "ms" | "MB",
  previews: Previews,
  of: (usage: Usage) => number,
  limit?: number,
): Comparison {
  const further = (size: keyof typeof sizes, less: keyof typeof sizes): number[] =>
    previews[size].map(
      (usage, round) =>
        (of(usage) - of(previews[less][round] as Usage)) / (sizes[size] - sizes[less]),
    );
  return ratioOf(
    { what: `preview: ${what}`, unit, ...(limit === undefined ? {} : { goal: limit }) },
    further("veryMany", "many"),
    further("many", "one"),
  );
}

function cloudRow(
  what: string,
  runs: readonly CloudTimes[],
  of: (times: CloudTimes) => FewAndMany,
): Comparison {
  const times = runs.map(of);
  return ratioOf(
    { what, unit: "ms", goal },
    times.map(({ many }) => many),
    times.map(({ few: atFirst }) => atFirst),
  );
}
