import { hasFailed } from "../../model/rehearsal/failures";
import type { DeclaredSite } from "../../model/serving/declaredSite";
import type { EdgeAnswered, HealthChange, RunningEdge } from "../edge/edge";
import { poolsOf } from "../edge/monitors";
import { originKey } from "../edge/originKey";
import { startEdge } from "../edge/startEdge";
import type { ModelledClock } from "../modelledClock";
import { chosenStack } from "../network/chosenStack";
import type { WebServers } from "../origins/nginx/webServers";
import type { Origins } from "../origins/origins";
import { startOrigins } from "../origins/startOrigins";
import type { FaultStage } from "./faults";

/** An origin that no monitor holds healthy. */
export interface Unhealthy {
  /** Pool and origin. */
  readonly origin: string;
  /** Why, in Cloudflare's words for a failed probe. */
  readonly reason: string;
}

/** A site that runs: its origins, and an edge before them. */
export class Scene {
  /** What was said last of each origin: undefined where it is well. */
  readonly #health = new Map<string, string | undefined>();
  #answers: EdgeAnswered[] = [];
  #changes: HealthChange[] = [];
  #failed = 0;
  #failedAtSeconds = -Infinity;

  private constructor(
    readonly site: DeclaredSite,
    readonly clock: ModelledClock,
    readonly edge: RunningEdge,
    private readonly origins: Origins,
  ) {
    edge.onAnswer((answered) => {
      this.#answers.push(answered);
      if (hasFailed(answered)) {
        this.#failed += 1;
        this.#failedAtSeconds = answered.answeredAtSeconds;
      }
    });
    edge.onHealth((change) => {
      this.#changes.push(change);
      this.#health.set(change.origin, change.healthy ? undefined : change.reason);
    });
  }

  /**
   * Starts a site.
   * @param site - The site.
   * @param clock - The clock of the rehearsal.
   * @param servers - Real servers for its origins. Defaults to servers of the rehearsal's own.
   */
  static async start(
    site: DeclaredSite,
    clock: ModelledClock,
    servers?: WebServers,
  ): Promise<Scene> {
    const origins = await startOrigins(clock, {
      servers,
      stack: await chosenStack(process.env.PATH),
    });
    try {
      await origins.declare([site]);
      const { network, authority } = origins;
      const edge = await startEdge({ clock, network, authority, sites: [site] });
      return new Scene(site, clock, edge, origins);
    } catch (error) {
      await origins.stop();
      throw error;
    }
  }

  /** What its connections passed, as a sentence without a full stop. */
  get network(): string {
    return this.origins.stack;
  }

  /** How many connections were given up so far although nothing kept them from an origin. */
  get lateConnections(): number {
    return this.origins.lateConnections;
  }

  /** What was seen since it was asked last. */
  taken(): { readonly answers: EdgeAnswered[]; readonly changes: HealthChange[] } {
    const seen = { answers: this.#answers, changes: this.#changes };
    this.#answers = [];
    this.#changes = [];
    this.#failed = 0;
    return seen;
  }

  /** How many requests were answered since, and how many of them failed. */
  get counts(): { readonly requests: number; readonly failed: number } {
    return { requests: this.#answers.length, failed: this.#failed };
  }

  /** What faults act on. */
  stage(): FaultStage {
    const { site, origins, clock } = this;
    const declare = (declared: DeclaredSite): Promise<void> => {
      this.edge.declare([declared]);
      return Promise.resolve();
    };
    return { site, origins, clock, declare };
  }

  /**
   * Takes what the account declares now.
   * @param site - The site; undefined where nothing serves its hostname any more.
   */
  async declare(site: DeclaredSite | undefined): Promise<void> {
    if (site === undefined) {
      this.edge.declare([{ ...this.site, loadBalancer: undefined, addresses: [] }]);
      return;
    }
    await this.origins.declare([site]);
    this.edge.declare([site]);
  }

  /** When a visitor got an error last, in modelled seconds. */
  get failedAtSeconds(): number {
    return this.#failedAtSeconds;
  }

  /**
   * Waits until every monitor holds its origins healthy.
   * @param mostSeconds - Modelled seconds that it waits at most.
   * @param signal - Ends the wait.
   * @returns The origins that are not healthy then, each with the words for why.
   */
  async settled(mostSeconds: number, signal: AbortSignal): Promise<Unhealthy[]> {
    const monitored = poolsOf(this.site)
      .filter(({ monitor, enabled }) => monitor !== undefined && enabled)
      .flatMap((pool) =>
        pool.origins.filter(({ enabled }) => enabled).map((origin) => originKey(pool, origin)),
      );
    const missing = (): Unhealthy[] =>
      monitored
        .map((origin) => ({ origin, reason: this.#saidOf(origin) }))
        .filter((each): each is Unhealthy => each.reason !== undefined);
    const until = this.clock.seconds + mostSeconds;
    while (missing().length > 0 && this.clock.seconds < until) {
      await this.clock.sleep(1, signal);
    }
    return missing();
  }

  /** Undefined for one that is well. */
  #saidOf(origin: string): string | undefined {
    return this.#health.has(origin) ? this.#health.get(origin) : "not probed yet";
  }

  /** Ends the edge and every origin. */
  async stop(): Promise<void> {
    await this.edge.stop();
    await this.origins.stop();
  }
}
