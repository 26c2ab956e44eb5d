import type { Socket } from "node:net";
import { probeFailures } from "../../facts/cloudflare/edgeFailures";
import { httpMonitorTypes, MonitorType } from "../../facts/cloudflare/monitors";
import { monitorBehaviour } from "../../facts/cloudflare/monitorBehaviour";
import { userAgents } from "../../facts/userAgents";
import { codesHold } from "../../core/expectedCodes";
import type {
  DeclaredMonitor,
  DeclaredOrigin,
  DeclaredSite,
} from "../../model/serving/declaredSite";
import type { ModelledClock } from "../modelledClock";
import type { Dialler } from "./dial";
import { UntrustedCertificate } from "./handshake";
import { askOverHttp1 } from "./http1Exchange";
import type { OriginAnswer } from "./originAnswer";
import { OriginFailure } from "./originFailure";
import type { ProbeResult } from "./originHealth";
import type { OriginRoute } from "./originRoute";

/** What is probed, and how. */
export interface ProbeTerms {
  readonly monitor: DeclaredMonitor;
  readonly origin: DeclaredOrigin;
  /** The site as which it probes. */
  readonly site: DeclaredSite;
  /** The address of Cloudflare's that it comes from. */
  readonly from: string;
}

/** Probes origins as a load balancer's monitor does: every probe over a connection of its own. */
export class Prober {
  /**
   * Has probed nothing yet.
   * @param dialler - Opens connections.
   * @param clock - Modelled time.
   */
  constructor(
    private readonly dialler: Dialler,
    private readonly clock: ModelledClock,
  ) {}

  /**
   * Probes an origin; after a timeout again, as often as the monitor says.
   * @param terms - What is probed, and how.
   * @param signal - Ends it.
   * @returns What it found.
   */
  async probe(terms: ProbeTerms, signal: AbortSignal): Promise<ProbeResult> {
    const { retries, timeoutSeconds } = terms.monitor;
    let found: ProbeResult;
    for (let tries = 0; tries <= retries; tries += 1) {
      let isLate = false;
      found = await this.clock.within(timeoutSeconds, signal, async (ends) => {
        const result = await this.#once(terms, ends).catch((error: unknown) =>
          isEcho(terms, error) ? undefined : reasonOf(error),
        );
        isLate = ends.aborted;
        return result;
      });
      if (!isLate || signal.aborted) {
        return found;
      }
    }
    return found;
  }

  async #once(terms: ProbeTerms, signal: AbortSignal): Promise<ProbeResult> {
    const { monitor, origin, from } = terms;
    const status = origin.tunnel?.status;
    if (status !== undefined) {
      return codesHold(monitor.expectedCodes, status) ? undefined : probeFailures.code;
    }
    const route = routeOf(terms);
    const { timeoutSeconds: seconds } = monitor;
    const limits = { connectSeconds: seconds, handshakeSeconds: seconds };
    const socket = await this.dialler.open(route, from, limits, signal);
    const end = (): void => void socket.destroy();
    signal.addEventListener("abort", end, { once: true });
    try {
      return httpMonitorTypes.includes(monitor.type)
        ? await this.#asked(terms, socket, monitor.path, monitorBehaviour.mostRedirects)
        : undefined;
    } catch (error) {
      throw signal.aborted ? new OriginFailure("readTimeout") : error;
    } finally {
      signal.removeEventListener("abort", end);
      socket.destroy();
    }
  }

  async #asked(
    terms: ProbeTerms,
    socket: Socket,
    path: string,
    redirects: number,
  ): Promise<ProbeResult> {
    const { monitor } = terms;
    const { timeoutSeconds: readTimeoutSeconds } = monitor;
    const request = { method: monitor.method, path, headers: headersOf(terms), body: undefined };
    const { clock } = this;
    const answer = await askOverHttp1({
      socket,
      wasUsed: false,
      request,
      readTimeoutSeconds,
      clock,
    });
    const next = monitor.followRedirects ? samePlace(answer, terms) : undefined;
    if (next !== undefined && redirects > 0 && socket.writable) {
      const isFree = new Promise((resolve) => socket.once("free", resolve).once("close", resolve));
      answer.body.resume();
      await isFree;
      return this.#asked(terms, socket, next, redirects - 1);
    }
    if (!codesHold(monitor.expectedCodes, answer.status)) {
      return probeFailures.code;
    }
    return monitor.expectedBody === "" || (await bodyHolds(answer, monitor.expectedBody))
      ? undefined
      : probeFailures.body;
  }
}

/** The name that it asks for: the origin's own where the pool gives it one, else the monitor's. Source: Cloudflare docs, load-balancing/additional-options/override-http-host-headers. */
function hostOf({ monitor, origin, site }: ProbeTerms): string | undefined {
  const [own] = Object.entries(monitor.headers).find(([name]) => /^host$/i.test(name))?.[1] ?? [];
  return origin.host === site.hostname ? own : origin.host;
}

function routeOf(terms: ProbeTerms): OriginRoute {
  const { monitor, origin, site } = terms;
  // Cloudflare reaches what is behind a tunnel by the tunnel alone.
  const isTunnel = origin.tunnel !== undefined;
  const isEncrypted = monitor.type === MonitorType.Https && !isTunnel;
  return {
    ...{ address: origin.address, isEncrypted, host: hostOf(terms) ?? "" },
    port: isTunnel ? origin.port : (monitor.port ?? origin.port),
    verifies: !monitor.allowInsecure,
    clientCertificate: monitor.probesAsZone ? site.clientCertificate : "none",
    offersHttp2: false,
  };
}

function headersOf(terms: ProbeTerms): Record<string, string | string[]> {
  const own = Object.entries(terms.monitor.headers).map(
    ([name, values]) => [name.toLowerCase(), [...values]] as const,
  );
  return {
    ...Object.fromEntries(own),
    host: hostOf(terms) ?? terms.origin.address,
    "user-agent": userAgents.loadBalancerMonitor,
  };
}

/** Where a redirect leads that stays at the origin. */
function samePlace({ status, headers }: OriginAnswer, terms: ProbeTerms): string | undefined {
  const { location } = headers;
  if (status < 300 || status > 399 || typeof location !== "string") {
    return undefined;
  }
  const host = hostOf(terms) ?? terms.origin.address;
  const url = URL.canParse(location, `https://${host}`)
    ? new URL(location, `https://${host}`)
    : undefined;
  return url?.hostname === host ? `${url.pathname}${url.search}` : undefined;
}

async function bodyHolds({ body }: OriginAnswer, expected: string): Promise<boolean> {
  let read = "";
  for await (const part of body) {
    read += String(part);
    if (read.length >= monitorBehaviour.searchedBytes) {
      break;
    }
  }
  const searched = read.slice(0, monitorBehaviour.searchedBytes);
  return searched.toLowerCase().includes(expected.toLowerCase());
}

/** An echo comes from the machine, whatever listens there. */
function isEcho({ monitor }: ProbeTerms, error: unknown): boolean {
  return (
    monitor.type === MonitorType.IcmpPing &&
    error instanceof OriginFailure &&
    error.kind === "refused"
  );
}

function reasonOf(error: unknown): string {
  if (error instanceof UntrustedCertificate) {
    return error.isOfAnother ? probeFailures.nameMismatch : probeFailures.untrusted;
  }
  const kind = error instanceof OriginFailure ? error.kind : "malformedAnswer";
  return failed[kind] ?? probeFailures.invalid;
}

const failed: Readonly<Record<string, string>> = {
  refused: probeFailures.refused,
  connectTimeout: probeFailures.connectTimeout,
  unreachable: probeFailures.unreachable,
  unresolved: probeFailures.unresolved,
  readTimeout: probeFailures.timeout,
  handshake: probeFailures.handshake,
  handshakeTimeout: probeFailures.handshake,
  emptyAnswer: probeFailures.reset,
};
