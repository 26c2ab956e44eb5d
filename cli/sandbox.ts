import type { OperationKind } from "../sandbox/engine";
import { changesOf } from "./changeLines";
import { exitCodes, failureAsJson, type ExitCode } from "./exitCodes";
import { RememberingCloud, type OpenCloud } from "./cloud";
import { outputsText } from "./outputsText";
import { sandboxFailureOf } from "./sandboxFailure";
import type { ProviderChoice } from "../sandbox/providerChoice";
import { SandboxNarrator } from "./sandboxNarrator";
import type { ShortRehearsal } from "./shortRehearsal";
import { nothingYet, runSandbox, type SandboxReport } from "./sandboxRun";
import { Progress } from "./progress";
import type { Terminal } from "./terminal";

/** The flags of `steady-edge sandbox <operation>`. */
export interface SandboxFlags {
  /** The stack's name. */
  readonly stack: string;
  /** The folder of the Pulumi project. */
  readonly dir: string;
  /** Whether standard output is to carry one JSON document. */
  readonly json?: boolean;
  /** What is to serve Cloudflare's resources. */
  readonly providers: ProviderChoice;
  /** Folders of policy packs to judge by. Defaults to none. */
  readonly policyPack?: readonly string[];
  /** Where to write the plan. Defaults to nowhere. */
  readonly plan?: string;
  /** Whether to rehearse a fault on what was brought up. Defaults to false. */
  readonly rehearse?: boolean;
}

/**
 * `steady-edge sandbox preview|up|refresh|destroy`: runs a stack on a real engine and an embedded cloud.
 * @param kind - What to do.
 * @param flags - With which stack, and how to say what came of it.
 * @param openCloud - Starts the cloud.
 * @param terminal - Where to read and write.
 * @returns 0; 1 when the engine or the cloud said no or a path broke; 2 for unusable input.
 */
export async function sandboxCommand(
  kind: OperationKind,
  flags: SandboxFlags,
  openCloud: OpenCloud,
  terminal: Terminal,
): Promise<ExitCode> {
  const { stack, dir: directory, policyPack: policyPacks = [], plan: planFile, providers } = flags;
  const report = nothingYet(stack);
  const progress = new Progress(terminal);
  // With --json, what people read goes to standard error as well.
  const say = flags.json === true ? terminal.err : terminal.out;
  const narrator = new SandboxNarrator(progress, say, report);
  const cloud = new RememberingCloud(openCloud);
  try {
    const request = {
      ...{ kind, directory, stack, policyPacks, providers },
      ...(planFile && { planFile }),
    };
    await runSandbox(request, cloud.open, terminal, narrator, report);
    progress.stop();
    say(ending(kind, report));
    const short =
      flags.rehearse === true
        ? await rehearsed(report, cloud, progress, terminal.signal)
        : undefined;
    say(short?.text ?? "");
    const isFailed = isBroken(kind, report) || short?.isFailed === true;
    printJson(flags, terminal, { ...asJson(report), rehearsal: short?.rehearsal });
    return isFailed ? exitCodes.failed : exitCodes.fine;
  } catch (error) {
    narrator.end();
    const failure = sandboxFailureOf(error, terminal.signal);
    terminal.err(`${failure.message}\n`);
    printJson(flags, terminal, { ...asJson(report), error: failureAsJson(failure) });
    return failure.exitCode;
  }
}

/** Loads the rehearsal late: it is much to load, and few ask for it. */
async function rehearsed(
  report: SandboxReport,
  { resources }: RememberingCloud,
  progress: Progress,
  signal: AbortSignal,
): Promise<ShortRehearsal | undefined> {
  const { shortRehearsal } = await import("./shortRehearsal.js");
  return shortRehearsal(report, resources, progress, signal);
}

/** Whoever destroys a stack wants its paths gone. */
function isBroken(kind: OperationKind, report: SandboxReport): boolean {
  return kind !== "destroy" && report.outageWatch.broken.length > 0;
}

function printJson(flags: SandboxFlags, terminal: Terminal, document: object): void {
  if (flags.json === true) {
    terminal.out(`${JSON.stringify(document, undefined, 2)}\n`);
  }
}

function asJson(report: SandboxReport): object {
  const { engine, provider, stack, operations, outputs, outageWatch } = report;
  return {
    engine: engine && { version: engine.version, source: engine.source },
    providers: provider && { cloudflare: provider, aws: { kind: "stand-in" } },
    stack,
    operations: operations.map(({ kind, counts, events, seconds }) => ({
      ...{ kind, counts, changes: changesOf(events), seconds },
    })),
    outputs,
    outageWatch,
  };
}

function ending(kind: OperationKind, report: SandboxReport): string {
  const { outputs, outageWatch } = report;
  const { calls, broken } = outageWatch;
  const moments = broken.map((moment) => `  ${JSON.stringify(moment)}\n`);
  const saw = broken.length === 0 ? "no broken moment" : `broken after ${broken.length} of them`;
  const watch =
    kind === "destroy" || kind === "preview" ? "" : `outage watch: API calls ${calls}, ${saw}\n`;
  return `${outputsText(outputs)}${watch}${moments.join("")}`;
}
