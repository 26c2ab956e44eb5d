import {
  affinityTtlSeconds,
  SessionAffinity,
  ZeroDowntimeFailover,
} from "../../facts/cloudflare/loadBalancing";
import type { DeclaredLoadBalancer, DeclaredSite } from "../../model/serving/declaredSite";
import type { ModelledClock } from "../modelledClock";
import { poolsOf } from "./monitors";
import { originKey } from "./originKey";
import type { Chosen } from "./steeringView";

/** The cookie that keeps a session on an origin. Source: Cloudflare docs, fundamentals/reference/policies-compliances/cloudflare-cookies. */
const affinityCookie = "__cflb";

/** What of a request tells its session. */
export interface SessionRequest {
  /** The visitor's address. */
  readonly address: string;
  /**
   * A header.
   * @param name - In lower case.
   */
  header(name: string): string | undefined;
}

/** A session that is kept on an origin. */
interface Pinned {
  readonly key: string;
  readonly untilSeconds: number;
}

/**
 * Keeps the sessions of visitors on their origins, and lets those of an origin that was switched off come to their end.
 * Source: Cloudflare docs, load-balancing/understand-basics/session-affinity.
 */
export class Sessions {
  readonly #pinned = new Map<string, Pinned>();
  readonly #drainedSince = new Map<string, number>();
  #enabled: ReadonlySet<string> = new Set();

  /**
   * Knows none yet.
   * @param clock - Modelled time.
   */
  constructor(private readonly clock: ModelledClock) {}

  /**
   * Takes what is declared now: an origin that was on and is off is drained from now on.
   * @param sites - Every site.
   */
  declare(sites: readonly DeclaredSite[]): void {
    const enabled = new Set(
      sites
        .flatMap(poolsOf)
        .flatMap((pool) =>
          pool.origins
            .filter((origin) => pool.enabled && origin.enabled)
            .map((origin) => originKey(pool, origin)),
        ),
    );
    for (const key of this.#enabled) {
      if (!enabled.has(key)) {
        this.#drainedSince.set(key, this.clock.seconds);
      }
    }
    enabled.forEach((key) => this.#drainedSince.delete(key));
    this.#enabled = enabled;
  }

  /**
   * Finds the origin that a session is kept on.
   * @param hostname - The load balancer's hostname.
   * @param balancer - The load balancer.
   * @param request - The request.
   * @returns Pool and origin; undefined for a new session.
   */
  pinnedTo(
    hostname: string,
    balancer: DeclaredLoadBalancer,
    request: SessionRequest,
  ): string | undefined {
    const id = sessionId(hostname, balancer, request);
    const pinned = id === undefined ? undefined : this.#pinned.get(id);
    if (id === undefined || pinned === undefined || this.clock.seconds >= pinned.untilSeconds) {
      return undefined;
    }
    // Those by header end when nobody has used them for that long, those by cookie when the cookie does.
    if (balancer.sessionAffinity === SessionAffinity.Header) {
      const untilSeconds = this.clock.seconds + secondsOf(balancer, SessionAffinity.Header);
      this.#pinned.set(id, { ...pinned, untilSeconds });
    }
    return pinned.key;
  }

  /**
   * Whether an origin that is switched off still gets the requests of its sessions.
   * @param key - Pool and origin.
   * @param balancer - The load balancer.
   */
  isDraining(key: string, { drainDurationSeconds }: DeclaredLoadBalancer): boolean {
    const since = this.#drainedSince.get(key);
    return since !== undefined && this.clock.seconds - since < drainDurationSeconds;
  }

  /**
   * Keeps a session on an origin.
   * @param hostname - The load balancer's hostname.
   * @param balancer - The load balancer.
   * @param request - The request.
   * @param chosen - The origin.
   * @returns The cookie that the visitor is given; undefined where there is none.
   */
  pin(
    hostname: string,
    balancer: DeclaredLoadBalancer,
    request: SessionRequest,
    chosen: Chosen,
  ): string | undefined {
    const { sessionAffinity } = balancer;
    const kind = Object.values(SessionAffinity).find((each) => each === sessionAffinity);
    if (kind === undefined || kind === SessionAffinity.None) {
      return undefined;
    }
    const seconds = secondsOf(balancer, kind);
    const isByCookie = kind !== SessionAffinity.Header;
    const known = sessionId(hostname, balancer, request);
    const id = known ?? (isByCookie ? `${hostname} cookie ${this.#pinned.size}` : undefined);
    if (id === undefined) {
      return undefined;
    }
    this.#pinned.set(id, { key: chosen.key, untilSeconds: this.clock.seconds + seconds });
    const value = id.split(" cookie ")[1];
    return isByCookie && value !== undefined
      ? [`${affinityCookie}=${value}`, "Path=/", `Max-Age=${seconds}`, "HttpOnly"]
          .concat(balancer.cookieAttributes ?? [])
          .join("; ")
      : undefined;
  }
}

/** Whether a session that is kept on an origin is sent to another one when that fails. */
export function leavesItsOrigin({
  sessionAffinity,
  zeroDowntimeFailover,
}: DeclaredLoadBalancer): boolean {
  return (
    sessionAffinity === SessionAffinity.None || zeroDowntimeFailover !== ZeroDowntimeFailover.None
  );
}

function secondsOf(
  { sessionSeconds }: DeclaredLoadBalancer,
  kind: keyof typeof affinityTtlSeconds,
): number {
  return sessionSeconds ?? affinityTtlSeconds[kind].default;
}

/**
 * What a header of affinity says; `cookie:` and names mean these cookies.
 * Source: schema text of the Cloudflare provider, load_balancer, `session_affinity_attributes.headers`.
 */
function saidIn(request: SessionRequest, name: string): string {
  const [, names] = /^cookie:(.*)$/.exec(name) ?? [];
  const cookies = request.header("cookie") ?? "";
  return names === undefined
    ? (request.header(name) ?? "")
    : names
        .split(",")
        .map((each) => cookieIn(cookies, each) ?? "")
        .join("");
}

/**
 * Finds a cookie.
 * @param cookies - The header of the request.
 * @param name - The cookie's name.
 * @returns Its value; undefined where there is none.
 */
export function cookieIn(cookies: string, name: string): string | undefined {
  const start = `${name}=`;
  const pair = cookies.split(";").find((each) => each.trimStart().startsWith(start));
  return pair?.trim().slice(start.length);
}

/** What tells a session from others; undefined where the request has nothing of it. */
function sessionId(
  hostname: string,
  { sessionAffinity, affinityHeaders = [], requiresAllHeaders = false }: DeclaredLoadBalancer,
  request: SessionRequest,
): string | undefined {
  if (sessionAffinity === SessionAffinity.Header) {
    const values = affinityHeaders.map((name) => saidIn(request, name));
    const missing = values.filter((value) => value === "").length;
    return missing === values.length || (requiresAllHeaders && missing > 0)
      ? undefined
      : `${hostname} header ${values.join("\n")}`;
  }
  const value = cookieIn(request.header("cookie") ?? "", affinityCookie);
  if (value !== undefined) {
    return `${hostname} cookie ${value}`;
  }
  return sessionAffinity === SessionAffinity.IpCookie
    ? `${hostname} address ${request.address}`
    : undefined;
}
