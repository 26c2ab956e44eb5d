import {
  createHash,
  createPrivateKey,
  createPublicKey,
  X509Certificate,
  type KeyObject,
} from "node:crypto";

import { hourMilliseconds } from "../../../core/days";
import { ownEntry } from "../../../core/ownEntry";
import type { ResourceRules } from "../../../facts/resourceRules";
import { tlsResourceRules } from "../../../facts/tls/resourceRules";
import type { ResourceHandler } from "../resources/handler";
import { number, object, text, texts, type Properties, type PropertyValue } from "../values";
import {
  certify,
  makeRequest,
  nameIn,
  readRequest,
  type CertificateContent,
  type Issuer,
} from "../x509/certificate";
import { nameOf, type DistinguishedName } from "../x509/names";
import { makeKey } from "./keys";

/** What is made of what a program gives, by type token. */
const makers: Readonly<Record<keyof typeof tlsResourceRules, (wanted: Properties) => Properties>> =
  {
    "tls:index/privateKey:PrivateKey": makeKey,
    "tls:index/certRequest:CertRequest": (wanted) => {
      const key = keyOf(wanted.privateKeyPem);
      const certRequestPem = makeRequest(key, subjectOf(wanted), texts(wanted.dnsNames));
      return { ...about(key, "keyAlgorithm"), id: idOf(certRequestPem), certRequestPem };
    },
    "tls:index/selfSignedCert:SelfSignedCert": (wanted) => {
      const key = keyOf(wanted.privateKeyPem);
      const name = nameOf(subjectOf(wanted));
      const owner = {
        publicKey: createPublicKey(key),
        subject: name,
        hostnames: texts(wanted.dnsNames),
      };
      return { ...about(key, "keyAlgorithm"), ...certified(wanted, owner, { name, key }) };
    },
    "tls:index/locallySignedCert:LocallySignedCert": (wanted) => {
      const request = readRequest(text(wanted.certRequestPem));
      if (request?.isSigned !== true) {
        throw new Error(
          "Failed to parse certificate request: no request that its own key has signed",
        );
      }
      const key = keyOf(wanted.caPrivateKeyPem);
      const authority = new X509Certificate(text(wanted.caCertPem));
      return {
        ...about(key, "caKeyAlgorithm"),
        ...certified(wanted, request, { name: nameIn(authority), key }),
      };
    },
  };

/** Types of the TLS provider that are served. */
export const tlsServedTypes: readonly string[] = Object.keys(makers);

/**
 * Finds what is known about a type of the TLS provider.
 * @param type - Pulumi type token, of a type that the SDK declares.
 * @returns Its handler.
 * @throws {Error} For a type that this stand-in does not serve: what it makes could not be made up.
 */
export function tlsHandler(type: string): ResourceHandler {
  const makesInState = ownEntry(makers, type);
  const rules = ownEntry<ResourceRules>(tlsResourceRules, type);
  if (makesInState === undefined || rules === undefined) {
    throw new Error(
      `${type} is not served by the sandbox, whose stand-in for tls makes keys, requests and certificates`,
    );
  }
  const none = (): never => {
    throw new Error(`${type} is made without calls`);
  };
  return { type, service: "tls", rules, route: none, newId: none, makesInState };
}

function certified(
  wanted: Properties,
  owner: Pick<CertificateContent, "publicKey" | "subject" | "hostnames">,
  issuer: Issuer,
): Properties {
  const from = new Date();
  const until = new Date(
    from.getTime() + (number(wanted.validityPeriodHours) ?? 0) * hourMilliseconds,
  );
  const uses = texts(wanted.allowedUses);
  const use = [
    ...(wanted.isCaCertificate === true ? (["authority"] as const) : []),
    ...(uses.includes("server_auth") ? (["server"] as const) : []),
    ...(uses.includes("client_auth") ? (["client"] as const) : []),
  ];
  const certPem = certify({ ...owner, from, until, use }, issuer);
  return {
    id: BigInt(`0x${new X509Certificate(certPem).serialNumber}`).toString(),
    certPem,
    validityStartTime: from.toISOString(),
    validityEndTime: until.toISOString(),
  };
}

function subjectOf(wanted: Properties): DistinguishedName {
  return object(wanted.subject);
}

function keyOf(pem: PropertyValue | undefined): KeyObject {
  try {
    return createPrivateKey(text(pem));
  } catch {
    throw new Error("Failed to parse private key PEM");
  }
}

/** The algorithm as the provider writes it. */
function about(key: KeyObject, property: string): Properties {
  const algorithm = { rsa: "RSA", ec: "ECDSA", ed25519: "ED25519" }[key.asymmetricKeyType as "rsa"];
  return { [property]: algorithm };
}

function idOf(pem: string): string {
  return createHash("sha1").update(pem).digest("hex");
}
