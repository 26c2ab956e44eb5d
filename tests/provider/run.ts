import "../support/chai";
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { namedPlugin } from "../../sandbox/plugin/findPlugin";
import { SandboxError, type CloudflareProvider } from "../../sandbox/testing";
import { differencesOf, type Difference } from "./differences";
import { differenceTable } from "./differenceTable";
import { RecordingLab } from "./recordingLab";
import { scenarios, type Scenario } from "./scenarios";
import type { Sighting } from "./sighting";

/** How it ends. Differences alone are no failure: what a provider may do otherwise is for a reader to judge. */
const exitCodes = { passed: 0, failed: 1, unusable: 2 } as const;

interface Flags {
  readonly only?: string;
  readonly kills: number;
}

void new Command("test:provider")
  .description(
    "Lives the environments, examples, transitions and killed runs of the suite with a Cloudflare plugin, and says where it " +
      "and the stand-in differ.",
  )
  .addArgument(new Argument("<plugin>", "path of the plugin's executable"))
  .addOption(new Option("--only <text>", "only the scenarios that have it in their title"))
  .addOption(
    new Option("--kills <number>", "in how many runs the engine is killed")
      .default(20)
      .argParser(wholeNumber),
  )
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.unusable))
  .action(run)
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof SandboxError ? error.message : String(error)}\n`);
    process.exitCode = exitCodes.unusable;
  });

async function run(file: string, { only = "", kills }: Flags): Promise<void> {
  const chosen = scenarios(kills).filter(({ title }) => title.includes(only));
  if (chosen.length === 0) {
    const actual = JSON.stringify(only);
    throw new SandboxError([{ path: "--only", rule: "be part of a scenario's title", actual }]);
  }
  const plugin = await namedPlugin(file);
  say(`The Cloudflare plugin ${plugin.version} (${plugin.command}), ${chosen.length} scenarios`);
  const found = new Map<string, readonly Difference[]>();
  let failures = 0;
  for (const scenario of chosen) {
    const { problem, sightings } = await lived(scenario, { kind: "plugin", ...plugin });
    failures += problem === undefined ? 0 : 1;
    say(`${problem === undefined ? "ok    " : "FAILED"} ${scenario.title}`);
    if (problem !== undefined) {
      say(indented(problem));
    }
    if (scenario.isCompared) {
      const own = await lived(scenario, { kind: "stand-in", passedOver: [] });
      found.set(scenario.title, differencesOf(own.sightings, sightings));
    }
  }
  process.stdout.write(
    `${differenceTable(found)}\n\n${chosen.length - failures} passed, ${failures} failed\n`,
  );
  process.exitCode = failures === 0 ? exitCodes.passed : exitCodes.failed;
}

interface Lived {
  readonly problem?: string;
  readonly sightings: readonly Sighting[];
}

async function lived(scenario: Scenario, provider: CloudflareProvider): Promise<Lived> {
  const lab = new RecordingLab(provider);
  try {
    await scenario.live(lab);
    return { sightings: lab.sightings };
  } catch (error) {
    const { message } = error as Error;
    return {
      problem: `after ${lab.sightings.at(-1)?.title ?? "nothing"}: ${message}`,
      sightings: lab.sightings,
    };
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => `       ${line}`)
    .join("\n");
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d{1,4}$/.test(text)) {
    throw new InvalidArgumentError("It must be a whole number.");
  }
  return value;
}
