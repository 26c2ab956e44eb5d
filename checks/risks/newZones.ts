import { getOrCreate } from "../../core/getOrCreate";
import { EdgeZones } from "../../model/rules/edgeZones";
import type { RiskContext } from "./risk";

/**
 * Whether nobody was served in a zone until now: this plan is the first that leads visitors to it, and none of its hostnames answered
 * before, past Cloudflare or not.
 * @param zone - The zone as `zoneOf` calls it.
 * @returns False where the plan does not hold all of its stack, or leads nobody there.
 */
export function isNewZone(context: RiskContext, zone: string): boolean {
  const known = getOrCreate(answers, context, () => new Map<string, boolean>());
  const answer = known.get(zone) ?? isFirstLed(context, zone);
  known.set(zone, answer);
  return answer;
}

const answers = new WeakMap<RiskContext, Map<string, boolean>>();

function isFirstLed(context: RiskContext, zone: string): boolean {
  const [reachedBefore = [], reached = []] = [context.before, context.after].map((model) =>
    EdgeZones.of(model).reachedIn(zone),
  );
  return (
    context.plan.whole &&
    reachedBefore.length === 0 &&
    reached.length > 0 &&
    reached.every((hostname) => isNewHostname(context, hostname))
  );
}

/**
 * Whether this plan is the first by which a hostname answers.
 * @param hostname - The hostname.
 * @returns False where the plan does not hold all of its stack, or nothing answers for it.
 */
export function isNewHostname({ plan, before, after }: RiskContext, hostname: string): boolean {
  const [was, is] = [before, after].map((model) => model.pathOf(hostname).answeredAt);
  return plan.whole && was === undefined && is !== undefined;
}
