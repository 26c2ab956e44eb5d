import { createPrivateKey, type KeyObject, type X509Certificate } from "node:crypto";

import { readCertificate } from "../../../core/pemCertificates";
import { apiErrors } from "../../../facts/aws/apiErrors";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import type { Place, ResourceHandler } from "../resources/handler";
import { list, object, text, type Properties, type PropertyValue } from "../values";
import { awsHandler } from "./action";

/**
 * Refuses to import a certificate that does not count now, with the key of another one, or without the chain of whoever signed it. What
 * is no certificate at all passes: programs in tests have texts in its place.
 * @param wanted - The certificate.
 * @throws {ApiError} As ImportCertificate does.
 */
export function admitImport(wanted: Properties): void {
  const certificate = readCertificate(wanted.certificateBody);
  if (certificate === undefined) {
    return;
  }
  const now = Date.now();
  if (Date.parse(certificate.validTo) <= now || Date.parse(certificate.validFrom) > now) {
    refuse(apiErrors.certificateRefused, "The certificate is not valid now");
  }
  if (
    !certificate.verify(certificate.publicKey) &&
    !isChained(certificate, wanted.certificateChain)
  ) {
    refuse(
      apiErrors.certificateRefused,
      "The certificate is not self-signed, and its issuer is not in the certificate chain",
    );
  }
  const key = readKey(text(wanted.privateKey));
  if (key !== undefined && !certificate.checkPrivateKey(key)) {
    refuse(
      apiErrors.certificateRefused,
      "The private key does not match the public key of the certificate",
    );
  }
}

/** Waits until a certificate is issued. The wait of the real provider for a proof that nobody made ends here at once. */
export const certificateValidationHandler: ResourceHandler = awsHandler(
  types.certificateValidation,
  "acm",
  {
    create: "DescribeCertificate",
    read: "DescribeCertificate",
    update: "DescribeCertificate",
    delete: "DescribeCertificate",
  },
  {
    newId: () => new Date().toISOString(),
    validate: (wanted, place) => {
      const arn = text(wanted.certificateArn);
      const certificate = place.account.get(types.certificate, arn);
      if (certificate === undefined) {
        refuse(apiErrors.noSuchCertificate, `Could not find certificate ${arn}`);
      }
      const missing = list(certificate.properties.domainValidationOptions)
        .map(object)
        .find((option) => !isProven(option, place));
      if (missing !== undefined) {
        refuse(
          apiErrors.certificateNotIssued,
          `waiting for ACM Certificate (${arn}) to be issued: timeout while waiting for state to become 'ISSUED' (last state: 'PENDING_VALIDATION'): nothing proves ${text(missing.domainName)}`,
        );
      }
    },
  },
);

/** By the names alone: the sandbox's Origin CA is named like Cloudflare's, whose certificates programs give. */
function isChained({ issuer }: X509Certificate, chain: PropertyValue | undefined): boolean {
  const sorted = (name: string): string => name.split("\n").sort().join("\n");
  return text(chain)
    .split(/(?=-----BEGIN CERTIFICATE-----)/)
    .map(readCertificate)
    .some((each) => each !== undefined && sorted(each.subject) === sorted(issuer));
}

function isProven(option: Properties, { account }: Place): boolean {
  const name = text(option.resourceRecordName).replace(/\.$/, "");
  const value = text(option.resourceRecordValue).replace(/\.$/, "");
  return account
    .ofType(types.record)
    .some(({ properties }) => properties.name === name && properties.content === value);
}

function readKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}
