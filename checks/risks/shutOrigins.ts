import type { Exposure } from "../../model/firewall/exposure";
import type { ProtectedEndpoint } from "../../model/firewall/protectedEndpoints";
import type { Cause } from "../findings/finding";
import { counted, names, say, type Phrase } from "../words/words";
import type { ExposurePair } from "./endpointDiffs";
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
  const shut = pairs.filter(
    ([was, is]) => was.admitsCloudflare && is.missing.length > was.missing.length,
  );
  const [first] = [
    ...shut.filter(([was, is]) => lostRanges(was, is).some((range) => isShutFor(is, range))),
    ...shut,
  ];
  if (first === undefined) {
    return [];
  }
  const [was, is] = first;
  const lost = lostRanges(was, is);
  const isSure = lost.some((range) => isShutFor(is, range));
  if (!isSure) {
    return [
      {
        ...{ id: "origin-shut", severity: "medium", subject: key, title, cause: causes },
        consequence: say`From this change on this plan does not say all that ${title} lets in at port ${is.port}: a prefix list of others holds it, or it becomes known only when the update runs. Where ${counted(lost.length, "range")} of Cloudflare that ${[lost.length === 1 ? "was" : "were"]} let in ${[lost.length === 1 ? "is" : "are"]} not among it, visitors${whose} whose requests come from there get Error 522.`,
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
          ? say`From this change on ${title} does not let in ${counted(lost.length, "range")} of Cloudflare, ${names(lost)}, at port ${is.port}: visitors${whose} whose requests come from there get Error 522 until it does.`
          : say`From this change on ${title} does not let Cloudflare in at port ${is.port}: every visitor${whose} gets Error 522 until it does, and every monitor finds the origin down.`,
      cause: causes,
      hint: say`Let in all of Cloudflare's ranges, or add the new rule in one update and remove the old one in a later one.`,
    },
  ];
}

/** What no longer gets through for certain. */
function lostRanges(was: Exposure, is: Exposure): string[] {
  return is.missing.filter((range) => !was.missing.includes(range));
}

/** Whether it gets through by nothing else either that a plan may not hold. */
function isShutFor({ reachable }: Exposure, range: string): boolean {
  return reachable[range.includes(":") ? "ipv6" : "ipv4"] === "no";
}
