import { tunnelDomain } from "../../facts/cloudflare/tunnelConnections";
import type { TunnelConfigurationFields } from "../../constraints/tunnels";
import { unknownValue, type Known } from "../../core/known";
import { canonicalHostname } from "../graph/hostnames";
import type { Inventory } from "../graph/inventory";
import { tokensAt } from "../graph/links";
import { modelType } from "../graph/resourceTypes";
import type { HostnamePath } from "./hostnamePath";
import { sameTunnel, type Ingress, type TunnelConfig } from "./tunnelConfigs";

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
