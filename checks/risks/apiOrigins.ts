import { title } from "../../model/graph/title";
import { refusedSites } from "../../model/origin/apiOrigins";
import { hostnamesAtPart } from "../../model/origin/gatewayDoors";
import { names, say } from "../words/words";
import { causeOf, changesOf, touches, type Risk, type RiskContext } from "./risk";

/**
 * Finds HTTP APIs that no longer let pages of a hostname of the plan read their answers.
 * Source: Amazon API Gateway developer guide, http-api-cors (allowOrigins; `*`, `https://*` and `http://*` stand for all; API Gateway takes the place of
 * what the integration answers where CORS is configured).
 */
export function apiOriginRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  return changesOf(context, "httpApi", ["update"]).flatMap((change): Risk[] => {
    const old = before.inventory.byKey(change.before?.key ?? "");
    const now = after.inventory.byKey(change.after?.key ?? "");
    if (old === undefined || now === undefined || !touches(change, ["corsConfiguration"])) {
      return [];
    }
    const asked = hostnamesAtPart(after, now);
    const { sites, isUnset } = refusedSites(old, now);
    const lost = sites.filter(
      (site) => after.pathOf(site).answeredAt !== undefined && !asked.includes(site),
    );
    return lost.length === 0
      ? []
      : [
          {
            ...{ id: "calls-refused", severity: isUnset ? "medium" : "high", subject: now.key },
            ...{ title: title(now), about: [...lost, ...asked] },
            consequence: say`From this change on ${title(now)}${asked.length === 0 ? [] : say`, which answers for ${names(asked)},`} no longer lets the pages of ${names(lost)} read its answers${isUnset ? ", unless what it asks says so itself" : []}: browsers refuse what the programs of those pages call there, and visitors of ${names(lost)} see their errors until the origin is among allowOrigins again.`,
            cause: [causeOf(change, ["corsConfiguration"])],
            hint: say`Keep the origins whose pages call the API among allowOrigins.`,
          },
        ];
  });
}
