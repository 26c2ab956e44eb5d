import { assert } from "chai";
import { Session } from "node:inspector/promises";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/**
 * How often a function was called; 0 where it never was. Fails the test where the file has no such function.
 * @param file - The source file that has it, from the root of the repository.
 * @param name - Its name.
 */
export type CallCount = (file: string, name: string) => number;

/**
 * Counts how often functions are called, by what V8 itself counts, so that nothing is put into the code.
 * @param run - What calls them.
 * @returns The counts.
 */
export async function callCounts(run: () => Promise<void>): Promise<CallCount> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  try {
    await run();
    const { result } = await session.post("Profiler.takePreciseCoverage");
    return (file, name) => {
      const source = path.join(__dirname, "..", "..", file);
      assert.include(readFileSync(source, "utf8"), `function ${name}(`);
      const functions = result.find(({ url }) => url === pathToFileURL(source).href)?.functions;
      // Before the function stands what exports it, under the same name. One that was never called may be missing.
      const counted = functions?.filter(({ functionName }) => functionName === name).at(-1);
      return counted?.ranges[0]?.count ?? 0;
    };
  } finally {
    await session.post("Profiler.stopPreciseCoverage");
    session.disconnect();
  }
}
