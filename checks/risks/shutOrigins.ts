import type { ProtectedEndpoint } from "../../model/firewall/protectedEndpoints";
import type { Cause } from "../findings/finding";
import { counted, names, say, type Phrase } from "../words/words";
import { lostRanges, type ExposurePair } from "./endpointDiffs";
import type { Risk } from "./risk";

/**
 * Finds origins that no longer let in ranges of Cloudflare.
 * @param endpoint - The origin.
 * @param pairs - Who gets through its ports before and after.
 * @param causes - What changes of its firewall.
 * @param visitors - The ports at which visitors are served.
 * @param whose - Whose visitors come there.
 * @returns At most one risk.
 */
export function shutOriginRisks(
  { title, key }: ProtectedEndpoint,
  pairs: readonly ExposurePair[],
  causes: Cause[],
  visitors: ReadonlySet<number>,
  whose: Phrase,
): Risk[] {
  const shut = pairs
    .map((pair) => ({ ...lostRanges(pair), is: pair[1] }))
    .filter(({ all }) => all.length > 0);
  const first = shut.find(({ sure }) => sure.length > 0) ?? shut[0];
  if (first === undefined) {
    return [];
  }
  const { all, sure, is } = first;
  if (sure.length === 0) {
    return [
      {
        ...{ id: "origin-shut", severity: "medium", subject: key, title, cause: causes },
        consequence: say`From this change on this plan does not say all that ${title} lets in at port ${is.port}: a prefix list of others holds it, or it becomes known only when the update runs. Where ${counted(all.length, "range")} of Cloudflare that ${[all.length === 1 ? "was" : "were"]} let in ${[all.length === 1 ? "is" : "are"]} not among it, visitors${whose} whose requests come from there get Error 522.`,
        hint: say`See that it holds all of Cloudflare's ranges, or keep the rule of before until it does.`,
      },
    ];
  }
  return [
    {
      id: "origin-shut",
      severity: "high",
      subject: key,
      title,
      consequence: !visitors.has(is.port)
        ? say`From this change on ${title} does not let Cloudflare in at port ${is.port}, which monitors ask: they find it down, and its pools take no traffic until it does.`
        : is.admitsCloudflare
          ? say`From this change on ${title} does not let in ${counted(sure.length, "range")} of Cloudflare, ${names(sure)}, at port ${is.port}: visitors${whose} whose requests come from there get Error 522 until it does.`
          : say`From this change on ${title} does not let Cloudflare in at port ${is.port}: every visitor${whose} gets Error 522 until it does, and every monitor finds the origin down.`,
      cause: causes,
      hint: say`Let in all of Cloudflare's ranges, or add the new rule in one update and remove the old one in a later one.`,
    },
  ];
}
