import { withoutSecrets } from "../../../core/secrets";
import { RunFailed } from "../../errors";
import {
  countsOf,
  errorsOf,
  violationsOf,
  violationText,
  type EngineEvent,
  type PolicyViolation,
} from "../host/events";
import type { ChildResult } from "../childProcess";

/** What can be done with a stack. */
export type OperationKind = "preview" | "up" | "refresh" | "destroy";

/** How one operation is to run. */
export interface OperationOptions {
  /** Folders of policy packs to judge it by. Defaults to none. */
  readonly policyPacks?: readonly string[];
  /** JSON files that configure these packs, one each in their order. Defaults to none. */
  readonly policyPackConfigs?: readonly string[];
  /** Whether to compare with the cloud first. Defaults to false. */
  readonly refresh?: boolean;
  /** Kills the engine, as a crash of its machine would: it saves nothing. Defaults to nothing. */
  readonly kill?: AbortSignal;
  /** Called with every event of the engine, as it comes. Defaults to nobody. */
  readonly onEvent?: (event: EngineEvent) => void;
}

/** How an operation ended. */
export interface OperationResult {
  /** What was done. */
  readonly kind: OperationKind;
  /** How many resources were created, updated, left the same and so on, by the engine's names. */
  readonly counts: Readonly<Record<string, number>>;
  /** How long it took, in seconds, to two digits. */
  readonly seconds: number;
  /** What policy packs had against it, mandatory or not. */
  readonly violations: readonly PolicyViolation[];
  /** Every event of the engine, without debug diagnostics. Secrets are masked in them. */
  readonly events: readonly EngineEvent[];
}

/** The engine, a program or the cloud said no. */
export class OperationFailed extends RunFailed {
  /** Tells this error apart in logs. */
  override readonly name = "OperationFailed";
  /** How far it came. */
  readonly result: OperationResult;
  /** The engine's exit code; null when a signal ended it. */
  readonly exitCode: number | null;
  /** What was complained about, each once. */
  readonly complaints: readonly string[];

  /**
   * Makes the error out of how the engine ended.
   * @param result - How far it came.
   * @param exitCode - The engine's exit code.
   * @param complaints - What was complained about.
   */
  constructor(result: OperationResult, exitCode: number | null, complaints: readonly string[]) {
    const ending = exitCode === null ? "was killed" : `failed with exit code ${exitCode}`;
    super(withoutSecrets([`pulumi ${result.kind} ${ending}`, ...complaints].join("\n  - ")));
    this.result = result;
    this.exitCode = exitCode;
    this.complaints = complaints;
  }
}

/**
 * Puts together how an operation ended.
 * @param kind - What was done.
 * @param started - When it began, by `performance.now()`.
 * @param events - Every event of the engine.
 * @param ended - How the engine's process ended.
 * @param cutOff - Why it was stopped, where it was not the user who did it; all other complaints are the echo of it.
 * @returns The result.
 * @throws OperationFailed when the engine's exit code is not 0.
 */
export function operationResult(
  kind: OperationKind,
  started: number,
  events: readonly EngineEvent[],
  ended: ChildResult,
  cutOff?: Error,
): OperationResult {
  const seconds = Math.round((performance.now() - started) / 10) / 100;
  const violations = violationsOf(events);
  const result = { kind, counts: countsOf(events), seconds, violations, events };
  if (ended.exitCode === 0) {
    return result;
  }
  if (cutOff !== undefined) {
    throw new OperationFailed(result, ended.exitCode, [cutOff.message]);
  }
  const broken = violations.filter(({ level }) => level === "mandatory").map(violationText);
  const errors = [...broken, ...errorsOf(events)];
  const lastWords = ended.stderr.trim().replace(/^error: /, "");
  const complaints = errors.length === 0 && lastWords !== "" ? [lastWords] : errors;
  throw new OperationFailed(result, ended.exitCode, complaints);
}
