import type { Certainty } from "../../core/certainty";
import type { Known } from "../../core/known";
import type { ModelResource } from "../graph/resources";
import type { TrafficModel } from "../traffic/path";

/** What a listener demands of Cloudflare, else it refuses the request. */
export interface Demand {
  /** The load balancer. */
  readonly machine: ModelResource;
  /** Its listener. */
  readonly listener: ModelResource;
  /** What makes the demand: the listener itself, or rules of it. */
  readonly madeBy: readonly ModelResource[];
  /** Hostnames for which Cloudflare does not do it. */
  readonly unmet: readonly string[];
  /** Hostnames for which it does. Those of which it is not known are in neither list. */
  readonly met: readonly string[];
  /** The code that visitors get where it does not; unknown where the resources do not say. */
  readonly error: Known<number>;
  /** What Cloudflare has to say, any of it, by hostname; none where it is not a matter of values. */
  readonly values?: ReadonlyMap<string, readonly Known<string>[]>;
  /** What decides whether it does. */
  readonly saidBy: readonly ModelResource[];
  /**
   * Says whether Cloudflare does it for a hostname by other resources than those that it was read from.
   * @param model - The paths of hostnames by those.
   * @param hostname - The hostname.
   */
  readonly isMetBy: (model: TrafficModel, hostname: string) => Certainty;
}
