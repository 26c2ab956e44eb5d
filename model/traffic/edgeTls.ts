import { partialSetup, universalSslLabels } from "../../facts/cloudflare/universalSsl";
import { anyOf, certain, type Certainty } from "../../core/certainty";
import { getOrCreate } from "../../core/getOrCreate";
import { canonicalHostname, registrableDomain, isServiceName } from "../graph/hostnames";
import { certificateCovers, parentHostnames } from "../../core/hostnames";
import type { HostnamePath } from "./hostnamePath";
import type { Inventory } from "../graph/inventory";
import { unknownLink, zoneOf } from "../graph/links";
import { readFlag, readText, readTexts } from "../graph/reading";
import { type Known, unknownValue } from "../../core/known";
import { type ModelResource } from "../graph/resources";
import { modelType } from "../graph/resourceTypes";
import { readPem, type PemCertificate } from "../tls/pem";
import { isPaused, zoneResource, zoneTitle } from "../tls/zoneTls";

/** What of a zone decides whether visitors get through, and whether they are shown a certificate. */
export interface ZoneEdge {
  /** The zone as the resources refer to it. */
  readonly zone: string;
  /** Its name where the model knows it, else the same as `zone`. */
  readonly title: string;
  /** The zone's own resource. Absent where the resources do not hold it. */
  readonly resource: ModelResource | undefined;
  /** Its canonical name. Undefined where it is not known. */
  readonly name: string | undefined;
  /** Whether Cloudflare's proxy is off for all of it; unknown where the resources do not hold the zone. */
  readonly paused: Certainty;
  /** Whether its name servers are somebody else's (a CNAME set-up). */
  readonly partial: Certainty;
  /** Whether Cloudflare makes it a certificate of its own accord; on where no resource says otherwise. */
  readonly universalSsl: Certainty;
  /** Whether Cloudflare makes a certificate for each proxied name; off where no resource says otherwise. */
  readonly totalTls: Certainty;
  /** The other certificates of the edge. */
  readonly certificates: readonly OrderedCertificate[];
}

/** A certificate of the edge that somebody ordered or uploaded. */
export interface OrderedCertificate {
  /** The resource. */
  readonly resource: ModelResource;
  /** Its names. */
  readonly names: Known<readonly string[]>;
}

/** Whether visitors of a hostname are shown a certificate that covers it. */
export interface EdgeCoverage {
  /** Its zone. */
  readonly zone: ZoneEdge;
  /** What it was read from: a load balancer or a record. */
  readonly resource: ModelResource;
  /** The answer, as far as the resources say. */
  readonly covered: Certainty;
  /** Whether a certificate that somebody ordered covers it. */
  readonly byOther: Certainty;
  /** Whether one covers it that Cloudflare makes of its own accord. */
  readonly ofItself: Certainty;
  /** Those that somebody ordered and that certainly cover it. */
  readonly coveredBy: readonly ModelResource[];
  /** Whether it is as near to its zone, or to its domain where the zone is not known, as Universal SSL reaches in a full set-up. */
  readonly isNear: boolean;
}

/** Reads the certificates of the edge, each zone once. */
export class EdgeTls {
  private readonly zones = new Map<string, ZoneEdge>();
  private readonly coverages = new Map<
    HostnamePath,
    { readonly found: EdgeCoverage | undefined }
  >();

  /**
   * Has read nothing yet.
   * @param inventory - The resources.
   */
  constructor(private readonly inventory: Inventory) {}

  /**
   * Reads a zone.
   * @param zone - The zone as `zoneOf` calls it.
   * @returns What decides about its edge.
   */
  zone(zone: string): ZoneEdge {
    return getOrCreate(this.zones, zone, () => this.readZone(zone));
  }

  /**
   * Says whether a certificate of the edge covers a hostname.
   * @param path - The path of a hostname.
   * @returns The answer; undefined for a hostname that is not known to be proxied, and for the name of a service, which no visitor asks for.
   */
  coverage(path: HostnamePath): EdgeCoverage | undefined {
    return getOrCreate(this.coverages, path, () => ({ found: this.coverageOf(path) })).found;
  }

  private coverageOf(path: HostnamePath): EdgeCoverage | undefined {
    const { loadBalancer, records, hostname } = path;
    const record = records.find(({ proxied }) => proxied === "yes");
    const resource = loadBalancer?.resource ?? record?.resource;
    if (resource === undefined || path.proxied !== "yes" || isServiceName(hostname)) {
      return undefined;
    }
    const zone = this.zone(zoneOf(resource));
    const isBalanced = loadBalancer !== undefined;
    const isNear = isWithinReach(zone, hostname);
    const byOther = anyOf(zone.certificates.map(({ names }) => covers(names, hostname)));
    const ofItself = anyOf([
      isBalanced ? "no" : zone.totalTls,
      byUniversalSsl(zone, isNear, isBalanced, record !== undefined),
    ]);
    const coveredBy = zone.certificates
      .filter(({ names }) => covers(names, hostname) === "yes")
      .map((certificate) => certificate.resource);
    const covered = anyOf([byOther, ofItself]);
    return { ...{ zone, resource, covered, byOther }, ...{ ofItself, coveredBy, isNear } };
  }

  /**
   * Says whether a certificate of the edge covers a name, whatever answers for it.
   * @param zone - The name's zone.
   * @param hostname - A canonical hostname, or a wildcard as on certificates.
   * @param counts - Whether a certificate counts that somebody ordered.
   * @returns The answer; `yes` only where neither a record nor a load balancer of that name would change it.
   */
  coversName(
    zone: ZoneEdge,
    hostname: string,
    counts: (certificate: ModelResource) => boolean,
  ): Certainty {
    const others = zone.certificates
      .filter(({ resource }) => counts(resource))
      .map(({ names }) => covers(names, hostname));
    const isNear = isWithinReach(zone, hostname);
    const universal = zone.partial === "no" ? byUniversalSsl(zone, isNear, true, false) : "unknown";
    return anyOf([...others, universal]);
  }

  /**
   * Whether Universal SSL covers a name in a full set-up, which a zone has as long as nothing says otherwise.
   * @param zone - The name's zone.
   * @param hostname - A canonical hostname, or a wildcard as on certificates.
   */
  isReached(zone: ZoneEdge, hostname: string): boolean {
    return zone.partial !== "yes" && zone.universalSsl === "yes" && isWithinReach(zone, hostname);
  }

  /**
   * Says whether Cloudflare's proxy is asked for in a zone.
   * @param zone - The zone's own resource.
   * @param paths - The paths of all hostnames.
   * @returns The answer; unknown where the paths hold no hostname of the zone.
   */
  proxies(zone: ModelResource, paths: readonly HostnamePath[]): Certainty {
    const own = paths.filter(({ loadBalancer, records: [record] }) => {
      const resource = loadBalancer?.resource ?? record?.resource;
      const tokens = resource === undefined ? [] : zoneOf(resource).split(" or ");
      return tokens.includes(unknownLink) || zoneResource(this.inventory, tokens) === zone;
    });
    return own.length === 0 ? "unknown" : anyOf(own.map(({ proxied }) => proxied));
  }

  private readZone(zone: string): ZoneEdge {
    const tokens = zone.split(" or ");
    const resource = zoneResource(this.inventory, tokens);
    const name = readText(resource?.properties.name);
    const setup = readText(resource?.properties.type);
    const own = (type: "universalSsl" | "totalTls") => this.inventory.linkedToAny(tokens, type);
    const [universal, total] = [own("universalSsl"), own("totalTls")];
    return {
      zone,
      resource,
      title: zoneTitle(this.inventory, tokens),
      name: typeof name === "string" ? canonicalHostname(name) : this.inventory.zones.name(zone),
      paused: resource === undefined ? "unknown" : isPaused(resource),
      partial:
        resource === undefined || setup === unknownValue
          ? "unknown"
          : certain(setup === partialSetup),
      universalSsl: readFlag(universal[0]?.properties.enabled, "yes"),
      totalTls: readFlag(total[0]?.properties.enabled, "no"),
      certificates: this.certificates(tokens),
    };
  }

  /** Those of which it is not known whose they are count for every zone, and may cover anything there. */
  private certificates(tokens: readonly string[]): OrderedCertificate[] {
    return (["certificatePack", "customCertificate", "keylessCertificate"] as const)
      .flatMap((type) => this.inventory.linkedToAny([...tokens, unknownLink], type))
      .map((resource) => ({ resource, names: edgeCertificateNames(resource) }));
  }
}

/**
 * The names of a certificate at the edge.
 * @param resource - A certificate pack, or a certificate that somebody uploaded.
 * @returns Canonical hostnames and wildcards; unknown where one of them is not known, or none is given.
 */
export function edgeCertificateNames({
  type,
  properties,
}: ModelResource): Known<readonly string[]> {
  return modelType(type) === "certificatePack"
    ? knownNames(readTexts(properties.hosts))
    : pemNames(readPem(readText(properties.certificate)));
}

function knownNames(names: Known<readonly Known<string>[]>): Known<readonly string[]> {
  if (names === unknownValue || names.length === 0) {
    return unknownValue;
  }
  const known = names.filter((name) => name !== unknownValue);
  return known.length < names.length ? unknownValue : known.map(canonicalHostname);
}

function pemNames(certificate: Known<PemCertificate>): Known<readonly string[]> {
  return certificate === unknownValue ? unknownValue : certificate.hostnames;
}

function covers(names: Known<readonly string[]>, hostname: string): Certainty {
  return names === unknownValue ? "unknown" : certain(certificateCovers(new Set(names), hostname));
}

/** Source: `partialSetup` and `universalSslLabels`. */
function byUniversalSsl(
  { universalSsl, name, partial }: ZoneEdge,
  isNear: boolean,
  isBalanced: boolean,
  isRecorded: boolean,
): Certainty {
  if (universalSsl === "no") {
    return "no";
  }
  const inPartial = isBalanced ? isRecorded && isNear : true;
  if (partial === "yes") {
    return inPartial ? universalSsl : "no";
  }
  if (isNear) {
    return universalSsl;
  }
  // A name may be nearer to its zone than to its domain, and in a partial set-up depth does not count.
  return name === undefined || (partial === "unknown" && inPartial) ? "unknown" : "no";
}

/** Whether a name is as near to its zone, or to its domain where the zone is not known, as Universal SSL reaches in a full set-up. */
function isWithinReach({ name }: ZoneEdge, hostname: string): boolean {
  const zone = name ?? registrableDomain(hostname);
  const labels = hostname === zone ? 0 : parentHostnames(hostname).indexOf(zone) + 1;
  return labels <= universalSslLabels;
}
