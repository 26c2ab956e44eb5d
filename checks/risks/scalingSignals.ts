import { getOrCreate } from "../../core/getOrCreate";
import { otherTypes } from "../../facts/resourceTypes";
import type { Inventory } from "../../model/graph/inventory";
import { tokensAt } from "../../model/graph/links";
import type { ModelResource } from "../../model/graph/resources";
import { linkedResource } from "../../model/graph/targets";
import { title } from "../../model/graph/title";
import type { OriginPaths } from "../../model/origin/originPaths";
import { scaledBy } from "../../model/origin/scaling";
import { countedGroup, isStepped, policyTypes } from "../../model/origin/scalingPolicies";
import { names, say } from "../words/words";
import { fewerRisk, runningAs } from "./scaled";
import type { OriginSides } from "./originSides";
import { changesOf, type Risk } from "./risk";

/** Finds policies of scaling that stay and are no longer told when more are needed: their alarm goes, or they count the requests of others. */
export function scalingSignalRisks(sides: OriginSides): Risk[] {
  const { inventory } = sides.after.model;
  const policies = policyTypes.flatMap((type) => inventory.ofType(type));
  const alarms = changesOf(sides.context, undefined, ["update", "replace", "delete"]);
  const alarmless = alarms.some(({ type }) => type === otherTypes.metricAlarm)
    ? alarmlessRisks(sides, policies)
    : [];
  return [...alarmless, ...policies.flatMap((policy) => otherCountRisk(sides, policy))];
}

/** Source: Amazon EC2 Auto Scaling user guide, as-scaling-simple-step (an alarm sets off the steps). */
function alarmlessRisks(sides: OriginSides, policies: readonly ModelResource[]): Risk[] {
  const { plan } = sides.context;
  const before = alarmsByPolicy(plan.before, sides.before.model.inventory);
  const after = alarmsByPolicy(plan.after, sides.after.model.inventory);
  return policies.filter(isStepped).flatMap((policy): Risk[] => {
    const was = before.get(sides.earlier(policy)?.key ?? "") ?? [];
    const isLeft = was.length === 0 || after.has(policy.key);
    const scaled = isLeft
      ? undefined
      : runningAs(sides, scaledBy(sides.after.model.inventory, policy));
    return scaled === undefined || sides.causes(was).length === 0
      ? []
      : [
          {
            ...fewerRisk(
              scaled,
              was,
              say`no longer ${[was.length === 1 ? "sets" : "set"]} off ${policy.name}, and so nothing adds to ${title(scaled.thing)} when the load rises: where those that run cannot carry the peak`,
            ),
            hint: say`Keep an alarm whose action is ${policy.name}, or let another policy take its place in an update before this one.`,
          },
        ];
  });
}

/** The alarms that set off policies, by the key of the policy. */
function alarmsByPolicy(
  resources: readonly ModelResource[],
  inventory: Inventory,
): ReadonlyMap<string, ModelResource[]> {
  const found = new Map<string, ModelResource[]>();
  for (const alarm of resources.filter(({ type }) => type === otherTypes.metricAlarm)) {
    for (const token of tokensAt(alarm, "alarmActions")) {
      for (const type of policyTypes) {
        const policy = linkedResource(inventory, type, token);
        if (policy !== undefined) {
          getOrCreate(found, policy.key, () => []).push(alarm);
        }
      }
    }
  }
  return found;
}

/** Source: Application Auto Scaling API reference, PredefinedMetricSpecification (ResourceLabel). */
function otherCountRisk(sides: OriginSides, policy: ModelResource): Risk[] {
  const old = sides.earlier(policy);
  const [was, is] = [
    old && countedGroup(sides.before.model.inventory, old),
    countedGroup(sides.after.model.inventory, policy),
  ];
  const scaled = runningAs(sides, scaledBy(sides.after.model.inventory, policy));
  const earlier = scaled && sides.earlier(scaled.thing);
  if (was === undefined || is === undefined || scaled === undefined || earlier === undefined) {
    return [];
  }
  const cause = sides.causes([policy, scaled.thing, was.group, is.group]);
  if (cause.length === 0) {
    return [];
  }
  const served = groupsOf(sides.before, earlier);
  const serves = groupsOf(sides.after, scaled.thing);
  const isLost = is.group === undefined ? was.label === is.label : !serves.includes(is.group.key);
  return was.group === undefined || !served.includes(was.group.key) || !isLost
    ? []
    : [
        {
          ...fewerRisk(
            scaled,
            [policy],
            say`counts the requests of ${is.group === undefined ? [is.label] : title(is.group)}, behind which ${title(scaled.thing)} does not serve, and so adds nothing when the load rises: where those that run cannot carry the peak`,
          ),
          cause,
          hint: say`Let the policy count the requests of ${names(sides.after.distinctUses.filter(({ group }) => serves.includes(group.key)).map(({ group }) => title(group)))}: take its resource label from there.`,
        },
      ];
}

function groupsOf(paths: OriginPaths, thing: ModelResource): string[] {
  return paths.distinctUses
    .map(({ group }) => group)
    .filter((group) => paths.sources(group).some(({ serves }) => serves?.key === thing.key))
    .map(({ key }) => key);
}
