import { title } from "../../model/graph/title";
import { originNamesOf } from "../../model/origin/fronts";
import { hostnamesAtGateway } from "../../model/origin/gatewayLeads";
import { names, say } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/**
 * Finds distributions of CloudFront that come to ask other places than before. Source: Amazon CloudFront developer guide, HowToUpdateDistribution
 * (objects that the edge keeps are answered until they expire) and http-502-bad-gateway, http-504-gateway-timeout.
 */
export function frontOriginRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  return changesOf(context, "distribution", ["update"]).flatMap((change): Risk[] => {
    const now = after.inventory.byKey(change.key);
    const old = before.inventory.byKey(change.before?.key ?? "");
    const [had, has] = [originNamesOf(old), originNamesOf(now)];
    const [gone, coming] = [without(had, has), without(has, had)];
    if (now === undefined || gone.length === 0 || coming.length === 0) {
      return [];
    }
    const hostnames = hostnamesAtGateway(after, now);
    return hostnames.length === 0
      ? []
      : [
          {
            ...{ id: "origin-name-moved", severity: "medium", subject: now.key, about: hostnames },
            ...{ title: title(now), cause: [causeOf(change, ["origins"])] },
            consequence: say`From this change on ${title(now)} asks ${names(coming)} instead of ${names(gone)}: visitors of ${names(hostnames)} get what is there, save for what the edge keeps, and Error 502 or 504 from CloudFront where it does not answer for them yet, until it does.`,
            hint: say`See that the new place answers for the hostname first, and keep the old one running until the change has reached every place of the edge.`,
          },
        ];
  });
}

function without(places: readonly string[], others: readonly string[]): string[] {
  return [...new Set(places)].filter((place) => !others.includes(place));
}
