import { readCertificate } from "../../../core/pemCertificates";
import { certificateOnce } from "../../../constraints/originPulls";
import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { types } from "../account/indexes";
import { refuse, refuseBroken } from "../calls/refuse";
import type { ResourceHandler } from "../resources/handler";
import { text, type Properties } from "../values";
import { restHandler, zonePath } from "./rest";

/** What Cloudflare shows the origins of a zone: `/zones/<zone>/origin_tls_client_auth`. What is no certificate at all passes, as with AWS. */
export const originPullsCertificateHandler: ResourceHandler = restHandler(
  types.originPullsCertificate,
  { collection: (item) => `${zonePath(item)}/origin_tls_client_auth` },
  {
    validate: (wanted, place, current) => {
      if (readCertificate(wanted.certificate)?.ca === true) {
        refuse(apiErrors.onlyLeafCertificates, "Only leaf certificate is allowed.");
      }
      const others = place.account.find(
        `${types.originPullsCertificate} in-zone:${text(wanted.zoneId)}`,
      );
      const present = [...others]
        .filter(({ key }) => key !== current?.key)
        .map(({ properties }) => identityOf(properties));
      const fields = { certificate: identityOf(wanted) };
      refuseBroken([certificateOnce], fields, { present: new Set(present) });
    },
    computeOutputs: (wanted, _place, id) => {
      const certificate = readCertificate(wanted.certificate);
      return {
        ...{ certificateId: id, enabled: true, status: "active", signature: "SHA256WithRSA" },
        ...(certificate === undefined
          ? {}
          : {
              expiresOn: new Date(certificate.validTo).toISOString(),
              issuer: certificate.issuer.split("\n").join(","),
              serialNumber: certificate.serialNumber,
            }),
      };
    },
  },
);

/** The same certificate, however its text is laid out. */
function identityOf(wanted: Properties): string {
  return readCertificate(wanted.certificate)?.fingerprint256 ?? text(wanted.certificate).trim();
}
