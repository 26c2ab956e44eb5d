import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** A monitor as the stand-in holds it: what was sent, and what the API adds. */
export type StoredMonitor = Record<string, unknown>;

/** A call that came in. */
export interface SeenCall {
  readonly call: string;
  readonly status: number;
}

/** UptimeRobot's API 3 on loopback, as far as its own Terraform provider shows it: see `facts/monitoring/uptimeRobot.ts`. */
export class UptimeRobotServer {
  /** The only key that it takes. */
  readonly apiKey = "u1234567-main-0a1b2c3d4e5f";
  /** What exists, by id. */
  readonly monitors = new Map<string, StoredMonitor>();
  /** Every call, in order. */
  readonly calls: SeenCall[] = [];
  /** How many of the next calls are answered with 429. */
  limited = 0;
  /** The `Retry-After` that those come with. */
  retryAfter = "0";
  /** How many of the next calls are answered with 503. */
  failing = 0;
  /** How many of the next creates are not done, and answered with 503. */
  failingCreates = 0;
  /** How many of the next creates are done, and answered by an end of the connection. */
  losing = 0;
  /** How many of the next creates are done, and answered with 404, as the API is known to. */
  forgetting = 0;
  /** How many of the next lists do not have yet what was made last. */
  lagging = 0;
  /** How often a deleted monitor is still answered. */
  lingering = 2;
  readonly #deleted = new Map<string, number>();
  readonly #server = createServer((request, response) => void this.answer(request, response));
  #lastId = 800_000_000;

  /** Starts listening; gives back the address of the API. */
  async start(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v3`;
  }

  /** Ends it. */
  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body =
      request.method === "GET" || request.method === "DELETE" ? {} : await bodyOf(request);
    const [status, answered, headers = {}] = this.respond(request, body);
    this.calls.push({ call: `${request.method} ${request.url}`, status });
    if (status === 201 && this.losing > 0) {
      this.losing -= 1;
      request.socket.destroy();
      return;
    }
    response.writeHead(status, { "Content-Type": "application/json", ...headers });
    response.end(answered === undefined ? "" : JSON.stringify(answered));
  }

  private respond(
    { method = "", url = "", headers }: IncomingMessage,
    body: StoredMonitor,
  ): [number, unknown, Record<string, string>?] {
    if (headers.authorization !== `Bearer ${this.apiKey}`) {
      return [401, { message: `Invalid API key ${headers.authorization}` }];
    }
    if (this.limited > 0) {
      this.limited -= 1;
      return [429, { message: "Too Many Requests" }, { "Retry-After": this.retryAfter }];
    }
    if (this.failing > 0) {
      this.failing -= 1;
      return [503, { message: "Service Unavailable" }];
    }
    const { pathname, searchParams } = new URL(url, "http://api.example");
    const [, id = "", action] = /^\/v3\/monitors(?:\/(\d+))?(?:\/(\w+))?$/.exec(pathname) ?? [];
    const held = this.monitors.get(id);
    switch (`${method} ${action ?? (id === "" ? "all" : "one")}`) {
      case "GET all":
        return [200, { data: this.tagged(searchParams.get("tags") ?? ""), nextLink: null }];
      case "POST all": {
        if (this.failingCreates > 0) {
          this.failingCreates -= 1;
          return [503, { message: "Service Unavailable" }];
        }
        const made = this.store(String((this.#lastId += 1)), body, 201);
        if (made[0] !== 201 || this.forgetting === 0) {
          return made;
        }
        this.forgetting -= 1;
        return notFound;
      }
      case "GET one":
        return held === undefined ? this.gone(id) : [200, held];
      case "PATCH one":
        return held === undefined ? notFound : this.store(id, { ...held, ...body }, 200);
      case "POST pause":
        return held === undefined ? notFound : this.store(id, { ...held, status: "PAUSED" }, 200);
      case "POST start":
        return held === undefined ? notFound : this.store(id, { ...held, status: "UP" }, 200);
      case "DELETE one":
        if (!this.monitors.delete(id)) {
          return notFound;
        }
        this.#deleted.set(id, this.lingering);
        return [200, undefined];
      default:
        return [404, { message: `Cannot ${method} ${url}` }];
    }
  }

  /** What has one of the tags, compared as they are written. */
  private tagged(tags: string): StoredMonitor[] {
    if (this.lagging > 0) {
      this.lagging -= 1;
      return [];
    }
    const names = tags.split(",");
    return [...this.monitors.values()].filter((monitor) =>
      (monitor.tags as { name: string }[]).some(({ name }) => names.includes(name)),
    );
  }

  private store(id: string, sent: StoredMonitor, status: number): [number, unknown] {
    const problems = problemsOf(sent);
    if (problems.length > 0) {
      return [400, { message: problems, error: "Bad Request", statusCode: 400 }];
    }
    const headers = Object.entries((sent.customHttpHeaders ?? {}) as Record<string, string>);
    const { tagNames, ...fields } = sent;
    const named = tagNames as readonly string[] | undefined;
    const stored = {
      ...{ status: "UP", tags: [] },
      ...fields,
      ...(named === undefined ? {} : { tags: named.map((name, at) => ({ id: at + 1, name })) }),
      id: Number(id),
      friendlyName: String(sent.friendlyName).replace(/&(?!amp;)/g, "&amp;"),
      customHttpHeaders: Object.fromEntries(
        headers.map(([name, text]) => [name.toLowerCase(), text]),
      ),
    };
    this.monitors.set(id, stored);
    return [status, stored];
  }

  private gone(id: string): [number, unknown] {
    const left = this.#deleted.get(id) ?? 0;
    this.#deleted.set(id, left - 1);
    return left > 0 ? [200, { id: Number(id) }] : notFound;
  }
}

const notFound: [number, unknown] = [404, { message: "Monitor not found" }];

async function bodyOf(request: IncomingMessage): Promise<StoredMonitor> {
  return Number(request.headers["content-length"] ?? 0) === 0
    ? {}
    : ((await json(request)) as StoredMonitor);
}

function problemsOf(sent: StoredMonitor): string[] {
  const { interval, timeout, assignedAlertContacts = [] } = sent;
  const contacts = assignedAlertContacts as { alertContactId: string }[];
  return [
    Number(interval) < 60 ? "interval must be at least 60 on your plan" : undefined,
    Number(timeout) > 60 ? "timeout must not be greater than 60" : undefined,
    contacts.some(({ alertContactId }) => alertContactId === "404")
      ? "alert contact 404 not found"
      : undefined,
  ].filter((problem) => problem !== undefined);
}
