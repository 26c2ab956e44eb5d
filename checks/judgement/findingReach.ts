import { canonicalHostname } from "../../model/graph/hostnames";
import { onlyHosts } from "../../model/rules/deadRules";
import type { EdgeRule } from "../../model/rules/edgeRules";
import { EdgeZones } from "../../model/rules/edgeZones";
import { zoneTokens } from "../../model/graph/links";
import { title } from "../../model/graph/title";
import { modelType } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import { zoneTitle } from "../../model/tls/zoneTls";
import type { TrafficModel } from "../../model/traffic/path";
import { namedHostnames } from "../../model/traffic/edgeServices";
import type { HostnameReach } from "../findings/reach";
import type { RuleFinding } from "../policy/evaluate";
import type { RiskContext } from "../risks/risk";
import { NearestHostnames } from "./nearestHostnames";

/** Says which hostnames hang on what findings are about: in the state after a plan, and before it of what is gone then. */
export class FindingReach {
  readonly #sides: readonly ReachedSide[];

  /**
   * Has followed nothing yet.
   * @param context - The plan and its paths.
   */
  constructor({ plan, before, after }: RiskContext) {
    this.#sides = [new ReachedSide(after, plan.after), new ReachedSide(before, plan.before)];
  }

  /**
   * Finds the hostnames of one finding.
   * @returns Those that its title names, else those that its subject names, else its zone, else the nearest whose requests meet it;
   * undefined where there is none of these.
   */
  of(finding: RuleFinding): HostnameReach | undefined {
    const side = this.#sides.find(({ model }) => model.inventory.byKey(finding.subject));
    return side?.reachOf(finding);
  }
}

/** One side, of which the paths are followed when somebody asks. */
class ReachedSide {
  #hostnames: ReadonlySet<string> | undefined;
  #nearest: NearestHostnames | undefined;
  #rules: ReadonlyMap<string, EdgeRule> | undefined;

  constructor(
    readonly model: TrafficModel,
    private readonly all: readonly ModelResource[],
  ) {}

  reachOf(finding: RuleFinding): HostnameReach | undefined {
    const resource = this.model.inventory.byKey(finding.subject);
    if (resource === undefined || modelType(resource.type) === "zone") {
      return resource && { zone: title(resource) };
    }
    const named = this.#namedBy(resource, finding);
    if (named.length > 0) {
      return reachOf([...new Set(named)].sort());
    }
    const zone = zoneTokens(resource);
    if (zone.length > 0) {
      const name = zoneTitle(this.model.inventory, zone);
      return name === zone.join(" or ") ? undefined : { zone: name };
    }
    this.#nearest ??= new NearestHostnames(this.model, this.all);
    return reachOf(this.#nearest.of(finding.subject));
  }

  #namedBy(resource: ModelResource, { title: called, breach }: RuleFinding): readonly string[] {
    const said = called.split(", ");
    const hostnames = (this.#hostnames ??= new Set(
      this.model.hostnames.map(({ hostname }) => hostname),
    ));
    if (said.every((name) => hostnames.has(name))) {
      return said;
    }
    const own = this.model.inventory.hostnameOf(resource);
    if (own !== undefined) {
      return [own];
    }
    const named = namedHostnames(resource);
    return named.length > 0 ? named : this.#hostsOfRule(resource, breach.property ?? "");
  }

  /** The hostnames that the rule at a place of a ruleset is for; none where it is for others too, or there is no rule. */
  #hostsOfRule({ key }: ModelResource, place: string): readonly string[] {
    this.#rules ??= new Map(
      EdgeZones.of(this.model)
        .rules.flatMap(({ rules = [] }) => rules)
        .map((rule) => [`${rule.resource.key}.${rule.place}`, rule]),
    );
    // The place may be one within the rule.
    for (let at = place; at !== ""; at = at.slice(0, Math.max(at.lastIndexOf("."), 0))) {
      const rule = this.#rules.get(`${key}.${at}`);
      if (rule !== undefined) {
        return (onlyHosts(rule) ?? []).map(canonicalHostname);
      }
    }
    return [];
  }
}

function reachOf(hostnames: readonly string[]): HostnameReach | undefined {
  return hostnames.length === 0 ? undefined : { hostnames };
}
