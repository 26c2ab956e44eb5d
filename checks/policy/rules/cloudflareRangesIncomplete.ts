import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { addressFamilies } from "../../../core/cidrs";
import type { Exposure } from "../../../model/firewall/exposure";
import { standingFaces, originExposures, subjectOf } from "../exposures";
import { defineRule } from "../rule";
import { inWords } from "../subjects";

/** Origins that turn some of Cloudflare away. */
export const cloudflareRangesIncomplete = defineRule({
  id: "cloudflare-ranges-incomplete",
  severity: "high",
  sentence: "An origin that lets Cloudflare in lets all of it in.",
  reason:
    "Visitors whose data centre connects from a missing range meet Error 521 or 522, while everybody else sees a healthy site.",
  source: "Cloudflare docs, fundamentals/concepts/cloudflare-ip-addresses",
  hint: "Let all published ranges in; steady-edge ranges writes them for many firewalls",
  evaluate: ({ after }) =>
    after.whole
      ? originExposures(after).flatMap(({ endpoint, ports }) =>
          ports
            .map((exposure) => ({ port: exposure.port, missing: missingOf(exposure) }))
            .filter(({ missing }) => missing.length > 0)
            .map(({ port, missing }) => ({
              subject: subjectOf(endpoint),
              title: endpoint.title,
              property: `port ${port}`,
              must: "be open to every range of Cloudflare",
              actual: `all but ${inWords(missing)}`,
              parts: missing.map((range) => `${endpoint.title} ${port} ${range}`),
            })),
        )
      : [],
  standing: (context) =>
    standingFaces(
      context,
      (was, is) => was.admitsCloudflare && is.missing.every((range) => was.missing.includes(range)),
    ),
});

/** A family that lets nothing in is left out on purpose, and not half open. */
function missingOf({ missing, reachable }: Exposure): string[] {
  return addressFamilies.flatMap((family) => {
    const own = missing.filter((range) => cloudflareRanges[family].includes(range));
    const isPart = own.length < cloudflareRanges[family].length;
    return reachable[family] === "no" && isPart ? own : [];
  });
}
