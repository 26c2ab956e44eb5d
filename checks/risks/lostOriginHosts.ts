import type { ModelResource } from "../../model/graph/resources";
import { say } from "../words/words";
import { originPhase } from "../../facts/cloudflare/requestPhases";
import { askedOf } from "./askedRequests";
import { hostsOf, meetingRisk, Meetings, ruleName, type Passage } from "./edgeMeetings";
import type { Risk, RiskContext } from "./risk";

/** Requests that a rule sends to a name for which nothing answers any more. */
interface Losing {
  readonly host: string;
}

/**
 * Finds origin rules that stay, and lead to a name that this change takes away.
 * Source: Cloudflare docs, support, Error 1016 (status 530).
 */
export function lostHostRisks(passages: readonly Passage[]): Risk[] {
  const found = new Meetings<Losing>();
  for (const passage of passages) {
    for (const { sample, settings } of askedOf(passage, [originPhase])) {
      const set = settings.originHost;
      const host = set?.value;
      const lost = typeof host === "string" ? lostName(passage.context, host) : undefined;
      if (set !== undefined && typeof host === "string" && lost !== undefined) {
        const { decidedBy } = found.add(passage, set.by, sample, { host });
        lost.forEach((resource) => decidedBy.add(resource));
      }
    }
  }
  return found.all().map((losing) =>
    meetingRisk(losing, "origin-rule-host", "high", {
      consequence: say`From this change on nothing answers for ${losing.host}, to which ${ruleName(losing.rule)} sends requests for ${hostsOf(losing)}: visitors get Error 1016, with status 530, until a record is there again or the rule leads elsewhere.`,
      hint: say`Let the rule lead elsewhere first, and take the record away in a later update.`,
    }),
  );
}

/**
 * Finds what answered for a name for which nothing answers any more.
 * @param host - The name.
 * @returns Its records and its load balancer; undefined where something answers, nothing did, or the plan is not whole.
 */
export function lostName(
  { before, after, plan }: RiskContext,
  host: string,
): readonly ModelResource[] | undefined {
  const was = before.pathOf(host);
  const isLost =
    plan.whole && was.answeredAt !== undefined && after.pathOf(host).answeredAt === undefined;
  const nodes = [...was.records, ...(was.loadBalancer === undefined ? [] : [was.loadBalancer])];
  return isLost ? nodes.map(({ resource }) => resource) : undefined;
}
