import type { X509Certificate } from "node:crypto";
import { alternativeNames } from "../../core/certificateNames";
import type { CauseId } from "../../facts/causes";
import { originCaIssuers } from "../../facts/cloudflare/originCa";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import type { Handshake } from "./handshake";
import { placeText, type OriginTarget } from "./target";

/** What is wrong with a certificate, and what that speaks for. */
interface Fault {
  readonly seen: string;
  readonly speaksFor: readonly CauseId[];
}

const authorities = Object.values(originCaIssuers).map(
  ({ organizationalUnit }) => organizationalUnit,
);

/** Codes of OpenSSL for dates, which are judged from the certificate. */
const datesAlone: ReadonlySet<string> = new Set(["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"]);

/** What is judged from the certificate: dates, and Node's own code for names. */
const judgedBefore: ReadonlySet<string> = new Set([...datesAlone, "ERR_TLS_CERT_ALTNAME_INVALID"]);

/** Codes of OpenSSL for a chain whose next certificate is not to be had. */
const unlinked: ReadonlySet<string> = new Set([
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
]);

/**
 * Judges the certificate that an origin showed, as Cloudflare does in the mode Full (strict).
 * @param target - The address.
 * @param shown - The handshake that showed it.
 * @param now - When it is looked at.
 * @returns One evidence for each fault, or one that it is right.
 */
export function judgeCertificate(
  target: OriginTarget,
  shown: Handshake & { readonly kind: "done" },
  now: Date,
): Evidence[] {
  const { pass, fail, unknown } = witness(
    "origin",
    "certificate",
    placeText(target.address, target.httpsPort),
  );
  const [own] = shown.chain;
  if (own === undefined) {
    return [unknown("showed no certificate")];
  }
  const faults = [
    ...ofDates(shown.chain, now),
    ...ofNames(own, target.hostname),
    ...ofTrust(own, shown),
  ];
  return faults.length > 0
    ? faults.map(({ seen, speaksFor }) => fail(seen, speaksFor))
    : [
        pass(
          `${described(own)}; ${shown.chain.length === 1 ? "shown alone" : `with ${shown.chain.length - 1} more`}`,
          [
            "certificate-expired",
            "certificate-wrong-name",
            "certificate-untrusted",
            "certificate-chain-incomplete",
            "certificate-not-reloaded",
          ],
        ),
      ];
}

function described(own: X509Certificate): string {
  const trust = isOriginCa(own) ? "Cloudflare's Origin CA, which Cloudflare trusts" : issuerOf(own);
  return `for ${namesOf(own)}, until ${day(own.validTo)}, by ${trust}`;
}

function ofDates(chain: readonly X509Certificate[], now: Date): Fault[] {
  return chain.flatMap((certificate, index) => {
    const which = index === 0 ? "the certificate" : `certificate ${index + 1} of the chain`;
    const [from, until] = [new Date(certificate.validFrom), new Date(certificate.validTo)];
    const seen =
      until < now
        ? `${which} expired on ${day(certificate.validTo)}`
        : from > now
          ? `${which} counts from ${day(certificate.validFrom)} on`
          : undefined;
    return seen === undefined ? [] : [{ seen, speaksFor: ["certificate-expired"] as const }];
  });
}

function ofNames(own: X509Certificate, hostname: string): Fault[] {
  return own.checkHost(hostname) === undefined
    ? [
        {
          seen: `the certificate is for ${namesOf(own)}, not for ${hostname}`,
          speaksFor: ["certificate-wrong-name"],
        },
      ]
    : [];
}

function ofTrust(
  own: X509Certificate,
  { distrust, chain }: { distrust?: string; chain: readonly X509Certificate[] },
): Fault[] {
  if (distrust === undefined) {
    return [];
  }
  // Where several things are wrong OpenSSL names one: that it is signed by itself is seen in the certificate.
  const isOwnIssuer = own.subject === own.issuer && own.verify(own.publicKey);
  if (judgedBefore.has(distrust) && !(isOwnIssuer && datesAlone.has(distrust))) {
    return [];
  }
  const by = issuerOf(own);
  if (!unlinked.has(distrust)) {
    const seen = isOwnIssuer
      ? "the certificate is signed by itself"
      : `the certificate comes from ${by}, which is not trusted (${distrust})`;
    return [{ seen, speaksFor: ["certificate-untrusted"] }];
  }
  const seen = `the certificate comes from ${by}; ${chain.length} shown, and the one that links to a trusted root is missing`;
  return [{ seen, speaksFor: missingLink(own) }];
}

/** Who says where its issuer's certificate is to be had has one that is not a root: it is that one which is not shown. */
function missingLink(own: X509Certificate): CauseId[] {
  if (isOriginCa(own)) {
    return ["certificate-untrusted"];
  }
  const isToBeHad = /^CA Issuers/m.test(own.infoAccess ?? "");
  return isToBeHad
    ? ["certificate-chain-incomplete"]
    : ["certificate-chain-incomplete", "certificate-untrusted"];
}

function isOriginCa(own: X509Certificate): boolean {
  return authorities.some((unit) => own.issuer.split("\n").includes(`OU=${unit}`));
}

function issuerOf({ issuer }: X509Certificate): string {
  const parts = new Map(
    issuer.split("\n").map((line) => line.split(/=(.*)/s, 2) as [string, string]),
  );
  return parts.get("CN") ?? parts.get("O") ?? issuer.replaceAll("\n", ", ");
}

/** As many names as a line takes. */
function namesOf({ subjectAltName, subject }: X509Certificate): string {
  const names =
    subjectAltName === undefined
      ? subject.split("\n")
      : alternativeNames(subjectAltName).map(([kind, name]) =>
          kind === "DNS" ? name : `${kind}:${name}`,
        );
  return names.length > 3
    ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`
    : names.join(", ");
}

function day(written: string): string {
  return new Date(written).toISOString().slice(0, 10);
}
