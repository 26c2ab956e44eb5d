import { pathTypes } from "../../facts/resourceTypes";
import { wireNames } from "../../facts/cloudflare/wireNames";
import { setEntry } from "../../core/ownEntry";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";

/** The names of the API for which Pulumi's are not the same in camel case. */
const pulumiNames = new Map(
  Object.entries(wireNames.LoadBalancerPoolOriginHeader ?? {}).map(([own, wire]) => [wire, own]),
);

/** An object as Cloudflare's API answers it. */
export interface ApiAnswer {
  /** What it is. */
  readonly type:
    | "dnsRecord"
    | "loadBalancer"
    | "originPulls"
    | "pool"
    | "ruleset"
    | "workersRoute"
    | "zone"
    | "zoneSetting";
  readonly id: string;
  /** The JSON of the answer. */
  readonly answer: object;
  /** What stands in the path of the call and not in the answer, by Pulumi's names. Defaults to nothing. */
  readonly beside?: Readonly<Record<string, string>>;
}

/**
 * Reads an object of Cloudflare's API as the model has it.
 * @param given - The answer.
 * @returns The resource. Its properties have Pulumi's names; the value of a zone setting stays as it is.
 */
export function fromApiAnswer({ type, id, answer, beside = {} }: ApiAnswer): ModelResource {
  const token = pathTypes[type];
  const value = type === "zoneSetting" ? { ...answer } : renamed(answer as ModelValue);
  const { name } = answer as { readonly name?: unknown };
  return {
    ...{ key: `${token}::${id}`, type: token, name: typeof name === "string" ? name : id, id },
    properties: { ...(value as ModelObject), ...beside },
  };
}

function renamed(value: ModelValue): ModelValue {
  if (Array.isArray(value)) {
    return value.map((each: ModelValue) => renamed(each));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const object: Record<string, ModelValue> = {};
  for (const [name, inner] of Object.entries(value as ModelObject)) {
    setEntry(object, pulumiNames.get(name) ?? camelCase(name), renamed(inner));
  }
  return object;
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_whole, sign: string) => sign.toUpperCase());
}
