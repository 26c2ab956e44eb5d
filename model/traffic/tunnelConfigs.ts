import { anyOf, certain, type Certainty } from "../../core/certainty";
import { unknownValue, type Known } from "../../core/known";
import { canonicalHostname } from "../graph/hostnames";
import type { Inventory } from "../graph/inventory";
import { tokensAt } from "../graph/links";
import { isObject, knownList, readFlag, readList, readObject, readText } from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";

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
  /** The name that cloudflared compares its certificate with, "" for the host that it asks for; undefined where it compares none. */
  readonly certificateName: Known<string> | undefined;
  /** The file with the authorities that are believed beside the public ones; "" for none. */
  readonly authorities: Known<string>;
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

/**
 * Gives a tunnel one name: an id of a tunnel that the resources hold is its key.
 * @param inventory - The resources.
 * @param token - An id or a key.
 */
export function sameTunnel(inventory: Inventory, token: string): string {
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
    ...comparison(asked, ofAll, own),
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

/**
 * What the certificate of a service is compared with.
 * Source: that of `certifies`; cloudflared, tlsconfig/certreloader.go (a pool is added to the authorities of the system).
 */
function comparison(
  service: Known<string>,
  ofAll: Known<ModelObject>,
  own: Known<ModelObject>,
): Pick<Ingress, "authorities" | "certificateName"> {
  if (service === unknownValue || ofAll === unknownValue || own === unknownValue) {
    return { authorities: unknownValue, certificateName: unknownValue };
  }
  const { originServerName, noTlsVerify, matchSnItoHost, caPool } = { ...ofAll, ...own };
  const host = /^(?:https|wss):/.test(service) && URL.canParse(service) ? new URL(service) : null;
  const [isOff, isAsked] = [readFlag(noTlsVerify, "no"), readFlag(matchSnItoHost, "no")];
  const named = readText(originServerName) ?? "";
  return {
    authorities: readText(caPool) ?? "",
    certificateName:
      host === null || isOff === "yes"
        ? undefined
        : isOff === "unknown" || isAsked === "unknown"
          ? unknownValue
          : isAsked === "yes"
            ? ""
            : named === ""
              ? host.hostname
              : named,
  };
}

/** Addresses, and names that no public authority certifies: without a dot, or of a network of one's own. Source: RFC 6761, 6762 and 8375; ICANN, resolution 2024.07.29.06 (`.internal`). */
const privateHost = /^(?:\[.*\]|[\d.]+|[^.]+|.*\.(?:localhost|local|internal|lan|home\.arpa))$/;
