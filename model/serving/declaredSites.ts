import { unknownValue, type Known } from "../../core/known";
import { originPullsSetting, SslMode } from "../../facts/cloudflare/zoneSettings";
import { originConnectionLimits, readTimeoutSetting } from "../../facts/cloudflare/timeouts";
import { zoneOfPath } from "../traffic/answering";
import { readFlag, readNumber } from "../graph/reading";
import { shownCertificate } from "../origin/clientCertificates";
import { pullingHostnames } from "../tls/originPulls";
import { isPaused, settingOf, zoneResource, type ZoneTls } from "../tls/zoneTls";
import { encryptionModeOf } from "../traffic/encryptionModes";
import type { DnsRecordNode } from "../traffic/dnsRecords";
import type { HostnamePath } from "../traffic/hostnamePath";
import type { LoadBalancerNode } from "../traffic/loadBalancers";
import { recordPlace } from "../traffic/originMachines";
import type { TrafficModel } from "../traffic/path";
import { Assumed } from "./assumed";
import { declaredBalancer } from "./declaredBalancer";
import { declaredOrigin } from "./declaredOrigins";
import type { OriginContext } from "./originContext";
import type { DeclaredLoadBalancer, DeclaredOrigin, DeclaredSite } from "./declaredSite";
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
  const { hostname, proxied } = path;
  const assumed = new Assumed();
  const because = whyNotServed(model, path, assumed);
  if (because !== undefined) {
    return { hostname, because };
  }
  const tls = tlsOf(model, path);
  const encryptionMode = modeOf(model, path, assumed);
  const clientCertificate = certificateOf(model, hostname, tls, assumed);
  assumed.flag(proxied, true, `whether ${hostname} goes through Cloudflare`);
  const context = { model, path, encryptionMode, clientCertificate, assumed };
  const balanced = balancedPath(path);
  const loadBalancer = balanced && declaredBalancer(context, balanced);
  const addresses = addressesOf(context);
  if (loadBalancer === undefined && addresses.length === 0) {
    return { hostname, because: "the plan holds no address that its requests are sent to" };
  }
  if (loadBalancer === undefined && addresses.length > 1) {
    assumed.note(
      `of the addresses of ${hostname} each request meets one at random, and no other one where that fails: no page says what Cloudflare does`,
    );
  }
  return {
    ...{ hostname, encryptionMode, clientCertificate },
    readTimeoutSeconds: readTimeoutOf(hostname, tls, assumed),
    speaksHttp2: tls?.originHttpVersion !== "1",
    ...{ loadBalancer, addresses },
    rules: declaredRules(model, path, assumed),
    sentHeaders: sentHeaders(context, loadBalancer),
    assumptions: assumed.sentences,
  };
}

function whyNotServed(
  model: TrafficModel,
  path: HostnamePath,
  assumed: Assumed,
): string | undefined {
  if (path.hostname.startsWith("*.")) {
    return "it is a wildcard: only single hostnames are rehearsed";
  }
  if (path.proxied === "no") {
    return "its visitors do not go through Cloudflare";
  }
  if (path.serving === "no") {
    return path.because;
  }
  return pausedZone(model, path, assumed)
    ? "its zone is paused: its visitors do not go through Cloudflare"
    : undefined;
}

function readTimeoutOf(hostname: string, tls: ZoneTls | undefined, assumed: Assumed): number {
  const { seconds: usual } = originConnectionLimits.read;
  const setting = tls && settingOf(tls, readTimeoutSetting);
  const own = readNumber(setting?.properties.value) ?? usual;
  return assumed.value(own, usual, `how long Cloudflare waits for answers of ${hostname}`);
}

function pausedZone(model: TrafficModel, path: HostnamePath, assumed: Assumed): boolean {
  const zone = zoneOfPath(path)?.split(" or ") ?? [];
  const paused = isPaused(zoneResource(model.inventory, zone));
  return assumed.flag(paused, false, `whether the zone of ${path.hostname} is paused`);
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
  const pools = balancer === undefined ? [] : [...balancer.pools, balancer.fallbackPool];
  const zone = zoneOfPath(path) ?? "";
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

function tlsOf({ tls }: TrafficModel, path: HostnamePath): ZoneTls | undefined {
  const zone = zoneOfPath(path);
  return tls.find((each) => each.zone === zone);
}

const modes: ReadonlySet<string> = new Set(Object.values(SslMode));

function isMode(mode: Known<string> | undefined): mode is SslMode {
  return typeof mode === "string" && modes.has(mode);
}

function modeOf(model: TrafficModel, { hostname }: HostnamePath, assumed: Assumed): SslMode {
  const said = encryptionModeOf(model, hostname);
  if (isMode(said)) {
    return said;
  }
  assumed.note(
    `how Cloudflare connects to the origins of ${hostname} is not in the plan: Full (strict) is taken`,
  );
  return SslMode.Strict;
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
