import type { BalancedPools } from "./balancedPools";
import type { AlertNode, WebhookNode } from "./alerts";
import type { Certainty } from "../../core/certainty";
import type { CertificateNode } from "../tls/certificates";
import type { DnsRecordNode } from "./dnsRecords";
import type { EdgeTls } from "./edgeTls";
import type { Exposures, GroupExposures } from "../firewall/exposure";
import type { HostnamePath } from "./hostnamePath";
import { Inventory, type InventoryOptions } from "../graph/inventory";
import type { LoadBalancerNode } from "./loadBalancers";
import type { NamedPlace } from "./namedPlaces";
import type { CloudflareReach } from "./reach";
import type { Route53Names } from "../network/route53Names";
import type { Network } from "../network/network";
import type { PublicEndpoint } from "./publicEndpoints";
import type { MinimumVersion } from "../tls/minimumVersions";
import type { MonitorNode } from "./monitors";
import type { ProtectedEndpoint } from "../firewall/protectedEndpoints";
import type { PoolNode, PoolState } from "./pools";
import { readModel } from "./readModel";
import type { ModelObject, ModelResource } from "../graph/resources";
import type { TlsMode } from "../tls/tlsModes";
import type { ZoneTls } from "../tls/zoneTls";

/** Who gets through the security groups of one endpoint, to each port at which origins are used, and to the usual ones. */
export interface OriginExposure extends GroupExposures {
  /** What the groups guard. */
  readonly endpoint: ProtectedEndpoint;
}

/** The path of traffic, from hostnames to origins, of one list of resources. */
export interface TrafficModel {
  /** The resources it was read from, indexed. */
  readonly inventory: Inventory;
  /** Every name with an A, AAAA or CNAME record or a load balancer, sorted; those apart that other name servers answer for. */
  readonly hostnames: readonly HostnamePath[];
  /** Every DNS record, sorted by key. */
  readonly records: readonly DnsRecordNode[];
  /** Every load balancer, sorted by key. */
  readonly loadBalancers: readonly LoadBalancerNode[];
  /** Every pool, sorted by key. */
  readonly pools: readonly PoolNode[];
  /** Every monitor, sorted by key. */
  readonly monitors: readonly MonitorNode[];
  /** The TLS settings of each zone, sorted. */
  readonly tls: readonly ZoneTls[];
  /** The oldest TLS versions that visitors may use, where they are known: those of zones, then those of single hostnames. */
  readonly minimumVersions: readonly MinimumVersion[];
  /** Every encryption mode towards origins, wherever it is said. */
  readonly tlsModes: readonly TlsMode[];
  /** What certificates the edge shows visitors. */
  readonly edgeTls: EdgeTls;
  /** Every certificate. */
  readonly certificates: readonly CertificateNode[];
  /** Every notification policy, sorted by key. */
  readonly alerts: readonly AlertNode[];
  /** Every webhook that alerts can be sent to. */
  readonly webhooks: readonly WebhookNode[];
  /** The pools of each load balancer. */
  readonly balanced: BalancedPools;
  /** Where records of the types A, AAAA and CNAME and the origins of pools lead, where it is known: records first. */
  readonly namedPlaces: readonly NamedPlace[];
  /** What Cloudflare connects to. */
  readonly reach: CloudflareReach;
  /** What security groups let in. */
  readonly exposures: Exposures;
  /** Routes and network ACLs. */
  readonly network: Network;
  /** Names of Route 53. */
  readonly route53: Route53Names;
  /** What takes connections from the Internet at AWS, sorted by key. */
  readonly publicEndpoints: readonly PublicEndpoint[];
  /** What security groups let in, for each thing they guard, sorted. */
  readonly firewalls: readonly OriginExposure[];
  /**
   * Reads a pool, once however often it is asked for.
   * @param resource - A `LoadBalancerPool` of the inventory.
   * @returns The pool.
   */
  pool(resource: ModelResource): PoolNode;
  /**
   * Reads a load balancer as one of its rules makes it for the requests that the rule is about.
   * @param resource - A `LoadBalancer` of the inventory.
   * @param overrides - What the rule says in its place, by the names of its properties.
   * @returns The load balancer, without rules.
   */
  overridden(resource: ModelResource, overrides: ModelObject): LoadBalancerNode;
  /**
   * Lists the NS records by which the zone of a resource gives its name to other name servers.
   * @param resource - A record or a load balancer of the inventory.
   * @returns The records, the resource itself perhaps among them; none where Cloudflare is asked for the name.
   */
  delegationsOf(resource: ModelResource): readonly DnsRecordNode[];
  /**
   * Follows the path of any hostname, also of one that only a wildcard answers for.
   * @param hostname - The hostname, in any case, with or without a dot at its end.
   * @returns The path.
   */
  pathOf(hostname: string): HostnamePath;
  /**
   * Whether a request for a hostname finds an origin that takes traffic, health apart.
   * @param hostname - The hostname.
   * @returns `no` only where it is certain; for a plan, a hostname that it does not hold is unknown.
   */
  servingState(hostname: string): Certainty;
}

/** What resources say by themselves, whatever stands beside them: it is read once for all models that share it. */
export interface OwnReadings {
  /** What pools say. */
  readonly pools: Map<ModelResource, PoolState>;
  /** What monitors say. */
  readonly monitors: Map<ModelResource, MonitorNode>;
}

/**
 * Begins what several models share.
 * @returns Nothing that was read yet.
 */
export function ownReadings(): OwnReadings {
  return { pools: new Map(), monitors: new Map() };
}

/**
 * Reads a list of resources as the path of traffic. Pure: the same resources give the same model, whatever
 * their order, and nothing is read or asked beside them. Each part is read when it is first asked for.
 * @param resources - Resources of an account, or of one side of a plan.
 * @param options - Whether there is nothing beside them.
 * @param own - What was read of resources that this model may share with another. Defaults to nothing.
 * @returns The model.
 */
export function readTrafficPaths(
  resources: Iterable<ModelResource>,
  options: InventoryOptions = {},
  own: OwnReadings = ownReadings(),
): TrafficModel {
  return readModel(new Inventory(resources, options), own);
}

/**
 * Reads an inventory as the path of traffic.
 * @param inventory - The resources. The model holds until they change.
 * @returns The model.
 */
export function trafficPathsOf(inventory: Inventory): TrafficModel {
  return readModel(inventory, ownReadings());
}
