import type { AddressFamily } from "../../core/cidrs";
import { familyNames } from "../../facts/addresses";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import type { Exposure } from "../../model/firewall/exposure";
import { groupsOn } from "../../model/firewall/protectedEndpoints";
import type { ModelResource } from "../../model/graph/resources";
import { modelType } from "../../model/graph/resourceTypes";
import { refusedConnections } from "../../model/network/aclAdmission";
import type { NetworkSubnet } from "../../model/network/subnets";
import { readTrafficPaths, type TrafficModel } from "../../model/traffic/path";
import type { PublicEndpoint } from "../../model/traffic/publicEndpoints";
import type { Evidence } from "../evidence";
import { witness } from "../witness";

/** A public endpoint, and which of Cloudflare's ranges its security groups turn away. */
interface Guarded {
  readonly endpoint: PublicEndpoint;
  readonly family: AddressFamily;
  readonly exposure: Exposure;
  /** Ranges of the family that do not get through for certain. */
  readonly missing: readonly string[];
}

/**
 * Says which of Cloudflare's addresses security groups with their prefix lists, network ACLs and routes of AWS let in.
 * @param resources - What a state holds, as the model has it.
 * @param port - The port that Cloudflare connects to.
 * @returns Evidence for each load balancer and machine that takes connections from the Internet; one that lets in nothing of Cloudflare is
 * passed over while another one does, for it is not meant for it. Unknown where there is none.
 */
export function stateEvidence(resources: Iterable<ModelResource>, port: number): Evidence[] {
  const model = readTrafficPaths(resources);
  const guarded = model.publicEndpoints.flatMap((endpoint) =>
    endpoint.families.flatMap((family) => guardedBy(model, endpoint, family, port)),
  );
  const own = guarded.filter(({ missing, family }) => isSome(missing, family));
  // A machine behind a load balancer lets in that one alone.
  const balancers = guarded.filter(
    ({ endpoint }) => modelType(endpoint.resource.type) === "awsLoadBalancer",
  );
  const among = own.length > 0 ? own : balancers;
  if (among.length === 0) {
    const { unknown } = witness("access", "state", "the state", "setting");
    return [
      unknown(
        "the state holds no load balancer or machine with security groups that lets in Cloudflare",
      ),
    ];
  }
  return among.flatMap((one) => [ofGroups(one, port), ...ofNetwork(model, one, port)]);
}

function isSome(missing: readonly string[], family: AddressFamily): boolean {
  return missing.length < cloudflareRanges[family].length;
}

function guardedBy(
  model: TrafficModel,
  endpoint: PublicEndpoint,
  family: AddressFamily,
  port: number,
): Guarded[] {
  const groups = groupsOn(model.inventory, endpoint.resource);
  if (groups.length === 0) {
    return [];
  }
  const exposure = model.exposures.at(groups, port);
  const missing = exposure.missing.filter((range) => cloudflareRanges[family].includes(range));
  return [{ endpoint, family, exposure, missing }];
}

function ofGroups({ endpoint, family, exposure, missing }: Guarded, port: number): Evidence {
  const { pass, fail, unknown } = witness("access", "security-groups", endpoint.title, "setting");
  const where = `${missing.join(", ")} at port ${port}`;
  if (missing.length === 0) {
    return pass(`security groups let in every ${familyNames[family]} range at port ${port}`);
  }
  return exposure.reachable[family] === "unknown"
    ? unknown(`it is not known whether security groups let in ${where}`)
    : fail(`security groups do not let in ${where}`, ["cloudflare-blocked"]);
}

function ofNetwork(model: TrafficModel, { endpoint, family }: Guarded, port: number): Evidence[] {
  return endpoint.subnets.flatMap((subnet) => [
    ofAcl(model, subnet, family, port),
    ofRoutes(model, subnet, family),
  ]);
}

function ofAcl(
  { network }: TrafficModel,
  subnet: NetworkSubnet,
  family: AddressFamily,
  port: number,
): Evidence {
  const { pass, fail, unknown } = witness("access", "network-acl", subnet.title, "setting");
  const acl = network.acl(subnet);
  const refused = refusedConnections(acl, family, port);
  if (refused.length > 0) {
    return fail(
      `${acl?.title ?? "its network ACL"} turns away connections from ${refused.join(", ")} at port ${port}`,
      ["cloudflare-blocked"],
    );
  }
  return acl?.maybeMore === true
    ? unknown(`${acl.title} has rules that are not known`)
    : pass("its network ACL turns away nothing of Cloudflare");
}

function ofRoutes(
  { network }: TrafficModel,
  subnet: NetworkSubnet,
  family: AddressFamily,
): Evidence {
  const { pass, fail, unknown } = witness("access", "routes", subnet.title, "setting");
  const { lost, unknown: open, leadsTo } = network.way(subnet, family);
  if (lost.length > 0) {
    const where = leadsTo.map((one) => one ?? "nowhere").join(", ");
    return fail(`answers to ${lost.join(", ")} go to ${where}`, ["route-swallows-cloudflare"]);
  }
  return open.length > 0
    ? unknown(`the routes to ${open.join(", ")} are not known`)
    : pass("its routes lead answers to Cloudflare to an internet gateway");
}
