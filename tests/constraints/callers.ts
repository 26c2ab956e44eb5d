import { judgePlan } from "../../checks/policy/evaluate";
import { modelTypes, type ModelTypeName } from "../../model/graph/resourceTypes";
import type { ModelObject, ModelResource } from "../../model/graph/resources";
import type { CloudOptions } from "../../sandbox/startCloud";
import { ApiError } from "../../sandbox/cloud/calls/apiError";
import type { Properties } from "../../sandbox/cloud/values";
import { DirectCloud } from "../sandbox/cloud/direct";

/** A resource by its type and properties. */
export interface Declared {
  readonly type: ModelTypeName;
  /** Its properties, or how to make them of the ids of those made before. */
  readonly properties: Properties | ((ids: readonly string[]) => Properties);
}

/**
 * What the stand-in says of the last of resources that are made one after the other.
 * @param options - The account.
 * @param resources - The resources; those before the last must be taken.
 * @returns Status and code, `-` for none published; undefined where it is taken.
 */
export async function standInSays(
  options: CloudOptions,
  resources: readonly Declared[],
): Promise<string | undefined> {
  const direct = await DirectCloud.start(options);
  const ids: string[] = [];
  try {
    for (const [at, { type, properties }] of resources.entries()) {
      try {
        const inputs = typeof properties === "function" ? properties(ids) : properties;
        ids.push((await direct.create(modelTypes[type], inputs)).id);
      } catch (error) {
        if (error instanceof ApiError && at === resources.length - 1) {
          return `${error.status} ${error.code ?? "-"}`;
        }
        throw error;
      }
    }
    return undefined;
  } finally {
    await direct.stop();
  }
}

/**
 * What rules say of resources.
 * @param limits - The rules to ask, by name, with what is set for each.
 * @param resources - The resources.
 * @returns `rule property`, sorted by rule; the property is missing where the whole is meant.
 */
export function policySays(
  limits: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  resources: readonly { readonly type: ModelTypeName; readonly properties: ModelObject }[],
): string[] {
  const after = resources.map(({ type, properties }, at): ModelResource => {
    const token = modelTypes[type];
    const name = `r${at}`;
    return { key: `urn:pulumi:t::t::${token}::${name}`, type: token, name, properties };
  });
  const rules = Object.fromEntries(
    Object.entries(limits).map(([rule, own]) => [rule, { limits: own }]),
  );
  const { findings } = judgePlan({ after, whole: true }, { configuration: { rules } });
  return findings
    .filter(({ rule }) => rule in limits)
    .map(({ rule, title, message }) => {
      const [property = ""] = message.slice(title.length).split(" must ");
      return `${rule} ${property.slice(1)}`.trim();
    });
}
