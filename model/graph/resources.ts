import { unknownValue } from "../../core/known";

/** A secret. The model knows that there is a value and never holds its content. */
export const secretValue: unique symbol = Symbol("secret value");

/** A value that a plan does not know yet, but of which it knows where it comes from. */
export class ModelReference {
  /**
   * Makes a reference.
   * @param reference - Keys of the resources this value may come from, at least one. Several where
   * a property mixes outputs of several resources and the plan does not say which is which.
   */
  constructor(readonly reference: readonly string[]) {}
}

/** A property of a resource as the model holds it. */
export type ModelValue =
  | string
  | number
  | boolean
  | null
  | typeof unknownValue
  | typeof secretValue
  | ModelReference
  | readonly ModelValue[]
  | ModelObject;

/** An object among the properties of a resource. */
export interface ModelObject {
  readonly [key: string]: ModelValue;
}

/** One resource, from a plan, a stack's state or an account. */
export interface ModelResource {
  /** What other resources refer to: the URN in a plan or a state, `type::id` in an account. */
  readonly key: string;
  /** Pulumi type token, e.g. `cloudflare:index/loadBalancer:LoadBalancer`. */
  readonly type: string;
  /** Logical name in a plan or a state, the API's name (or the id) in an account. */
  readonly name: string;
  /** The provider's id. Absent where it is not known yet. */
  readonly id?: string;
  /**
   * Properties by their camelCase names as in the Pulumi SDK: inputs, and under them the outputs
   * that the provider computed. A property that is not set is absent (or null).
   */
  readonly properties: ModelObject;
  /** Keys of the resources that it depends on. Absent where nobody says, as in an account. */
  readonly dependencies?: readonly string[];
}

/**
 * Gives all properties of a resource, to whom it does not matter what they mean: who looks for secrets in them, or compares them with what was sent.
 * @param resource - The resource.
 * @returns The properties.
 */
export function everyProperty({ properties }: ModelResource): ModelObject {
  return properties;
}

/** Resources of any type, those too that have no part in the path of traffic. */
export interface AllResources {
  /**
   * Lists the resources of one type.
   * @param token - Pulumi type token.
   * @returns The resources, sorted by key.
   */
  ofToken(token: string): readonly ModelResource[];
  /**
   * Finds a resource of any type.
   * @param key - Its key.
   * @returns The resource, or undefined.
   */
  byKey(key: string): ModelResource | undefined;
}
