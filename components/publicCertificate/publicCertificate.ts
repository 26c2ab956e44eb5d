import * as pulumi from "@pulumi/pulumi";
import { Certificate } from "@pulumi/aws/acm/certificate";
import { CertificateValidation } from "@pulumi/aws/acm/certificateValidation";
import { DnsRecord } from "@pulumi/cloudflare/dnsRecord";
import { mapEntries } from "../../core/entries";
import { childName } from "../internal/names";
import { resolvedArgs } from "../internal/validation";
import type { PublicCertificateArgs } from "./args";
import { proofInputs, requestInputs } from "./inputs";
import type { ResolvedPublicCertificate } from "./resolve";
import { validatePublicCertificate } from "./validate";

const type = "steady-edge:index:PublicCertificate";

/** The resources that a `PublicCertificate` makes. */
export interface PublicCertificateChildren {
  /** The certificates by region. */
  readonly certificates: Readonly<Record<string, Certificate>>;
  /** The records that prove the names, by name. */
  readonly proofs: Readonly<Record<string, DnsRecord>>;
  /** What waits until a certificate is issued, by region. */
  readonly validations: Readonly<Record<string, CertificateValidation>>;
}

/**
 * A certificate of a public authority, for load balancers in AWS: issued by AWS Certificate Manager, which renews it by itself as long as
 * the records stand that prove the names.
 *
 * Creates: an `aws.acm.Certificate` and a `CertificateValidation` for each region, named `<name>-acm-<region>` and
 * `<name>-issued-<region>`; and a `DnsRecord` for each name to prove, a wildcard sharing that of the name beneath which it stands,
 * named `<name>-proof-<hostname>`. The records are no part of a `DnsRecords`, since AWS says what they are called only once it is
 * asked for the certificate.
 *
 * Other names make another certificate, which is issued before load balancers of the program get it and before the former one goes.
 *
 * ```typescript
 * import { PublicCertificate } from "steady-edge";
 *
 * const certificate = new PublicCertificate("origin", {
 *   zoneId: "0123456789abcdef0123456789abcdef",
 *   zoneName: "example.com",
 *   regions: ["us-east-1"],
 * });
 *
 * export const certificateArns = certificate.acmCertificateArns;
 * ```
 */
export class PublicCertificate extends pulumi.ComponentResource {
  /** The ARN of the certificate by region, known once it is issued. */
  public readonly acmCertificateArns: pulumi.Output<Record<string, string>>;

  /**
   * Declares certificates and proofs.
   * @param name - Logical name; the children are named after it.
   * @param args - Which certificate.
   * @param opts - Options of the component.
   * @throws One error that lists every problem, before anything is registered.
   */
  constructor(name: string, args: PublicCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `PublicCertificate "${name}"`;
    const resolved = resolvedArgs(subject, args, opts, validatePublicCertificate);
    super(type, name, {}, opts);

    const parent = { parent: this };
    const certificates = Object.fromEntries(
      resolved.regions.map((region) => {
        const inputs = requestInputs(region, resolved);
        return [region, new Certificate(childName(name, "acm", region), inputs, parent)];
      }),
    );
    const proofs = makeProofs(name, resolved, certificates, this);
    const fqdns = pulumi.all(Object.values(proofs).map((proof) => proof.name));
    const validations = mapEntries(certificates, ({ arn }, region) => {
      const inputs = { region, certificateArn: arn, validationRecordFqdns: fqdns };
      return new CertificateValidation(childName(name, "issued", region), inputs, parent);
    });
    const children: PublicCertificateChildren = { certificates, proofs, validations };
    Object.assign(this, children);

    this.acmCertificateArns = pulumi.output(
      mapEntries(validations, ({ certificateArn }) => certificateArn),
    );
    this.registerOutputs({ acmCertificateArns: this.acmCertificateArns });
  }
}

/** The fields that hold the children. */
export interface PublicCertificate extends PublicCertificateChildren {}

function makeProofs(
  name: string,
  { zoneId, provenNames }: ResolvedPublicCertificate,
  certificates: Readonly<Record<string, Certificate>>,
  parent: pulumi.Resource,
): Record<string, DnsRecord> {
  const [asking] = Object.values(certificates);
  return Object.fromEntries(
    provenNames.flatMap((provenName) => {
      if (asking === undefined) {
        return [];
      }
      const inputs = proofInputs(zoneId, provenName, asking);
      const proofName = childName(name, "proof", provenName);
      return [[provenName, new DnsRecord(proofName, inputs, { parent })]];
    }),
  );
}
