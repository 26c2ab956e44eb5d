import { unroutedStatus } from "../../facts/cloudflare/tunnelConnections";
import { unknownValue } from "../../core/known";
import { serviceFor, statusOfService, tunnelsAt } from "../traffic/tunnels";
import { tunnelConfigs } from "../traffic/tunnelConfigs";
import type { OriginPlace } from "../traffic/originMachines";
import type { OriginContext } from "./originContext";
import type { DeclaredTunnel } from "./declaredSite";

/**
 * Reads the tunnel that an address leads to, and what it does with requests for the hostname.
 * @param context - The site.
 * @param place - The address.
 * @returns The tunnel; undefined for an address that Cloudflare connects to.
 */
export function declaredTunnel(
  { model, path, assumed }: Pick<OriginContext, "model" | "path" | "assumed">,
  { address, addressFrom }: OriginPlace,
): DeclaredTunnel | undefined {
  const { inventory } = model;
  const written = typeof address === "string" ? [address] : [];
  const [tunnel] = tunnelsAt(inventory, [...written, ...addressFrom]);
  if (tunnel === undefined) {
    return undefined;
  }
  const config = tunnelConfigs(inventory).find((each) => each.tunnel.includes(tunnel));
  const service = config === undefined ? unknownValue : serviceFor(config, path.hostname);
  if (service === unknownValue) {
    assumed.note(
      `what the tunnel of ${path.hostname} does with its requests is not in the plan: a service that answers well is taken`,
    );
    return { status: undefined };
  }
  return { status: service === undefined ? unroutedStatus : statusOfService(service) };
}
