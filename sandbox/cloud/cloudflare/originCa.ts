import { dayMilliseconds } from "../../../core/days";
import {
  hostnamesCounted,
  nameInZones,
  wildcardOfOneLevel,
} from "../../../constraints/originCertificates";
import { ownEntry } from "../../../core/ownEntry";
import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { originCaCertificates, originCaIssuers } from "../../../facts/cloudflare/originCa";
import { canonicalHostname } from "../../../model/graph/hostnames";
import { types } from "../account/indexes";
import { refuse, refuseBroken } from "../calls/refuse";
import type { Place, ResourceHandler } from "../resources/handler";
import { number, text, texts, type Properties } from "../values";
import { certify, readRequest } from "../x509/certificate";
import { nameOf } from "../x509/names";
import { originCa } from "../x509/originCa";
import { restHandler } from "./rest";
import { allZones } from "./zones";

/** Whom the Origin CA names as the owner. Source: certificates that it issued, in public threads. */
const owner = {
  organization: "CloudFlare, Inc.",
  organizationalUnit: "CloudFlare Origin CA",
  commonName: "CloudFlare Origin Certificate",
};

/** Origin CA certificates: `/certificates`; a delete revokes. They are real ones, signed by the Origin CA of the sandbox. */
export const originCaCertificateHandler: ResourceHandler = restHandler(
  types.originCaCertificate,
  { collection: () => "/certificates" },
  { validate: admitCertificate, computeOutputs: answerCertificate },
);

function admitCertificate(certificate: Properties, place: Place): void {
  const hostnames = texts(certificate.hostnames);
  const zones = allZones(place).map(({ name }) => name);
  refuseBroken([hostnamesCounted], { hostnames }, undefined);
  for (const hostname of hostnames.map(canonicalHostname)) {
    refuseBroken([wildcardOfOneLevel], { hostname }, undefined);
    refuseBroken([nameInZones], { hostname }, { zones });
  }
  const request = readRequest(text(certificate.csr));
  if (request?.isSigned !== true) {
    refuse(apiErrors.invalidRequest, "csr must be a certificate request in PEM form");
  }
  const isRsa = request.publicKey.asymmetricKeyType === "rsa";
  if (isRsa !== (text(certificate.requestType) === "origin-rsa")) {
    refuse(apiErrors.invalidRequest, "request_type must be that of the key of the csr");
  }
}

function answerCertificate(certificate: Properties, { seed }: Place): Properties {
  const request = readRequest(text(certificate.csr));
  const requestType = text(certificate.requestType) as keyof typeof originCaIssuers;
  const issuer = originCa(
    seed.accountId,
    ownEntry(originCaIssuers, requestType) ? requestType : "origin-rsa",
  );
  if (request === undefined) {
    return {};
  }
  const days = number(certificate.requestedValidity) ?? originCaCertificates.defaultDays;
  const now = Date.now();
  const until = new Date(now + days * dayMilliseconds);
  const content = {
    publicKey: request.publicKey,
    subject: nameOf(owner),
    hostnames: texts(certificate.hostnames),
    ...{ from: new Date(now - 300_000), until, use: ["server", "client"] as const },
  };
  return { certificate: certify(content, issuer), expiresOn: until.toISOString() };
}
