import { setEntry } from "../../core/ownEntry";
import { isFields, textsOf, type Fields } from "./fields";
import { UnreadablePlan } from "./unreadablePlan";
import { isObject } from "../graph/reading";
import { ModelReference, secretValue, type ModelObject, type ModelValue } from "../graph/resources";
import { unknownValue } from "../../core/known";

/** The marks that stand for a value which is not known yet. Source: Pulumi SDK, sdk/go/common/resource/plugin/rpc.go. */
const unknownMarks = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Characters of each of these marks. */
const markLength = 36;

/** The property that marks an object as something special. Source: Pulumi SDK, sdk/go/common/resource/sig. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
} as const;

/** What the engine writes in place of a secret that it was not asked to show. */
const blinded = "[secret]";

/**
 * Reads the properties of a resource as the engine writes them. Secrets become a mark, whether they are encrypted,
 * blinded or in clear; unknown values become references where the plan says what they are made of; what starts with
 * `__` is bookkeeping of providers and is left out.
 * @param properties - Inputs or outputs.
 * @param dependencies - For each property a list of the URNs that its value comes from, as unchecked JSON.
 * @returns The properties.
 * @throws {UnreadablePlan} Where a value is nested deeper than any that Pulumi writes.
 */
export function readProperties(properties: unknown, dependencies?: unknown): ModelObject {
  if (isFields(properties) && saysItself(properties, 0)) {
    return properties as ModelObject;
  }
  const sources = isFields(dependencies) ? dependencies : {};
  return readFields(properties, (name, value) =>
    readValue(value, Object.hasOwn(sources, name) ? sources[name] : undefined, 0),
  );
}

/**
 * Whether a value is a secret or holds one.
 * @param value - A value of the model.
 * @returns True where a secret is somewhere in it.
 */
export function holdsSecret(value: ModelValue | undefined): boolean {
  if (Array.isArray(value)) {
    return (value as readonly ModelValue[]).some(holdsSecret);
  }
  return isObject(value) ? Object.values(value).some(holdsSecret) : value === secretValue;
}

/** Levels of lists and objects in a value. Whoever looks at one goes down them one by one, and comes to the end of the stack. */
export const deepest = 100;

/**
 * Whether a value says in the model what it says in JSON, as most of a plan does: nothing in it is a mark, and no map in it has what
 * is Pulumi's own.
 */
function saysItself(value: unknown, depth: number): boolean {
  if (typeof value === "string") {
    return !isMark(value);
  }
  if (typeof value !== "object") {
    return typeof value === "number" || typeof value === "boolean";
  }
  if (value === null || depth > deepest) {
    return value === null;
  }
  if (Array.isArray(value)) {
    return value.every((each) => saysItself(each, depth + 1));
  }
  const fields = value as Fields;
  for (const name of Object.keys(fields)) {
    if (name === signatureKey || name.startsWith("__") || !saysItself(fields[name], depth + 1)) {
      return false;
    }
  }
  return true;
}

function isMark(text: string): boolean {
  return text.length === markLength ? unknownMarks.has(text) : text === blinded;
}

/** Reads a value; `sources` are the URNs that what is not known of it yet comes from, as unchecked JSON. */
function readValue(value: unknown, sources: unknown, depth: number): ModelValue {
  if (typeof value === "string") {
    return isMark(value) ? (value === blinded ? secretValue : pending(sources)) : value;
  }
  if (typeof value === "number" || typeof value === "boolean" || value === null) {
    return value;
  }
  if (depth > deepest) {
    throw new UnreadablePlan({
      path: "plan",
      rule: "be the output of Pulumi",
      actual: "JSON that is nested too deeply to be read",
    });
  }
  if (Array.isArray(value)) {
    return value.map((each) => readValue(each, sources, depth + 1));
  }
  if (typeof value !== "object") {
    return unknownValue;
  }
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.hasOwn(fields, signatureKey)
    ? readSpecial(fields, sources, depth + 1)
    : readFields(fields, (_, each) => readValue(each, sources, depth + 1));
}

function readSpecial(
  fields: Readonly<Record<string, unknown>>,
  sources: unknown,
  depth: number,
): ModelValue {
  switch (fields[signatureKey]) {
    case signatures.asset:
    case signatures.archive:
      return { hash: typeof fields.hash === "string" ? fields.hash : unknownValue };
    case signatures.resource:
      return typeof fields.urn === "string" ? new ModelReference([fields.urn]) : unknownValue;
    case signatures.output:
      if (fields.secret === true) {
        return secretValue;
      }
      return "value" in fields ? readValue(fields.value, sources, depth) : pending(sources);
    case signatures.secret:
    default:
      // Something that this version does not know is kept out like a secret: it may be one.
      return secretValue;
  }
}

function pending(sources: unknown): ModelValue {
  const urns = textsOf(sources);
  return urns.length === 0 ? unknownValue : new ModelReference(urns.sort());
}

/** Reads a map field by field; what begins with two underscores is Pulumi's own, and `__proto__` never gets through. */
function readFields(
  value: unknown,
  read: (name: string, value: unknown) => ModelValue,
): ModelObject {
  const said: Record<string, ModelValue> = {};
  const fields = typeof value === "object" && value !== null ? Object.entries(value) : [];
  for (const [name, each] of fields) {
    if (!name.startsWith("__")) {
      setEntry(said, name, read(name, each));
    }
  }
  return said;
}
