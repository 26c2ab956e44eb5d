import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { Listener, type Exchange } from "./listener";
import { refusalOf } from "./refusal";
import type { HealthAnswer, ServedTls, ServerBehaviour, ServerSetup } from "./served";
import { Workers } from "./workers";

const millisecondsOfSecond = 1000;

/** The longest header that padding is put in, in bytes. */
const paddedHeader = 4000;

/** A server of the rehearsal: a web server with its application. */
export class OriginServer {
  readonly #listener: Listener;
  readonly #workers: Workers;

  /**
   * Makes it; `listen` lets it work.
   * @param setup - What it is.
   * @param behaviour - How it behaves at first.
   */
  constructor(
    private readonly setup: ServerSetup,
    private behaviour: ServerBehaviour,
  ) {
    this.#workers = new Workers(workersOf(behaviour));
    this.#listener = new Listener(setup.tls, {
      idleMilliseconds: () => this.#milliseconds(this.behaviour.keepAliveSeconds),
      requests: () => this.behaviour.keepAliveRequests,
      ...{ lifetimeMilliseconds: 0, refusesUnauthorized: false },
      onExchange: (exchange) => void this.#answer(exchange),
    });
  }

  /** Listens on a free port, which it returns. */
  listen(): Promise<number> {
    return this.#listener.listen();
  }

  /**
   * Behaves otherwise from now on.
   * @param behaviour - How.
   * @param tls - How it shows itself, where that has changed.
   */
  behave(behaviour: ServerBehaviour, tls: ServedTls | undefined): void {
    this.behaviour = behaviour;
    this.#workers.resize(workersOf(behaviour));
    if (tls !== undefined) {
      this.#listener.show(tls);
    }
  }

  async #answer(exchange: Exchange): Promise<void> {
    exchange.request.resume();
    const refusal = refusalOf(exchange, this.setup, this.behaviour);
    if (refusal !== undefined) {
      this.#write(exchange, refusal, page(refusal));
      return;
    }
    await this.#workers.take();
    try {
      await sleep(this.#milliseconds(this.behaviour.delaySeconds));
      const health = healthOf(this.setup.health, exchange.request.url ?? "/");
      this.#write(exchange, ...this.#answerTo(health));
    } finally {
      this.#workers.free();
    }
  }

  /** A health check of the root is answered by what answers visitors. */
  #answerTo(health: HealthAnswer | undefined): [number, string] {
    const { status, healthStatus } = this.behaviour;
    const set = health === undefined || health.path === "/" ? status : healthStatus;
    const code = set ?? health?.status ?? 200;
    return [code, set === undefined && health !== undefined ? health.body : page(code)];
  }

  #write({ response, breakOff }: Exchange, status: number, body: string): void {
    if (response.destroyed || response.writableEnded) {
      return;
    }
    const { headerBytes, truncates } = this.behaviour;
    const length = Buffer.byteLength(body);
    for (let written = 0; written < headerBytes; written += paddedHeader) {
      const bytes = Math.min(paddedHeader, headerBytes - written);
      response.setHeader(`x-padding-${written}`, "p".repeat(bytes));
    }
    response.statusCode = status;
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.setHeader("content-length", length);
    if (truncates) {
      const stream: Writable = response;
      stream.write(body.slice(0, length / 2), () => breakOff());
    } else {
      response.end(body);
    }
  }

  #milliseconds(seconds: number): number {
    return (seconds * millisecondsOfSecond) / this.setup.speed;
  }
}

function workersOf({ workers }: ServerBehaviour): number {
  return workers === 0 ? Infinity : workers;
}

function healthOf(health: readonly HealthAnswer[], url: string): HealthAnswer | undefined {
  const [path] = url.split("?");
  return health.find((answer) => answer.path === path);
}

function page(status: number): string {
  const title = status < 300 ? "The site is up" : `Error ${status}`;
  return `<!doctype html>\n<title>${title}</title>\n<h1>${title}</h1>\n`;
}
