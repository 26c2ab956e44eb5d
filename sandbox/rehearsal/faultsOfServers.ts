import type { DeclaredSite } from "../../model/serving/declaredSite";
import type { CertificateKind } from "../origins/authority";
import type { OriginBehaviour } from "../origins/origins";
import type { Fault } from "./faults";
import { originFault } from "./originFault";
import {
  demandsNoCertificate,
  hasNoHealthPath,
  isLoadBalancer,
  noTargets,
  notEncrypted,
} from "./unless";

/** Modelled seconds beyond Cloudflare's read timeout. */
const beyondTimeoutSeconds = 30;

/** Modelled seconds that a packet takes to an origin in another region: closing a connection and using it can cross then. */
const farSeconds = 0.05;

/**
 * Bytes of headers that Cloudflare does not take: over 128 kB, of which the page of error 520 speaks; the limits page has 32 kB.
 */
const tooManyHeaderBytes = 140_000;

/** The certificate is in its file, and nobody has told the web server. */
const renewedUnread: OriginBehaviour = { certificate: "right", reloads: false };

/** Application, web server and load balancer of AWS. */
export const faultsOfApplications: readonly Fault[] = [
  originFault({
    name: "origin-killed",
    what: "The process of the first origin is killed; of a load balancer of AWS, its targets",
    ...{ strikes: "origin", isKilled: true },
  }),
  originFault({
    name: "half-of-pool-down",
    what: "The processes of half of the first pool's origins are killed",
    ...{ strikes: "half", isKilled: true },
  }),
  originFault({
    name: "upstream-dead",
    what: "The first origin's web server answers 502, for its application is dead",
    ...{ strikes: "origin", behaviour: { isUpstreamDead: true } },
  }),
  originFault({
    name: "workers-killed",
    what: "The kernel kills workers of the first origin's application under their requests, health checks apart",
    ...{ strikes: "origin", behaviour: { crashes: true } },
  }),
  originFault({
    name: "application-error",
    what: "The first origin's application answers 500, to monitors too",
    ...{ strikes: "origin", behaviour: { status: 500, healthStatus: 500 } },
  }),
  originFault({
    name: "application-error-unseen",
    what: "The first origin's application answers 500, but monitors still get a good answer",
    ...{ strikes: "origin", behaviour: { status: 500 }, unlessSite: hasNoHealthPath },
  }),
  originFault({
    name: "origin-slow",
    what: "The first origin needs longer for an answer than Cloudflare waits",
    strikes: "origin",
    behaviour: ({ readTimeoutSeconds }: DeclaredSite) => ({
      delaySeconds: readTimeoutSeconds + beyondTimeoutSeconds,
    }),
  }),
  originFault({
    name: "origin-overloaded",
    what: "The first origin works on one request at a time, a second each, and its queue grows",
    ...{ strikes: "origin", behaviour: { workers: 1, delaySeconds: 1 } },
  }),
  originFault({
    name: "headers-too-large",
    what: "The first origin answers with more bytes of headers than Cloudflare takes",
    ...{ strikes: "origin", behaviour: { headerBytes: tooManyHeaderBytes } },
  }),
  originFault({
    name: "response-truncated",
    what: "The first origin's answers break off half-way",
    ...{ strikes: "origin", behaviour: { truncates: true } },
  }),
  originFault({
    name: "keep-alive-too-short",
    what: "The first origin, 50 ms away, keeps idle connections for 5 seconds, Cloudflare for 900",
    ...{ strikes: "origin", behaviour: { keepAliveSeconds: 5 }, way: { delaySeconds: farSeconds } },
  }),
  originFault({
    name: "keep-alive-requests",
    what: "The first origin, 50 ms away, closes a connection after 100 requests, as older nginx does",
    strikes: "origin",
    ...{ behaviour: { keepAliveRequests: 100 }, way: { delaySeconds: farSeconds } },
  }),
  originFault({
    name: "targets-drained",
    what: "All but one of the targets are taken out of the first origin, a load balancer of AWS",
    ...{ strikes: "origin", behaviour: { targets: 1 }, unless: noTargets },
  }),
  originFault({
    name: "targets-gone",
    what: "All targets are taken out of the first origin, a load balancer of AWS",
    ...{ strikes: "origin", behaviour: { targets: 0 }, unless: noTargets },
  }),
];

/** What monitors meet, and visitors do not. */
export const faultsOfMonitors: readonly Fault[] = [
  originFault({
    name: "monitor-path-broken",
    what: "The path that monitors ask for answers 404 on all origins, and the site is well",
    ...{ strikes: "all", behaviour: { healthStatus: 404 }, unlessSite: hasNoHealthPath },
  }),
  originFault({
    name: "monitor-rate-limited",
    what: "A rate limit on all origins answers monitors with 429, and the site is well",
    ...{ strikes: "all", behaviour: { healthStatus: 429 }, unlessSite: hasNoHealthPath },
  }),
];

/** What TLS between Cloudflare and origins meets. */
export const faultsOfTls: readonly Fault[] = [
  certificateFault("certificate-expired", "expired", "has expired"),
  originFault({
    name: "certificate-not-reloaded",
    what: "The first pool's origins have a new certificate, but their web servers still show the old one, which has expired",
    ...{ strikes: "primary", behaviour: { certificate: "expired" }, then: renewedUnread },
    unless: (origin) => notEncrypted(origin) ?? isLoadBalancer(origin),
  }),
  certificateFault("certificate-wrong-name", "otherName", "is for another name"),
  certificateFault("certificate-self-signed", "selfSigned", "is signed by itself"),
  certificateFault("certificate-chain-incomplete", "incompleteChain", "comes without its chain"),
  originFault({
    name: "client-certificate-refused",
    what: "The first pool's origins no longer take the client certificate that Cloudflare shows",
    ...{ strikes: "primary", behaviour: { takesClientCertificate: false } },
    unless: demandsNoCertificate,
  }),
];

function certificateFault(name: string, certificate: CertificateKind, how: string): Fault {
  const what = `The certificate of the first pool's origins ${how}`;
  return originFault({
    ...{ name, what, strikes: "primary", behaviour: { certificate }, unless: notEncrypted },
  });
}
