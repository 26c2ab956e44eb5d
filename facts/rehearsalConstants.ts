import {
  affinityTtlSeconds,
  resolvedPoolCacheSeconds,
  retriedCodes,
} from "./cloudflare/loadBalancing";
import { monitorDefaults } from "./cloudflare/monitors";
import { edgeFailures } from "./cloudflare/edgeFailures";
import { latencyWeight, monitorBehaviour } from "./cloudflare/monitorBehaviour";
import { answerLimits, originHttp2, replacedErrorCodes } from "./cloudflare/originAnswers";
import {
  firstRetransmissionSeconds,
  originConnectionLimits,
  severedSeconds,
} from "./cloudflare/timeouts";
import { waitingRoomPage } from "./cloudflare/waitingRooms";
import { albConstants } from "./albConstants";
import { chosen, documented, limit, limitsPage, type RehearsalConstant } from "./rehearsalConstant";

export type { RehearsalConstant } from "./rehearsalConstant";

const healthPage = "Cloudflare docs, load-balancing/understand-basics/health-details";
const monitorsPage = "Cloudflare docs, load-balancing/monitors";
const adaptivePage = "Cloudflare docs, load-balancing/understand-basics/adaptive-routing";
const affinityPage =
  "Cloudflare docs, load-balancing/understand-basics/session-affinity (and the provider's schema)";
const roomPage = "Cloudflare docs, waiting-room/reference/waiting-room-cookie";
const http2Page = "Cloudflare docs, speed/optimization/protocol/http2-to-origin";

/** Every constant of the edge's and the ALB's behaviour that a rehearsal uses, by its id. What stands elsewhere in facts is taken from there. */
export const rehearsalConstants = {
  connect: limit("a connection to an origin is given up", originConnectionLimits.connect),
  read: limit("an origin's answer must have begun", originConnectionLimits.read),
  acknowledge: limit(
    "a request that nobody acknowledges is given up",
    originConnectionLimits.acknowledge,
  ),
  write: limit("a part of a request must have been written", originConnectionLimits.write),
  keepAliveProbes: {
    ...documented(
      "a connection whose other end went silent, with nothing left to acknowledge, is given up: 30 and two times 15",
      severedSeconds,
      "seconds, at the latest",
      `${limitsPage} and tcp-connections`,
    ),
    standing: "derived",
  },
  retransmission: chosen(
    "what nobody acknowledges is sent again, then after twice as long each time: a way that is open again is found no sooner",
    firstRetransmissionSeconds,
    "second, at first",
    "RFC 6298, sections 2 and 5.5 (no page says what Cloudflare's systems do)",
  ),
  idle: limit("an idle connection to an origin is closed", originConnectionLimits.idle),
  handshake: chosen(
    "a TLS handshake with an origin is given up, as a connection is; no page gives a figure",
    originConnectionLimits.connect.seconds,
    "seconds",
    limitsPage,
  ),
  reusedConnection: {
    ...documented(
      "what visitors see where an origin closes a connection as it is used again",
      edgeFailures.reusedConnection.code,
      "status code",
      `${http2Page}; other proxies answer 502, or try once more on a new connection`,
    ),
    standing: "contested",
    otherValues: [502],
  },
  retriedCodes: {
    ...documented("a request is sent again on these codes", retriedCodes, "codes", adaptivePage),
    standing: "contested",
    otherValues: ["521, 522 and 523 by the schema text of the Cloudflare provider"],
  },
  retries: documented("how often a request is sent again", 1, "times", adaptivePage),
  resolvedPoolCache: documented(
    "an edge keeps using the pool that it resolved",
    resolvedPoolCacheSeconds,
    "seconds, at most",
    "Cloudflare docs, load-balancing/reference/load-balancing-faq",
  ),
  dataCenters: documented(
    "each region probes from several data centers",
    monitorBehaviour.dataCentersPerRegion,
    "data centers",
    healthPage,
  ),
  majority: documented(
    "a region is healthy where most of its data centers are, an endpoint where most regions are",
    "more than half",
    "of them",
    healthPage,
  ),
  groupQuorum: chosen(
    "of a group of monitors, those that must be healthy decide alone, and more than half of the others together; the page also says that half of all assigned ones count",
    "more than half",
    "of the others",
    "Cloudflare docs, load-balancing/monitors/monitor-groups",
  ),
  tie: chosen(
    "of an even number of regions, half do not take an endpoint out: the page says only when it is healthy",
    monitorBehaviour.tieIs,
    "",
    healthPage,
  ),
  unknownHealth: documented(
    "an endpoint that was not probed yet counts as",
    "down",
    "",
    healthPage,
  ),
  firstProbe: chosen(
    "what the first probe of a data center says holds at once; no page says whether it must be repeated",
    1,
    "probes",
    healthPage,
  ),
  consecutive: chosen(
    "failures in a row are counted at each data center, before the majority; the page speaks of the endpoint",
    "at each data center",
    "",
    healthPage,
  ),
  probeRetries: documented(
    "a probe is tried again after a timeout only",
    "timeouts",
    "",
    monitorsPage,
  ),
  defaultRetries: documented(
    "a probe is tried again where the monitor does not say",
    monitorDefaults.retries,
    "times",
    "schema of the Cloudflare provider, load_balancer_monitor",
  ),
  expectedBody: {
    ...documented(
      "so much of an answer is searched for the expected text",
      monitorBehaviour.searchedBytes,
      "bytes",
      "Cloudflare docs, load-balancing/troubleshooting/common-error-codes",
    ),
    standing: "contested",
    otherValues: ["100 MB by the help text of the API"],
  },
  probeRedirects: chosen(
    "a probe that follows redirects follows so many; no page gives a figure",
    monitorBehaviour.mostRedirects,
    "redirects",
    monitorsPage,
  ),
  headerBytes: {
    ...documented(
      "headers of an origin's answer may have together",
      answerLimits.headerBytes,
      "bytes",
      limitsPage,
    ),
    standing: "contested",
    otherValues: [answerLimits.headerBytesByErrorPage],
  },
  headerLineBytes: documented(
    "a header of an origin's answer may have",
    answerLimits.headerLineBytes,
    "bytes",
    limitsPage,
  ),
  originErrorBodies: chosen(
    "the body of an origin's answer with these codes is replaced by Cloudflare's own; measured by a third party",
    replacedErrorCodes,
    "codes",
    "release v1.4.0 of auroraxo/docrot-api; Cloudflare docs, error-502-504 (a branded page for the origin's)",
  ),
  http2Streams: {
    ...documented(
      "requests at the same time on an HTTP/2 connection",
      originHttp2.streams,
      "streams",
      http2Page,
    ),
    standing: "contested",
    otherValues: [100],
  },
  tunnelDown: chosen(
    "that a tunnel has no connector left is met as a connection that does not come to stand: at once, or after its limit",
    originConnectionLimits.connect.seconds,
    "seconds, at most",
    "Cloudflare docs, cloudflare-1xxx-errors, error-1033 (no page says how soon)",
  ),
  rateLimitPeriod: chosen(
    "the period of a rate limit begins with its first request; the page says how long it is",
    "with the first request",
    "",
    "Cloudflare docs, waf/rate-limiting-rules/request-rate",
  ),
  waitingRoomCookie: documented(
    "a waiting room keeps the place of somebody who waits",
    waitingRoomPage.queuedSeconds,
    "seconds",
    roomPage,
  ),
  waitingRoomRefresh: documented(
    "the page of a waiting room asks again",
    waitingRoomPage.refreshSeconds,
    "seconds apart",
    roomPage,
  ),
  latencyWeight: chosen(
    "the newest round trip counts so much in the average of dynamic steering; no page gives a figure",
    latencyWeight,
    "of the average",
    "Cloudflare docs, load-balancing, steering-policies/dynamic-steering",
  ),
  affinityTtl: documented(
    "a session by cookie is kept",
    affinityTtlSeconds.cookie.default,
    "seconds, where the load balancer does not say",
    affinityPage,
  ),
  ...albConstants,
} as const satisfies Readonly<Record<string, RehearsalConstant>>;

/** A row of `rehearsalConstants`. */
export type RehearsalConstantId = keyof typeof rehearsalConstants;
