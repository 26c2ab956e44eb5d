import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import { clearModes } from "../../facts/cloudflare/zoneSettings";
import { zoneTokens } from "../../model/graph/links";
import type { ModelResource } from "../../model/graph/resources";
import { zoneTls } from "../../model/tls/zoneTls";
import { encryptionModeOf } from "../../model/traffic/encryptionModes";
import type { TrafficModel } from "../../model/traffic/path";
import type { AddressUser } from "./addressUsers";

/**
 * Lists the ports that Cloudflare knocks at: those that pools name, else that of HTTPS, or of HTTP where nothing else listens or the zone
 * has no TLS to origins. Source: Cloudflare docs, ssl/origin-configuration/ssl-modes/flexible and off.
 * @param model - The traffic's path.
 * @param users - Who leads to the load balancer.
 * @param listeners - What listens on it, by port.
 * @returns Those of its ports, sorted.
 */
export function portsAsked(
  model: TrafficModel,
  users: readonly AddressUser[],
  listeners: ReadonlyMap<number, ModelResource>,
): number[] {
  const { inventory } = model;
  const usual = listeners.has(defaultHttpsPort) ? defaultHttpsPort : defaultHttpPort;
  const asked = new Set(
    users.map(({ key, port, title: hostname }) => {
      const [zone] = zoneTokens(inventory.byKey(key));
      const ofZone = zone === undefined ? undefined : zoneTls(inventory, zone).mode;
      const mode = encryptionModeOf(model, hostname) ?? ofZone;
      return port || (clearModes.includes(String(mode)) ? defaultHttpPort : usual);
    }),
  );
  if (asked.size === 0) {
    asked.add(usual);
  }
  return [...asked].filter((port) => listeners.has(port)).sort((left, right) => left - right);
}
