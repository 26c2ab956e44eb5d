import { BalancedPools } from "./balancedPools";
import { alerts, type AlertNode, webhooks, type WebhookNode } from "./alerts";
import type { Certainty } from "../../core/certainty";
import { certificates, type CertificateNode } from "../tls/certificates";
import type { DnsRecordNode } from "./dnsRecords";
import { EdgeTls } from "./edgeTls";
import { Exposures } from "../firewall/exposure";
import { canonicalHostname } from "../graph/hostnames";
import { HostnamePaths, type HostnamePath } from "./hostnamePath";
import type { Inventory } from "../graph/inventory";
import type { LoadBalancerNode } from "./loadBalancers";
import { namedPlaces, type NamedPlace } from "./namedPlaces";
import { CloudflareReach } from "./reach";
import { Route53Names } from "../network/route53Names";
import { Network } from "../network/network";
import { publicEndpoints, type PublicEndpoint } from "./publicEndpoints";
import { minimumVersions, type MinimumVersion } from "../tls/minimumVersions";
import type { MonitorNode } from "./monitors";
import { protectedEndpoints } from "../firewall/protectedEndpoints";
import { portOf, usualPorts } from "./originUse";
import type { OriginExposure, OwnReadings, TrafficModel } from "./path";
import { Pools, type PoolNode } from "./pools";
import { knownList } from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";
import { Speakers } from "./speakers";
import { NameLookup, type Standing } from "./nameLookup";
import { tlsModes, type TlsMode } from "../tls/tlsModes";
import { zonesTls, type ZoneTls } from "../tls/zoneTls";

/**
 * Reads an inventory as the path of traffic, each part when it is first asked for.
 * @param inventory - The resources.
 * @param own - What was read of resources that the model may share with another.
 * @returns The model.
 */
export function readModel(inventory: Inventory, own: OwnReadings): TrafficModel {
  return new ReadModel(inventory, own);
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
