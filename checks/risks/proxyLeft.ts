import { readRange } from "../../core/cidrs";
import { isPlaceholder, reservedRangeOf } from "../../core/reservedAddresses";
import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import { accessOf } from "../../model/firewall/access";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import { OriginPaths } from "../../model/origin/originPaths";
import { showsTrusted } from "../../model/origin/showsTrusted";
import { EdgeZones } from "../../model/rules/edgeZones";
import { answersOf } from "../../model/rules/hostnameAnswers";
import { hasOriginCa } from "../../model/tls/certificates";
import type { HostnamePath } from "../../model/traffic/hostnamePath";
import type { TrafficModel } from "../../model/traffic/path";
import { tunnelsOf } from "../../model/traffic/tunnels";
import { names, say, type Phrase } from "../words/words";
import { isServedAtEdge } from "./answeredAtEdge";
import { placesOf } from "./recordPlaces";
import type { Risk, RiskContext } from "./risk";
import type { TouchedHostname } from "./touched";

type Words = Pick<Risk, "severity" | "consequence">;

/**
 * Tells of a hostname that leaves Cloudflare.
 * @returns High where the plan shows what turns visitors away who come themselves, low where it shows that nothing does.
 */
export function leftRisk(context: RiskContext, { hostname, after, causes }: TouchedHostname): Risk {
  return {
    ...{ id: "proxy-left", subject: hostname, title: hostname, cause: causes },
    ...wordsOf(context, hostname, after),
    hint: say`Leave it proxied, or let visitors into the origin and give it a public certificate before.`,
  };
}

function wordsOf(context: RiskContext, hostname: string, path: HostnamePath): Words {
  const obstacle = obstacleOf(context, hostname, path);
  if (obstacle !== undefined) {
    return { severity: "high", consequence: obstacle };
  }
  const past = say`Visitors of ${hostname} reach the origin past Cloudflare from now on: its address is public, and nothing that the edge keeps, refuses or changes counts any more`;
  if (path.loadBalancer !== undefined) {
    return {
      severity: "high",
      consequence: say`${past}; a firewall that lets in Cloudflare only turns them away, and a certificate of the Origin CA is refused by browsers.`,
    };
  }
  const endpoints = endpointsOf(context.after, hostname);
  const isOpen =
    endpoints.length > 0 &&
    endpoints.every(({ others }) => others === "everybody") &&
    showsTrusted(context.after, hostname);
  return isOpen
    ? {
        severity: "low",
        consequence: say`${past}. Its load balancer lets them in, with a certificate that browsers believe.`,
      }
    : {
        severity: "medium",
        consequence: say`${past}. Where its firewall lets in Cloudflare only, it turns them away, and where its certificate is of the Origin CA, browsers refuse it: this plan does not say.`,
      };
}

/** What keeps visitors from an origin that they come to themselves. */
function obstacleOf(
  context: RiskContext,
  hostname: string,
  path: HostnamePath,
): Phrase | undefined {
  const { after, before } = context;
  const contents = path.records.map(({ content }) => content);
  if (path.loadBalancer === undefined && contents.length > 0 && contents.every(isOut)) {
    return say`Visitors of ${hostname} are given ${names(placesOf(path))} and nothing of Cloudflare any more: an address that only a network of one's own may reach.`;
  }
  if (tunnelsOf(after.inventory, path).length > 0) {
    return say`Visitors of ${hostname} are led to a tunnel past Cloudflare, whose name has no address outside of Cloudflare's network: as soon as resolvers have forgotten the old answer, nobody connects.`;
  }
  const shut = endpointsOf(after, hostname);
  const [first] = shut;
  if (first !== undefined && shut.every(({ others }) => others === "nobody")) {
    return say`Visitors of ${hostname} come to ${title(first.machine)} themselves from now on, whose security groups let in Cloudflare and nobody else: as soon as resolvers have forgotten the old answer, their connections time out.`;
  }
  // What others run under a name of their own has a certificate of its own.
  const isOwn = shut.length > 0 || contents.every((content) => isAddress(content));
  if (isOwn && !showsTrusted(after, hostname) && hasOriginCa(after.inventory, hostname)) {
    return say`Visitors of ${hostname} come to the origin themselves from now on, and its certificate is of Cloudflare's Origin CA, which no browser believes: they get a TLS error as soon as resolvers have forgotten the old answer.`;
  }
  const zones = EdgeZones.of(before);
  const isServed = isServedAtEdge({ ...context.plan, after: context.plan.before }, hostname);
  const isLed = (answersOf(zones, hostname, zones.zoneOfHost(hostname)) ?? []).some(
    ({ sample, settings: { originHost, port } }) =>
      sample.isPage && (originHost !== undefined || port !== undefined),
  );
  return isServed
    ? say`Visitors of ${hostname} reach what its record names past Cloudflare from now on, and what answers for it at the edge, a Worker, a bucket or Pages, is asked no more.`
    : isLed
      ? say`Visitors of ${hostname} reach what its record names past Cloudflare from now on, at the usual ports: the rules of the edge that led them to another origin or port count no more.`
      : undefined;
}

function isAddress(content: unknown): boolean {
  return typeof content === "string" && readRange(content) !== undefined;
}

function isOut(content: unknown): boolean {
  return (
    typeof content === "string" &&
    (isPlaceholder(content) || reservedRangeOf(content) !== undefined)
  );
}

interface Endpoint {
  readonly machine: ModelResource;
  /** Who gets in beside Cloudflare, at the port of HTTPS, or that of HTTP where nobody does there. */
  readonly others: ReturnType<typeof accessOf>["others"];
}

/** The machines with security groups that a hostname leads to. */
function endpointsOf(model: TrafficModel, hostname: string): Endpoint[] {
  const origins = OriginPaths.of(model);
  return model.firewalls.flatMap(({ endpoint: { attachedTo, groups } }): Endpoint[] => {
    if (attachedTo === undefined || !origins.hostnames(attachedTo).includes(hostname)) {
      return [];
    }
    const [secure, clear] = [defaultHttpsPort, defaultHttpPort].map(
      (port) => accessOf(model.exposures.at(groups, port)).others,
    ) as [Endpoint["others"], Endpoint["others"]];
    return [{ machine: attachedTo, others: secure === "nobody" ? clear : secure }];
  });
}
