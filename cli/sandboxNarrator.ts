import { bareMessage } from "../model/plan/planJson";
import {
  violationsOf,
  violationText,
  type EngineEvent,
  type EngineStep,
  type OperationKind,
  type OperationResult,
} from "../sandbox/engine";
import type { CloudflareProvider } from "../sandbox/providerChoice";
import { callBudgetLines } from "./callBudget";
import { changeLines, changesOf } from "./changeLines";
import { sourceTitles } from "./engine";
import { FoldedWarnings } from "./foldedWarnings";
import type { Progress } from "./progress";
import type { SandboxListener, SandboxReport } from "./sandboxRun";

/** Tells people of a run in the sandbox while it runs. */
export class SandboxNarrator implements SandboxListener {
  readonly #warnings = new FoldedWarnings();
  #done = 0;
  #expected: number | undefined;

  /**
   * Begins to tell of a run.
   * @param progress - Shows what is going on.
   * @param say - Takes what came of each operation.
   * @param report - What the run fills.
   */
  constructor(
    private readonly progress: Progress,
    private readonly say: (text: string) => void,
    private readonly report: SandboxReport,
  ) {}

  readonly onProgress = (step: EngineStep): void => this.progress.step(step);

  readonly onOperation = (kind: OperationKind, expected: number | undefined): void => {
    if (this.report.operations.length === 0) {
      const { provider } = this.report;
      [runningWords(this.report), ...passedOverWords(provider)].forEach(this.#line);
    }
    this.#done = 0;
    this.#expected = expected;
    this.#count(kind);
  };

  readonly onEvent = (kind: OperationKind, event: EngineEvent): void => {
    const { diagnosticEvent, resOutputsEvent } = event;
    const isKept = this.#warnings.keep(event);
    if (!isKept && diagnosticEvent !== undefined && diagnosticEvent.severity !== "error") {
      this.#line(bareMessage(diagnosticEvent.message));
    }
    // What is mandatory stands in the error in which the operation ends.
    violationsOf([event])
      .filter(({ level }) => level === "advisory")
      .forEach((violation) => this.#line(violationText(violation)));
    if (resOutputsEvent !== undefined) {
      this.#done = Math.min(this.#done + 1, this.#expected ?? Infinity);
      this.#count(kind);
    }
  };

  readonly onResult = (result: OperationResult): void => {
    this.end();
    this.say(resultText(result));
  };

  /** Says what is still to say of what was going on, which is over. */
  end(): void {
    this.#warnings.lines().forEach(this.#line);
    this.progress.stop();
  }

  readonly #line = (text: string): void => this.progress.line(text);

  #count(kind: OperationKind): void {
    const [completed, total] = [this.#done, this.#expected];
    this.progress.step({ text: runningTitles[kind], completed, total });
  }
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
