import { Agent, request, type ClientRequest } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { AlbSetup } from "./albSetup";

/**
 * Seconds that a health check may take. Source: Elastic Load Balancing API reference, CreateTargetGroup (5 for HTTP); the docs of the
 * Terraform provider have 6. Never longer than the interval.
 */
const healthTimeoutSeconds = 5;

/** A target, and what is known of it. */
export interface Target {
  readonly port: number;
  /** Connections to it, kept as long as the load balancer keeps idle ones. */
  readonly agent: Agent;
  /** Requests under way. */
  readonly underWay: Set<ClientRequest>;
  /** Ends its health checks. */
  readonly leaves: AbortController;
  isHealthy: boolean;
  /** Health checks in a row that said the opposite. */
  against: number;
}

/** The targets of a load balancer, with their health. */
export class TargetGroup {
  readonly #targets = new Map<number, Target>();
  #turn = 0;

  /**
   * Makes it, without targets.
   * @param setup - The load balancer.
   */
  constructor(private readonly setup: AlbSetup) {}

  /**
   * Registers targets and deregisters others: what those have begun they may end within the deregistration delay.
   * @param ports - Loopback ports of all targets.
   */
  register(ports: readonly number[]): void {
    for (const target of this.#targets.values()) {
      if (!ports.includes(target.port)) {
        this.#targets.delete(target.port);
        void this.#deregister(target);
      }
    }
    for (const port of ports) {
      if (!this.#targets.has(port)) {
        const target = this.#target(port);
        this.#targets.set(port, target);
        void this.#watch(target);
      }
    }
  }

  /**
   * The next target, in turn: a healthy one, or, where none is, any. Source: Elastic Load Balancing user guide,
   * target-group-health-checks ("fail open").
   * @returns Undefined where none is registered.
   */
  next(): Target | undefined {
    const all = [...this.#targets.values()];
    const healthy = all.filter(({ isHealthy }) => isHealthy);
    const serving = healthy.length === 0 ? all : healthy;
    return serving[this.#turn++ % Math.max(1, serving.length)];
  }

  /**
   * Real time.
   * @param seconds - Modelled seconds.
   * @returns Real milliseconds.
   */
  milliseconds(seconds: number): number {
    return (seconds * 1000) / this.setup.speed;
  }

  #target(port: number): Target {
    const timeout = this.milliseconds(this.setup.declared.idleTimeoutSeconds);
    const known = { port, underWay: new Set<ClientRequest>(), leaves: new AbortController() };
    return {
      ...known,
      agent: new Agent({ keepAlive: true, timeout }),
      isHealthy: true,
      against: 0,
    };
  }

  async #deregister(target: Target): Promise<void> {
    target.leaves.abort();
    const { deregistrationDelaySeconds } = this.setup.declared;
    await sleep(this.milliseconds(deregistrationDelaySeconds), undefined, { ref: false });
    target.underWay.forEach((asked) => asked.destroy(new Error("deregistered")));
    target.agent.destroy();
  }

  async #watch(target: Target): Promise<void> {
    const { signal } = target.leaves;
    const interval = this.milliseconds(this.setup.declared.healthCheckIntervalSeconds);
    while (!signal.aborted) {
      await sleep(interval, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) {
        this.#judge(target, await this.#isWell(target));
      }
    }
  }

  #judge(target: Target, isWell: boolean): void {
    const { healthyThreshold, unhealthyThreshold } = this.setup.declared;
    target.against = isWell === target.isHealthy ? 0 : target.against + 1;
    if (target.against >= (isWell ? healthyThreshold : unhealthyThreshold)) {
      target.isHealthy = isWell;
      target.against = 0;
    }
  }

  #isWell({ port }: Target): Promise<boolean> {
    const { health, declared } = this.setup;
    const seconds = Math.min(healthTimeoutSeconds, declared.healthCheckIntervalSeconds);
    const signal = AbortSignal.timeout(Math.ceil(this.milliseconds(seconds)));
    return new Promise((resolve) => {
      const options = { host: "127.0.0.1", port, path: health.path, agent: false, signal };
      request(options, (response) => {
        response.resume();
        resolve(response.statusCode === health.status);
      })
        .once("error", () => resolve(false))
        .end();
    });
  }
}
