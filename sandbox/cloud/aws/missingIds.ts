import { apiErrors } from "../../../facts/aws/apiErrors";
import {
  idPrefixes,
  missingIdCodes,
  type Ec2IdPrefix,
  type MissingIdKind,
} from "../../../facts/aws/ids";
import { networkTypes, otherTypes, pathTypes } from "../../../facts/resourceTypes";
import { refuse } from "../calls/refuse";
import type { Place } from "../resources/handler";
import { cameWithVpc } from "./standing";

/** What may have a kind of id: the beginning of ids, and the type that a program makes. */
type Bearers = readonly (readonly [prefix: Ec2IdPrefix, type: string])[];

const internetGateways = ["internetGateway", networkTypes.internetGateway] as const;
const vpnGateways = ["vpnGateway", networkTypes.vpnGateway] as const;

const bearers: Readonly<Record<MissingIdKind, Bearers>> = {
  carrierGateway: [["carrierGateway", "aws:ec2/carrierGateway:CarrierGateway"]],
  elasticIp: [["elasticIp", networkTypes.elasticIp]],
  gateway: [internetGateways, vpnGateways],
  instance: [["instance", pathTypes.instance]],
  internetGateway: [internetGateways],
  natGateway: [["natGateway", networkTypes.natGateway]],
  networkAcl: [
    ["networkAcl", networkTypes.networkAcl],
    ["networkAcl", "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"],
  ],
  networkInterface: [["networkInterface", pathTypes.networkInterface]],
  routeTable: [
    ["routeTable", pathTypes.routeTable],
    ["routeTable", otherTypes.defaultRouteTable],
  ],
  transitGateway: [["transitGateway", "aws:ec2transitgateway/transitGateway:TransitGateway"]],
  vpcEndpoint: [["vpcEndpoint", "aws:ec2/vpcEndpoint:VpcEndpoint"]],
  vpcPeeringConnection: [
    ["vpcPeeringConnection", "aws:ec2/vpcPeeringConnection:VpcPeeringConnection"],
  ],
};

/** What EC2 makes together with a VPC, as a VPC names it. */
const companionOf: Partial<
  Readonly<Record<MissingIdKind, "mainRouteTableId" | "defaultNetworkAclId">>
> = {
  networkAcl: "defaultNetworkAclId",
  routeTable: "mainRouteTableId",
};

/**
 * Refuses an id that names nothing in the region.
 * @param kind - What it is said to be the id of.
 * @param id - The id; "" names nothing, and is no fault.
 * @param place - Where.
 * @throws {ApiError} The code of the kind, such as InvalidGatewayID.NotFound.
 */
export function admitExisting(kind: MissingIdKind, id: string, place: Place): void {
  const exists = bearers[kind].some(([prefix, type]) => {
    const made = place.account.get(type, id);
    return made === undefined
      ? place.seed.standsUnnamed(idPrefixes[prefix], id)
      : made.properties.region === place.region;
  });
  const companion = companionOf[kind];
  const came = companion !== undefined && cameWithVpc(companion, id, place);
  if (id !== "" && !exists && !came) {
    const fact = { ...apiErrors.missingId, code: missingIdCodes[kind] };
    refuse(fact, `The ${kind} ID '${id}' does not exist`);
  }
}
