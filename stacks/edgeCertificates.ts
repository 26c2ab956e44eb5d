import * as pulumi from "@pulumi/pulumi";
import { recordName } from "../components/dns/names";
import type { EdgeCertificateArgs } from "../components/edgeCertificate";
import { edgeCertificateFields } from "../components/edgeCertificate/schema";
import { validateEdgeCertificate } from "../components/edgeCertificate/validate";
import type { ProblemList } from "../components/internal/checked";
import { deepHostnameProblem } from "../components/internal/deepHostnames";
import { handOverChecked } from "../components/internal/validation";
import { fullHostname } from "../core/hostnameRules";
import { canonicalHostname, certificateCovers } from "../core/hostnames";
import { ownEntry } from "../core/ownEntry";
import { keyPath } from "../core/paths";
import type { Problem } from "../core/problem";
import { fieldsOf, without, type SchemaOf } from "../core/schema";
import type { Environment } from "./environment";

/** Arguments of a certificate at the edge that an environment has elsewhere. */
const elsewhere = { zoneId: "zone.id", zoneName: "zone.name" } as const;

/**
 * A certificate that visitors are shown for names that Universal SSL does not reach. Sites and records of such a name, which say
 * `acceptDeepHostname`, are made once it is active.
 */
export type EnvironmentEdgeCertificate = Omit<EdgeCertificateArgs, keyof typeof elsewhere>;

/** The schema of one certificate at the edge of an environment. */
export const environmentEdgeCertificateSchema = fieldsOf(
  without(edgeCertificateFields, elsewhere) satisfies SchemaOf<EnvironmentEdgeCertificate>,
);

/** The arguments of certificates at the edge, by their keys. */
export type EdgeCertificatesByKey = Readonly<Record<string, EdgeCertificateArgs>>;

/**
 * Checks the certificates at the edge of an environment.
 * @param problems - Takes what is wrong.
 * @param environment - The environment.
 * @param under - Puts a problem at its place in the environment.
 * @returns The arguments of each, handed over with what they say; without those in which something is wrong.
 */
export function checkEdgeCertificates(
  problems: ProblemList,
  { edgeCertificates = {}, zone }: Environment,
  under: (path: string, problem: Problem) => Problem,
): EdgeCertificatesByKey {
  const handed = Object.entries(edgeCertificates).flatMap(([key, certificate]) => {
    const args = problems.within(
      (problem) => under(keyPath("edgeCertificates", key), problem),
      (own) => {
        const shared = { zoneId: zone.id, zoneName: zone.name };
        return handOverChecked(own, { ...certificate, ...shared }, validateEdgeCertificate);
      },
    );
    return args === undefined ? [] : [[key, args] as const];
  });
  return Object.fromEntries(handed);
}

/** The zone's id, for names beyond Universal SSL known in an update only once a certificate at the edge that covers them is active. */
export class ActiveZones {
  readonly #awaited: Awaited[] = [];

  /**
   * Knows which certificates there will be.
   * @param environment - The environment.
   */
  constructor(private readonly environment: Environment) {}

  /**
   * The zone's id for a site.
   * @param hostname - Its hostname, as written.
   */
  ofHostname(hostname: string): pulumi.Input<string> {
    return this.#onceActive(this.#coverOf(fullHostname(hostname)));
  }

  /** The zone's id for its records, all of which wait where one of them must. */
  ofRecords(): pulumi.Input<string> {
    const { records = {}, zone } = this.environment;
    const zoneName = fullHostname(zone.name) ?? "";
    const proxied = Object.values(records).filter((record) => record.proxied === true);
    const keys = proxied.flatMap(({ name }) => this.#coverOf(recordName(zoneName, `${name}`)));
    return this.#onceActive([...new Set(keys)].sort());
  }

  /**
   * Takes the zone's ids, once the certificates are declared.
   * @param zoneIds - Of each certificate the zone's id, known in an update once it is active.
   */
  provide(zoneIds: Readonly<Record<string, pulumi.Output<string>>>): void {
    this.#awaited.forEach(({ keys, provide }) => {
      const ids = keys.map((key) => ownEntry(zoneIds, key));
      provide(pulumi.all(ids).apply(() => this.environment.zone.id));
    });
  }

  /** The certificates that cover a name beyond Universal SSL. */
  #coverOf(name: string | undefined): string[] {
    const { edgeCertificates = {}, zone } = this.environment;
    const zoneName = fullHostname(zone.name);
    if (name === undefined || zoneName === undefined || !isDeep(zoneName, name)) {
      return [];
    }
    const covering = Object.entries(edgeCertificates).filter(([, { hostnames }]) =>
      certificateCovers(
        new Set(hostnames.flatMap((each) => canonicalHostname(`${each}`) ?? [])),
        name,
      ),
    );
    return covering.map(([key]) => key);
  }

  #onceActive(keys: readonly string[]): pulumi.Input<string> {
    if (keys.length === 0) {
      return this.environment.zone.id;
    }
    const [zoneId, provide] = pulumi.deferredOutput<string>();
    this.#awaited.push({ keys, provide });
    return zoneId;
  }
}

interface Awaited {
  readonly keys: readonly string[];
  readonly provide: (zoneId: pulumi.Output<string>) => void;
}

function isDeep(zoneName: string, name: string): boolean {
  return deepHostnameProblem("", zoneName, name, false) !== undefined;
}
