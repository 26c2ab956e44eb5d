import { evaluate } from "../../core/expressions/evaluator";
import { unknownValue } from "../../core/known";
import { ownEntry } from "../../core/ownEntry";
import { SteeringPolicy } from "../../facts/cloudflare/loadBalancing";
import { conditionOf } from "../rules/edgeRules";
import type { LoadBalancerNode } from "../traffic/loadBalancers";
import { overridingRules, type OverridingRule } from "../traffic/steering";
import type { OriginContext } from "./originContext";
import type { DeclaredLoadBalancer, DeclaredOverride } from "./declaredSite";

type Field = keyof DeclaredOverride["balancer"];

/** What each property of a load balancer decides. */
const decided: Readonly<Record<string, readonly Field[]>> = {
  defaultPools: ["pools", "poolWeights"],
  fallbackPool: ["fallbackPool"],
  regionPools: ["regionPools"],
  countryPools: ["countryPools"],
  steeringPolicy: ["steeringPolicy", "regionPools", "countryPools"],
  randomSteering: ["poolWeights"],
  adaptiveRouting: ["failoverAcrossPools"],
  sessionAffinity: ["sessionAffinity"],
  sessionAffinityTtl: ["sessionSeconds"],
  sessionAffinityAttributes: [
    ...(["affinityHeaders", "requiresAllHeaders", "cookieAttributes"] as const),
    ...(["zeroDowntimeFailover", "drainDurationSeconds"] as const),
  ],
};

/**
 * Reads what rules of a load balancer say in its place for single requests.
 * @param context - The site.
 * @param node - The load balancer.
 * @param declared - Reads a load balancer; undefined where it cannot serve.
 */
export function declaredOverrides(
  context: OriginContext,
  { resource, steering }: LoadBalancerNode,
  declared: (node: LoadBalancerNode) => DeclaredLoadBalancer | undefined,
): DeclaredOverride[] {
  const { assumed, model, path } = context;
  const of = `of the load balancer of ${path.hostname}`;
  const rules = overridingRules(resource);
  if (rules === undefined) {
    assumed.note(`the rules ${of} are not known yet: none is taken`);
  }
  if (rules?.length !== 0 && steering === SteeringPolicy.Geo) {
    assumed.note(
      `the rules ${of} are rehearsed as they are written: Cloudflare says that with geo steering they do not work as expected`,
    );
  }
  return (rules ?? []).flatMap((rule) => {
    const { name, overrides, terminates } = rule;
    const applies = conditionFor(rule);
    const balancer =
      overrides === unknownValue ? undefined : declared(model.overridden(resource, overrides));
    if (overrides === unknownValue || applies === undefined || balancer === undefined) {
      assumed.note(`what the rule ${name} ${of} overrides, or when, is not known: it is left out`);
      return [];
    }
    const fields = Object.keys(overrides).flatMap((property) => ownEntry(decided, property) ?? []);
    return [
      {
        applies,
        balancer: Object.fromEntries(fields.map((field) => [field, balancer[field]])),
        terminates: assumed.flag(terminates, false, `whether the rule ${name} ${of} is the last`),
      },
    ];
  });
}

/** An empty condition is always true. Undefined where it cannot be read. */
function conditionFor({ condition }: OverridingRule): DeclaredOverride["applies"] | undefined {
  if (condition === unknownValue) {
    return undefined;
  }
  if (condition.trim() === "") {
    return () => true;
  }
  const read = conditionOf(condition);
  return read && ((request) => evaluate(read, request) === "yes");
}
