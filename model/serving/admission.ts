import { allOf, anyOf, certain, type Certainty } from "../../core/certainty";
import { contains, readRange, type AddressFamily, type AddressRange } from "../../core/cidrs";
import { groupsOn } from "../firewall/protectedEndpoints";
import type { ModelResource } from "../graph/resources";
import { modelType } from "../graph/resourceTypes";
import { refusedConnections } from "../network/aclAdmission";
import { subnetsOf, subnetsOfBalancer, type NetworkSubnet } from "../network/subnets";
import { cloudflareByFamily } from "../firewall/admittedRanges";
import type { TrafficModel } from "../traffic/path";

/**
 * Says which of Cloudflare's addresses get through to a machine and back.
 * @param model - The paths of hostnames.
 * @param machine - The load balancer or the instance; undefined where the plan does not hold it.
 * @param port - The port.
 * @param family - The family of its address.
 * @returns What tells whether an address gets through security groups, network ACLs and routes; unknown where the plan does not hold the
 * machine, or none of its groups.
 */
export function admission(
  model: TrafficModel,
  machine: ModelResource | undefined,
  port: number,
  family: AddressFamily,
): (source: string) => Certainty {
  if (machine === undefined) {
    return () => "unknown";
  }
  let read: ReadonlyMap<AddressRange, Certainty> | undefined;
  return (source) => {
    read ??= ranges(model, machine, port, family);
    const address = readRange(source);
    const [, through] =
      [...read].find(([range]) => address !== undefined && contains(range, address)) ?? [];
    return through ?? "unknown";
  };
}

function ranges(
  model: TrafficModel,
  machine: ModelResource,
  port: number,
  family: AddressFamily,
): ReadonlyMap<AddressRange, Certainty> {
  const inGroups = groupsAdmit(model, machine, port, family);
  const inSubnets = subnets(model, machine).map((subnet) =>
    subnetAdmits(model, subnet, port, family),
  );
  const through = (range: string): Certainty =>
    inSubnets.length === 0 ? "yes" : anyOf(inSubnets.map((admits) => admits(range)));
  return new Map(
    cloudflareByFamily[family].map((range) => [
      range,
      allOf([inGroups(range.text), through(range.text)]),
    ]),
  );
}

/** Whether one of Cloudflare's ranges gets through. */
type RangeAdmission = (range: string) => Certainty;

function groupsAdmit(
  model: TrafficModel,
  machine: ModelResource,
  port: number,
  family: AddressFamily,
): RangeAdmission {
  const groups = groupsOn(model.inventory, machine);
  if (groups.length === 0) {
    return () => "unknown";
  }
  const { missing, reachable } = model.exposures.at(groups, port);
  return (range) =>
    !missing.includes(range) ? "yes" : reachable[family] === "unknown" ? "unknown" : "no";
}

/** Of several subnets, one that lets a range through is enough here: which of a load balancer's addresses is asked is not said. */
function subnetAdmits(
  { network }: TrafficModel,
  subnet: NetworkSubnet,
  port: number,
  family: AddressFamily,
): RangeAdmission {
  const { lost } = network.way(subnet, family);
  const refused = new Set(refusedConnections(network.acl(subnet), family, port));
  return (range) => certain(!lost.includes(range) && !refused.has(range));
}

function subnets({ inventory }: TrafficModel, machine: ModelResource): NetworkSubnet[] {
  return modelType(machine.type) === "awsLoadBalancer"
    ? subnetsOfBalancer(inventory, machine)
    : subnetsOf(inventory, machine.properties.subnetId);
}
