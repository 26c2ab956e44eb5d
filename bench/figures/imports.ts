import { spawnSync } from "node:child_process";
import { differenceOf, type Figure } from "../figure";
import { interleaved } from "../interleave";

/** What loading the library may cost above `@pulumi/pulumi`, in seconds of CPU. */
const goal = 0.15;

/** What `import "steady-edge"` costs a program that has loaded `@pulumi/pulumi` anyway. */
export const imports: Figure = {
  name: "imports",
  title: "importing the compiled library against importing @pulumi/pulumi alone",
  defaultRuns: 15,
  measure: async ({ workplace, runs, say }) => {
    const report = `process.stdout.write(JSON.stringify(process.resourceUsage()));`;
    const library = JSON.stringify(workplace.compiled("components"));
    const files = {
      library: workplace.write("imports/library.js", `require(${library});\n${report}\n`),
      pulumi: workplace.write("imports/pulumi.js", `require("@pulumi/pulumi");\n${report}\n`),
    };
    say("starting Node.js with and without the library");
    const { library: ours, pulumi: base } = await interleaved(runs, {
      library: () => Promise.resolve(costOf(files.library)),
      pulumi: () => Promise.resolve(costOf(files.pulumi)),
    });
    const row = (what: string, unit: "s" | "MB", of: keyof Cost, limit?: number) =>
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

interface Cost {
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

/** Runs a file to its end. User and system time count from the start of the process. */
function costOf(file: string): Cost {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], {
    encoding: "utf8",
    env: { PATH: process.env.PATH },
  });
  if (status !== 0) {
    throw new Error(`node ${file} failed: ${stderr}`);
  }
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(stdout) as NodeJS.ResourceUsage;
  return { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: maxRSS / 1024 };
}
