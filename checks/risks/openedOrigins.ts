import { addressCount, readRange } from "../../core/cidrs";
import { isMostlyCloudflare, widened } from "../../model/firewall/access";
import type { ProtectedEndpoint } from "../../model/firewall/protectedEndpoints";
import { isInternal } from "../../model/network/internal";
import { isOfHealthCheckers } from "../../model/origin/healthCheckers";
import type { Cause } from "../findings/finding";
import type { ExposurePair } from "./endpointDiffs";
import type { Risk, RiskContext } from "./risk";
import { names, say } from "../words/words";

/**
 * Finds origins that others than Cloudflare come to reach.
 * @param endpoint - The origin.
 * @param pairs - Who gets through its ports before and after.
 * @param causes - What changes of its firewall.
 * @returns At most one risk.
 */
export function openedOriginRisks(
  { after }: RiskContext,
  { title, key, attachedTo }: ProtectedEndpoint,
  pairs: readonly ExposurePair[],
  causes: Cause[],
): Risk[] {
  const opened = pairs.flatMap(([was, is]) => widened(was, is));
  if (opened.length === 0 || isInternal(attachedTo) === "yes") {
    return [];
  }
  const ranges = names([...new Set(opened)].sort());
  const isFor = (holds: (range: string) => boolean): boolean => opened.every(holds);
  const checks = after.inventory.has("route53HealthCheck") && isFor(isOfHealthCheckers);
  const few = checks || isFor(isSingle);
  if (isFor(isMostlyCloudflare)) {
    return [
      {
        ...{ id: "origin-opened", severity: "low", subject: key, title, cause: causes },
        consequence: say`${ranges} holds ranges of Cloudflare and a few addresses beside them that it does not publish: who asks from those reaches ${title} past Cloudflare.`,
        hint: say`Let in the ranges as Cloudflare publishes them.`,
      },
    ];
  }
  return [
    {
      ...{ id: "origin-opened", severity: checks ? "low" : few ? "medium" : "high" },
      ...{ subject: key, title, cause: causes },
      consequence: few
        ? say`Who asks from ${ranges}${[checks ? ", as Route 53 does for its health checks," : ""]} reaches ${title} past Cloudflare: no rule and no limit of the edge holds there.`
        : say`Anybody in ${ranges} reaches ${title} past Cloudflare: attacks meet no limit there, and the origin falls although the edge stands.`,
      hint: checks
        ? say`Leave it so where nobody else has machines there: the addresses are those of Route 53's health checkers.`
        : say`Let in Cloudflare's ranges and your own network only; OriginFirewall does both.`,
    },
  ];
}

/** Whether a range is one address: attacks come from many. */
function isSingle(cidr: string): boolean {
  const range = readRange(cidr);
  return range !== undefined && addressCount(range) === 1n;
}
