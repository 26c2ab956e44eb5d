import { unknownValue } from "../../core/known";
import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { modelType } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import {
  gatewayFault,
  gatewayParts,
  gatewayPartTypes,
  gatewaysOf,
  type GatewayFault,
} from "../../model/origin/gatewayOrigins";
import { leadsToGateway, type GatewayLead } from "../../model/origin/gatewayLeads";
import { title } from "../../model/graph/title";
import { EdgeZones } from "../../model/rules/edgeZones";
import { zoneOfPath } from "../../model/traffic/answering";
import type { TrafficModel } from "../../model/traffic/path";
import { errorOf, names, say, type Phrase } from "../words/words";
import { causesAmong } from "./publicOrigins";
import { changesAnyOf, type Risk, type RiskContext } from "./risk";

/** Finds what AWS runs at a hostname of its own, to which hostnames lead, and which comes to answer nobody. */
export function gatewayOriginRisks(context: RiskContext): Risk[] {
  const { before, after, renamed } = context;
  return !changesAnyOf(context, gatewayPartTypes)
    ? []
    : gatewaysOf(before.inventory).flatMap((old): Risk[] => {
        const now = after.inventory.byKey(renamed.get(old.key) ?? old.key);
        const found = new Map<GatewayFault, string[]>();
        const [was, is] = [faultsAt(before, old), faultsAt(after, now)];
        for (const [hostname, fault] of is) {
          if (fault !== (was.get(hostname) ?? faultAsked(before, old, { hostname, hosts: [] }))) {
            found.set(fault, [...(found.get(fault) ?? []), hostname]);
          }
        }
        const cause = causesAmong(context, [
          ...gatewayParts(before.inventory, old),
          ...(now === undefined ? [] : gatewayParts(after.inventory, now)),
        ]);
        return now === undefined || cause.length === 0
          ? []
          : [...found].map(([fault, hostnames]) => ({
              ...{ id: "origin-shut", severity: "high", subject: now.key, cause },
              ...{ title: title(now), about: hostnames },
              consequence: say`From this change on ${title(now)} ${told[fault].what}, and ${names(hostnames)} ${[hostnames.length === 1 ? "leads" : "lead"]} there: visitors of ${names(hostnames)} get ${errorAt(now, fault)} until it does again.`,
              hint: told[fault].hint,
            }));
      });
}

/** Why a gateway answers nobody who asks for hostnames that lead there, by hostname. */
function faultsAt(
  model: TrafficModel,
  gateway: ModelResource | undefined,
): ReadonlyMap<string, GatewayFault> {
  const leads = gateway === undefined ? [] : leadsToGateway(model, gateway);
  return new Map(
    leads.flatMap((lead) => {
      const fault = gateway && faultAsked(model, gateway, lead);
      return fault === undefined ? [] : [[lead.hostname, fault] as const];
    }),
  );
}

function faultAsked(
  model: TrafficModel,
  gateway: ModelResource,
  { hostname, hosts }: GatewayLead,
): GatewayFault | undefined {
  const named = hosts === unknownValue ? [undefined] : hosts;
  const asked = named.length > 0 ? named : hostsByRules(model, hostname);
  return asked
    .map((host) => gatewayFault(model.inventory, gateway, host))
    .find((fault) => fault !== undefined);
}

/** The names by which origins are asked for a hostname: its own, or those that rules of the edge give them. */
function hostsByRules(model: TrafficModel, hostname: string): (string | undefined)[] {
  const zone = zoneOfPath(model.pathOf(hostname));
  const zones = EdgeZones.of(model);
  const asked = zones.hostnamesOf(zone ?? "").find(({ title: name }) => name === hostname);
  const answers = zone === undefined || asked === undefined ? [] : zones.answersFor(zone, asked);
  const hosts = answers
    .filter(({ sample }) => sample.isPage)
    .map(({ settings }) =>
      settings.hostHeader === undefined ? hostname : settings.hostHeader.value,
    );
  return hosts.length === 0
    ? [hostname]
    : [...new Set(hosts)].map((host) => (host === unknownValue ? undefined : host));
}

interface Told {
  /** What is amiss, after its name. */
  readonly what: Phrase;
  /** What visitors get. */
  readonly error: Phrase;
  readonly hint: Phrase;
}

/** Source: that of the faults; AWS re:Post on the default endpoint (404 of an HTTP API and 403 of a REST API). */
const told: Readonly<Record<GatewayFault, Told>> = {
  "alias missing": {
    what: say`does not have the hostname among its aliases`,
    error: say`Error 403 from CloudFront`,
    hint: say`Keep the alias, or lead the hostname elsewhere in an update before this one.`,
  },
  "endpoint off": {
    what: say`answers nobody at the hostname that AWS made for it`,
    error: say`Error 403`,
    hint: say`Give the API a domain name of its own with a certificate and a mapping, and lead the hostname there, in an update before this one.`,
  },
  "no endpoint": {
    what: say`has no endpoint to which it passes connections on`,
    error: say`Error 522`,
    hint: say`Keep a listener and an endpoint group with an endpoint, or lead the hostname elsewhere in an update before this one.`,
  },
  "no mapping": {
    what: say`has no mapping that leads its whole name to an API`,
    error: say`Error 403`,
    hint: say`Map the new API or stage in the same call, or lead the hostname elsewhere in an update before this one.`,
  },
  "no port": {
    what: say`takes no connections at port ${defaultHttpsPort}, at which Cloudflare asks`,
    error: say`Error 522`,
    hint: say`Keep a listener with the port, or let Cloudflare ask at another one in an update before this one.`,
  },
  "no route": {
    what: say`has no route that takes a request`,
    error: say`Error 404`,
    hint: say`Add the new routes in an update before this one.`,
  },
  "no targets": {
    what: say`has no instance that serves behind it`,
    error: errorOf(loadBalancerErrors.noTargets),
    hint: say`Register the new instances first and wait until they are in service, and take the old ones away in a later update.`,
  },
  off: {
    what: say`is switched off and takes no request`,
    error: say`an error`,
    hint: say`Lead the hostname elsewhere in an update before this one, and switch it off when the TTL is over.`,
  },
  "signature asked": {
    what: say`answers only those whose requests are signed, which Cloudflare's are not`,
    error: say`Error 403`,
    hint: say`Leave the URL open to everybody as long as Cloudflare asks it, which signs nothing.`,
  },
};

function errorAt({ type }: ModelResource, fault: GatewayFault): Phrase {
  const kind = modelType(type);
  const isHttp = fault === "endpoint off" && kind === "httpApi";
  // What CloudFront answers for a distribution that is off is not published; an accelerator takes no connection.
  const isClosed = fault === "off" && kind === "accelerator";
  return isHttp ? say`Error 404` : isClosed ? say`Error 522` : told[fault].error;
}
