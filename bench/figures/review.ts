import { differenceOf, type BenchContext, type Figure } from "../figure";
import { interleaved } from "../interleave";
import { costOfProcess, reportsItsCost, type ProcessCost } from "../processCost";
import { largePreview } from "../programs/largePreview";

/** What a review may cost above the start of Node.js: seconds of CPU, and MB of memory. */
const goals = { cpuSeconds: 1, peakMegabytes: 512 } as const;

const resources = 10_000;

/** Whether the plans break rules is no matter here. */
const endings = [0, 1];

/** What the review of a large preview costs above Node's own start. */
export const review: Figure = {
  name: "review",
  title: `the review of a preview of ${resources} resources against the start of Node.js alone`,
  defaultRuns: 5,
  measure: async (context) => {
    const { runs, say, workplace } = context;
    say("reviewing a first deployment and an everyday change");
    const files = {
      first: reviewerOf(context, "first"),
      everyday: reviewerOf(context, "everyday"),
      node: workplace.write("review/nothing.cjs", reportsItsCost),
    };
    const costs = await interleaved(runs, {
      first: () => Promise.resolve(costOfProcess(files.first, endings)),
      everyday: () => Promise.resolve(costOfProcess(files.everyday, endings)),
      node: () => Promise.resolve(costOfProcess(files.node)),
    });
    const row = (
      what: string,
      unit: "s" | "MB",
      side: "first" | "everyday",
      of: keyof ProcessCost,
    ) =>
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

function reviewerOf({ workplace }: BenchContext, kind: "first" | "everyday"): string {
  const plan = workplace.write(`review/${kind}.json`, largePreview(resources, kind));
  const command = JSON.stringify(workplace.compiled("cli/index"));
  const start = `process.argv.push("review", ${JSON.stringify(plan)});\nrequire(${command});\n`;
  return workplace.write(`review/${kind}.cjs`, reportsItsCost + start);
}
