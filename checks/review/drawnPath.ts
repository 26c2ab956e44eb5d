import type { HostnamePath } from "../model/hostnamePath";
import type { TrafficModel } from "../model/path";
import { unknownValue } from "../model/resources";
import { identity } from "../policy/subjects";
import { poolsIn, type BalancedPool } from "./pathKeys";

/** A node before it is compared with the other side. */
export interface DrawnNode {
  /** What tells it from others, on both sides. */
  readonly id: string;
  /** Key of the resource it stands for; "" for none. */
  readonly key: string;
  /** What it is: one of this project's own words. */
  readonly kind: "hostname" | "edge" | "load balancer" | "record" | "pool" | "origin";
  /** Its name; comes from the plan. */
  readonly label: string;
  /** What is to be said of it; one of this project's own words. */
  readonly note: "" | "off" | "more";
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

/** Origins of a pool that are drawn one by one. */
const mostOrigins = 4;

/** Pools of a load balancer that are drawn one by one. */
const mostPools = 6;

/**
 * Draws paths as nodes and connections.
 * @param model - The path of traffic.
 * @param paths - The paths.
 * @param modeOf - The encryption mode towards the origins of a path.
 * @returns Nodes and connections, in the order of the paths.
 */
export function drawPath(
  model: TrafficModel,
  paths: readonly HostnamePath[],
  modeOf: (path: HostnamePath) => string | undefined,
): DrawnSide {
  const drawing = new Drawing(model, modeOf);
  for (const path of paths) {
    drawing.hostname(path);
  }
  return { nodes: [...drawing.nodes.values()], edges: [...drawing.edges.values()] };
}

class Drawing {
  readonly nodes = new Map<string, DrawnNode>();
  readonly edges = new Map<string, DrawnSide["edges"][number]>();

  constructor(
    private readonly model: TrafficModel,
    private readonly modeOf: (path: HostnamePath) => string | undefined,
  ) {}

  hostname(path: HostnamePath): string {
    const { hostname, loadBalancer, records, next } = path;
    const known = this.nodes.get(`hostname ${hostname}`);
    if (known !== undefined) {
      return known.id;
    }
    const id = this.node({ kind: "hostname", key: "", label: hostname, note: "" });
    const mode = this.modeOf(path);
    const from =
      mode === undefined || path.proxied === "no"
        ? id
        : this.connect(id, { kind: "edge", key: "", label: mode, note: "" }, hostname);
    if (loadBalancer !== undefined && loadBalancer.enabled !== "no") {
      this.loadBalancer(from, path);
    }
    for (const { resource, content, type } of path.shadowed.length > 0 ? [] : records) {
      const place = content === unknownValue ? "known after apply" : (content ?? "");
      const label = `${type === unknownValue ? "" : type} ${place}`.trim();
      const record = this.connect(
        from,
        { kind: "record", key: resource.key, label, note: "" },
        resource.key,
      );
      const further = next.filter((each) => each.answeredAt !== undefined);
      for (const each of further.filter(({ hostname: name }) => name === content)) {
        this.edge(record, this.hostname(each), false);
      }
    }
    return id;
  }

  private loadBalancer(from: string, { loadBalancer, hostname }: HostnamePath): void {
    if (loadBalancer === undefined) {
      return;
    }
    const { resource } = loadBalancer;
    const node = { kind: "load balancer", key: resource.key, label: hostname, note: "" } as const;
    const id = this.connect(from, node, resource.key);
    const pools = poolsIn(this.model, loadBalancer);
    const fallback = loadBalancer.fallback && identity(loadBalancer.fallback);
    for (const pool of pools.slice(0, mostPools)) {
      this.pool(id, pool, pool.onlyFallback && pool.id === fallback);
    }
    this.more(id, "pool", pools.length - mostPools);
  }

  private pool(from: string, { id: key, title, node }: BalancedPool, last: boolean): void {
    const off = node?.servesAsFallback === "no";
    const drawn = { kind: "pool", key, label: title, note: off ? "off" : "" } as const;
    const id = this.connect(from, drawn, key, last || off);
    const origins = node === undefined || node.origins === unknownValue ? [] : node.origins;
    for (const { address, name, takesTraffic } of origins.slice(0, mostOrigins)) {
      const label = typeof address === "string" ? address : typeof name === "string" ? name : "?";
      const note = takesTraffic === "no" ? "off" : "";
      this.connect(id, { kind: "origin", key: "", label, note }, `${key} ${label}`, note === "off");
    }
    this.more(id, "origin", origins.length - mostOrigins);
  }

  private more(from: string, kind: DrawnNode["kind"], left: number): void {
    if (left > 0) {
      this.connect(from, { kind, key: "", label: `${left}`, note: "more" }, `${from} more`);
    }
  }

  private connect(from: string, node: Omit<DrawnNode, "id">, of: string, weak = false): string {
    const id = this.node(node, of);
    this.edge(from, id, weak);
    return id;
  }

  private node(node: Omit<DrawnNode, "id">, of: string = node.label): string {
    const id = `${node.kind} ${of}`;
    this.nodes.set(id, this.nodes.get(id) ?? { ...node, id });
    return id;
  }

  private edge(from: string, to: string, weak: boolean): void {
    const id = `${from}\n${to}`;
    this.edges.set(id, this.edges.get(id) ?? { from, to, weak });
  }
}
