import {
  isSecretByName,
  privateProperties,
  secretHeaders,
  secretProperties,
  withoutSecrets,
} from "../../core/secrets";
import { ownEntry } from "../../core/ownEntry";
import type { PropertyChange } from "../../model/plan/propertyChanges";
import { isList, isObject } from "../../model/graph/reading";
import { ModelReference, secretValue, type ModelValue } from "../../model/graph/resources";
import { unknownValue } from "../../core/known";
import { readUrn } from "../../model/graph/urns";
import { names, say, type Phrase } from "../words/words";

/** A property that changes, as a reader sees it. */
export interface ShownProperty {
  /** Where it stands. */
  readonly path: string;
  /** The old value. */
  readonly old: Phrase;
  /** The new value. */
  readonly now: Phrase;
}

/**
 * Shows what differs of a resource.
 * @param type - Pulumi type token of the resource.
 * @param properties - What differs.
 * @returns The same for a reader, without secrets.
 */
export function shownProperties(
  type: string,
  properties: readonly PropertyChange[],
): ShownProperty[] {
  return properties.map(({ path, old, new: now }) => {
    const place = placeOf(type, path);
    return { path, old: shownAt(place, old), now: shownAt(place, now) };
  });
}

/**
 * Shows a value.
 * @param value - A value of the model.
 * @param secret - Whether its place makes it a secret, marked or not. Defaults to false.
 * @returns The value as JSON, or words for what has none.
 */
function shownValue(value: ModelValue | undefined, secret = false): Phrase {
  if (value === undefined || value === null) {
    return say`not set`;
  }
  if (value === secretValue || secret) {
    return say`a secret`;
  }
  if (value === unknownValue) {
    return say`known after apply`;
  }
  if (value instanceof ModelReference) {
    const sources = value.reference.map((key) => readUrn(key)?.name ?? key);
    return say`known after apply, from ${names([...new Set(sources)])}`;
  }
  return say`${JSON.stringify(plain(value, 0))}`;
}

/** A place where what stands there is not for everybody, and the last name on the way to it. */
interface Place {
  readonly kind: "secret" | "private" | "open";
  readonly name: string;
}

function shownAt({ kind, name }: Place, value: ModelValue | undefined): Phrase {
  if (kind === "private" && typeof value === "string") {
    return hostOnly(value);
  }
  const isSecret = typeof value === "string" && isSecretByName(name, value);
  return shownValue(value, kind === "secret" || isSecret);
}

/** A finding may name the host of a URL, and nothing of other texts. */
function hostOnly(text: string): Phrase {
  const [, scheme, authority] = /^(https?:\/\/)([^\s/?#]*)/i.exec(text) ?? [];
  return scheme === undefined
    ? say`a text that is not shown, for it may hold secrets`
    : say`${`${scheme}${authority?.split("@").at(-1) ?? ""}/…`}`;
}

/** Values nested deeper are not looked at: no resource has such, and JSON of it would end in a stack overflow. */
const deepest = 20;

function plain(value: ModelValue, depth: number): unknown {
  if (depth > deepest) {
    return "…";
  }
  if (isList(value)) {
    return value.map((each) => plain(each, depth + 1));
  }
  if (isObject(value)) {
    const entries = Object.keys(value)
      .sort()
      .map((name) => [
        name,
        isCredential(name, ownEntry(value, name))
          ? "[secret]"
          : plain(ownEntry(value, name) ?? null, depth + 1),
      ]);
    return Object.fromEntries(entries) as unknown;
  }
  if (value === secretValue) {
    return "[secret]";
  }
  if (value === unknownValue || value instanceof ModelReference) {
    return "[known after apply]";
  }
  return typeof value === "string" ? withoutSecrets(value) : value;
}

function isCredential(name: string, value: ModelValue | undefined): boolean {
  return secretHeaders.test(name) || (typeof value === "string" && isSecretByName(name, value));
}

/** What kind of place a path leads to, whether anything marks it or not. */
function placeOf(type: string, path: string): Place {
  const steps = path.match(/[A-Za-z_$][\w$]*|"(?:[^"\\]|\\.)*"/g) ?? [];
  const bare = steps.map((step) => step.replace(/^"|"$/g, ""));
  const [top = ""] = bare;
  const isListed = (table: Readonly<Record<string, readonly string[]>>): boolean =>
    ownEntry(table, type)?.includes(top) === true;
  const kind =
    isListed(secretProperties) || bare.some((step) => secretHeaders.test(step))
      ? "secret"
      : isListed(privateProperties)
        ? "private"
        : "open";
  return { kind, name: bare.at(-1) ?? "" };
}
