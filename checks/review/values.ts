import { secretHeaders, secretProperties } from "../../facts/secrets";
import { ownEntry } from "../../facts/ownEntry";
import type { PropertyChange } from "../model/plan/propertyChanges";
import { isList, isObject } from "../model/reading";
import { ModelReference, secretValue, unknownValue, type ModelValue } from "../model/resources";
import { readUrn } from "../model/urns";
import { withoutSecrets } from "./shownText";
import { names, say, type Phrase } from "./words";

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
    const secret = isSecretPath(type, path);
    return { path, old: shownValue(old, secret), now: shownValue(now, secret) };
  });
}

/**
 * Shows a value.
 * @param value - A value of the model.
 * @param secret - Whether its place makes it a secret, marked or not. Defaults to false.
 * @returns The value as JSON, or words for what has none.
 */
export function shownValue(value: ModelValue | undefined, secret = false): Phrase {
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
        secretHeaders.test(name) ? "[secret]" : plain(ownEntry(value, name) ?? null, depth + 1),
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

/** Whether what stands at a path is a secret although nothing marks it. */
function isSecretPath(type: string, path: string): boolean {
  const steps = path.match(/[A-Za-z_$][\w$]*|"(?:[^"\\]|\\.)*"/g) ?? [];
  const bare = steps.map((step) => step.replace(/^"|"$/g, ""));
  return (
    (ownEntry(secretProperties, type) ?? []).includes(bare[0] ?? "") ||
    bare.some((step) => secretHeaders.test(step))
  );
}
