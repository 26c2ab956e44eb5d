import { describeValue, type Problem } from "../core/problem";
import { originConnectionLimits } from "../facts/cloudflare/timeouts";
import type { NodeWebServerArgs, ServerLoadBalancerArgs, ServerTimeoutArgs } from "./args";

/**
 * Seconds by which whoever is asked keeps an idle connection longer than whoever asks, so that the asking side ends it: time for a
 * request that is on its way. It is also what the web server waits beyond `requestSeconds`.
 */
export const marginSeconds = 10;

/** Seconds between the limits of one application, so that the inner one is reached first and says what was slow. */
const stepSeconds = 5;

/** Seconds that a request may take: with what follows, below every figure that Cloudflare's pages name for its own waiting. */
const defaultRequestSeconds = 85;

/** Seconds that nginx, and Apache as it is set here, keep an idle connection to an application. */
export const webServerIdleSeconds = 60;

/** Who asks a server, as far as timeouts go. */
export interface Front {
  /** The load balancer; absent where there is none. */
  readonly loadBalancer?: ServerLoadBalancerArgs;
  /** nginx or Apache in front of a program; absent where there is none. */
  readonly webServer?: NodeWebServerArgs;
  /** What the user set. */
  readonly timeouts?: ServerTimeoutArgs;
}

/** Every timeout of a server, in seconds. */
export interface Timeouts {
  /** What the application may take for a request. */
  readonly requestSeconds: number;
  /** After which a request is ended from outside: PHP-FPM's worker, whatever it does. */
  readonly terminateSeconds: number;
  /** What the web server waits for the application. */
  readonly answerSeconds: number;
  /** What Cloudflare waits for the answer. */
  readonly cloudflareReadSeconds: number;
  /** How long whoever is in front keeps an idle connection. */
  readonly frontIdleSeconds: number;
  /** How long the server keeps one. */
  readonly idleSeconds: number;
}

/**
 * Fills in the timeouts.
 * @param front - Who asks the server, and what the user set.
 * @returns Every timeout.
 */
export function resolveTimeouts({ loadBalancer, webServer, timeouts = {} }: Front): Timeouts {
  const { requestSeconds = defaultRequestSeconds } = timeouts;
  const frontIdleSeconds = webServer
    ? (webServer.idleTimeoutSeconds ?? webServerIdleSeconds)
    : (loadBalancer?.idleTimeoutSeconds ?? originConnectionLimits.idle.seconds);
  return {
    requestSeconds,
    terminateSeconds: requestSeconds + stepSeconds,
    answerSeconds: timeouts.answerSeconds ?? requestSeconds + marginSeconds,
    cloudflareReadSeconds: timeouts.cloudflareReadSeconds ?? originConnectionLimits.read.seconds,
    frontIdleSeconds,
    idleSeconds: timeouts.idleSeconds ?? frontIdleSeconds + marginSeconds,
  };
}

/**
 * Finds timeouts that are in the wrong order.
 * @param front - Who asks the server, and what the user set.
 * @returns A problem for each.
 */
export function timeoutProblems(front: Front): readonly (Problem | undefined)[] {
  const { loadBalancer, timeouts = {} } = front;
  const all = resolveTimeouts(front);
  const answer = {
    path: "timeouts.answerSeconds",
    actual: actual(timeouts.answerSeconds, all.answerSeconds),
  };
  const balancerIdle = loadBalancer?.idleTimeoutSeconds ?? Number.POSITIVE_INFINITY;
  return [
    all.answerSeconds <= all.terminateSeconds
      ? {
          ...answer,
          rule: `be more than the ${all.terminateSeconds} seconds after which a request of at most ${all.requestSeconds} (requestSeconds) is ended`,
          hint: "Else the web server answers 504 while the application still works on the answer",
        }
      : undefined,
    all.answerSeconds >= all.cloudflareReadSeconds
      ? {
          ...answer,
          rule: `be less than the ${all.cloudflareReadSeconds} seconds that Cloudflare waits`,
          hint: `Else the visitor sees Error ${originConnectionLimits.read.code} before the server says what was slow; give less requestSeconds`,
        }
      : undefined,
    all.answerSeconds >= balancerIdle
      ? {
          ...answer,
          rule: `be less than loadBalancer.idleTimeoutSeconds, ${balancerIdle}`,
          hint: `Else the load balancer answers 504 first; raise its idle timeout over Cloudflare's ${originConnectionLimits.idle.seconds} seconds`,
        }
      : undefined,
    all.idleSeconds <= all.frontIdleSeconds
      ? {
          path: "timeouts.idleSeconds",
          rule: `be more than the ${all.frontIdleSeconds} seconds that ${frontName(front)} keeps an idle connection`,
          actual: describeValue(all.idleSeconds),
          hint: "Else the server closes it in the very moment in which the next request is sent, and the visitor sees Error 502 or 520",
        }
      : undefined,
  ];
}

function frontName({ loadBalancer, webServer }: Front): string {
  if (webServer) {
    return "the web server";
  }
  return loadBalancer ? "the load balancer" : "Cloudflare";
}

/** What the user gave, or what stands in its place. */
function actual(given: number | undefined, resolved: number): string {
  return given === undefined ? `nothing, which is ${resolved}` : describeValue(given);
}
