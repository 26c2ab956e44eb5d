import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { ownEntry } from "../../../core/ownEntry";
import { newGroupEgress } from "../../../facts/aws/securityGroups";
import { pathTypes } from "../../../facts/resourceTypes";
import { everyProperty, type ModelResource } from "../../../model/graph/resources";

/** Only what is looked at; everything else of a state is kept as it is. */
const resourceShape = z.looseObject({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  inputs: z.record(z.string(), z.unknown()).default({}),
});

const stateShape = z.looseObject({
  deployment: z.looseObject({
    resources: z.array(resourceShape).default([]),
    pending_operations: z
      .array(z.looseObject({ type: z.string(), resource: resourceShape }))
      .default([]),
  }),
});

/** A resource as it stands in a state. */
type StateResource = z.infer<typeof resourceShape>;

/** A state in which nothing is being created any more. */
export interface SettledState {
  /** The state, for `pulumi stack import`. */
  readonly state: object;
  /** URNs of the resources that the cloud had made and the state did not know. */
  readonly takenUp: readonly string[];
}

/**
 * Settles the creations that a killed engine left open. What the cloud did make becomes part of the
 * state; what never reached it is forgotten. Such an object is of the same type, known to no state,
 * and says of itself every plain value that was asked for. One that was made by half is tainted: the next update makes it anew.
 * @param exported - The stack's state, as `pulumi stack export` gives it.
 * @param resources - Everything that the account holds.
 * @returns The settled state.
 */
export function settlePendingCreates(
  exported: unknown,
  resources: readonly ModelResource[],
): SettledState {
  const state = stateShape.parse(exported);
  const { deployment } = state;
  const known = new Set(deployment.resources.map(({ type, id }) => `${type}::${id}`));
  const made: StateResource[] = [];
  for (const { type: operation, resource } of deployment.pending_operations) {
    const found = operation === "creating" ? findMade(resource, resources, known) : undefined;
    if (found?.id !== undefined) {
      known.add(`${found.type}::${found.id}`);
      const taint = isMadeByHalf(resource, found) ? { taint: true } : {};
      made.push({ ...resource, id: found.id, outputs: resource.inputs, ...taint });
    }
  }
  const takenUp = made.map(({ urn }) => urn);
  // A resource that was being replaced stands there already; it is deleted by the next update, as ever.
  const former = deployment.resources.map((resource) =>
    takenUp.includes(resource.urn) ? { ...resource, delete: true } : resource,
  );
  const others = deployment.pending_operations.filter(({ type }) => type !== "creating");
  return {
    state: {
      ...state,
      deployment: {
        ...deployment,
        resources: [...former, ...made],
        pending_operations: others,
      },
    },
    takenUp,
  };
}

function findMade(
  { type, inputs }: StateResource,
  resources: readonly ModelResource[],
  known: ReadonlySet<string>,
): ModelResource | undefined {
  return resources.find(
    (candidate) =>
      candidate.type === type &&
      !known.has(`${type}::${candidate.id}`) &&
      Object.entries(inputs).every(([name, value]) =>
        agrees(value, ownEntry(everyProperty(candidate), name)),
      ),
  );
}

/**
 * A security group that still has the rule that EC2 gave it: no update would take that away, and a rule of the program's own to the same
 * destination would be refused as a duplicate for ever.
 */
function isMadeByHalf({ type, inputs }: StateResource, made: ModelResource): boolean {
  return (
    type === pathTypes.securityGroup &&
    inputs.egress === undefined &&
    isDeepStrictEqual(ownEntry(everyProperty(made), "egress"), [newGroupEgress])
  );
}

/** Lists, maps and secrets are not compared: the API writes them in ways of its own. */
function agrees(wanted: unknown, actual: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof wanted) ? wanted === actual : true;
}
