import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { fetchingCommands } from "../../facts/aws/userData";
import { otherTypes } from "../../facts/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import { carrierOf } from "../../model/origin/admission";
import { userDataOf } from "../../model/origin/userData";
import { errorOf, say, type Phrase } from "../words/words";
import { meetsWhatRuns, replacesUnasked } from "./whatRuns";
import type { OriginSides, Serving } from "./originSides";
import { causedRisk, type Risk } from "./risk";

/** What serves and reaches nothing outside any more. */
export interface ShutEgress {
  /** What changes. None where nothing is to be told. */
  readonly cause: Risk["cause"];
  /** What it no longer reaches, and why. */
  readonly what: Phrase;
  /** The way out. */
  readonly hint: Phrase;
  /** A store of data that its program names and that it does not reach for certain. Absent where none is. */
  readonly store?: ModelResource | undefined;
}

/**
 * Tells of what serves that it reaches nothing outside: high where it asks a store of data there, or where this update replaces all that serves.
 * @returns The risk; nothing where nothing causes it.
 */
export function shutEgressRisk(
  sides: OriginSides,
  { place, serves }: Pick<Serving, "place" | "serves">,
  { cause, what, hint, store }: ShutEgress,
): Risk[] {
  // What is fetched by endpoints of the network alone goes on; which of it that is no plan says.
  const hasEndpoints = sides.context.plan.after.some(({ type }) => type === otherTypes.vpcEndpoint);
  const usual = hasEndpoints ? "low" : "medium";
  const isAsked = store !== undefined && meetsWhatRuns(cause);
  const isSure = isAsked || (replacesUnasked(sides, serves) && fetches(sides, serves));
  const where = isAsked
    ? say`as soon as it has to connect anew`
    : say`where it waits for an answer from there, or fetches its image or packages when it begins`;
  const error = isAsked ? loadBalancerErrors.lostDependency : loadBalancerErrors.overloadedTargets;
  return causedRisk(serves, cause, () => ({
    ...{ id: "egress-shut", severity: isSure ? sides.severity(place) : usual },
    consequence: say`From this change on ${what}: ${where}, ${sides.visitors(place)} get ${errorOf(error)} until it does again.`,
    hint,
  }));
}

/** Whether machines fetch what they run when they begin. */
function fetches({ after }: OriginSides, serves: ModelResource): boolean {
  const template = carrierOf(after.model.inventory, serves);
  return template !== undefined && userDataOf(template).some((text) => fetchingCommands.test(text));
}
