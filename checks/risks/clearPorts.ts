import { edgeFailures } from "../../facts/cloudflare/edgeFailures";
import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import type { ProtectedEndpoint } from "../../model/firewall/protectedEndpoints";
import { OriginPaths } from "../../model/origin/originPaths";
import { clearVisitors, isWhollyClear } from "../../model/rules/clearVisitors";
import type { Cause } from "../findings/finding";
import type { EndpointDiff, ExposurePair } from "./endpointDiffs";
import type { Risk, RiskContext } from "./risk";
import { names, say } from "../words/words";

/**
 * Finds who gets through at port 80 where only those need it who come by `http://`: HTTPS has a port of its own that is open.
 * @param endpoint - The origin before and after.
 * @param pairs - Who gets through its ports before and after.
 * @param heard - The ports that are asked and at which it listens.
 * @returns The pair of that port; undefined where Cloudflare asks there for others too, before or after, or the plan does not say.
 */
export function clearPair(
  context: RiskContext,
  { before, after }: EndpointDiff,
  pairs: readonly ExposurePair[],
  heard: ReadonlySet<number>,
): ExposurePair | undefined {
  const clear = pairs.find(([, is]) => is.port === defaultHttpPort);
  // Of ports that change alike there is one pair.
  const https = heard.has(defaultHttpsPort)
    ? before?.ports.find(({ port }) => port === defaultHttpsPort)
    : undefined;
  const isOpen = https?.admitsCloudflare === true;
  const machine = after?.endpoint.attachedTo;
  const isLed = machine === undefined || OriginPaths.of(context.after).leads.to(machine).length > 0;
  const hostnames = [context.before, context.after].flatMap((model) => model.hostnames);
  const isWhole =
    isWhollyClear(context.before, before?.endpoint.attachedTo) ||
    isWhollyClear(context.after, machine);
  return isOpen && isLed && hostnames.length > 0 && !isWhole ? clear : undefined;
}

/**
 * Tells of an origin that no longer lets Cloudflare in at port 80 alone.
 * @param pair - Who gets through there before and after.
 * @returns At most one risk; none where the edge leads all who come by `http://` to HTTPS.
 */
export function clearPortRisks(
  { after }: RiskContext,
  { attachedTo, title, key }: ProtectedEndpoint,
  [was, is]: ExposurePair,
  cause: Cause[],
): Risk[] {
  const isShut = was.admitsCloudflare && is.missing.length > was.missing.length;
  const { hostnames, isSure } = clearVisitors(after, attachedTo);
  return !isShut || hostnames.length === 0
    ? []
    : [
        {
          ...{ id: "origin-shut", severity: isSure === "yes" ? "medium" : "low" },
          ...{ subject: key, title, about: hostnames, cause },
          consequence: say`From this change on ${title} does not let ${is.admitsCloudflare ? "all of Cloudflare" : "Cloudflare"} in at port ${defaultHttpPort}, where it asks for those who come to ${names(hostnames)} by ${"http://"}: they get Error ${edgeFailures.connectTimeout.code} until it does or the edge leads them to HTTPS${isSure === "yes" ? [] : [", unless the edge does so by a setting that this plan does not hold"]}. Who comes by HTTPS meets nothing.`,
          hint: say`Switch on Always Use HTTPS for the zone in an update before this one, so that nobody is asked for at port ${defaultHttpPort}.`,
        },
      ];
}
