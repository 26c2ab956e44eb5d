/** A value in a table of rules. */
export type RuleValue =
  string | number | boolean | readonly RuleValue[] | { readonly [name: string]: RuleValue };

/**
 * What a provider and its API hold about a resource type beyond its declared types. Properties are
 * named by their Pulumi names; inside lists and objects by a path such as `origins.weight`.
 */
export interface ResourceRules {
  /** Where the rules of this type stand. */
  readonly source: string;
  /** Properties whose change replaces the resource. */
  readonly replaces: readonly string[];
  /** Values that the provider fills in where nothing is given, known in a preview. */
  readonly defaults?: Readonly<Record<string, RuleValue>>;
  /** Values that the API answers where nothing is given, unknown in a preview. */
  readonly answers?: Readonly<Record<string, RuleValue>>;
  /** Enumerated wire values. The provider compares them without case; the API exactly. */
  readonly oneOf?: Readonly<Record<string, readonly (string | number)[]>>;
  /** Least and greatest number. */
  readonly between?: Readonly<Record<string, readonly [number, number]>>;
  /** Numbers of `between` that may also be 0, for off. */
  readonly orZero?: readonly string[];
  /** Properties of which at most one may be given. */
  readonly conflicts?: readonly (readonly string[])[];
  /** Properties of which exactly one must be given. */
  readonly exactlyOne?: readonly (readonly string[])[];
  /** Computed properties that stay known in the preview of an update; `all` where every one does. */
  readonly keptOnUpdate?: readonly string[] | "all";
  /** Properties that stay as they are in the cloud when the program no longer gives them. */
  readonly keptWhenRemoved?: readonly string[];
  /** Lists whose order does not matter. */
  readonly sets?: readonly string[];
  /** Secrets that the API takes and never gives back. */
  readonly writeOnly?: readonly string[];
  /**
   * Secrets inside objects and lists that the API takes and never gives back, by the property and their names in it. Each has the
   * values of `type` beside it with which it is no secret.
   */
  readonly writeOnlyInside?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Properties of any type, sent as they are; the bridge cannot carry a secret inside them. */
  readonly dynamic?: readonly string[];
  /** Outputs that are always secret. */
  readonly secret?: readonly string[];
  /** True where destroying the resource leaves everything in the account as it is. */
  readonly deleteIsEmpty?: true;
}
