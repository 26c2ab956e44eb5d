import type { ModelTypeName } from "../graph/resourceTypes";
import type { ReadType } from "./readType";

const another = "makes another certificate with another key; both go where they are shown";
const keys = { privateKeyPem: another, privateKeyPemWoVersion: another };
const early = { earlyRenewalHours: "when an update makes the next one; this one ends as before" };
const identifiers = "what it calls the keys, which names and end do not depend on";

/** What of the certificates that a program makes itself the model reads: whom they are for, and how long they hold. */
export const tlsReadTypes: Readonly<Partial<Record<ModelTypeName, ReadType>>> = {
  certRequest: { read: ["dnsNames"], noPart: keys },
  selfSignedCert: {
    read: ["dnsNames", "validityPeriodHours"],
    noPart: { ...keys, ...early, setAuthorityKeyId: identifiers, setSubjectKeyId: identifiers },
  },
  // Whether who signs it is trusted nobody reads.
  locallySignedCert: {
    read: ["certRequestPem", "validityPeriodHours"],
    noPart: { ...early, setSubjectKeyId: identifiers },
  },
};
