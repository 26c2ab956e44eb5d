import { cpus, totalmem } from "node:os";
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { findEngine, type Engine } from "../sandbox/testing";
import { isMet, type Figure, type FigureReport } from "./figure";
import { figures } from "./figures";
import { tableOf, verdictOf } from "./table";
import { Workplace } from "./workplace";

/** How it ends. Where a goal was missed, that is no failure of the bench. */
const exitCodes = { met: 0, missed: 1, failed: 2 } as const;

interface Flags {
  readonly runs?: number;
  readonly json?: boolean;
}

void new Command("bench")
  .description("Measures the figures that the project holds itself to, as ratios in one run.")
  .addArgument(
    new Argument("[figures...]", "which figures; all of them unless told otherwise").choices(
      figures.map(({ name }) => name),
    ),
  )
  .addOption(
    new Option("--runs <number>", "how many rounds each figure measures").argParser(wholeNumber),
  )
  .option("--json", "write one JSON document to standard output, and the rest to standard error")
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.failed))
  .action(run)
  .parseAsync()
  .catch((error: unknown) => {
    note(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = exitCodes.failed;
  });

async function run(names: readonly string[], { runs, json }: Flags): Promise<void> {
  // Ctrl-C ends it by an exit, which takes the folder and every engine along.
  process.once("SIGINT", () => process.exit(130));
  process.once("SIGTERM", () => process.exit(143));
  const workplace = Workplace.make();
  process.once("exit", () => workplace.remove());
  // Whatever is cached in temporary folders meanwhile goes with the workplace.
  process.env.TMPDIR = workplace.emptyFolder("tmp");
  let found: Promise<Engine> | undefined;
  const engine = (): Promise<Engine> =>
    (found ??= findEngine({ onProgress: ({ text }) => note(`${text}\n`) }));
  const chosen = figures.filter(({ name }) => names.length === 0 || names.includes(name));
  const reports: (FigureReport & Pick<Figure, "name" | "title">)[] = [];
  for (const { name, title, defaultRuns, measure } of chosen) {
    const rounds = runs ?? defaultRuns;
    const say = (text: string): void => note(`  ${name}: ${text}\n`);
    const report = await measure({ workplace, engine, runs: rounds, say });
    reports.push({ name, title, ...report });
    if (json !== true) {
      const lines = tableOf(report).map((line) => `  ${line}\n`);
      process.stdout.write(
        `\n${name}: ${title} (${rounds} ${rounds === 1 ? "round" : "rounds"})\n${lines.join("")}\n`,
      );
    }
  }
  process.stdout.write(
    json === true
      ? `${JSON.stringify({ machine: machine(), figures: reports }, asJson, 2)}\n`
      : `${verdictOf(reports).join("\n")}\n`,
  );
  const isMissed = reports.some(({ rows }) => rows.some((row) => isMet(row) === false));
  process.exitCode = isMissed ? exitCodes.missed : exitCodes.met;
}

/** What a number in the report was measured on, in general terms. */
function machine(): object {
  const [cpu] = cpus();
  return {
    system: process.platform,
    cores: cpus().length,
    processor: cpu?.model,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
}

/** JSON has no word for what was not measured. */
function asJson(_key: string, value: unknown): unknown {
  return typeof value === "number" && Number.isNaN(value) ? null : value;
}

function note(text: string): void {
  process.stderr.write(text);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError("It must be a whole number of at least 1.");
  }
  return value;
}
