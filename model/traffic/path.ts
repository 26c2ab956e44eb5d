import { BalancedPools } from "./balancedPools";
import { alerts, type AlertNode, webhooks, type WebhookNode } from "./alerts";
import type { Certainty } from "../../core/certainty";
import { certificates, type CertificateNode } from "../tls/certificates";
import type { DnsRecordNode } from "./dnsRecords";
import { EdgeTls } from "./edgeTls";
import { Exposures, type GroupExposures } from "../firewall/exposure";
import { canonicalHostname } from "../graph/hostnames";
import { HostnamePaths, type HostnamePath } from "./hostnamePath";
import { Inventory, type InventoryOptions } from "../graph/inventory";
import type { LoadBalancerNode } from "./loadBalancers";
import { namedPlaces, type NamedPlace } from "./namedPlaces";
import { CloudflareReach } from "./reach";
import { Route53Names } from "../network/route53Names";
import { Network } from "../network/network";
import { publicEndpoints, type PublicEndpoint } from "./publicEndpoints";
import { minimumVersions, type MinimumVersion } from "../tls/minimumVersions";
import type { MonitorNode } from "./monitors";
import { protectedEndpoints, type ProtectedEndpoint } from "../firewall/protectedEndpoints";
import { portOf, usualPorts } from "./originUse";
import { Pools, type PoolNode, type PoolState } from "./pools";
import { knownList } from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";
import { Speakers } from "./speakers";
import { NameLookup, type Standing } from "./nameLookup";
import { tlsModes, type TlsMode } from "../tls/tlsModes";
import { zonesTls, type ZoneTls } from "../tls/zoneTls";

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
  return new ReadModel(new Inventory(resources, options), own);
}

/**
 * Reads an inventory as the path of traffic.
 * @param inventory - The resources. The model holds until they change.
 * @returns The model.
 */
export function trafficPathsOf(inventory: Inventory): TrafficModel {
  return new ReadModel(inventory, ownReadings());
}

class ReadModel implements TrafficModel {
  #hostnames: readonly HostnamePath[] | undefined;
  #records: readonly DnsRecordNode[] | undefined;
  #loadBalancers: readonly LoadBalancerNode[] | undefined;
  #pools: readonly PoolNode[] | undefined;
  #monitors: readonly MonitorNode[] | undefined;
  #tls: readonly ZoneTls[] | undefined;
  #minimumVersions: readonly MinimumVersion[] | undefined;
  #namedPlaces: readonly NamedPlace[] | undefined;
  #reach: CloudflareReach | undefined;
  #tlsModes: readonly TlsMode[] | undefined;
  #edgeTls: EdgeTls | undefined;
  #certificates: readonly CertificateNode[] | undefined;
  #alerts: readonly AlertNode[] | undefined;
  #webhooks: readonly WebhookNode[] | undefined;
  #network: Network | undefined;
  #route53: Route53Names | undefined;
  #publicEndpoints: readonly PublicEndpoint[] | undefined;
  #firewalls: readonly OriginExposure[] | undefined;
  private readonly lookup: NameLookup;
  private readonly speakers: Speakers;
  private readonly paths: HostnamePaths;
  private readonly poolReader: Pools;
  readonly exposures: Exposures;
  readonly balanced: BalancedPools;

  constructor(
    readonly inventory: Inventory,
    own: OwnReadings,
  ) {
    this.poolReader = new Pools(inventory, own.pools);
    this.balanced = new BalancedPools(this.poolReader, own.monitors);
    this.lookup = new NameLookup(inventory, this.poolReader);
    this.speakers = new Speakers(this.lookup);
    this.paths = new HostnamePaths(this.lookup, this.speakers);
    this.exposures = new Exposures(inventory);
  }

  get hostnames(): readonly HostnamePath[] {
    return (this.#hostnames ??= this.inventory
      .hostnames()
      .filter((name) => isAnswered(this.lookup.at(name)))
      .map((name) => this.paths.of(name))
      // What is delegated is asked of other name servers, addresses of name servers included.
      .filter(({ delegatedBy }) => delegatedBy.length === 0));
  }

  get records(): readonly DnsRecordNode[] {
    return (this.#records ??= this.inventory
      .ofType("dnsRecord")
      .map((each) => this.lookup.record(each)));
  }

  get loadBalancers(): readonly LoadBalancerNode[] {
    return (this.#loadBalancers ??= this.inventory
      .ofType("loadBalancer")
      .map((each) => this.lookup.loadBalancer(each)));
  }

  overridden(resource: ModelResource, overrides: ModelObject): LoadBalancerNode {
    const properties = { ...resource.properties, ...overrides, rules: [] };
    return this.lookup.loadBalancer({ ...resource, properties });
  }

  get pools(): readonly PoolNode[] {
    return (this.#pools ??= this.inventory.ofType("pool").map((each) => this.pool(each)));
  }

  get monitors(): readonly MonitorNode[] {
    return (this.#monitors ??= this.inventory
      .ofType("monitor")
      .map((each) => this.balanced.monitor(each)));
  }

  get tls(): readonly ZoneTls[] {
    return (this.#tls ??= zonesTls(this.inventory));
  }

  get minimumVersions(): readonly MinimumVersion[] {
    return (this.#minimumVersions ??= minimumVersions(this.inventory, this.tls));
  }

  get namedPlaces(): readonly NamedPlace[] {
    return (this.#namedPlaces ??= namedPlaces(this.records, this.pools));
  }

  get reach(): CloudflareReach {
    return (this.#reach ??= new CloudflareReach(this.namedPlaces, (hostname) =>
      this.pathOf(hostname),
    ));
  }

  get tlsModes(): readonly TlsMode[] {
    return (this.#tlsModes ??= tlsModes(this.inventory));
  }

  get edgeTls(): EdgeTls {
    return (this.#edgeTls ??= new EdgeTls(this.inventory));
  }

  get certificates(): readonly CertificateNode[] {
    return (this.#certificates ??= certificates(this.inventory));
  }

  get alerts(): readonly AlertNode[] {
    return (this.#alerts ??= alerts(this.inventory));
  }

  get webhooks(): readonly WebhookNode[] {
    return (this.#webhooks ??= webhooks(this.inventory));
  }

  get network(): Network {
    return (this.#network ??= new Network(this.inventory));
  }

  get route53(): Route53Names {
    return (this.#route53 ??= new Route53Names(this.inventory));
  }

  get publicEndpoints(): readonly PublicEndpoint[] {
    return (this.#publicEndpoints ??= publicEndpoints(this.inventory));
  }

  get firewalls(): readonly OriginExposure[] {
    return (this.#firewalls ??= this.readFirewalls());
  }

  pool(resource: ModelResource): PoolNode {
    return this.poolReader.of(resource);
  }

  delegationsOf(resource: ModelResource): readonly DnsRecordNode[] {
    return this.speakers.delegationsOf(resource);
  }

  pathOf(hostname: string): HostnamePath {
    return this.paths.of(canonicalHostname(hostname));
  }

  servingState(hostname: string): Certainty {
    return this.pathOf(hostname).serving;
  }

  private portsInUse(): number[] {
    const ports = new Set<unknown>(usualPorts);
    for (const { origins } of this.pools) {
      knownList(origins)?.forEach((origin) => ports.add(portOf(origin)));
    }
    this.monitors.forEach(({ port }) => ports.add(port));
    return [...ports]
      .filter((port) => typeof port === "number")
      .sort((left, right) => left - right);
  }

  private readFirewalls(): readonly OriginExposure[] {
    const ports = this.portsInUse();
    return protectedEndpoints(this.inventory).map((endpoint) => ({
      endpoint,
      ...this.exposures.through(endpoint.groups, ports),
    }));
  }
}

/** Whether visitors may be served by what stands at a name. */
function isAnswered(standing: Standing | undefined): boolean {
  return (
    standing !== undefined &&
    (standing.loadBalancers.length > 0 ||
      standing.records.some(({ addresses }) => addresses !== "no"))
  );
}
