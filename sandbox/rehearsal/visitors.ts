import { Agent, request, type RequestOptions } from "node:https";
import type { RunningEdge } from "../edge/edge";
import type { ModelledClock } from "../modelledClock";
import { People } from "./people";

/** How visitors come. */
export interface VisitorOptions {
  readonly edge: RunningEdge;
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
 * Visitors that come steadily, whether those before them were answered or not. They end by count and by time.
 */
export class Visitors {
  readonly #people = new People();
  readonly #agent = new Agent({ keepAlive: true });
  readonly #options: RequestOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #began: number;
  readonly #waiting = new Set<() => void>();
  #sent = 0;
  #under = 0;
  #lateSeconds = 0;

  /**
   * Lets them come.
   * @param options - Where to, and how many.
   */
  constructor(private readonly options: VisitorOptions) {
    const { edge, clock, hostname } = options;
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

  /** How many wait for an answer. */
  get waiting(): number {
    return this.#under;
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
    while (this.#under > 0 && clock.seconds < until && !signal.aborted) {
      await clock.sleep(0.5);
    }
    const unanswered = this.#under;
    this.stop();
    return unanswered;
  }

  /** Ends every request at once. */
  stop(): void {
    clearInterval(this.#timer);
    this.#waiting.forEach((end) => end());
    this.#agent.destroy();
  }

  #look(): void {
    const { clock, rate, mostSeconds } = this.options;
    const seconds = Math.min(clock.seconds - this.#began, mostSeconds);
    const due = Math.floor(seconds * rate);
    this.#lateSeconds = Math.max(this.#lateSeconds, (due - this.#sent) / rate);
    while (this.#sent < due) {
      this.#sent += 1;
      this.#send();
    }
  }

  #send(): void {
    this.#under += 1;
    const turn = this.#sent;
    const headers = { host: this.options.hostname, ...this.#people.headersOf(turn) };
    const sent = request({ ...this.#options, headers }, (answer) => {
      this.#people.keep(turn, answer.headers);
      answer.resume();
    });
    const end = (): void => void sent.destroy();
    this.#waiting.add(end);
    // What became of it, the edge tells.
    sent.on("error", () => undefined);
    sent.once("close", () => {
      this.#waiting.delete(end);
      this.#under -= 1;
    });
    sent.end();
  }
}
