import { differenceOf, type Figure } from "../figure";
import { interleaved } from "../interleave";
import { costOfProcess, reportsItsCost, type ProcessCost } from "../processCost";

/** What loading the library may cost above `@pulumi/pulumi`, in seconds of CPU. */
const goal = 0.15;

/** What the whole library costs a program that has loaded `@pulumi/pulumi` anyway. */
export const imports: Figure = {
  name: "imports",
  title: "importing all of the compiled library against importing @pulumi/pulumi alone",
  defaultRuns: 15,
  measure: async ({ workplace, runs, say }) => {
    const library = JSON.stringify(workplace.compiled("components"));
    // What each export needs is loaded when a program names it.
    const everything = `${reportsItsCost}Object.values(require(${library}));\n`;
    const files = {
      library: workplace.write("imports/library.js", everything),
      pulumi: workplace.write("imports/pulumi.js", `${reportsItsCost}require("@pulumi/pulumi");\n`),
    };
    say("starting Node.js with and without the library");
    const { library: ours, pulumi: base } = await interleaved(runs, {
      library: () => Promise.resolve(costOfProcess(files.library)),
      pulumi: () => Promise.resolve(costOfProcess(files.pulumi)),
    });
    const row = (what: string, unit: "s" | "MB", of: keyof ProcessCost, limit?: number) =>
      differenceOf(
        { what, unit, ...(limit === undefined ? {} : { goal: limit }) },
        ours.map((cost) => cost[of]),
        base.map((cost) => cost[of]),
      );
    return {
      sides: ["library", "@pulumi/pulumi"],
      rows: [
        row("CPU of the whole process", "s", "cpuSeconds", goal),
        row("peak memory of the process", "MB", "peakMegabytes"),
      ],
      notes: ["The result is the difference; the library loads @pulumi/pulumi too."],
    };
  },
};
