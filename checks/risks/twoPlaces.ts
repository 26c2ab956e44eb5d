import { inTwoPlaces } from "../../model/network/twoPlaces";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { title } from "../../model/graph/title";
import { modelType, type ModelTypeName } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import { errorOf, names, say, type Phrase } from "../words/words";
import { causesAmong } from "./publicOrigins";
import { causedRisk, changesAnyOf, type Risk, type RiskContext } from "./risk";

const parts = new Set<ModelTypeName>([
  "securityGroup",
  "securityGroupRule",
  "ingressRule",
  "egressRule",
  "networkAcl",
  "networkAclRule",
  "routeTable",
  "route",
  "scalingGroup",
  "scalingAttachment",
  "trafficSource",
]);

/** Finds rules, routes and registrations that a change comes to write in two places, which delete each other from then on. */
export function twoPlacesRisks(context: RiskContext): Risk[] {
  const { plan, before, after, renamed } = context;
  if (!changesAnyOf(context, parts)) {
    return [];
  }
  const known = new Set(
    inTwoPlaces(before.inventory).map(
      ({ holder, property }) => `${property} ${renamed.get(holder.key) ?? holder.key}`,
    ),
  );
  // What a program no longer gives stays as it is, and is no list of the program's from then on.
  const left = new Map(plan.after.map(({ key, noLongerGiven = [] }) => [key, noLongerGiven]));
  const isLeft = (key: string, property: string): boolean =>
    left.get(key)?.includes(property) === true;
  return inTwoPlaces(after.inventory)
    .filter(({ holder, property }) => !isLeft(holder.key, property))
    .filter(({ holder, property }) => !known.has(`${property} ${holder.key}`))
    .flatMap(({ holder, property, alone }): Risk[] => {
      const cause = causesAmong(context, [holder, ...alone]);
      const losing = names(alone.map((each) => each.name));
      return causedRisk(holder, cause, () => ({
        ...{ id: "rules-in-two-places", severity: "medium" },
        consequence: say`${title(holder)} lists its own in ${property}, and ${losing} stands beside it: whenever ${title(holder)} is next brought up to date, its list wins and ${losing} is taken away, without a word in that plan; ${loss(holder)} from then until an update brings it back.`,
        hint: say`Write them all in ${property}, or all as resources of their own.`,
      }));
    });
}

/** What is lost with what is taken away. */
function loss({ type }: ModelResource): Phrase {
  return modelType(type) === "scalingGroup"
    ? say`requests that are forwarded to its machines alone get ${errorOf(loadBalancerErrors.noTargets)}`
    : say`whom it lets through gets Error 522`;
}
