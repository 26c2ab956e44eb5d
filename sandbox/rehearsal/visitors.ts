import { Agent, request, type RequestOptions } from "node:https";
import type { RunningEdge } from "../edge/edge";
import type { ModelledClock } from "../modelledClock";
import { People } from "./people";

/** How visitors come. */
export interface VisitorOptions {
  readonly edge: Pick<RunningEdge, "port" | "authority">;
  readonly clock: ModelledClock;
  readonly hostname: string;
  /** Requests in a modelled second. */
  readonly rate: number;
  /** Modelled seconds after which they stop by themselves. */
  readonly mostSeconds: number;
}

/** Real milliseconds from one look at what is due to the next. */
const lookMilliseconds = 5;

/**
 * How many requests are under way at most. Where nothing answers, visitors wait for some 125 modelled seconds: the usual 10 a second stay
 * below. Each holds three connections of this process on either side, and the system gives it perhaps 20,000.
 */
export const mostWaiting = 2000;

/**
 * Visitors that come steadily, whether those before them were answered or not, each with an address and a session of its own.
 * They end by count and by time. Where more than `mostWaiting` would be under way, the next ones come late.
 */
export class Visitors {
  readonly #people: People;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #options: RequestOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #began: number;
  /** What ends a request under way, and when it came; the oldest first. */
  readonly #waiting = new Map<() => void, number>();
  #sent = 0;
  #lateSeconds = 0;

  /**
   * Lets them come.
   * @param options - Where to, and how many.
   */
  constructor(private readonly options: VisitorOptions) {
    const { edge, clock, hostname } = options;
    this.#people = new People(clock);
    this.#options = {
      ...{ host: "127.0.0.1", port: edge.port, path: "/", servername: hostname },
      ...{ ca: edge.authority, agent: this.#agent },
    };
    this.#began = clock.seconds;
    this.#timer = setInterval(() => this.#look(), lookMilliseconds);
  }

  /** The most modelled seconds by which one was late. */
  get lateSeconds(): number {
    return this.#lateSeconds;
  }

  /** Modelled seconds for which the one has waited that waits longest; 0 where none does. */
  get longestWaitSeconds(): number {
    const [came = this.options.clock.seconds] = this.#waiting.values();
    return this.options.clock.seconds - came;
  }

  /**
   * Lets no more come, and waits for the answers to those that came.
   * @param mostSeconds - Modelled seconds that it waits at most.
   * @param signal - Ends the wait.
   * @returns How many had no answer then.
   */
  async end(mostSeconds: number, signal: AbortSignal): Promise<number> {
    clearInterval(this.#timer);
    const { clock } = this.options;
    const until = clock.seconds + mostSeconds;
    while (this.#waiting.size > 0 && clock.seconds < until && !signal.aborted) {
      await clock.sleep(0.5);
    }
    const unanswered = this.#waiting.size;
    this.stop();
    return unanswered;
  }

  /** Ends every request at once. */
  stop(): void {
    clearInterval(this.#timer);
    [...this.#waiting.keys()].forEach((end) => end());
    this.#agent.destroy();
  }

  #look(): void {
    const { clock, rate, mostSeconds } = this.options;
    const due = Math.floor((clock.seconds - this.#began) * rate);
    this.#lateSeconds = Math.max(this.#lateSeconds, (due - this.#sent) / rate);
    const last = Math.min(due, mostSeconds * rate);
    while (this.#sent < last && this.#waiting.size < mostWaiting) {
      this.#send(this.#sent);
      this.#sent += 1;
    }
  }

  #send(turn: number): void {
    const { clock, hostname } = this.options;
    const headers = { host: hostname, ...this.#people.headersOf(turn) };
    const sent = request({ ...this.#options, headers }, (answer) => {
      this.#people.keep(turn, answer.headers);
      answer.resume();
    });
    const end = (): void => void sent.destroy();
    this.#waiting.set(end, clock.seconds);
    // What became of it, the edge tells.
    sent.on("error", () => undefined);
    sent.once("close", () => {
      this.#waiting.delete(end);
    });
    sent.end();
  }
}
