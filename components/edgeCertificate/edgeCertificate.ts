import { setTimeout as pause } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { CertificatePack } from "@pulumi/cloudflare/certificatePack";
import { getCertificatePack } from "@pulumi/cloudflare/getCertificatePack";
import { childName } from "../internal/names";
import { resolvedArgs } from "../internal/validation";
import { untilActive } from "./active";
import type { EdgeCertificateArgs } from "./args";
import { packInputs } from "./inputs";
import type { ResolvedEdgeCertificate } from "./resolve";
import { validateEdgeCertificate } from "./validate";

const type = "steady-edge:index:EdgeCertificate";

/** The resources that an `EdgeCertificate` makes. */
export interface EdgeCertificateChildren {
  /** The order of the certificate. */
  readonly pack: CertificatePack;
}

/**
 * A certificate at Cloudflare's edge for names that Universal SSL does not reach, and the order in which they come: what takes
 * `activeZoneId` for its zone is made only once the certificate is active, so that no visitor meets a TLS error before.
 *
 * Creates a `CertificatePack` named `<name>-pack`. The provider orders it and waits for nothing; an update with this component does. With
 * other names another pack is ordered, and the former one goes only at the end of the update, when the new one is active.
 *
 * ```typescript
 * import { DnsRecords, EdgeCertificate } from "steady-edge";
 *
 * const certificate = new EdgeCertificate("shop", {
 *   zoneId: "fedcba9876543210fedcba9876543210",
 *   zoneName: "example.com",
 *   hostnames: ["*.shop.example.com"],
 * });
 *
 * new DnsRecords("shop", {
 *   zoneId: certificate.activeZoneId,
 *   zoneName: "example.com",
 *   records: {
 *     a: { type: "A", name: "a.shop", content: "203.0.113.10", proxied: true, acceptDeepHostname: true },
 *   },
 * });
 * ```
 */
export class EdgeCertificate extends pulumi.ComponentResource {
  /** The zone's id, in an update known once the certificate is active. */
  public readonly activeZoneId: pulumi.Output<string>;

  /**
   * Checks the arguments, then orders the certificate.
   * @param name - Logical name; the child is named after it.
   * @param args - Which certificate.
   * @param opts - Pulumi's options.
   * @throws One error that lists every problem, before anything is registered.
   */
  constructor(name: string, args: EdgeCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `EdgeCertificate "${name}"`;
    const resolved = resolvedArgs(subject, args, opts, validateEdgeCertificate);
    super(type, name, {}, opts);

    const pack = new CertificatePack(childName(name, "pack"), packInputs(resolved), {
      parent: this,
    });
    const children: EdgeCertificateChildren = { pack };
    Object.assign(this, children);
    this.activeZoneId = onceActive(subject, pack, resolved, this);
    this.registerOutputs({ activeZoneId: this.activeZoneId });
  }
}

/** The fields that hold the children. */
export interface EdgeCertificate extends EdgeCertificateChildren {}

/** A preview waits for nothing, and what it says of the zone is true: an unknown one would look as if everything were made anew. */
function onceActive(
  subject: string,
  pack: CertificatePack,
  { zoneId, waitSeconds }: ResolvedEdgeCertificate,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  if (pulumi.runtime.isDryRun()) {
    // The URN is known already, and makes what takes the zone depend on the order.
    return pulumi.all([zoneId, pack.urn]).apply(([id]) => id);
  }
  return pulumi.all([pack.id, zoneId]).apply(async ([certificatePackId, id]) => {
    const read = async (): Promise<string | undefined> => {
      const found = await getCertificatePack({ zoneId: id, certificatePackId }, { parent });
      return (found as Partial<typeof found>).status;
    };
    const wait = (seconds: number): Promise<void> => pause(seconds * 1000);
    await untilActive({ subject, waitSeconds, read, pause: wait });
    return id;
  });
}
