import type { Severity } from "../findings/severity";

/*
 * What a Pulumi policy pack takes and gives, as far as the rules need it. `@pulumi/policy` declares more, but its
 * declarations do not compile without `skipLibCheck`, and who only judges plans need not have it.
 */

/** Another resource, as a policy pack names it. */
export interface PackReference {
  /** Its URN. */
  readonly urn: string;
}

/** The options of a resource that the rules may ask for. */
export interface PackResourceOptions {
  /** Whether it is protected from deletion. */
  readonly protect: boolean;
}

/** What can be configured of a policy. */
export interface PackConfigSchema {
  /** Each by its name, as a JSON schema. */
  readonly properties: Record<string, object>;
}

/** A resource as a policy pack sees it. */
export interface PackResource {
  /** Its URN. */
  readonly urn: string;
  /** Its type token. */
  readonly type: string;
  /** Its logical name. */
  readonly name: string;
  /** Its outputs. */
  readonly props: Readonly<Record<string, unknown>>;
  /** Its options. */
  readonly opts: PackResourceOptions;
  /** Its parent; absent for the stack's own children. */
  readonly parent?: PackReference;
  /** What it depends on. */
  readonly dependencies: readonly PackReference[];
  /** What each of its properties depends on, by the property's name. */
  readonly propertyDependencies: Readonly<Record<string, readonly PackReference[]>>;
}

/** A whole stack as a policy pack sees it. */
export interface PackStack {
  /** Its resources. */
  readonly resources: readonly PackResource[];
  /** The pack's configuration of the policy that asks. */
  getConfig(): object;
}

/** What every policy of a pack says of itself. */
interface Described {
  /** Its name, which is the rule's. */
  readonly name: string;
  /** What must hold. */
  readonly description: string;
  /** Whether a violation fails the preview (`mandatory`). */
  readonly enforcementLevel: "advisory" | "mandatory";
  /** Its name as shown. */
  readonly displayName?: string;
  /** How bad a violation is. */
  readonly severity?: Severity;
  /** The way out. */
  readonly remediationSteps?: string;
  /** What can be configured, by name, each as a JSON schema. */
  readonly configSchema?: PackConfigSchema;
}

/** A policy that looks at each resource as the program registers it. */
export interface PackResourcePolicy extends Described {
  /** Looks at one resource: its URN and its inputs. */
  readonly validateResource: (args: { readonly urn: string; readonly props: object }) => void;
}

/** A policy that looks at the whole stack. */
export interface PackStackPolicy extends Described {
  /** Looks at the stack; calls `report` once for each violation, with the URN of the resource where there is one. */
  readonly validateStack: (
    args: PackStack,
    report: (message: string, urn?: string) => void,
  ) => void;
}

/** A policy for `new PolicyPack(name, { policies })` of `@pulumi/policy`. */
export type PackPolicy = PackResourcePolicy | PackStackPolicy;
