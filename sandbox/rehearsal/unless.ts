import type {
  DeclaredMonitor,
  DeclaredOrigin,
  DeclaredSite,
} from "../../model/serving/declaredSite";
import { monitorsOf } from "./bound";

/** An address of nobody's. Source: RFC 5737 (TEST-NET-3). */
const stranger = "203.0.113.254";

/**
 * Why an origin's certificate cannot be wrong.
 * @param origin - The origin.
 */
export function notEncrypted({ isEncrypted }: DeclaredOrigin): string | undefined {
  return isEncrypted ? undefined : "Cloudflare connects to its origins without TLS";
}

/**
 * Why an origin cannot refuse a client certificate.
 * @param origin - The origin.
 */
export function demandsNoCertificate({ server }: DeclaredOrigin): string | undefined {
  return server.demandsClientCertificate === "none"
    ? "Its origins ask for no client certificate"
    : undefined;
}

/**
 * Why an origin has no targets.
 * @param origin - The origin.
 */
export function noTargets({ server }: DeclaredOrigin): string | undefined {
  return server.loadBalancer === undefined
    ? "Its origins are not load balancers of AWS"
    : undefined;
}

/**
 * Why an origin is no machine whose web server is the site's own, and is called by Cloudflare.
 * @param origin - The origin.
 */
export function isLoadBalancer({ server, tunnel }: DeclaredOrigin): string | undefined {
  if (tunnel !== undefined) {
    return "Its origins are behind a tunnel: they call Cloudflare, and not the other way round";
  }
  return server.loadBalancer === undefined
    ? undefined
    : "Its origins are load balancers of AWS, which do not do that";
}

/**
 * Why no range can be missing from what an origin lets in.
 * @param origin - The origin.
 */
export function letsAllIn({ admits }: DeclaredOrigin): string | undefined {
  return admits(stranger) === "yes" ? "Its origins let everybody in" : undefined;
}

/**
 * Why monitors ask nothing that visitors do not ask.
 * @param site - The site.
 */
export function hasNoHealthPath(site: DeclaredSite): string | undefined {
  const monitors = monitorsOf(site);
  if (monitors.length === 0) {
    return "No monitor looks at its origins";
  }
  return monitors.some(hasPathOfItsOwn)
    ? undefined
    : "Its monitors ask for no path that visitors do not ask for";
}

function hasPathOfItsOwn({ type, path }: DeclaredMonitor): boolean {
  return /^https?$/.test(type) && path !== "" && path !== "/";
}
