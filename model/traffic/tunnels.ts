import { tunnelDomain } from "../../facts/cloudflare/tunnelConnections";
import type { TunnelConfigurationFields } from "../../constraints/tunnels";
import { anyOf, certain, type Certainty } from "../../core/certainty";
import { unknownValue, type Known } from "../../core/known";
import { canonicalHostname } from "../graph/hostnames";
import type { Inventory } from "../graph/inventory";
import { tokensAt } from "../graph/links";
import { isObject, knownList, readFlag, readList, readObject, readText } from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";
import { modelType } from "../graph/resourceTypes";
import type { HostnamePath } from "./hostnamePath";

/** What a tunnel does with some of the requests that it gets. */
export interface Ingress {
  /** The hostname, perhaps with `*.` before it; "" for all. */
  readonly hostname: Known<string>;
  /** A regular expression for paths; "" for all. */
  readonly path: Known<string>;
  /** Where they go: a URL, or `http_status:404` and the like. */
  readonly service: Known<string>;
  /** Whether the service shows a certificate that cloudflared takes, as far as the plan decides it; `yes` for one without TLS. */
  readonly isCertified: Certainty;
  /** The Host header that the service is asked with; "" for that of the visitor. */
  readonly hostHeader: Known<string>;
  /** Whether cloudflared refuses requests that come without a token of Access. */
  readonly demandsToken: Certainty;
}

/** The configuration of a tunnel. */
export interface TunnelConfig {
  /** The resource. */
  readonly resource: ModelResource;
  /** The tunnel, as other resources may refer to it: ids and keys. */
  readonly tunnel: readonly string[];
  /** What it does with requests, in order; undefined where the plan does not know. */
  readonly ingresses: readonly Ingress[] | undefined;
}

/**
 * Reads the configurations of tunnels.
 * @param inventory - The resources.
 * @returns Those that Cloudflare holds, sorted by key.
 */
export function tunnelConfigs(inventory: Inventory): TunnelConfig[] {
  return inventory.ofType("tunnelConfig").map((resource) => {
    const config = readObject(resource.properties.config);
    // Version 5 of the provider calls them ingressRules.
    const list =
      config === unknownValue
        ? undefined
        : knownList(readList(config.ingresses ?? config.ingressRules));
    const ofAll = config === unknownValue ? config : readObject(config.originRequest);
    return {
      resource,
      tunnel: tokensAt(resource, "tunnelId").map((token) => sameTunnel(inventory, token)),
      ingresses: list?.map((each) => readIngress(isObject(each) ? each : notKnown, ofAll)),
    };
  });
}

const notKnown: ModelObject = { hostname: unknownValue, path: unknownValue };

/** An id of a tunnel that the resources hold is its key. */
function sameTunnel(inventory: Inventory, token: string): string {
  return inventory.byId("tunnel", token)?.key ?? token;
}

function readIngress(
  { hostname, path, service, originRequest }: ModelObject,
  ofAll: Known<ModelObject>,
): Ingress {
  const name = readText(hostname) ?? "";
  const asked = readText(service) ?? unknownValue;
  const own = readObject(originRequest);
  return {
    hostname: name === unknownValue ? name : canonicalHostname(name),
    path: readText(path) ?? "",
    service: asked,
    isCertified: certifies(asked, ofAll, own),
    hostHeader:
      ofAll === unknownValue || own === unknownValue
        ? unknownValue
        : (readText(own.httpHostHeader ?? ofAll.httpHostHeader) ?? ""),
    demandsToken: demandsToken(ofAll, own),
  };
}

/** Source: Cloudflare docs, cloudflare-tunnel, origin-parameters (access: "required"; what a rule says goes before the rest). */
function demandsToken(ofAll: Known<ModelObject>, own: Known<ModelObject>): Certainty {
  if (ofAll === unknownValue || own === unknownValue) {
    return "unknown";
  }
  const access = readObject(own.access ?? ofAll.access);
  return access === unknownValue ? "unknown" : readFlag(access.required, "no");
}

/**
 * Whether a certificate can be right for a service: cloudflared compares it with the host of the service where nothing names another, and
 * no public authority issues one for a private address.
 *
 * Source: Cloudflare docs, cloudflare-tunnel, configure-tunnels/origin-parameters (originServerName, matchSNItoHost, noTLSVerify, caPool; those
 * of a rule go before those of the whole configuration).
 */
function certifies(
  service: Known<string>,
  ofAll: Known<ModelObject>,
  own: Known<ModelObject>,
): Certainty {
  if (service === unknownValue || ofAll === unknownValue || own === unknownValue) {
    return "unknown";
  }
  const host = URL.canParse(service) ? new URL(service) : undefined;
  if (host?.protocol !== "https:" && host?.protocol !== "wss:") {
    return "yes";
  }
  const { originServerName, noTlsVerify, matchSnItoHost, caPool } = { ...ofAll, ...own };
  const named = readText(originServerName) ?? "";
  const isRelieved = anyOf([
    named === unknownValue ? "unknown" : certain(named !== ""),
    readFlag(noTlsVerify, "no"),
    readFlag(matchSnItoHost, "no"),
    // An authority of one's own may name addresses.
    (readText(caPool) ?? "") === "" ? "no" : "unknown",
  ]);
  const isPrivate = privateHost.test(host.hostname);
  return isPrivate ? isRelieved : isRelieved === "yes" ? "yes" : "unknown";
}

/** Addresses, and names that no public authority certifies: without a dot, or of a network of one's own. Source: RFC 6761, 6762 and 8375; ICANN, resolution 2024.07.29.06 (`.internal`). */
const privateHost = /^(?:\[.*\]|[\d.]+|[^.]+|.*\.(?:localhost|local|internal|lan|home\.arpa))$/;

/**
 * Lists the tunnels that a hostname leads to.
 * @param inventory - The resources.
 * @param path - The hostname's path.
 * @returns Ids and keys of tunnels.
 */
export function tunnelsOf(inventory: Inventory, { records }: HostnamePath): string[] {
  return tunnelsAt(
    inventory,
    records
      .filter(({ type }) => type === "CNAME")
      .flatMap(({ resource }) => tokensAt(resource, "content")),
  );
}

/**
 * Lists the tunnels that addresses lead to.
 * @param inventory - The resources.
 * @param addresses - The addresses as written, or keys of the resources that they come from.
 * @returns Ids and keys of tunnels.
 */
export function tunnelsAt(inventory: Inventory, addresses: readonly string[]): string[] {
  return addresses.flatMap((token) => {
    const id = tunnelOf(token) ?? token;
    const isTunnel = id !== token || modelType(inventory.byKey(token)?.type ?? "") === "tunnel";
    return isTunnel ? [sameTunnel(inventory, id)] : [];
  });
}

/**
 * The tunnel that a hostname of Cloudflare's leads to.
 * @param hostname - The hostname, as written.
 * @returns The tunnel's id; undefined where it leads to none.
 */
export function tunnelOf(hostname: string): string | undefined {
  const name = canonicalHostname(hostname);
  return name.endsWith(tunnelDomain) ? name.slice(0, -tunnelDomain.length) : undefined;
}

/**
 * The status with which a service answers every request by itself.
 * @param service - The service.
 * @returns Undefined for one that asks somebody else.
 */
export function statusOfService(service: Known<string>): number | undefined {
  const [, status] =
    typeof service === "string" ? (/^http_status:(\d{3})$/.exec(service) ?? []) : [];
  return status === undefined ? undefined : Number(status);
}

/**
 * Finds what a tunnel does with all requests for a hostname that no rule for a path takes.
 *
 * Source: Cloudflare docs, cloudflare-tunnel, configuration file (rules are asked from top to bottom; the last one takes all).
 * @param config - The tunnel's configuration.
 * @param hostname - The hostname.
 * @param asked - The regular expression of a rule, for the requests that it is about. Defaults to those that none is about.
 * @returns The rule that takes them; undefined where none does, unknown where the plan does not say.
 */
export function ingressFor(
  { ingresses }: TunnelConfig,
  hostname: string,
  asked = "",
): Known<Ingress> | undefined {
  for (const ingress of ingresses ?? []) {
    const { hostname: name, path } = ingress;
    if (name === unknownValue || path === unknownValue) {
      return unknownValue;
    }
    if (isAskedFor(name, hostname) && (path === "" || path === asked)) {
      return ingress;
    }
  }
  return ingresses === undefined ? unknownValue : undefined;
}

function isAskedFor(name: string, hostname: string): boolean {
  return (
    name === "" ||
    name === "*" ||
    (name.startsWith("*.") ? hostname.endsWith(name.slice(1)) : name === hostname)
  );
}

/**
 * Lists the regular expressions for paths of a hostname.
 * @param config - The tunnel's configuration.
 * @param hostname - The hostname.
 * @returns Those that are known, each once.
 */
export function pathsFor({ ingresses = [] }: TunnelConfig, hostname: string): readonly string[] {
  const own = ingresses.filter(
    ({ hostname: name }) => typeof name === "string" && isAskedFor(name, hostname),
  );
  const paths = own.flatMap(({ path }) => (typeof path === "string" && path !== "" ? [path] : []));
  return [...new Set(paths)];
}

/**
 * Finds where a tunnel leads all requests for a hostname that no rule for a path takes.
 * @param config - The tunnel's configuration.
 * @param hostname - The hostname.
 * @param asked - As `ingressFor` has it.
 * @returns The service; undefined where no rule takes them, unknown where the plan does not say.
 */
export function serviceFor(
  config: TunnelConfig,
  hostname: string,
  asked = "",
): Known<string> | undefined {
  const ingress = ingressFor(config, hostname, asked);
  return ingress === unknownValue ? ingress : ingress?.service;
}

/**
 * Reads what the API looks at in the configuration of a tunnel.
 * @param config - The tunnel's configuration.
 * @returns The values, as far as they are known.
 */
export function tunnelConfigurationFields({ ingresses }: TunnelConfig): TunnelConfigurationFields {
  return { ingresses: ingresses ?? unknownValue };
}

/**
 * Whether a service answers every request with an error.
 * @param service - The service.
 * @returns True for `http_status:404` and the like, and for none.
 */
export function isErrorService(service: Known<string> | undefined): boolean {
  return (
    service === undefined || (typeof service === "string" && /^http_status:[45]/.test(service))
  );
}
