import { compare } from "../../core/order";
import { setEntry } from "../../core/ownEntry";
import type { ApiCall, Run } from "../../sandbox/testing";

/** What was seen of one operation of a stack. */
export interface Sighting {
  /** Which operation, and the how many-th of its scenario: `3. up`. */
  readonly title: string;
  /** What happened to each Cloudflare resource that did not stay the same, by type and name: `update [content, modifiedOn]`. */
  readonly diffs: Readonly<Record<string, string>>;
  /** The calls of the Cloudflare API, in order. */
  readonly calls: readonly SeenCall[];
  /** Outputs of each Cloudflare resource in the state afterwards, by type and name. */
  readonly states: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A call without what differs from run to run. */
export interface SeenCall {
  /** Method and path: `PUT /zones/<id>/dns_records/<id>`. */
  readonly route: string;
  /** What was sent. Absent where nothing was. */
  readonly body?: unknown;
}

/** A state, as `pulumi stack export` gives it, as far as it is looked at. */
interface Exported {
  readonly deployment: {
    readonly resources?: readonly {
      readonly urn: string;
      readonly type: string;
      readonly outputs?: Readonly<Record<string, unknown>>;
    }[];
  };
}

const ofCloudflare = /^cloudflare:/;

/**
 * Notes down what an operation did.
 * @param title - Which.
 * @param run - What the engine told. Undefined where it failed: then only calls and state are known.
 * @param calls - The calls of the account's APIs that it made.
 * @param state - The stack's state afterwards.
 * @returns What can be compared with another run.
 */
export function sightingOf(
  title: string,
  run: Run | undefined,
  calls: readonly ApiCall[],
  state: unknown,
): Sighting {
  const steps = (run?.steps ?? []).filter(
    ({ op, type }) => ofCloudflare.test(type) && op !== "same",
  );
  const { resources = [] } = (state as Exported).deployment;
  return {
    title,
    diffs: Object.fromEntries(
      steps.map(({ op, urn, diffs }) => [
        subjectOf(urn),
        diffs.length === 0 ? op : `${op} [${[...diffs].sort().join(", ")}]`,
      ]),
    ),
    calls: calls
      .filter(({ service }) => service === "cloudflare")
      .map(({ method, path, body }) => ({
        route: `${method} ${settled(path) as string}`,
        ...(body === undefined ? {} : { body: settled(body) }),
      })),
    states: Object.fromEntries(
      resources
        .filter(({ type }) => ofCloudflare.test(type))
        .map(({ urn, outputs = {} }) => [
          subjectOf(urn),
          withoutNulls(settled(outputs) as Readonly<Record<string, unknown>>),
        ]),
    ),
  };
}

/** What is null in a state is nothing to a program: a provider leaves it out or writes it. */
function withoutNulls(outputs: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== null));
}

/** Type and name out of a URN. */
function subjectOf(urn: string): string {
  const [, , types = "", ...name] = urn.split("::");
  return `${types.split("$").at(-1)} ${name.join("::")}`;
}

const secretKey = "4dabf18193072939515e22adb298388d";

/** Without what differs from run to run: ids, times, ciphers, keys and names that are drawn, each with a word in its place. */
function settled(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(settled);
  }
  if (typeof value === "object" && value !== null) {
    return Object.hasOwn(value, secretKey) ? "[secret]" : settledMap(value);
  }
  return typeof value === "string" ? settledText(value) : value;
}

/** Keys that are ids come in another order in each run: they are told apart by what stands behind them. */
function settledMap(map: object): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  const entries = Object.entries(map)
    .map(([key, inner]): [string, unknown] => [settledText(key), settled(inner)])
    .sort(([, one], [, other]) => compare(JSON.stringify(one), JSON.stringify(other)));
  for (const [key, inner] of entries) {
    let name = key;
    for (let number = 2; Object.hasOwn(written, name); number += 1) {
      name = `${key} ${number}`;
    }
    setEntry(written, name, inner);
  }
  return written;
}

function settledText(value: string): string {
  return (
    value
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)/g, "<time>")
      .replace(/-----BEGIN ([A-Z ]+)-----[^-]+-----END \1-----/g, "<$1>")
      // What the AWS provider draws for a name: the time and a number, 18 digits and 8 hexadecimal ones.
      .replace(/(?<!\d)20\d{16}[0-9a-f]{8}(?![0-9a-f])/g, "<drawn>")
      // What a certificate is drawn: up to 20 bytes, as Node.js writes them.
      .replace(/(?<![0-9A-Za-z])[0-9A-F]{24,40}(?![0-9A-Za-z])/g, "<serial number>")
      .replace(/(?<![0-9a-f])([0-9a-f]{32}|[0-9a-f]{7})(?![0-9a-f])/g, "<id>")
  );
}
