import { execFileSync } from "node:child_process";
import path from "node:path";
import { ratioOf, type BenchContext, type Comparison, type Figure, type Subject } from "../figure";
import { interleaved } from "../interleave";
import type { CloudTimes } from "../programs/filledCloud";
import { costOfProcess, reportsItsCost, type ProcessCost } from "../processCost";
import { measured, type Usage } from "../processTree";
import { largePreview } from "../programs/largePreview";
import { withStacks } from "../stackRuns";
import type { Workplace } from "../workplace";

/** How many sites one environment has: a single one, many, and very many. */
const sizes = { one: 1, many: 100, veryMany: 1000 } as const;

/** How many sites the stand-ins' times are means of. */
const few = 50;

/** How often a plan is read in each round of the others: reading one takes a second, and little of it is the plan's. */
const readingsOfRound = 5;

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
    say(`reading plans of ${Object.values(sizes).join(", ")} sites`);
    const readings = await readAll(context);
    return {
      sides: [`among ${sizes.veryMany}`, `among ${sizes.many}`],
      rows: [...previewRows(previews), ...cloudRows(cloud), readingRow(readings)],
      notes: [
        `Each number is for one further site. Of the previews, and of reading: what ${sizes.veryMany} sites take more than ${sizes.many}, and what ${sizes.many} take more than ${sizes.one}, so that the start of a process does not flatter.`,
        `Of the calls, at the stand-ins without an engine: the last ${few} of ${sizes.veryMany} sites, and the first ${few}.`,
        `Of the model: ${sizes.veryMany} sites in one account, and the same sites in accounts of ${few} each, so that both sides take the same memory; below that, ${few} sites alone, which the processor's cache and the young generation of the heap hold.`,
      ],
    };
  },
};

const timed = { unit: "ms", goal } as const;

function cpuMilliseconds({ cpuSeconds }: Pick<ProcessCost, "cpuSeconds">): number {
  return cpuSeconds * 1000;
}

/** Fills an account in a process of its own, of compiled code, whose memory holds nothing else. */
function fillCloud(workplace: Workplace): CloudTimes {
  const program = workplace.compiled("bench/programs/filledCloud");
  const accountFile = path.join(workplace.emptyFolder("account"), "account.json");
  const given = [program, accountFile, String(few), String(sizes.veryMany)];
  return JSON.parse(execFileSync(process.execPath, given, { encoding: "utf8" })) as CloudTimes;
}

/** Measurements of each size, in the order of the rounds. */
type BySize<T> = Readonly<Record<keyof typeof sizes, readonly T[]>>;

/** Reads first deployments as a review does: from the text, once, in a process that has read nothing before. */
function readAll({ workplace, runs }: BenchContext): Promise<BySize<ProcessCost>> {
  const side = (size: keyof typeof sizes): (() => Promise<ProcessCost>) => {
    const reader = readerOf(workplace, sizes[size]);
    return () => Promise.resolve(costOfProcess(reader));
  };
  return interleaved(runs * readingsOfRound, {
    one: side("one"),
    many: side("many"),
    veryMany: side("veryMany"),
  });
}

/** A file of JavaScript that reads a plan, and ends well where it found every hostname. */
function readerOf(workplace: Workplace, sites: number): string {
  const plan = workplace.write(`reading/${sites}.json`, largePreview(sites * 10, "first"));
  const required = (source: string): string =>
    `require(${JSON.stringify(workplace.compiled(source))})`;
  return workplace.write(
    `reading/${sites}.cjs`,
    `${reportsItsCost}
     const text = require("node:fs").readFileSync(${JSON.stringify(plan)}, "utf8");
     const { after } = ${required("model/plan/planFile")}.readPlan(text);
     const { hostnames, firewalls } = ${required("model/traffic/path")}.readTrafficPaths(after);
     process.exit(hostnames.length === ${3 * sites} && firewalls.length === ${sites} ? 0 : 1);\n`,
  );
}

function previewAll(context: BenchContext): Promise<BySize<Usage>> {
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

function previewRows(previews: BySize<Usage>): Comparison[] {
  return [
    furtherRow({ what: "preview: wall time", ...timed }, previews, (one) => one.seconds * 1000),
    furtherRow({ what: "preview: CPU", unit: "ms" }, previews, cpuMilliseconds),
    furtherRow({ what: "preview: peak memory", unit: "MB" }, previews, (one) => one.peakMegabytes),
  ];
}

function readingRow(readings: BySize<ProcessCost>): Comparison {
  const subject = { what: "reading it, from a plan's text to the model: CPU", ...timed };
  return furtherRow(subject, readings, cpuMilliseconds);
}

function cloudRows(runs: readonly CloudTimes[]): Comparison[] {
  const row = (subject: Subject, part: keyof CloudTimes): Comparison =>
    ratioOf(
      subject,
      runs.map((times) => times[part].many),
      runs.map((times) => times[part].few),
    );
  return [
    row({ what: "making it, call by call, under the outage watch", ...timed }, "calls"),
    row({ what: "its part in the whole model of the path", ...timed }, "model"),
    row({ what: `the same, against ${few} sites alone`, unit: "ms" }, "modelOfFirst"),
  ];
}

function furtherRow<T>(subject: Subject, costs: BySize<T>, of: (cost: T) => number): Comparison {
  const further = (size: keyof typeof sizes, less: keyof typeof sizes): number[] =>
    costs[size].map(
      (cost, round) => (of(cost) - of(costs[less][round] as T)) / (sizes[size] - sizes[less]),
    );
  return ratioOf(subject, further("veryMany", "many"), further("many", "one"));
}
