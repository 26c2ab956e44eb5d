import { Session } from "node:inspector/promises";

/** Writes how many steps the review of each hostile shape takes, in two sizes, as JSON. Run by `hostile.test.ts`. */
async function countSteps(sizes: readonly number[]): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  // Only code that is loaded after this is counted whole.
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  const { readPlan } = await import("../../../model/plan/planFile.js");
  const { reviewAsJson, reviewAsMarkdown } = await import("../../../checks/report/index.js");
  const { hostileShapes } = await import("./hostile.js");
  const { reviewOf } = await import("./plans.js");
  const taken = async (): Promise<number> => {
    const { result } = await session.post("Profiler.takePreciseCoverage");
    return result
      .filter(
        ({ url }) =>
          /\/(checks|constraints|core|facts|model)\//.test(url) && !url.includes("/tests/"),
      )
      .flatMap(({ functions }) => functions)
      .flatMap(({ ranges }) => ranges)
      .reduce((sum, { count }) => sum + count, 0);
  };
  const steps: Record<string, number[]> = {};
  for (const { title, make } of hostileShapes) {
    const counts: number[] = [];
    for (const size of sizes) {
      const text = JSON.stringify(make(size));
      await taken();
      const review = reviewOf(readPlan(text));
      reviewAsMarkdown([review]);
      reviewAsJson([review]);
      counts.push(await taken());
    }
    steps[title] = counts;
  }
  process.stdout.write(JSON.stringify(steps));
}

void countSteps(process.argv.slice(2).map(Number));
