import { OriginHttpVersion } from "../../facts/cloudflare/zoneSettings";
import { edgeFailures } from "../../facts/cloudflare/edgeFailures";
import { listenerOffersHttp2 } from "../../model/origin/listeners";
import { zoneOfPath } from "../../model/traffic/answering";
import { title } from "../../model/graph/title";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";
import { names, say } from "../words/words";

/**
 * Finds listeners of network load balancers that come to agree on HTTP/2 with Cloudflare, while the targets get the bytes as they are.
 * Source: Elastic Load Balancing, user guide for Network Load Balancers, create-tls-listener (ALPN policies); Cloudflare docs,
 * speed/optimization/protocol/http2-to-origin.
 */
export function listenerAlpnRisks(sides: OriginSides): Risk[] {
  const { after } = sides;
  return after.model.inventory.ofType("awsLoadBalancer").flatMap((machine) =>
    after.asked(machine).flatMap((listener): Risk[] => {
      const old = sides.earlier(listener);
      const turned =
        old !== undefined && !listenerOffersHttp2(old) && listenerOffersHttp2(listener);
      const speaking = after
        .hostnames(machine)
        .filter((hostname) => sides.wasAnswered(hostname) && speaksHttp2(sides, hostname));
      const cause = turned ? sides.causes([listener]) : [];
      return speaking.length === 0
        ? []
        : causedRisk(listener, cause, () => ({
            ...{ id: "listener-http2", severity: "medium", title: title(machine) },
            consequence: say`From this change on ${title(machine)} agrees on HTTP/2 with Cloudflare, which asks for it, and hands the bytes to targets as they are: where those do not speak HTTP/2 without TLS, visitors of ${names(speaking)} get Error ${edgeFailures.malformedAnswer.code} or 502 until it offers HTTP/1.1 again, while checks of connections find the targets well.`,
            hint: say`Keep the policy at HTTP1Only or None, or set the zone's HTTP/2 to origin off first.`,
          }));
    }),
  );
}

function speaksHttp2({ after: { model } }: OriginSides, hostname: string): boolean {
  const zone = zoneOfPath(model.pathOf(hostname));
  const version = model.tls.find((each) => each.zone === zone)?.originHttpVersion;
  return version !== OriginHttpVersion.Http1;
}
