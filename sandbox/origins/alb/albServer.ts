import { request, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { albLimits } from "../../../facts/aws/albBehaviour";
import { Listener, type Exchange } from "../server/listener";
import { refusalOf } from "../server/refusal";
import type { ServedTls } from "../server/served";
import type { AlbSetup } from "./albSetup";
import { TargetGroup, type Target } from "./targetGroup";

/** Addresses that X-Forwarded-For may have. Source: Elastic Load Balancing user guide, load-balancer-troubleshooting, HTTP 463. */
const mostForwarded = 30;

/** Headers that are about one connection, and pseudo-headers of HTTP/2. Source: RFC 9110, section 7.6.1. */
const ofConnection = /^(:.*|connection|keep-alive|proxy-connection|transfer-encoding|upgrade|te)$/;

/** An Application Load Balancer, in the path between Cloudflare and its targets. */
export class AlbServer {
  readonly #listener: Listener;
  readonly #group: TargetGroup;

  /**
   * Makes it, without targets; `listen` lets it work.
   * @param setup - What it is.
   */
  constructor(private readonly setup: AlbSetup) {
    const { declared, tls } = setup;
    this.#group = new TargetGroup(setup);
    this.#listener = new Listener(tls, {
      idleMilliseconds: () => this.#group.milliseconds(declared.idleTimeoutSeconds),
      requests: () => 0,
      lifetimeMilliseconds: this.#group.milliseconds(declared.clientKeepAliveSeconds),
      refusesUnauthorized: tls?.clientAuthority !== undefined,
      onExchange: (exchange) => this.#forward(exchange),
    });
  }

  /** Listens on a free port, which it returns. */
  listen(): Promise<number> {
    return this.#listener.listen();
  }

  /**
   * Registers targets, and deregisters those that are not among them.
   * @param ports - Loopback ports of all targets.
   */
  register(ports: readonly number[]): void {
    this.#group.register(ports);
  }

  /**
   * Shows itself otherwise from now on.
   * @param tls - How.
   */
  show(tls: ServedTls): void {
    this.#listener.show(tls);
  }

  #forward(exchange: Exchange): void {
    const { headers } = exchange.request;
    const forwarded = [headers["x-forwarded-for"] ?? []].flat().join(",").split(",").length;
    const taken = { takesClientCertificate: true };
    const refusal =
      refusalOf(exchange, this.setup, taken) ?? (forwarded > mostForwarded ? 463 : undefined);
    const target = refusal === undefined ? this.#group.next() : undefined;
    if (target === undefined) {
      exchange.request.resume();
      // No target is registered. Source: the troubleshooting guide, HTTP 503.
      fail(exchange, refusal ?? 503);
    } else {
      this.#ask(exchange, target);
    }
  }

  #ask(exchange: Exchange, { port, agent, underWay }: Target): void {
    const asked = request({
      ...{ host: "127.0.0.1", port, agent, method: exchange.request.method ?? "GET" },
      ...{ path: exchange.request.url ?? "/", headers: forwardedHeaders(exchange.request) },
    });
    underWay.add(asked);
    let isLate = false;
    const giveUp = (): void => {
      isLate = true;
      asked.destroy(new Error("late"));
    };
    const connecting = setTimeout(giveUp, this.#group.milliseconds(albLimits.connectSeconds));
    asked.once("socket", (socket) => {
      const connected = (): void => clearTimeout(connecting);
      if (socket.connecting) {
        socket.once("connect", connected);
      } else {
        connected();
      }
    });
    asked.setTimeout(this.#group.milliseconds(this.setup.declared.idleTimeoutSeconds), giveUp);
    asked.once("error", () => fail(exchange, isLate ? 504 : 502));
    asked.once("response", (answer) => pass(exchange, answer));
    asked.once("close", () => {
      clearTimeout(connecting);
      underWay.delete(asked);
    });
    exchange.request.pipe(asked);
  }
}

function pass({ response, breakOff }: Exchange, answer: IncomingMessage): void {
  response.statusCode = answer.statusCode ?? 502;
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined && !ofConnection.test(name)) {
      response.setHeader(name, value);
    }
  }
  answer.once("error", breakOff);
  answer.pipe(response);
}

/** An answer of the load balancer's own; where one has begun, it breaks off. */
function fail({ response, breakOff }: Exchange, status: number): void {
  if (response.headersSent) {
    breakOff();
    return;
  }
  response.statusCode = status;
  response.setHeader("server", "awselb/2.0");
  response.setHeader("content-type", "text/html");
  response.end(`<html><head><title>${status}</title></head></html>\n`);
}

function forwardedHeaders(
  request: Pick<Exchange, "request">["request"],
): IncomingHttpHeaders & { host?: string } {
  const kept = Object.entries(request.headers).filter(([name]) => !ofConnection.test(name));
  const authority = request.headers[":authority"];
  return {
    ...Object.fromEntries(kept),
    ...(typeof authority === "string" ? { host: authority } : {}),
  };
}
