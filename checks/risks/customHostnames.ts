import { unknownValue } from "../../core/known";
import { getOrCreate } from "../../core/getOrCreate";
import { otherTypes } from "../../facts/resourceTypes";
import { zoneOf } from "../../model/graph/links";
import type { ModelResource } from "../../model/graph/resources";
import { customOriginOf, fallbackOriginOf } from "../../model/rules/zoneProducts";
import { servedName } from "../../model/traffic/edgeServices";
import { names, say, titleOf } from "../words/words";
import { lostName } from "./lostOriginHosts";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";
import { zoneRisk } from "./zoneProducts";

/**
 * Finds hostnames of customers whose origin changes or goes.
 * Source: Cloudflare docs, cloudflare-for-platforms/cloudflare-for-saas (fallback origin, custom origin), support, Error 1016.
 */
export function customHostnameRisks(context: RiskContext): Risk[] {
  return [...fallbackRisks(context), ...ownOriginRisks(context), ...lostTargetRisks(context)];
}

/** Hostnames of customers that come to have another origin of their own, or none. */
function ownOriginRisks(context: RiskContext): Risk[] {
  return changesOf(context, undefined, ["update"])
    .filter(({ type }) => type === otherTypes.customHostname)
    .flatMap((change): Risk[] => {
      const [was, is] = [change.before, change.after].map((side) => side && customOriginOf(side));
      const hostname = change.after && servedName(change.after);
      if (hostname === undefined || was === is || is === unknownValue) {
        return [];
      }
      const isSeen = is === undefined || context.after.pathOf(is).answeredAt !== undefined;
      const unseen = isSeen
        ? []
        : say` This plan has nothing that answers for ${is}: unless another one has, visitors get Error 1016, with status 530.`;
      return [
        {
          ...{ id: "fallback-origin-changed", severity: "medium", subject: change.key },
          ...{ title: hostname, about: [hostname] },
          consequence: [
            ...say`From this change on requests for ${hostname} go to ${is ?? "the fallback origin of its zone"} instead of ${typeof was === "string" ? was : was === undefined ? "the fallback origin of its zone" : "the origin of before"}: if it does not know this name, or shows no certificate for it, visitors get its errors, or Error 526.`,
            ...unseen,
          ],
          cause: [causeOf(change, ["customOriginServer"])],
          hint: say`See first that the new origin answers for ${hostname}.`,
        },
      ];
    });
}

function fallbackRisks(context: RiskContext): Risk[] {
  return changesOf(context, "fallbackOrigin", ["update", "replace", "delete"]).flatMap((change) => {
    const [was, is] = [change.before, change.after].map((side) => side && fallbackOriginOf(side));
    const isGone = change.after === undefined;
    return (isGone && !isDeleted(change)) || was === is || is === unknownValue
      ? []
      : zoneRisk(context, change, (_hostnames, zone) => ({
          ...{ id: "fallback-origin-changed", severity: isGone ? "high" : "medium" },
          consequence: isGone
            ? say`From this change on custom hostnames of ${zone} have no fallback origin: those of customers that have no origin of their own are answered with an error of Cloudflare's.`
            : say`From this change on all custom hostnames of ${zone} that have no origin of their own go to ${typeof is === "string" ? is : "another origin"} instead of ${typeof was === "string" ? was : "the one of before"}: if it does not know the names of customers, or shows no certificate for them, they get its errors, or Error 526.`,
          hint: say`Let the new origin serve the names of customers first, and see so by one custom hostname with it as its own origin.`,
        }));
  });
}

/** Names of origins that this change takes away, while hostnames of customers still lead there. */
function lostTargetRisks(context: RiskContext): Risk[] {
  const { after, plan } = context;
  const customers = plan.after.filter(({ type }) => type === otherTypes.customHostname);
  const fallbacks = after.inventory.ofType("fallbackOrigin");
  if (!plan.whole || customers.length + fallbacks.length === 0) {
    return [];
  }
  const led = new Map<string, string[]>();
  const add = (host: unknown, resources: readonly ModelResource[]): void => {
    if (typeof host === "string") {
      const served = resources.flatMap((each) => servedName(each) ?? []);
      getOrCreate(led, host, (): string[] => []).push(...served);
    }
  };
  customers.forEach((each) => {
    add(customOriginOf(each), [each]);
  });
  fallbacks.forEach((each) => {
    const own = customers.filter(
      (other) => customOriginOf(other) === undefined && zoneOf(other) === zoneOf(each),
    );
    add(fallbackOriginOf(each), own);
  });
  return [...led].flatMap(([host, hostnames]): Risk[] => {
    const lost = lostName(context, host);
    const causes = lost?.flatMap(({ key }) => context.changes.get(key) ?? []) ?? [];
    const shown = hostnames.length === 0 ? [host] : [...new Set(hostnames)].sort();
    return lost === undefined
      ? []
      : [
          {
            ...{ id: "fallback-origin-changed", severity: "high" },
            ...{ subject: shown[0] ?? host, title: titleOf(shown), about: shown },
            consequence: say`From this change on nothing answers for ${host}, to which Cloudflare sends requests for ${hostnames.length === 0 ? say`customers' hostnames` : names(shown)}: visitors get Error 1016, with status 530, or another error of Cloudflare's, until that name is there again or the origin is another one.`,
            cause: causes.map((change) => causeOf(change)),
            hint: say`Make the new name beside the old one, let the origin of customers' hostnames move there and become active, and take the old one away in a later update.`,
          },
        ];
  });
}
