import { unknownValue } from "../../core/known";
import { certificateCovers } from "../../core/hostnames";
import { strictModes } from "../../facts/cloudflare/zoneSettings";
import { encryptionModeOf } from "../../model/traffic/encryptionModes";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import type { Lead } from "../../model/origin/lead";
import { endsTls, readListener } from "../../model/origin/listeners";
import type { OriginPaths } from "../../model/origin/originPaths";
import { servedCertificates, type ServedCertificates } from "../../model/origin/servedCertificates";
import type { CertificateNode } from "../../model/tls/certificates";
import type { HostnamePath } from "../../model/traffic/hostnamePath";
import type { TrafficModel } from "../../model/traffic/path";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";
import { names, say, type Phrase } from "../words/words";

/** What may be amiss with the certificates of a listener. */
interface Kind {
  readonly id: Risk["id"];
  /** Whether it is, for a name that they are shown for. */
  readonly isAmiss: (served: ServedCertificates, asked: readonly string[]) => boolean;
  readonly words: (machine: string, hostnames: Phrase) => Pick<Risk, "consequence" | "hint">;
}

const kinds: readonly Kind[] = [
  {
    id: "listener-certificate-missing",
    isAmiss: ({ names: covered }, asked) =>
      covered !== unknownValue && !asked.some((name) => certificateCovers(covered, name)),
    words: (machine, hostnames) => ({
      consequence: say`No certificate of ${machine} covers ${hostnames} after this change: in Full (strict) visitors get Error 526, and every monitor that verifies finds it down.`,
      hint: say`Give the listener a certificate with the name in an update before this one, and take the old one away in a later update.`,
    }),
  },
  {
    id: "listener-certificate-untrusted",
    isAmiss: (served, asked) => areAll(served, asked, ({ isTrusted }) => isTrusted === "no"),
    words: (machine, hostnames) => ({
      consequence: say`No authority that Cloudflare trusts has issued the certificate that ${machine} shows for ${hostnames} after this change: in Full (strict) visitors get Error 526 until one has, unless the zone's own trust store for origins holds the one that did, and every monitor that verifies finds it down.`,
      hint: say`Give the listener a certificate of Cloudflare's Origin CA, or a public one of AWS Certificate Manager, in an update before this one.`,
    }),
  },
  {
    // Source: CA/Browser Forum, baseline requirements 6.1.7 (no root signs what a server shows), and the one of `isAlone`.
    id: "listener-certificate-untrusted",
    isAmiss: (served, asked) => areAll(served, asked, ({ isAlone }) => isAlone),
    words: (machine, hostnames) => ({
      consequence: say`From this change on ${machine} shows its certificate for ${hostnames} alone, without those between it and an authority, and no public authority issues one without any: in Full (strict) visitors get Error 526 until it shows them too, unless the zone's own trust store for origins holds the one that did, and every monitor that verifies finds it down.`,
      hint: say`Import the certificate with its chain (certificateChain).`,
    }),
  },
];

/** Whether all certificates that are shown for a name are such, of which there is one. */
function areAll(
  { certificates, names: covered }: ServedCertificates,
  asked: readonly string[],
  isSuch: (certificate: CertificateNode) => boolean,
): boolean {
  const shown = certificates.filter(({ hostnames }) => {
    const own = hostnames === unknownValue ? [] : hostnames;
    const known = new Set(own.filter((name) => typeof name === "string"));
    return asked.some((name) => certificateCovers(known, name));
  });
  return covered !== unknownValue && shown.length > 0 && shown.every(isSuch);
}

/** Finds listeners that come to show no certificate which Cloudflare takes for a hostname that it asks them for. */
export function listenerCertificateRisks(sides: OriginSides): Risk[] {
  const { inventory } = sides.after.model;
  return inventory.ofType("awsLoadBalancer").flatMap((machine) =>
    sides.after
      .asked(machine)
      .filter((listener) => endsTls(readListener(listener).protocol))
      .flatMap((listener) => kinds.flatMap((kind) => listenerRisk(sides, machine, listener, kind))),
  );
}

function listenerRisk(
  sides: OriginSides,
  machine: ModelResource,
  listener: ModelResource,
  kind: Kind,
): Risk[] {
  const missing = missed(sides.after, machine, listener, kind);
  if (missing.size === 0) {
    return [];
  }
  const [oldMachine, oldListener] = [sides.earlier(machine), sides.earlier(listener)];
  const before = oldMachine && oldListener && missed(sides.before, oldMachine, oldListener, kind);
  const coming = [...missing].filter(
    (hostname) => before?.has(hostname) !== true && sides.wasAnswered(hostname),
  );
  const given = [
    ...partsOf(sides.after, listener),
    ...(oldListener === undefined ? [] : partsOf(sides.before, oldListener)),
  ];
  const leading = sides.after.leads.to(machine).map(({ by }) => by);
  const own = sides.causes(given);
  const cause = own.length > 0 ? own : sides.causes([machine, ...leading]);
  // A trust store of a zone's own for origins may hold who issued it.
  const isUntrusted = kind.id === "listener-certificate-untrusted";
  const { inventory } = sides.after.model;
  return coming.length === 0
    ? []
    : causedRisk(listener, cause, () => ({
        ...{ id: kind.id, title: title(machine), about: coming },
        severity: isUntrusted && inventory.has("originAuthority") ? "medium" : "high",
        ...kind.words(title(machine), names(coming)),
      }));
}

/** What decides which certificates a listener shows. */
function partsOf({ model }: OriginPaths, listener: ModelResource): ModelResource[] {
  const { givenBy, certificates } = servedCertificates(model, listener);
  return [...givenBy, ...certificates.map(({ resource }) => resource)];
}

/** Hostnames of zones in Full (strict), or of which the mode is not known, for which a listener shows nothing that Cloudflare takes. */
function missed(
  { leads, model }: OriginPaths,
  machine: ModelResource,
  listener: ModelResource,
  { isAmiss }: Kind,
): ReadonlySet<string> {
  const leading = leads.to(machine);
  const served = leading.length === 0 ? undefined : servedCertificates(model, listener);
  const bare = leading.filter((lead) => {
    const asked = askedNames(model, lead);
    return served !== undefined && asked !== undefined && isAmiss(served, asked);
  });
  return new Set(bare.map(({ hostname }) => hostname));
}

/** The names of which a certificate has to have one; undefined where none has to, or they are not known. */
function askedNames(
  model: TrafficModel,
  { hostname, hosts, isTunnelled }: Lead,
): string[] | undefined {
  const path = model.pathOf(hostname);
  const mode = encryptionModeOf(model, hostname);
  const isUnchecked = typeof mode === "string" && !strictModes.includes(mode);
  // What a tunnel verifies its configuration says.
  if (path.proxied === "no" || isUnchecked || isTunnelled || hosts === unknownValue) {
    return undefined;
  }
  const asked = hosts.length > 0 ? hosts : [hostname, ...targetsOf(path)];
  return asked.map((name) => name.toLowerCase());
}

/** Cloudflare takes the requested hostname or the target. Source: Cloudflare docs, ssl/origin-configuration/ssl-modes/full-strict. */
function targetsOf({ records, next }: HostnamePath): string[] {
  const own = records.map(({ content }) => content).filter((each) => typeof each === "string");
  return [...own, ...next.flatMap(targetsOf)];
}
