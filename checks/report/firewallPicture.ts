import type { HostnamePath } from "../../model/traffic/hostnamePath";
import { OriginMachines } from "../../model/traffic/originMachines";
import type { TrafficModel } from "../../model/traffic/path";
import type { ModelResource } from "../../model/graph/resources";
import type { Drawn, DrawnFirewall } from "./drawnPath";
import { firewallState } from "./firewallState";
import { guardsOrigin, isRedrawn, type EndpointDiff } from "../risks/endpointDiffs";
import { PathOrigins } from "./pathOrigins";
import type { RiskContext } from "../risks/risk";

/** Something of both sides of a plan. */
export type Both<T> = Readonly<Record<"before" | "after", T>>;

const sides = ["before", "after"] as const;

/** The firewalls of a picture: those before its origins, and those that changed. */
export class FirewallPicture {
  private readonly models: Both<TrafficModel>;
  private readonly machines: Both<OriginMachines>;
  private readonly renamed: ReadonlyMap<string, string>;
  /** The endpoints through which others get than before, new and gone ones too. */
  private readonly redrawn: readonly EndpointDiff[];

  /**
   * Compares the firewalls of a plan.
   * @param endpoints - Who gets through to the origins before and after.
   */
  constructor(
    { before, after, renamed }: RiskContext,
    private readonly endpoints: readonly EndpointDiff[],
  ) {
    this.models = { before, after };
    this.renamed = renamed;
    this.machines = {
      before: OriginMachines.of(before.inventory),
      after: OriginMachines.of(after.inventory),
    };
    this.redrawn = endpoints.filter((endpoint) => isRedrawn(endpoint));
  }

  /**
   * Says what the origins of a side are drawn with.
   * @param side - Which side.
   * @returns The model of that side, its machines and the firewalls before them.
   */
  drawnWith(side: "before" | "after"): Omit<Drawn, "modeOf"> {
    const firewalls = new Map(
      this.endpoints
        .flatMap((endpoint) => this.drawn(endpoint, side))
        .map((drawn) => [drawn.machine?.key, drawn]),
    );
    return {
      model: this.models[side],
      machines: this.machines[side],
      firewallOf: (machine) => firewalls.get(machine),
    };
  }

  /**
   * Lists the hostnames with an origin that is, or may be, behind a firewall that changed.
   * @returns The hostnames, sorted within each side.
   */
  hostnames(): string[] {
    return sides.flatMap((side) => {
      const machines = new Set(
        this.redrawn.map((endpoint) => endpoint[side]?.endpoint.attachedTo?.key).filter(Boolean),
      );
      const anywhere = this.redrawn.some(
        (endpoint) => isOfNetwork(endpoint) && guardsOrigin(endpoint),
      );
      const behind = this.origins(side, (found) =>
        found.length === 0 ? anywhere : found.some(({ key }) => machines.has(key)),
      );
      return machines.size === 0 && !anywhere
        ? []
        : this.models[side].hostnames
            .filter((path) => path.proxied !== "no" && behind.someOf(path))
            .map(({ hostname }) => hostname);
    });
  }

  /**
   * Chooses the firewalls that are drawn even if no origin of the picture is known to be behind them: those that changed,
   * and those of whole networks where the plan does not say what an origin stands on.
   * @param paths - The paths of the picture.
   * @returns The firewalls of each side in the same order, the changed ones first.
   */
  beside(paths: Both<readonly HostnamePath[]>): Both<readonly DrawnFirewall[]> {
    const loose = sides.some((side) => {
      const behind = this.origins(side, (found) => found.length === 0);
      return paths[side].some((path) => path.proxied !== "no" && behind.someOf(path));
    });
    const changed = this.redrawn.filter(guardsOrigin);
    const others = this.endpoints.filter(
      (endpoint) => loose && isOfNetwork(endpoint) && guardsOrigin(endpoint),
    );
    const chosen = [...new Set([...changed, ...others])];
    const drawn = (side: "before" | "after"): DrawnFirewall[] =>
      chosen.flatMap((endpoint) => this.drawn(endpoint, side));
    return { before: drawn("before"), after: drawn("after") };
  }

  /**
   * Lists what changed.
   * @returns Names of the firewalls that stand on both sides and let in others than before.
   */
  changedKeys(): ReadonlySet<string> {
    const keys = this.redrawn.map((endpoint) =>
      sides.map((side) => this.drawn(endpoint, side)[0]?.key),
    );
    return new Set(keys.flatMap(([was, is]) => (was !== undefined && was === is ? [was] : [])));
  }

  private drawn(endpoint: EndpointDiff, side: "before" | "after"): DrawnFirewall[] {
    const own = endpoint[side];
    if (own === undefined) {
      return [];
    }
    const { attachedTo: machine, groups } = own.endpoint;
    const keys = groups.map(({ key }) => (side === "before" ? this.renamed.get(key) : key) ?? key);
    return [
      {
        key: machine === undefined ? endpoint.key : `groups ${keys.sort().join(" ")}`,
        machine,
        state: () => firewallState(endpoint, own),
      },
    ];
  }

  private origins(
    side: "before" | "after",
    test: (machines: readonly ModelResource[]) => boolean,
  ): PathOrigins {
    return new PathOrigins(this.models[side], this.machines[side], test);
  }
}

function isOfNetwork({ before, after }: EndpointDiff): boolean {
  return (after ?? before)?.endpoint.attachedTo === undefined;
}
