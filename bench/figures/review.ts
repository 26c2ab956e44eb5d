import { spawnSync } from "node:child_process";
import { differenceOf, type BenchContext, type Figure } from "../figure";
import { interleaved } from "../interleave";
import { largePreview } from "../programs/largePreview";

/** What a review may cost above the start of Node.js: seconds of CPU, and MB of memory. */
const goals = { cpuSeconds: 1, peakMegabytes: 512 } as const;

const resources = 10_000;

/** What the review of a large preview costs above Node's own start. */
export const review: Figure = {
  name: "review",
  title: `the review of a preview of ${resources} resources against the start of Node.js alone`,
  defaultRuns: 5,
  measure: async (context) => {
    const { runs, say, workplace } = context;
    say("reviewing a first deployment and an everyday change");
    const nothing = workplace.write("review/nothing.cjs", report);
    const files = {
      first: reviewerOf(context, "first"),
      everyday: reviewerOf(context, "everyday"),
      node: { file: nothing, endings: [0] },
    };
    const costs = await interleaved(runs, {
      first: () => Promise.resolve(costOf(files.first)),
      everyday: () => Promise.resolve(costOf(files.everyday)),
      node: () => Promise.resolve(costOf(files.node)),
    });
    const row = (what: string, unit: "s" | "MB", side: "first" | "everyday", of: keyof Cost) =>
      differenceOf(
        { what, unit, goal: goals[of] },
        costs[side].map((cost) => cost[of]),
        costs.node.map((cost) => cost[of]),
      );
    return {
      sides: ["review", "Node.js"],
      rows: [
        row("first deployment: CPU", "s", "first", "cpuSeconds"),
        row("first deployment: peak memory", "MB", "first", "peakMegabytes"),
        row("everyday change: CPU", "s", "everyday", "cpuSeconds"),
        row("everyday change: peak memory", "MB", "everyday", "peakMegabytes"),
      ],
      notes: [
        "The result is the difference. A first deployment creates everything; in an everyday change one resource in twenty differs, and the plan lists the others too, before and after.",
      ],
    };
  },
};

const report = `process.once("exit", () => process.stderr.write(JSON.stringify(process.resourceUsage())));\n`;

/** A process to measure: a file, and the exit codes with which it ends well. */
interface Side {
  readonly file: string;
  readonly endings: readonly number[];
}

function reviewerOf({ workplace }: BenchContext, kind: "first" | "everyday"): Side {
  const plan = workplace.write(`review/${kind}.json`, largePreview(resources, kind));
  const command = JSON.stringify(workplace.compiled("cli/index"));
  const start = `process.argv.push("review", ${JSON.stringify(plan)});\nrequire(${command});\n`;
  // Whether the plans break rules is no matter here.
  return { file: workplace.write(`review/${kind}.cjs`, report + start), endings: [0, 1] };
}

interface Cost {
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

/** Runs a file to its end. User and system time count from the start of the process. */
function costOf({ file, endings }: Side): Cost {
  const { status, stderr } = spawnSync(process.execPath, [file], {
    encoding: "utf8",
    env: { PATH: process.env.PATH },
  });
  if (!endings.includes(status ?? -1)) {
    throw new Error(`node ${file} ended with ${status}: ${stderr}`);
  }
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(stderr) as NodeJS.ResourceUsage;
  return { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: maxRSS / 1024 };
}
