import { widened } from "../../../model/firewall/access";
import type { ProtectedEndpoint } from "../../../model/firewall/protectedEndpoints";
import { listeningPorts } from "../../../model/origin/listeners";
import { title } from "../../../model/graph/title";
import type { PlanSide } from "../context";
import { standingFaces, originExposures, subjectOf } from "../exposures";
import { looseOpenRules } from "../../../model/traffic/looseRules";
import { defineRule, type Violation } from "../rule";
import { about, inWords } from "../subjects";

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
  hint: "Let in Cloudflare's ranges and your own network only; OriginFirewall does both",
  evaluate: ({ after }) => [
    ...originExposures(after).flatMap(({ endpoint, ports }) => {
      const open = ports.filter(({ closed }) => closed === "no");
      const wider = [...new Set(open.flatMap((each) => each.wider))].sort();
      return open.length === 0
        ? []
        : [
            {
              subject: subjectOf(endpoint),
              title: endpoint.title,
              ...openTo(
                open.map(({ port }) => port),
                wider,
              ),
              ...(open.some((each) => mayAnswer(after, endpoint, each.port)) ? {} : silent),
              parts: open.flatMap((each) =>
                each.wider.map((range) => `${endpoint.title} ${each.port} ${range}`),
              ),
            },
          ];
    }),
    ...looseOpenRules(after.traffic.inventory).map(({ resource, ports, wider }) => ({
      ...about(resource),
      ...openTo(ports, wider),
      parts: ports.flatMap((port) => wider.map((range) => `${title(resource)} ${port} ${range}`)),
    })),
  ],
  standing: (context) => standingFaces(context, (was, is) => widened(was, is).length === 0),
});

/** What is said of ports at which nothing listens. */
const silent = {
  severity: "low",
  hint: "Close the port, before a listener comes that answers strangers there",
} as const;

/** Whether something answers at a port: the listeners of a load balancer are known where the program holds them. */
function mayAnswer(
  { traffic: { inventory } }: PlanSide,
  { attachedTo }: ProtectedEndpoint,
  port: number,
): boolean {
  const ports = attachedTo && listeningPorts(inventory, attachedTo);
  return ports?.includes(port) ?? true;
}

function openTo(
  ports: readonly number[],
  ranges: readonly string[],
): Pick<Violation, "property" | "must" | "actual"> {
  return {
    property: `port ${inWords(ports.map((port) => `${port}`))}`,
    must: "be open to Cloudflare and nobody else",
    actual: inWords(ranges),
  };
}
