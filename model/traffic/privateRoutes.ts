import { contains, parseCidr, readRange, type Cidr } from "../../core/cidrs";
import { unknownValue, type Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { linkTokens, tokensAt, unknownLink } from "../graph/links";
import { readText } from "../graph/reading";
import type { ModelResource, ModelValue } from "../graph/resources";
import { sameTunnel } from "./tunnelConfigs";

/** That Cloudflare reaches private addresses through a tunnel. */
export interface PrivateRoute {
  /** The resource. */
  readonly resource: ModelResource;
  /** The addresses. */
  readonly network: Cidr;
  /** The tunnel, by its key or its id. */
  readonly tunnel: string;
}

/**
 * Finds the route by which Cloudflare reaches a private address: of those that have it the narrowest.
 * Source: Cloudflare docs, cloudflare-one, connect-networks/private-net (virtual networks keep ranges that overlap apart) and
 * load-balancing/private-network/public-to-tunnel.
 * @param inventory - The resources.
 * @param address - The address.
 * @param virtualNetwork - The virtual network that it is of; undefined for the account's default one.
 * @returns The route; undefined where the resources hold none, unknown where one of them may be it.
 */
export function privateRouteTo(
  inventory: Inventory,
  address: string,
  virtualNetwork: ModelValue | undefined,
): Known<PrivateRoute> | undefined {
  const own = readRange(address);
  const network = networkOf(virtualNetwork);
  if (own === undefined || network === unknownValue) {
    return unknownValue;
  }
  let [found, isSure] = [undefined as PrivateRoute | undefined, true];
  for (const resource of inventory.ofType("tunnelRoute")) {
    const { properties } = resource;
    const [range, other] = [readText(properties.network), networkOf(properties.virtualNetworkId)];
    const cidr = parseCidr(range);
    isSure &&= other !== unknownValue && cidr !== undefined;
    if (other === network && cidr !== undefined && contains(cidr, own)) {
      const [token = ""] = tokensAt(resource, "tunnelId");
      const route = { resource, network: cidr, tunnel: sameTunnel(inventory, token) };
      found = found === undefined || cidr.length > found.network.length ? route : found;
    }
  }
  return isSure ? found : unknownValue;
}

/** An id as it is, a reference by what it is to; "" for the default network. */
function networkOf(value: ModelValue | undefined): Known<string> {
  const tokens = linkTokens(value);
  return tokens.includes(unknownLink) ? unknownValue : tokens.sort().join(" ");
}
