import { unknownValue, type Known } from "../../core/known";
import { SteeringPolicy } from "../../facts/cloudflare/loadBalancing";
import { originPullsSetting, SslMode } from "../../facts/cloudflare/zoneSettings";
import { originConnectionLimits } from "../../facts/cloudflare/timeouts";
import { registrableDomain } from "../graph/hostnames";
import { zoneOf } from "../graph/links";
import { readFlag } from "../graph/reading";
import { shownCertificate } from "../origin/clientCertificates";
import { pullingHostnames } from "../tls/originPulls";
import { settingOf, type ZoneTls } from "../tls/zoneTls";
import type { DnsRecordNode } from "../traffic/dnsRecords";
import type { HostnamePath } from "../traffic/hostnamePath";
import type { LoadBalancerNode } from "../traffic/loadBalancers";
import { recordPlace } from "../traffic/originMachines";
import type { TrafficModel } from "../traffic/path";
import { readPoolWeights, readSessions } from "../traffic/sessions";
import { Assumed } from "./assumed";
import { declaredOrigin, type OriginContext } from "./declaredOrigins";
import { DeclaredPools } from "./declaredPools";
import type {
  DeclaredLoadBalancer,
  DeclaredOrigin,
  DeclaredPool,
  DeclaredSite,
} from "./declaredSite";
import { declaredRules } from "./declaredRules";
import { demandedHeaders, sentValue } from "./demandedHeaders";
import { sentHeader } from "../traffic/sentHeaders";
import { isPlaceholder } from "../../core/reservedAddresses";

/** A hostname that cannot be rehearsed. */
export interface NotServed {
  readonly hostname: string;
  /** Why, as a sentence without a full stop. */
  readonly because: string;
}

/** What a list of resources declares, as a rehearsal runs it. */
export interface DeclaredSites {
  /** The sites, sorted by hostname. */
  readonly sites: readonly DeclaredSite[];
  /** Hostnames that cannot be rehearsed, sorted. */
  readonly notServed: readonly NotServed[];
}

/**
 * Reads what a rehearsal runs. What is not known has the documented default, or what does no harm, and a sentence among the assumptions.
 * @param model - The paths of hostnames.
 * @returns The sites that visitors reach through Cloudflare, and the hostnames that are none, with the reason.
 */
export function declaredSites(model: TrafficModel): DeclaredSites {
  const read = model.hostnames.map((path) => declaredSite(model, path));
  return {
    sites: read.filter((each) => "loadBalancer" in each),
    notServed: read.filter((each) => "because" in each),
  };
}

function declaredSite(model: TrafficModel, path: HostnamePath): DeclaredSite | NotServed {
  const { hostname, proxied, serving, because } = path;
  if (hostname.startsWith("*.")) {
    return { hostname, because: "it is a wildcard: only single hostnames are rehearsed" };
  }
  if (proxied === "no") {
    return { hostname, because: "its visitors do not go through Cloudflare" };
  }
  if (serving === "no") {
    return { hostname, because };
  }
  const assumed = new Assumed();
  const tls = tlsOf(model, path);
  const encryptionMode = modeOf(model, path, tls, assumed);
  const clientCertificate = certificateOf(model, hostname, tls, assumed);
  assumed.flag(proxied, true, `whether ${hostname} goes through Cloudflare`);
  const context = { model, path, encryptionMode, clientCertificate, assumed };
  const balanced = balancedPath(path);
  const loadBalancer = balanced && declaredBalancer(context, balanced);
  const addresses = addressesOf(context);
  if (loadBalancer === undefined && addresses.length === 0) {
    return { hostname, because: "the plan holds no address that its requests are sent to" };
  }
  return {
    ...{ hostname, zoneName: zoneNameOf(model, path), encryptionMode, clientCertificate },
    readTimeoutSeconds: originConnectionLimits.read.seconds,
    speaksHttp2: tls?.originHttpVersion !== "1",
    ...{ loadBalancer, addresses },
    rules: declaredRules(model, path, assumed),
    sentHeaders: sentHeaders(context, loadBalancer),
    assumptions: assumed.sentences,
  };
}

/** The load balancer that answers, also behind a CNAME record, which Cloudflare follows within itself. */
function balancedPath({ loadBalancer, next }: HostnamePath): LoadBalancerNode | undefined {
  const [only, ...others] = next;
  return (
    loadBalancer ??
    (only !== undefined && others.length === 0 && only.proxied !== "no"
      ? balancedPath(only)
      : undefined)
  );
}

/** What rules set of the headers that origins demand; a value that cannot be read is taken to be right. */
function sentHeaders(
  { model, path, assumed }: OriginContext,
  balancer: DeclaredLoadBalancer | undefined,
): Record<string, string> {
  const resource = path.loadBalancer?.resource ?? path.records[0]?.resource;
  const pools = balancer === undefined ? [] : [...balancer.pools, balancer.fallbackPool];
  const zone = resource === undefined ? "" : zoneOf(resource);
  const demanded = demandedHeaders(pools.flatMap(({ origins }) => origins));
  return Object.fromEntries(
    [...demanded].flatMap(([name, values]) => {
      const { value } = sentHeader(model.inventory, zone, path.hostname, name);
      if (value === unknownValue) {
        assumed.note(
          `the value that Cloudflare sends in the header ${name} cannot be read: it is taken to be right`,
        );
      }
      return value === undefined ? [] : [[name, sentValue(value, values)]];
    }),
  );
}

function zoneNameOf({ inventory }: TrafficModel, path: HostnamePath): string {
  const resource = path.loadBalancer?.resource ?? path.records[0]?.resource;
  return (resource && inventory.zoneNameOf(resource)) ?? registrableDomain(path.hostname);
}

function tlsOf({ tls }: TrafficModel, path: HostnamePath): ZoneTls | undefined {
  const resource = path.loadBalancer?.resource ?? path.records[0]?.resource;
  const zone = resource && zoneOf(resource);
  return tls.find((each) => each.zone === zone);
}

type Mode = DeclaredSite["encryptionMode"];

const modes: Readonly<Record<string, Mode>> = {
  [SslMode.Off]: "off",
  [SslMode.Flexible]: "flexible",
  [SslMode.Full]: "full",
  [SslMode.Strict]: "strict",
  // "SSL-Only Origin Pull" demands a valid certificate too.
  origin_pull: "strict",
};

/** What is said of the hostname alone counts before what is said of its zone. */
function modeOf(
  model: TrafficModel,
  { hostname }: HostnamePath,
  tls: ZoneTls | undefined,
  assumed: Assumed,
): Mode {
  const own = model.tlsModes.find(
    ({ scope, hostnames, zone }) =>
      scope === "requests" && zone === tls?.zone && hostnames.includes(hostname),
  );
  const said: Known<string> | undefined = own?.mode ?? tls?.mode;
  const mode = said === unknownValue || said === undefined ? undefined : modes[said];
  if (mode === undefined) {
    assumed.note(
      `how Cloudflare connects to the origins of ${hostname} is not in the plan: Full (strict) is taken`,
    );
  }
  return mode ?? "strict";
}

function certificateOf(
  model: TrafficModel,
  hostname: string,
  tls: ZoneTls | undefined,
  assumed: Assumed,
): DeclaredSite["clientCertificate"] {
  const { shown } = shownCertificate(model, hostname);
  const isShown = assumed.flag(
    shown,
    true,
    `whether Cloudflare shows origins of ${hostname} a client certificate`,
  );
  if (!isShown) {
    return "none";
  }
  const setting = tls && settingOf(tls, originPullsSetting);
  const isShared = readFlag(setting?.properties.value, "no") === "yes";
  const isOwn = pullingHostnames(model.inventory).has(hostname) || !isShared;
  return isOwn ? "own" : "shared";
}

function declaredBalancer(
  context: OriginContext,
  node: LoadBalancerNode,
): DeclaredLoadBalancer | undefined {
  const { assumed, path } = context;
  if (!assumed.flag(node.enabled, true, `whether the load balancer of ${path.hostname} is on`)) {
    return undefined;
  }
  const read = new DeclaredPools(context);
  const pools = read.of(node.groups.find(({ kind }) => kind === "default")?.pools.all ?? []);
  noteUnrehearsed(context, node);
  const fallbackPool = read.at(node.fallback) ?? pools.at(-1);
  if (fallbackPool === undefined) {
    return undefined;
  }
  return {
    steeringPolicy: assumed.value(node.steering, "", `how ${path.hostname} is steered`),
    pools,
    regionPools: placed(node, "region", read),
    countryPools: placed(node, "country", read),
    poolWeights: weightsOf(context, node, read),
    fallbackPool,
    ...howItFailsOver(context, node),
  };
}

/** Policies that go by what a rehearsal on one machine does not have: distances, and the time that answers take to a place. */
const unmeasured: readonly string[] = [SteeringPolicy.DynamicLatency, SteeringPolicy.Proximity];

function noteUnrehearsed(
  { assumed, path: { hostname } }: OriginContext,
  { steering, groups }: LoadBalancerNode,
): void {
  if (steering !== unknownValue && unmeasured.includes(steering)) {
    assumed.note(
      `the steering ${steering} of ${hostname} is rehearsed as if the first pool was the nearest one`,
    );
  }
  for (const [kind, what] of [
    ["rule", "rules"],
    ["pop", "pools of single data centers"],
  ] as const) {
    if (groups.some((group) => group.kind === kind)) {
      assumed.note(`the ${what} of the load balancer of ${hostname} are not rehearsed`);
    }
  }
}

function howItFailsOver(
  { assumed, path }: OriginContext,
  { resource, failsOverAcrossPools }: LoadBalancerNode,
): Pick<
  DeclaredLoadBalancer,
  | "failoverAcrossPools"
  | "sessionAffinity"
  | "sessionSeconds"
  | "affinityHeaders"
  | "zeroDowntimeFailover"
  | "drainDurationSeconds"
> {
  const { affinity, ttlSeconds, headers, zeroDowntimeFailover, drainSeconds } =
    readSessions(resource);
  const looked = headers === unknownValue ? [] : headers;
  const of = `of the load balancer of ${path.hostname}`;
  return {
    failoverAcrossPools: assumed.flag(failsOverAcrossPools, false, `adaptive routing ${of}`),
    sessionAffinity: assumed.value(affinity, "none", `session affinity ${of}`),
    sessionSeconds: typeof ttlSeconds === "number" ? ttlSeconds : undefined,
    affinityHeaders: looked
      .filter((name) => typeof name === "string")
      .map((name) => name.toLowerCase()),
    zeroDowntimeFailover: assumed.value(
      zeroDowntimeFailover,
      "none",
      `zero-downtime failover ${of}`,
    ),
    drainDurationSeconds: assumed.value(drainSeconds, 0, `the time of draining ${of}`),
  };
}

function placed(
  { groups }: LoadBalancerNode,
  kind: "region" | "country",
  read: DeclaredPools,
): Record<string, DeclaredPool[]> {
  const own = groups.filter((group) => group.kind === kind && group.key !== "");
  return Object.fromEntries(own.map(({ key, pools }) => [key, read.of(pools.all)]));
}

/** By the names of pools, where the program gives them by their ids. */
function weightsOf(
  { assumed, path }: OriginContext,
  { resource, targets }: LoadBalancerNode,
  read: DeclaredPools,
): Record<string, number> {
  const weights = readPoolWeights(resource);
  return Object.fromEntries(
    targets.flatMap((target) => {
      const pool = read.at(target);
      const own = target.id === undefined ? undefined : weights.of(target.id);
      const what = `the weights of the pools of ${path.hostname}`;
      return pool === undefined ? [] : [[pool.name, assumed.value(own ?? weights.usual, 1, what)]];
    }),
  );
}

/** Where the records lead that answer, or would. Placeholders lead nowhere. */
function addressesOf(context: OriginContext): DeclaredOrigin[] {
  const { records, shadowed, next } = context.path;
  const led = next.flatMap((path) => [...path.records, ...path.shadowed]);
  const own = [...new Set([...(led.length > 0 ? led : records), ...shadowed])];
  return own
    .filter(({ addresses, content }) => addresses === "yes" && !isPlaceholder(String(content)))
    .map((record) => recordOrigin(context, record));
}

function recordOrigin(context: OriginContext, record: DnsRecordNode): DeclaredOrigin {
  const { content, type } = record;
  const name = typeof content === "string" ? content : record.resource.name;
  const title = `the ${String(type)} record of ${context.path.hostname}`;
  return declaredOrigin(context, {
    ...{ name, title, place: recordPlace(record), port: 0, enabled: true, weight: 1 },
    host: undefined,
  });
}
