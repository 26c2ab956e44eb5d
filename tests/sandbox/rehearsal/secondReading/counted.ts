import { Agent, request } from "node:https";
import type { ModelledClock } from "../../../../sandbox/modelledClock";

/** Where visitors come. */
export interface Door {
  readonly port: number;
  /** The authority of its certificate, PEM. */
  readonly authority: string;
  /** Ends it, with all that is behind it. */
  readonly stop: () => Promise<void>;
}

/** What visitors met. */
export interface Counted {
  readonly requests: number;
  /** Answers of 5xx, and none. */
  readonly failed: number;
  /** Answers of the second pool, which says so by its status. */
  readonly byBackup: number;
}

/** What the origin of the second pool answers. */
export const backupStatus = 203;

/** Visitors that come steadily, and are counted here, whatever is behind the door. */
export class CountedVisitors {
  readonly #agent = new Agent({ keepAlive: true });
  readonly #timer: NodeJS.Timeout;
  readonly #began: number;
  readonly #answers: Promise<number>[] = [];

  /**
   * Lets them come.
   * @param door - Where.
   * @param clock - Modelled time.
   * @param rate - How many in a modelled second.
   */
  constructor(
    private readonly door: Door,
    private readonly clock: ModelledClock,
    private readonly rate: number,
  ) {
    this.#began = clock.seconds;
    this.#timer = setInterval(() => this.#look(), 5);
  }

  /** Lets no more come, and waits for every answer. */
  async end(): Promise<Counted> {
    clearInterval(this.#timer);
    const statuses = await Promise.all(this.#answers);
    this.#agent.destroy();
    const failed = statuses.filter((status) => status === 0 || status >= 500).length;
    const byBackup = statuses.filter((status) => status === backupStatus).length;
    return { requests: statuses.length, failed, byBackup };
  }

  #look(): void {
    const due = Math.floor((this.clock.seconds - this.#began) * this.rate);
    while (this.#answers.length < due) {
      this.#answers.push(this.#ask());
    }
  }

  #ask(): Promise<number> {
    const { port, authority: ca } = this.door;
    const headers = { host: "www.example.com" };
    return new Promise((resolve) => {
      const asked = request(
        { host: "127.0.0.1", port, ca, headers, servername: headers.host, agent: this.#agent },
        (answer) => {
          answer.resume().once("end", () => resolve(answer.statusCode ?? 0));
          answer.once("error", () => resolve(0));
        },
      );
      asked.once("error", () => resolve(0)).end();
    });
  }
}
