import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ratioOf, type Figure } from "../figure";
import { costOfProcess, reportsItsCost, type ProcessCost } from "../processCost";

/** How much is read, in bytes. */
const size = 2 ** 30;

/** What a process may cost that reads it: 150 MB for a second of CPU, and 100 MB of memory, with the start of Node.js. */
const allowed: ProcessCost = { cpuSeconds: size / 150e6, peakMegabytes: 100 };

/** Lines between two that tell of a cause. */
const between = 19;

/** What the doctor costs that reads a gigabyte of nginx's error log. */
export const logs: Figure = {
  name: "logs",
  title: "reading an error log of 1 GB against what that may cost",
  defaultRuns: 3,
  measure: async ({ workplace, runs, say }) => {
    const log = path.join(workplace.emptyFolder("logs"), "error.log");
    say("writing a log of 1 GB");
    const causes = await writeLog(log);
    const reader = workplace.write(
      "logs/read.js",
      `${reportsItsCost}require(${JSON.stringify(workplace.compiled("doctor/logs"))})
        .readLogs([{ path: ${JSON.stringify(log)} }])
        .then((all) => process.exit(all.length === 1 && all[0].occurrences.count === ${causes} ? 0 : 1));\n`,
    );
    const costs: ProcessCost[] = [];
    for (let run = 0; run < runs; run += 1) {
      say(`reading it, ${run + 1} of ${runs}`);
      costs.push(costOfProcess(reader));
    }
    await rm(log);
    const row = (what: string, unit: "s" | "MB", of: keyof ProcessCost) =>
      ratioOf(
        { what, unit, goal: 1 },
        costs.map((cost) => cost[of]),
        costs.map(() => allowed[of]),
      );
    return {
      sides: ["reading 1 GB", "what it may cost"],
      rows: [
        row("CPU of the whole process", "s", "cpuSeconds"),
        row("peak memory of the process", "MB", "peakMegabytes"),
      ],
      notes: [`${causes} lines that tell of a cause, verified to be found.`],
    };
  },
};

/** Writes the log; tells how many of its lines tell of a cause. */
async function writeLog(file: string): Promise<number> {
  const block = Array.from({ length: 2000 }, (_none, index) => lineAt(index)).join("");
  const blocks = Math.ceil(size / block.length);
  await pipeline(Readable.from(repeated(block, blocks)), createWriteStream(file));
  return blocks * (2000 / (between + 1));
}

function* repeated(block: string, times: number): Generator<string> {
  for (let written = 0; written < times; written += 1) {
    yield block;
  }
}

function lineAt(index: number): string {
  const clock = new Date(index * 1000).toISOString().slice(11, 19);
  const head = `2026/11/27 ${clock} [error] 73#73: *${index}`;
  const client = `client: 172.68.1.1, server: www.example.test, request: "GET /page/${index} HTTP/1.1"`;
  return index % (between + 1) === 0
    ? `${head} connect() failed (111: Connection refused) while connecting to upstream, ${client}, upstream: "http://127.0.0.1:9/page/${index}", host: "www.example.test"\n`
    : `${head} open() "/srv/www/page/${index}" failed (2: No such file or directory), ${client}, host: "www.example.test"\n`;
}
