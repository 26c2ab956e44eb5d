import { getOrCreate } from "../../core/getOrCreate";
import { isList, isObject } from "./reading";
import { ModelReference, secretValue, type ModelResource, type ModelValue } from "./resources";

const known = new WeakMap<ModelResource, ReadonlySet<string>>();

/**
 * Lists what the properties of a resource name, wherever in them: references, whole texts, and the hostnames and ARNs within texts. JSON is read
 * through. A resource that holds a secret names, for all that anybody can see, what it depends on.
 * @param resource - Any resource.
 * @returns The words and keys, each once.
 */
export function mentionsOf(resource: ModelResource): ReadonlySet<string> {
  return getOrCreate(known, resource, () => new Set(mentionsIn(resource)));
}

function mentionsIn({ properties, dependencies = [] }: ModelResource): string[] {
  const found: string[] = [];
  const isSecret = addMentions(properties, found);
  return isSecret ? [...found, ...dependencies] : found;
}

/** Adds what a value names, and says whether a secret is somewhere in it. */
function addMentions(value: ModelValue | undefined, found: string[]): boolean {
  if (typeof value === "string") {
    const read = /^\s*[[{]/.test(value) ? parsed(value) : undefined;
    return read === undefined ? (found.push(...wordsIn(value)), false) : addMentions(read, found);
  }
  if (value instanceof ModelReference) {
    found.push(...value.reference);
    return false;
  }
  const inside = isList(value) ? value : isObject(value) ? Object.values(value) : [];
  // Each is read, whatever the one before it holds.
  return inside.map((each) => addMentions(each, found)).includes(true) || value === secretValue;
}

/**
 * Lists the words of a text by which something may be named.
 * @param text - Any text.
 * @returns The text itself, without a tag of an image too; its hostnames; and its ARNs, also without what follows their last colons.
 */
export function wordsIn(text: string): string[] {
  const hostnames = text.match(/[\w-]+(?:\.[\w-]+)+/g) ?? [];
  const arns = (text.match(/arn:[\w-]+:[^\s"',;\\]+/g) ?? []).flatMap((arn) => [
    arn,
    ...(arn.slice(1).match(/arn:.*/g) ?? []),
  ]);
  return [
    ...[text, text.replace(/[:@][^:@/]*$/, "")],
    ...[...hostnames, ...arns.map((arn) => arn.replace(/\/invocations$/, "")).flatMap(shortened)],
  ];
}

/** The fewest parts of an ARN. Source: IAM user guide, reference-arns. */
const fewestParts = 6;

function shortened(arn: string): string[] {
  const parts = arn.split(":");
  const left = parts.slice(fewestParts - 1);
  return left.map((_, index) => parts.slice(0, index + fewestParts).join(":"));
}

function parsed(text: string): ModelValue | undefined {
  try {
    return JSON.parse(text) as ModelValue;
  } catch {
    return undefined;
  }
}
