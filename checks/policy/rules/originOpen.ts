import { originExposures } from "../exposures";
import { defineRule } from "../rule";
import { inWords } from "../subjects";

/** Origins that strangers can connect to past Cloudflare. */
export const originOpen = defineRule({
  id: "origin-open",
  severity: "high",
  sentence: "Nobody but Cloudflare reaches the ports of an origin.",
  reason:
    "Scanners find an open origin within hours by its certificate; then attacks pass Cloudflare by, and the origin falls although the edge " +
    "stands.",
  source:
    "Cloudflare docs, fundamentals/security/protect-your-origin-server and fundamentals/concepts/cloudflare-ip-addresses",
  wayOut: "Let in Cloudflare's ranges and your own network only; OriginFirewall does both",
  evaluate: ({ after }) =>
    originExposures(after).flatMap(({ face, ports }) => {
      const open = ports.filter(({ closed }) => closed === "no");
      const wider = [...new Set(open.flatMap((each) => each.wider))].sort();
      return open.length === 0
        ? []
        : [
            {
              subject: face.attachedTo?.key ?? face.groups[0]?.key ?? face.key,
              title: face.title,
              property: `port ${inWords(open.map(({ port }) => `${port}`))}`,
              must: "be open to Cloudflare and nobody else",
              got: inWords(wider),
            },
          ];
    }),
});
