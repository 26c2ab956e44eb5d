import type { PlanResource } from "../../model/plan/plan";
import { planned } from "../../model/plan/planSides";
import { isBookkeeping } from "../../model/plan/planState";
import { readProperties } from "../../model/plan/wireValues";
import type { PackResource } from "./packPolicy";

/**
 * The key under which `@pulumi/policy` gives the object behind a proxy that throws on every unknown value.
 * Source: Pulumi's policy SDK 1.21, proxy.js.
 */
const behindProxy = "__getSpecialProxyTarget";

/**
 * What a program asks for, resource by resource. A policy pack sees it before the stack as a whole, whose outputs
 * alone it sees: in a preview those do not tell a property that is left out from one that is only unknown yet.
 */
export class ProgramInputs {
  readonly #inputs = new Map<string, unknown>();

  /**
   * Notes what the program asks for.
   * @param properties - Its inputs.
   */
  note(urn: string, properties: unknown): void {
    this.#inputs.set(urn, unwrapped(properties));
  }

  /**
   * Reads the resources of a stack as a policy pack gets them.
   * @returns The same resources as the model has them, providers and the stack left out.
   */
  resources(resources: readonly PackResource[]): PlanResource[] {
    return resources.filter(({ type }) => !isBookkeeping(type)).map((each) => this.#read(each));
  }

  #read(resource: PackResource): PlanResource {
    const { urn, type, name, opts } = resource;
    const dependencies = Object.fromEntries(
      Object.entries(resource.propertyDependencies).map(([property, on]) => [
        property,
        on.map((each) => each.urn),
      ]),
    );
    const outputs = readProperties(unwrapped(resource.props), dependencies);
    const inputs = this.#inputs.has(urn)
      ? readProperties(this.#inputs.get(urn), dependencies)
      : outputs;
    const { id } = outputs;
    const state = {
      resource: {
        ...{ key: urn, type, name, properties: inputs },
        ...(typeof id === "string" && id !== "" ? { id } : {}),
        ...(resource.parent === undefined ? {} : { parent: resource.parent.urn }),
        dependencies: resource.dependencies.map((each) => each.urn).sort(),
        ...{ protect: opts.protect, retainOnDelete: false, component: false },
      },
      ...{ outputs, isLeftover: false, isImported: false, isPendingReplacement: false },
    };
    return planned(undefined, state);
  }
}

function unwrapped(properties: unknown): unknown {
  return (properties as Readonly<Record<string, unknown>>)[behindProxy] ?? properties;
}
