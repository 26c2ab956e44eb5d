import type { AddressFamily } from "../../core/cidrs";
import { getOrCreate } from "../../core/getOrCreate";
import type { Inventory } from "../graph/inventory";
import { aclOf, type SubnetAcl } from "./networkAcls";
import { wayOf, type SubnetWay } from "./subnetWays";
import type { NetworkSubnet } from "./subnets";

/** The network of one list of resources. What many origins share is read once, when somebody first asks for it. */
export class Network {
  readonly #ways = new Map<string, SubnetWay>();
  readonly #acls = new Map<string, { readonly acl: SubnetAcl | undefined }>();

  /**
   * Has read nothing yet.
   * @param inventory - The resources.
   */
  constructor(private readonly inventory: Inventory) {}

  /**
   * Follows the routes of a subnet to Cloudflare.
   * @param subnet - The subnet.
   * @param family - The family of addresses.
   * @returns The way.
   */
  way(subnet: NetworkSubnet, family: AddressFamily): SubnetWay {
    return getOrCreate(this.#ways, `${family} ${subnet.tokens.join()}`, () =>
      wayOf(this.inventory, subnet, family),
    );
  }

  /**
   * Finds the network ACL of a subnet.
   * @param subnet - The subnet.
   * @returns The ACL, as of `aclOf`.
   */
  acl(subnet: NetworkSubnet): SubnetAcl | undefined {
    return getOrCreate(this.#acls, subnet.tokens.join(), () => ({
      acl: aclOf(this.inventory, subnet),
    })).acl;
  }
}
