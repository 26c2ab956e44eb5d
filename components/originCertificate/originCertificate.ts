import * as pulumi from "@pulumi/pulumi";
import { Certificate } from "@pulumi/aws/acm/certificate";
import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm";
import { OriginCaCertificate } from "@pulumi/cloudflare/originCaCertificate";
import { CertRequest } from "@pulumi/tls/certRequest";
import { PrivateKey } from "@pulumi/tls/privateKey";
import { entryOf, mapEntries } from "../../core/entries";
import type { Problem } from "../../core/problem";
import { checkedOnceKnown } from "../internal/checked";
import { childName } from "../internal/names";
import { resolvedArgs } from "../internal/validation";
import type { OriginCertificateArgs } from "./args";
import { alarmInputs, certificateInputs, importInputs, keyInputs, requestInputs } from "./inputs";
import { readCertificate } from "../../core/pemCertificates";
import { expiresWithin, expiryOf, type PemBundle } from "./pem";
import type { ResolvedCertificate } from "./resolve";
import { validateOriginCertificate } from "./validate";

const type = "steady-edge:index:OriginCertificate";

/** The resources that an `OriginCertificate` makes. */
export interface OriginCertificateChildren {
  /** The private keys by generation; none where the certificate was issued elsewhere. */
  readonly keys: Readonly<Record<string, PrivateKey>>;
  /** The certificate requests by generation. */
  readonly requests: Readonly<Record<string, CertRequest>>;
  /** The certificates of Cloudflare's Origin CA by generation. */
  readonly certificates: Readonly<Record<string, OriginCaCertificate>>;
  /** The imports into Certificate Manager by generation, or `existing`, and then by region. */
  readonly imports: Readonly<Record<string, Readonly<Record<string, Certificate>>>>;
  /** The alarms by region. */
  readonly alarms: Readonly<Record<string, MetricAlarm>>;
}

/**
 * A certificate with which an origin serves Cloudflare, so that Full (strict) TLS holds: issued by Cloudflare's Origin CA for a key of its
 * own, and imported into AWS Certificate Manager where load balancers need it. Browsers do not trust it: for names that are not
 * proxied, and for monitors of others, use `PublicCertificate`.
 *
 * Creates, for each generation: a `tls.PrivateKey`, a `tls.CertRequest`, an `OriginCaCertificate` and an `aws.acm.Certificate` for each
 * region, named `<name>-key-<generation>`, `<name>-request-<generation>`, `<name>-certificate-<generation>` and
 * `<name>-acm-<region>-<generation>`; and a `MetricAlarm` for each topic, named `<name>-expiry-<region>`.
 *
 * To rotate it, raise `generation` and name the former one in `keptGenerations`: both are valid, the outputs are of the new one. Once all
 * who serve it have that, leave the former one out. Load balancers of the same program move in the first `up`; a certificate in use
 * by others is not deleted by AWS. Cloudflare revokes nothing unless `revokeRetired` says so, since whoever still serves a revoked
 * certificate answers 526.
 *
 * A preview in which the certificate that serves has less than `expiryRefusedWithinDays` left is refused.
 *
 * ```typescript
 * import { OriginCertificate } from "steady-edge";
 *
 * const certificate = new OriginCertificate("origin", {
 *   zoneName: "example.com",
 *   acmRegions: ["us-east-1", "eu-central-1"],
 * });
 *
 * export const certificateArns = certificate.acmCertificateArns;
 * ```
 */
export class OriginCertificate extends pulumi.ComponentResource {
  /** The certificate that serves, as PEM. Secret, as its key is, so that both are handled alike. */
  public readonly certificatePem: pulumi.Output<string>;
  /** Its private key, as PEM. Secret. */
  public readonly privateKeyPem: pulumi.Output<string>;
  /** When it expires, as a date and time in ISO 8601. */
  public readonly expiresOn: pulumi.Output<string>;
  /** Its ARN in Certificate Manager, by region. */
  public readonly acmCertificateArns: pulumi.Output<Record<string, string>>;

  /**
   * Declares key, certificate and imports.
   * @param name - Logical name; the children are named after it.
   * @param args - Which certificate.
   * @param opts - Options of the component.
   * @throws One error that lists every problem, before anything is registered.
   */
  constructor(name: string, args: OriginCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `OriginCertificate "${name}"`;
    const resolved = resolvedArgs(subject, args, opts, validateOriginCertificate);
    super(type, name, {}, opts);

    const issued = issue(name, resolved, this);
    const { existing, acmRegions } = resolved;
    const bundles = existing === undefined ? issued.bundles : { existing };
    const imports = mapEntries(bundles, (bundle, generation) =>
      importEach(name, acmRegions, generation, bundle, this),
    );
    const serving = existing === undefined ? `${resolved.generation}` : "existing";
    const served = entryOf("the generations", bundles, serving);
    const arns = mapEntries(entryOf("the imports", imports, serving), ({ arn }) => arn);
    const alarms = mapEntries(resolved.topicArns, (_topic, region) => {
      const alarmName = childName(name, "expiry", region);
      const inputs = alarmInputs(alarmName, region, entryOf("arns", arns, region), resolved);
      return new MetricAlarm(alarmName, inputs, { parent: this });
    });
    const { keys, requests, certificates } = issued;
    const children: OriginCertificateChildren = { keys, requests, certificates, imports, alarms };
    Object.assign(this, children);

    this.certificatePem = served.certificatePem;
    this.privateKeyPem = served.privateKeyPem;
    this.expiresOn = pulumi.unsecret(served.certificatePem).apply(expiryText);
    this.acmCertificateArns = pulumi.output(arns);
    this.registerOutputs({
      certificatePem: this.certificatePem,
      privateKeyPem: this.privateKeyPem,
      expiresOn: this.expiresOn,
      acmCertificateArns: this.acmCertificateArns,
    });
  }
}

/** The fields that hold the children. */
export interface OriginCertificate extends OriginCertificateChildren {}

/** What Cloudflare issues, by generation. */
interface Issued extends Pick<OriginCertificateChildren, "keys" | "requests" | "certificates"> {
  /** What each generation serves. */
  readonly bundles: Readonly<Record<string, pulumi.Output<PemBundle>>>;
}

function issue(name: string, resolved: ResolvedCertificate, parent: pulumi.Resource): Issued {
  const generations = resolved.existing === undefined ? resolved.generations : [];
  const issued = (noun: string, generation: string): string => childName(name, noun, generation);
  const keys = Object.fromEntries(
    generations.map((generation) => {
      const keyName = issued("key", `${generation}`);
      return [`${generation}`, new PrivateKey(keyName, keyInputs(resolved), { parent })];
    }),
  );
  const requests = mapEntries(keys, ({ privateKeyPem }, generation) => {
    const inputs = requestInputs(resolved, privateKeyPem);
    return new CertRequest(issued("request", generation), inputs, { parent });
  });
  const certificates = mapEntries(requests, ({ certRequestPem }, generation) => {
    const inputs = certificateInputs(resolved, certRequestPem);
    // A delete revokes, and nobody here knows who still serves it.
    const retainOnDelete = !resolved.revokeRetired;
    return new OriginCaCertificate(issued("certificate", generation), inputs, {
      parent,
      retainOnDelete,
    });
  });
  const bundles = mapEntries(certificates, ({ certificate }, generation) => {
    const isServing = generation === `${resolved.generation}`;
    const certificatePem = isServing ? lasting(certificate, resolved) : certificate;
    const { privateKeyPem } = entryOf("keys", keys, generation);
    return pulumi.secret({ certificatePem, privateKeyPem });
  });
  return { keys, requests, certificates, bundles };
}

/** The certificate, where it has days enough left. */
function lasting(
  certificate: pulumi.Output<string>,
  { daysLeft, generation }: ResolvedCertificate,
): pulumi.Output<string> {
  const daysProblem = (pem: string): Problem | undefined => {
    const read = readCertificate(pem);
    return read === undefined || !expiresWithin(read, daysLeft)
      ? undefined
      : {
          path: "generation",
          rule: `be raised where the certificate has less than ${daysLeft} days left`,
          actual: `${generation}, which expires on ${expiryOf(read).toISOString().slice(0, 10)}`,
          hint: `Set generation to ${generation + 1}, and keptGenerations to [${generation}] until all who serve it have the new one`,
        };
  };
  return checkedOnceKnown(certificate, daysProblem, "origin certificate");
}

function importEach(
  name: string,
  regions: readonly string[],
  generation: string,
  bundle: pulumi.Output<PemBundle>,
  parent: pulumi.Resource,
): Record<string, Certificate> {
  return Object.fromEntries(
    regions.map((region) => {
      const inputs = importInputs(region, bundle);
      // ACM takes no key of another kind into the place of one (AWS Certificate Manager user guide, import-reimport).
      const options = { parent, replaceOnChanges: ["privateKey"] };
      return [region, new Certificate(childName(name, "acm", region, generation), inputs, options)];
    }),
  );
}

function expiryText(pem: string): string {
  const certificate = readCertificate(pem);
  return certificate === undefined ? "" : expiryOf(certificate).toISOString();
}
