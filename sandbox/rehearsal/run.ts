import type { DeclaredSite } from "../../model/serving/declaredSite";
import type { Fault } from "./faults";
import { slowestFailover } from "./bound";
import { onDefaults } from "./cloudflareDefaults";
import type { FaultTime, Seen } from "./measure";
import type { RehearsalOptions } from "./options";
import type { Scene, Unhealthy } from "./scene";
import { Visitors } from "./visitors";

/** Modelled seconds of traffic before a fault. */
const beforeSeconds = 10;

/** Modelled seconds beyond what a failover, or a return, takes at most. */
const beyondSeconds = 10;

/** Modelled seconds that a fault lasts where no monitor looks. */
const unwatchedSeconds = 60;

/**
 * Modelled seconds after which a fault ends that visitors still notice: what monitors do not see lasts until somebody does. Source: a
 * choice; who is called at night takes about that long to begin.
 */
const noticedSeconds = 300;

/** Modelled seconds for which answers are waited for, beyond Cloudflare's read timeout: a connection and its retry come before it. */
const drainSeconds = 60;

/** What a fault showed. */
export interface Played {
  /** What was seen on each scene. */
  readonly seen: readonly Seen[];
  /** When the fault began and ended. */
  readonly times: FaultTime;
  /** When it stood, in modelled seconds. */
  readonly stoodAtSeconds: number;
  /** The most modelled seconds by which requests were late. */
  readonly lateSeconds: number;
  /** Connections that were given up meanwhile although nothing kept them from an origin. */
  readonly lateConnections: number;
  /** Origins of the site as it is declared that no monitor held healthy before the fault. */
  readonly unhealthy: readonly Unhealthy[];
}

/** One fault, on every scene at the same time. */
export class Run {
  #visitors: Visitors[] = [];
  #seconds = 0;
  #ofSeconds: number;
  readonly #faultSeconds: number;
  readonly #afterSeconds: number;

  /**
   * Has not begun.
   * @param scenes - The site as it is declared, and on defaults.
   * @param fault - The fault.
   * @param options - How.
   */
  constructor(
    private readonly scenes: readonly Scene[],
    private readonly fault: Fault,
    private readonly options: Pick<RehearsalOptions, "rate" | "signal" | "up" | "onProgress">,
  ) {
    const failovers = scenes.map(({ site }) => slowestFailover(site));
    const longest = (of: "hangingOriginSeconds" | "recoverySeconds"): number =>
      Math.max(...failovers.map((each) => each?.[of] ?? unwatchedSeconds)) + beyondSeconds;
    this.#faultSeconds = Math.max(longest("hangingOriginSeconds"), fault.leastSeconds ?? 0);
    this.#afterSeconds = longest("recoverySeconds");
    this.#ofSeconds = beforeSeconds + this.#faultSeconds + this.#afterSeconds;
  }

  /**
   * Lets visitors come, breaks and mends the site, and lets them go.
   * @returns What was seen on each scene.
   * @throws The signal's reason once it has fired; the visitors are gone then.
   */
  async play(): Promise<Played> {
    const { signal, up } = this.options;
    const { clock } = this.#first;
    await (this.fault.meanwhile && up?.makeReady());
    const [unhealthy = []] = await Promise.all(
      this.scenes.map((scene) => scene.settled(this.#afterSeconds, signal)),
    );
    this.scenes.forEach((scene) => scene.taken());
    const lateBefore = this.#lateConnections;
    const stopFollowing = this.#follow();
    try {
      this.#visitors = this.scenes.map((scene) => this.#visitorsOf(scene));
      await this.#pass(beforeSeconds);
      const stages = this.scenes.map((scene) => scene.stage());
      const beganAtSeconds = clock.seconds;
      await Promise.all(stages.map((stage) => this.fault.begin(stage)));
      const stoodAtSeconds = clock.seconds;
      await this.#last();
      const endedAtSeconds = clock.seconds;
      await Promise.all(stages.map((stage) => this.fault.end(stage)));
      await this.#pass(this.#afterSeconds);
      const late = Math.max(0, ...this.#visitors.map(({ lateSeconds }) => lateSeconds));
      return {
        ...{ seen: await this.#end(), times: { beganAtSeconds, endedAtSeconds }, stoodAtSeconds },
        ...{ lateSeconds: Math.round(late * 100) / 100, unhealthy },
        lateConnections: this.#lateConnections - lateBefore,
      };
    } finally {
      this.#visitors.forEach((visitors) => visitors.stop());
      await stopFollowing();
      signal.throwIfAborted();
    }
  }

  get #first(): Scene {
    const [first] = this.scenes;
    if (first === undefined) {
      throw new Error("There is no scene.");
    }
    return first;
  }

  get #lateConnections(): number {
    return this.scenes.reduce((sum, scene) => sum + scene.lateConnections, 0);
  }

  #visitorsOf({ edge, clock, site }: Scene): Visitors {
    const { rate } = this.options;
    const mostSeconds = 4 * (this.#ofSeconds + noticedSeconds);
    return new Visitors({ edge, clock, hostname: site.hostname, rate, mostSeconds });
  }

  async #pass(seconds: number): Promise<void> {
    const { signal } = this.options;
    const { clock } = this.#first;
    const until = clock.seconds + seconds;
    while (clock.seconds < until) {
      await clock.sleep(Math.min(1, Math.max(0, until - clock.seconds)), signal);
      this.#tell(seconds - Math.max(0, until - clock.seconds));
    }
    this.#seconds += seconds;
  }

  /** Lasts as long as a failover takes, and beyond that until what people run has ended and visitors are well, or somebody notices. */
  async #last(): Promise<void> {
    const { up } = this.options;
    const began = this.#first.clock.seconds;
    let isRunning = this.fault.meanwhile !== undefined;
    const run = (up && this.fault.meanwhile?.(up)) ?? Promise.resolve();
    const ended = run.finally(() => {
      isRunning = false;
    });
    // What goes wrong is told at the end.
    ended.catch(() => undefined);
    await this.#pass(this.#faultSeconds);
    const isNoticed = (): boolean => this.#first.clock.seconds - began >= noticedSeconds;
    while (isRunning || !(this.#areWell() || isNoticed())) {
      this.#ofSeconds += 1;
      await this.#pass(1);
    }
    await ended;
  }

  /** Whether no visitor got an error for a while, or waits for long. */
  #areWell(): boolean {
    const { clock } = this.#first;
    const isQuiet = (scene: Scene): boolean =>
      clock.seconds - scene.failedAtSeconds >= beyondSeconds;
    const isAnswered = (visitors: Visitors): boolean => visitors.longestWaitSeconds < beyondSeconds;
    return this.scenes.every(isQuiet) && this.#visitors.every(isAnswered);
  }

  /**
   * Lets the scenes meet what the account declares whenever it has changed.
   * @returns What ends that.
   */
  #follow(): () => Promise<void> {
    let declared: Promise<unknown> = Promise.resolve();
    if (this.fault.meanwhile === undefined || this.options.up === undefined) {
      return () => Promise.resolve();
    }
    const declare = (sites: readonly (DeclaredSite | undefined)[]): Promise<unknown> =>
      Promise.all(this.scenes.map((scene, at) => scene.declare(sites[at])));
    const stop = this.options.up.onDeclared((site) => {
      declared = declared.then(() => declare([site, site && onDefaults(site)]));
      declared.catch(() => undefined);
    });
    return async () => {
      stop();
      await declared;
      await declare(this.scenes.map(({ site }) => site));
    };
  }

  #tell(seconds: number): void {
    const [declared, defaults] = this.scenes.map(({ counts }) => counts);
    const none = { requests: 0, failed: 0 };
    this.options.onProgress?.({
      ...{ fault: this.fault.name, seconds: Math.floor(this.#seconds + seconds) },
      ofSeconds: this.#ofSeconds,
      ...{ declared: declared ?? none, defaults: defaults ?? none },
    });
  }

  async #end(): Promise<Seen[]> {
    const { signal } = this.options;
    const unanswered = await Promise.all(
      this.#visitors.map((visitors, index) => {
        const limit = this.scenes[index]?.site.readTimeoutSeconds ?? 0;
        return visitors.end(limit + drainSeconds, signal);
      }),
    );
    return this.scenes.map((scene, index) => ({
      ...{ ...scene.taken(), unanswered: unanswered[index] ?? 0 },
    }));
  }
}
