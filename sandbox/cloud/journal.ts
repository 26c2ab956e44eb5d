import { setEntry } from "../../core/ownEntry";
import { changedAt, heldAt } from "./secretPaths";
import type { Properties, PropertyValue } from "./values";

/** What became of a call: answered, refused with a status and a code, or never answered. */
export interface CallOutcome {
  /** True where the API did what it was asked to. */
  readonly ok: boolean;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  /** The API's error code, e.g. `1005` or `DependencyViolation`. Absent where none is published. */
  readonly code?: string;
  /** The API's words. Absent where it did what it was asked to. */
  readonly message?: string;
}

/** One call of a stand-in API, as the account saw it. */
export interface ApiCall {
  /** 1 for the first call of this cloud's life, then one more each. */
  readonly sequence: number;
  /** Which API was called. */
  readonly service: "cloudflare" | "aws";
  /** HTTP method. AWS's actions are `POST`, and `GET` where they only read. */
  readonly method: string;
  /** Path of the v4 API, or `<service>.<region>/<Action>` for AWS. */
  readonly path: string;
  /** Pulumi type token of the object that the call is about. */
  readonly type: string;
  /** Its id; absent where it has none yet. */
  readonly id?: string;
  /** What was sent, by Pulumi's names, secrets masked. Absent where nothing was. */
  readonly body?: Properties;
  /** 0 for the first attempt, then one more for each retry of the provider. */
  readonly attempt: number;
  /** True where the account holds something else than before the call. */
  readonly changed: boolean;
  /** What became of it. */
  readonly outcome: CallOutcome;
}

/** Called after each call, before it is answered. */
export type CallListener = (call: ApiCall) => void;

/** Every call that the stand-in APIs received, in order. */
export class Journal {
  private readonly entries: ApiCall[] = [];
  private readonly listeners: CallListener[] = [];
  private recorded = 0;

  /**
   * Begins a journal.
   * @param keptCalls - How many calls it keeps, the last ones. Defaults to all of them.
   */
  constructor(private readonly keptCalls = Number.POSITIVE_INFINITY) {}

  /** The calls so far that are kept, oldest first. */
  get calls(): readonly ApiCall[] {
    return this.entries;
  }

  /**
   * Lists the calls that were meant to change something.
   * @returns The calls that are no `GET`, oldest first.
   */
  writes(): ApiCall[] {
    return this.entries.filter((call) => call.method !== "GET");
  }

  /**
   * Tells a listener of every call from now on.
   * @param listener - Called after each call, before it is answered.
   */
  onCall(listener: CallListener): void {
    this.listeners.push(listener);
  }

  /**
   * Writes a call down and tells the listeners.
   * @param call - The call, without its number.
   */
  record(call: Omit<ApiCall, "sequence">): void {
    this.recorded += 1;
    const entry = { sequence: this.recorded, ...call };
    this.entries.push(entry);
    if (this.entries.length > this.keptCalls) {
      this.entries.shift();
    }
    for (const listener of this.listeners) {
      listener(entry);
    }
  }
}

/** What stands in the journal in place of a secret. */
export const mask = "[secret]";

/**
 * Masks the secret properties of a body.
 * @param body - What is sent.
 * @param secrets - Names of its secret properties, or where they stand inside one.
 * @returns A copy in which each of them reads `[secret]`, and so does what they hold wherever else it stands.
 */
export function masked(body: Properties, secrets: Iterable<string>): Properties {
  const paths = [...secrets];
  const texts = secretTexts(body, paths);
  const copy = texts.length === 0 ? body : (hiddenIn(body, texts) as Properties);
  return paths.reduce((rest, path) => changedAt(rest, path, () => mask), copy);
}

/**
 * Lists the texts that are secret in a body.
 * @param body - What is sent. Defaults to nothing.
 * @param secrets - Names of its secret properties, or where they stand inside one. Defaults to none.
 * @returns Every text in them.
 */
export function secretTexts(body: Properties = {}, secrets: Iterable<string> = []): string[] {
  return [...secrets].flatMap((path) => textsIn(heldAt(body, path)));
}

function hiddenIn(value: PropertyValue, secrets: readonly string[]): PropertyValue {
  if (typeof value === "string") {
    return hidden(value, secrets);
  }
  if (Array.isArray(value)) {
    return value.map((item) => hiddenIn(item, secrets));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const copy: Properties = {};
  for (const [name, inner] of Object.entries(value)) {
    setEntry(copy, name, hiddenIn(inner, secrets));
  }
  return copy;
}

/** Shorter texts stand in every sentence by chance. */
const shortestSecret = 4;

/**
 * Masks secrets wherever they stand in a text.
 * @param text - The text.
 * @param secrets - The secrets.
 * @returns The text with `[secret]` in the place of each of them.
 */
export function hidden(text: string, secrets: readonly string[]): string {
  return [...secrets]
    .filter((secret) => secret.length >= shortestSecret)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replaceAll(secret, mask), text);
}

/** The texts in a value, however deep. */
function textsIn(value: PropertyValue | undefined): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
