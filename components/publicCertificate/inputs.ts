import type * as pulumi from "@pulumi/pulumi";
import type { Certificate, CertificateArgs } from "@pulumi/aws/acm/certificate";
import type { DnsRecordArgs } from "@pulumi/cloudflare/dnsRecord";
import { requestedKeys } from "../../facts/aws/certificateManager";
import type { ResolvedPublicCertificate } from "./resolve";

/**
 * The request of a region.
 * @param region - The region.
 * @param resolved - Which certificate.
 */
export function requestInputs(
  region: string,
  { domainName, otherNames, keyAlgorithm }: ResolvedPublicCertificate,
): CertificateArgs {
  return {
    region,
    domainName,
    subjectAlternativeNames: [...otherNames],
    keyAlgorithm: requestedKeys[keyAlgorithm],
    validationMethod: "DNS",
  };
}

/** What AWS asks to be proven. */
type Options = pulumi.Unwrap<Certificate["domainValidationOptions"]>;

/**
 * The record that proves a name. It follows from the name and the AWS account, so that it is the same for the certificates of all regions,
 * and for all to come: AWS renews them by it. Source: AWS Certificate Manager user guide, dns-validation, and its FAQs; AWS Terraform
 * provider issue 13653, where a second region asked for the record that stood there.
 * @param zoneId - The zone.
 * @param provenName - The name.
 * @param certificate - A certificate that asks for the proof.
 */
export function proofInputs(
  zoneId: pulumi.Input<string>,
  provenName: string,
  certificate: Certificate,
): DnsRecordArgs {
  // Mocks in tests of users answer nothing.
  const asked = certificate.domainValidationOptions.apply((options: Options | undefined) =>
    options?.find(({ domainName }) => domainName.replace(/^\*\./, "") === provenName),
  );
  const text = (property: "resourceRecordName" | "resourceRecordValue"): pulumi.Output<string> =>
    asked.apply((option) => option?.[property].replace(/\.$/, "") ?? "");
  return {
    zoneId,
    type: "CNAME",
    name: text("resourceRecordName"),
    content: text("resourceRecordValue"),
    proxied: false,
    ttl: 1,
  };
}
