import { equalJson, isFields, textsOf, type Fields } from "./fields";
import type { PlanResource } from "./plan";
import { modelType, sameToken } from "../graph/resourceTypes";
import type { ModelObject } from "../graph/resources";
import { readUrn } from "../graph/urns";
import { deepest, readProperties } from "./wireValues";

/** The state of a resource as the engine writes it, in a preview, an event or a stack's state. */
export interface PlanState {
  /** The resource; its properties are the inputs. */
  readonly resource: PlanResource;
  /** Outputs as the provider gave them. */
  readonly outputs: ModelObject;
  /** Whether it is left over and only waits to be deleted. */
  readonly isLeftover: boolean;
  /** Whether an `import` option brought it in. */
  readonly isImported: boolean;
  /** Whether it was deleted to make way for its replacement. */
  readonly isPendingReplacement: boolean;
}

/**
 * Lists that providers fill in with what other resources made, so that an output says nothing that the inputs of
 * those resources do not say better, and may be out of date.
 */
const filledByOthers: Readonly<Record<string, readonly string[]>> = {
  bucket: ["policy", "website", "acl", "grants"],
  securityGroup: ["ingress", "egress"],
  prefixList: ["entries"],
  routeTable: ["routes"],
  networkAcl: ["ingress", "egress", "subnetIds"],
  internetGateway: ["vpcId"],
  elasticIp: ["instance", "networkInterface"],
  scalingGroup: ["targetGroupArns", "trafficSources"],
};

/**
 * Reads the state of one resource.
 * @param value - The engine's JSON.
 * @returns The state; undefined for what is no resource of the program: providers, the stack, and no state at all.
 */
export function readState(value: unknown): PlanState | undefined {
  if (!isFields(value) || typeof value.urn !== "string") {
    return undefined;
  }
  const urn = readUrn(value.urn);
  const token = typeof value.type === "string" ? value.type : urn?.type;
  if (urn === undefined || token === undefined || isBookkeeping(token)) {
    return undefined;
  }
  const type = sameToken(token);
  const id = typeof value.id === "string" && value.id !== "" ? value.id : undefined;
  const isComponent = value.custom !== true;
  const inputs = readProperties(value.inputs, value.propertyDependencies);
  return {
    resource: {
      key: value.urn,
      type,
      name: urn.name,
      properties: inputs,
      dependencies: textsOf(value.dependencies).sort(),
      protect: value.protect === true,
      retainOnDelete: value.retainOnDelete === true,
      component: isComponent,
      ...(id === undefined ? {} : { id }),
      ...(typeof value.parent === "string" && value.parent !== "" ? { parent: value.parent } : {}),
    },
    outputs: isComponent ? {} : ownOutputs(type, readProperties(value.outputs), inputs),
    isLeftover: value.delete === true,
    isImported: typeof value.importID === "string" && value.importID !== "",
    isPendingReplacement: value.pendingReplacement === true,
  };
}

/** The states of a step. */
export interface PlanStates {
  /** State before; undefined where there is none, or for bookkeeping. */
  readonly old: PlanState | undefined;
  /** State after. */
  readonly new: PlanState | undefined;
}

/**
 * Reads the states of a step. What stays the same is read once: the engine writes its state after without an id and
 * outputs, since it keeps those that are there.
 * @param op - The engine's word for the step.
 * @param old - The engine's JSON of the state before.
 * @param now - The engine's JSON of the state after.
 * @returns Both; the very same one twice where the step changes nothing.
 */
export function readStates(op: unknown, old: unknown, now: unknown): PlanStates {
  const was = readState(old);
  const stays =
    op === "same" && was !== undefined && isFields(old) && isFields(now) && isKept(was, old, now);
  return { old: was, new: stays ? was : readState(now) };
}

/** The engine's fields that make up a state, as `readState` reads them, but for those that only a resource that exists has. */
const plannedFields = [
  ...["urn", "type", "custom", "inputs", "parent", "dependencies"],
  ...["protect", "retainOnDelete", "delete", "importID", "pendingReplacement"],
] as const;

const livingFields = ["id", "outputs"] as const;

function isKept(was: PlanState, old: Fields, now: Fields): boolean {
  for (const name of plannedFields) {
    if (old[name] !== now[name] && !equalJson(old[name], now[name], deepest)) {
      return false;
    }
  }
  // What values come from is only read where one of them is not known.
  const isKnown = was.resource.properties === old.inputs;
  return (
    (isKnown || equalJson(old.propertyDependencies, now.propertyDependencies, deepest)) &&
    livingFields.every(
      (name) => now[name] === undefined || equalJson(old[name], now[name], deepest),
    )
  );
}

/**
 * Whether a type is Pulumi's own bookkeeping and no resource of a program.
 * @param type - Pulumi type token.
 * @returns True for providers and the stack.
 */
export function isBookkeeping(type: string): boolean {
  return type === "pulumi:pulumi:Stack" || type.startsWith("pulumi:providers:");
}

function ownOutputs(token: string, outputs: ModelObject, inputs: ModelObject): ModelObject {
  const type = modelType(token);
  const filled = type === undefined ? undefined : filledByOthers[type];
  return filled === undefined
    ? outputs
    : Object.fromEntries(
        Object.entries(outputs).filter(
          ([name]) => Object.hasOwn(inputs, name) || !filled.includes(name),
        ),
      );
}
