import type { DnsRecordNode } from "../../model/traffic/dnsRecords";
import type { HostnamePath } from "../../model/traffic/hostnamePath";
import type { LoadBalancerNode } from "../../model/traffic/loadBalancers";
import {
  recordPlace,
  type OriginMachines,
  type OriginPlace,
} from "../../model/traffic/originMachines";
import type { TrafficModel } from "../../model/traffic/path";
import type { OriginNode } from "../../model/traffic/pools";
import { title } from "../../model/graph/title";
import { type ModelResource } from "../../model/graph/resources";
import { unknownValue } from "../../core/known";
import { identity } from "../../model/graph/targets";
import type { FirewallState } from "./firewallState";
import type { BalancedPool } from "../../model/traffic/balancedPools";

/** A node before it is compared with the other side. */
export interface DrawnNode {
  /** What tells it from others, on both sides. */
  readonly id: string;
  /** Key of the resource or the firewall it stands for; "" for none. */
  readonly key: string;
  /** What it is: one of this project's own words. */
  readonly kind: "hostname" | "edge" | "load balancer" | "record" | "pool" | "origin" | "firewall";
  /** Its name; comes from the plan. */
  readonly label: string;
  /** What is to be said of it, in this project's own words: `off`, `more`, or who gets through a firewall. */
  readonly note: string;
  /** Whether it is not as it should be: visitors or origins are in danger. */
  readonly amiss: boolean;
}

/** The drawn path of one side. */
export interface DrawnSide {
  /** The nodes, each once. */
  readonly nodes: readonly DrawnNode[];
  /** The connections, by the ids of nodes; a weak one takes traffic only as a last resort or not at all. */
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly weak: boolean;
  }[];
}

/** How many origins of a pool are drawn one by one. */
const mostOrigins = 4;

/** How many pools of a load balancer are drawn one by one. */
const mostPools = 6;

/** How many firewalls are drawn beside the paths. */
const mostFirewalls = 4;

/** A firewall as it is drawn on one side. */
export interface DrawnFirewall {
  /** Stable name, on both sides the same: its groups, or the network of groups that nothing known carries. */
  readonly key: string;
  /** Reads what it is. */
  readonly state: () => FirewallState;
  /** What it stands before; undefined where the plan does not say. */
  readonly machine: ModelResource | undefined;
}

/** What paths are drawn with. */
export interface Drawn {
  /** The path of traffic. */
  readonly model: TrafficModel;
  /** What origins stand on. */
  readonly machines: OriginMachines;
  /** The encryption mode towards the origins of a path; undefined where no setting says it. */
  readonly modeOf: (path: HostnamePath) => DrawnMode | undefined;
  /** The firewall before a machine, by the machine's key. */
  readonly firewallOf: (machine: string) => DrawnFirewall | undefined;
}

/** An encryption mode. */
export interface DrawnMode {
  /** Its name; comes from the plan. */
  readonly label: string;
  /** Whether the origin's certificate is not checked. */
  readonly amiss: boolean;
}

/**
 * Draws paths as nodes and connections.
 * @param drawn - What they are drawn with.
 * @param beside - Firewalls that are drawn even if no path leads there, after those of the paths.
 * @returns Nodes and connections, in the order of the paths.
 */
export function drawPath(
  drawn: Drawn,
  paths: readonly HostnamePath[],
  beside: readonly DrawnFirewall[],
): DrawnSide {
  const drawing = new Drawing(drawn);
  for (const path of paths) {
    drawing.hostname(path);
  }
  drawing.beside(beside);
  return { nodes: [...drawing.nodes.values()], edges: [...drawing.edges.values()] };
}

/** As much of a node as is said where it is drawn: by default there is nothing to be said of it, and nothing amiss. */
type Said = Pick<DrawnNode, "kind" | "key" | "label"> & Partial<DrawnNode>;

class Drawing {
  readonly nodes = new Map<string, DrawnNode>();
  readonly edges = new Map<string, DrawnSide["edges"][number]>();

  constructor(private readonly drawn: Drawn) {}

  hostname(path: HostnamePath): string {
    const { hostname, loadBalancer, records, next } = path;
    const known = this.nodes.get(`hostname ${hostname}`);
    if (known !== undefined) {
      return known.id;
    }
    const id = this.node({ kind: "hostname", key: "", label: hostname });
    const mode = path.proxied === "no" ? undefined : this.drawn.modeOf(path);
    const from = mode ? this.connect(id, { kind: "edge", key: "", ...mode }, hostname) : id;
    if (loadBalancer !== undefined && loadBalancer.enabled !== "no") {
      this.loadBalancer(from, loadBalancer, hostname);
    }
    for (const record of path.shadowed.length > 0 ? [] : records) {
      const drawn = this.record(from, record);
      const further = next.filter((each) => each.answeredAt !== undefined);
      for (const each of further.filter(({ hostname: name }) => name === record.content)) {
        this.edge(drawn, this.hostname(each), false);
      }
    }
    return id;
  }

  /** Firewalls that no path led to, each with what it stands before. */
  beside(firewalls: readonly DrawnFirewall[]): void {
    const left = firewalls.filter(({ key }) => !this.nodes.has(`firewall ${key}`));
    for (const firewall of left.slice(0, mostFirewalls)) {
      const { machine } = firewall;
      const to = this.firewall(firewall);
      if (machine !== undefined) {
        const origin = { kind: "origin", key: machine.key, label: title(machine) } as const;
        this.edge(this.node(origin, machine.key), to, false);
      }
    }
    this.more(undefined, "firewall", left.length - mostFirewalls);
  }

  private record(from: string, record: DnsRecordNode): string {
    const { resource, content, type } = record;
    const place = content === unknownValue ? "known after apply" : (content ?? "");
    const label = `${type === unknownValue ? "" : type} ${place}`.trim();
    const id = this.connect(from, { kind: "record", key: resource.key, label }, resource.key);
    this.firewalls(id, recordPlace(record), false);
    return id;
  }

  private loadBalancer(from: string, loadBalancer: LoadBalancerNode, hostname: string): void {
    const { key } = loadBalancer.resource;
    const id = this.connect(from, { kind: "load balancer", key, label: hostname }, key);
    const pools = this.drawn.model.balanced.of(loadBalancer);
    const fallback = loadBalancer.fallback && identity(loadBalancer.fallback);
    for (const pool of pools.slice(0, mostPools)) {
      this.pool(id, pool, pool.onlyFallback && pool.id === fallback);
    }
    this.more(id, "pool", pools.length - mostPools);
  }

  private pool(from: string, { id: key, title, node }: BalancedPool, last: boolean): void {
    const off = node?.servesAsFallback === "no";
    const said = { kind: "pool", key, label: title, note: off ? "off" : "" } as const;
    const id = this.connect(from, said, key, last || off);
    const origins = node === undefined || node.origins === unknownValue ? [] : node.origins;
    for (const origin of origins.slice(0, mostOrigins)) {
      this.origin(id, key, origin);
    }
    this.more(id, "origin", origins.length - mostOrigins);
  }

  private origin(from: string, pool: string, origin: OriginNode): void {
    const { address, name, takesTraffic } = origin;
    const label = typeof address === "string" ? address : typeof name === "string" ? name : "?";
    const off = takesTraffic === "no";
    const said = { kind: "origin", key: "", label, note: off ? "off" : "" } as const;
    const id = this.connect(from, said, `${pool} ${label}`, off);
    this.firewalls(id, origin, off);
  }

  /** What stands before the machines at the end of a path. */
  private firewalls(from: string, place: OriginPlace, weak: boolean): void {
    for (const { key } of this.drawn.machines.at(place)) {
      const found = this.drawn.firewallOf(key);
      if (found !== undefined) {
        this.edge(from, this.firewall(found), weak);
      }
    }
  }

  private firewall({ key, state }: DrawnFirewall): string {
    const { label, words: note, amiss } = state();
    return this.node({ kind: "firewall", key, label, note, amiss }, key);
  }

  private more(from: string | undefined, kind: DrawnNode["kind"], left: number): void {
    if (left > 0) {
      const id = this.node({ kind, key: "", label: `${left}`, note: "more" }, `${from ?? ""} more`);
      if (from !== undefined) {
        this.edge(from, id, false);
      }
    }
  }

  private connect(from: string, node: Said, of: string, weak = false): string {
    const id = this.node(node, of);
    this.edge(from, id, weak);
    return id;
  }

  private node(node: Said, of: string = node.label): string {
    const id = `${node.kind} ${of}`;
    this.nodes.set(id, this.nodes.get(id) ?? { note: "", amiss: false, ...node, id });
    return id;
  }

  private edge(from: string, to: string, weak: boolean): void {
    const id = `${from}\n${to}`;
    this.edges.set(id, this.edges.get(id) ?? { from, to, weak });
  }
}
