import { bareMessage } from "../model/plan/planJson";
import {
  violationsOf,
  violationText,
  type OperationKind,
  type OperationResult,
} from "../sandbox/engine";
import { callBudgetLines } from "./callBudget";
import { changeLines, changesOf } from "./changeLines";
import { sourceTitles } from "./engine";
import { exitCodes, failureAsJson, type ExitCode } from "./exitCodes";
import { FoldedWarnings } from "./foldedWarnings";
import { RememberingCloud, type OpenCloud } from "./cloud";
import { outputsText } from "./outputsText";
import { sandboxFailureOf } from "./sandboxFailure";
import type { CloudflareProvider, ProviderChoice } from "../sandbox/providerChoice";
import type { ShortRehearsal } from "./shortRehearsal";
import { nothingYet, runSandbox, type SandboxListener, type SandboxReport } from "./sandboxRun";
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
  const warnings = new FoldedWarnings();
  const listener = listenerFor(progress, say, report, warnings);
  const cloud = new RememberingCloud(openCloud);
  try {
    const request = {
      ...{ kind, directory, stack, policyPacks, providers },
      ...(planFile && { planFile }),
    };
    await runSandbox(request, cloud.open, terminal, listener, report);
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
    warnings.lines().forEach((line) => progress.line(line));
    progress.stop();
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

function listenerFor(
  progress: Progress,
  say: (text: string) => void,
  report: SandboxReport,
  warnings: FoldedWarnings,
): SandboxListener {
  let done = 0;
  let expected: number | undefined;
  return {
    onProgress: (step) => progress.step(step),
    onOperation: (kind, total) => {
      if (report.operations.length === 0) {
        progress.line(runningWords(report));
        passedOverWords(report.provider).forEach((line) => progress.line(line));
      }
      done = 0;
      expected = total;
      progress.step({ text: runningTitles[kind], completed: done, total });
    },
    onEvent: (kind, event) => {
      const { diagnosticEvent, resOutputsEvent } = event;
      const isKept = warnings.keep(event);
      if (!isKept && diagnosticEvent !== undefined && diagnosticEvent.severity !== "error") {
        progress.line(bareMessage(diagnosticEvent.message));
      }
      // What is mandatory stands in the error in which the operation ends.
      violationsOf([event])
        .filter(({ level }) => level === "advisory")
        .forEach((violation) => progress.line(violationText(violation)));
      if (resOutputsEvent !== undefined) {
        done = expected === undefined ? done + 1 : Math.min(done + 1, expected);
        progress.step({ text: runningTitles[kind], completed: done, total: expected });
      }
    },
    onResult: (result) => {
      warnings.lines().forEach((line) => progress.line(line));
      progress.stop();
      say(resultText(result));
    },
  };
}

/** The first line of a run: what really runs. */
function runningWords({ engine, provider, stack }: SandboxReport): string {
  const on = `Pulumi ${engine?.version}, ${engine && sourceTitles[engine.source]}`;
  const by =
    provider?.kind === "plugin"
      ? `the Cloudflare plugin ${provider.version} (${provider.command}) and the stand-in for AWS`
      : "stand-ins for the providers";
  return `Stack ${stack} on ${on}, with ${by}`;
}

function passedOverWords(provider: CloudflareProvider | undefined): string[] {
  const reasons = provider?.kind === "stand-in" ? provider.passedOver : [];
  return reasons.map((reason) => `No use was made of a Cloudflare plugin: ${reason}`);
}

const runningTitles = {
  preview: "Previewing",
  up: "Bringing it up",
  refresh: "Comparing with the cloud",
  destroy: "Taking it down",
} satisfies Record<OperationKind, string>;

/** One line of counts, and for anything but `up`, whose preview said so, a line for each change. */
function resultText({ kind, counts, seconds, events }: OperationResult): string {
  const parts = Object.entries(counts).map(([op, count]) => `${count} ${op}`);
  const summary = parts.length === 0 ? "nothing" : parts.sort().join(", ");
  const changes =
    kind === "up" ? [] : [...changeLines(changesOf(events)), ...callBudgetLines(events)];
  return [...changes, `${kind}: ${summary} (${seconds} s)`, ""].join("\n");
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
