import { unknownValue, type Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { readNumber, readTexts } from "../graph/reading";
import type { ModelResource, ModelValue } from "../graph/resources";
import { targetOf } from "../graph/targets";

/** A certificate that a program is about to make. */
export interface MadeCertificate {
  /** Hostnames it is for, as they are given. */
  readonly hostnames: Known<readonly Known<string>[]>;
  /** How long it holds from when it is made, in hours. Undefined where the Origin CA issues it, whose least is a week. */
  readonly validityHours: Known<number> | undefined;
  /** Whether nobody but its own key signs it. */
  readonly isSelfSigned: boolean;
}

/**
 * Finds the certificate that a property is about to be given: of the Origin CA, or of the program's own by the TLS provider.
 * @param inventory - Where that is of which it is made.
 * @param value - The property, not known yet.
 * @returns The certificate; undefined where it comes from elsewhere, or may be one of several.
 */
export function madeCertificate(
  inventory: Inventory,
  value: ModelValue | undefined,
): MadeCertificate | undefined {
  const found = (["originCertificate", "selfSignedCert", "locallySignedCert"] as const).flatMap(
    (type) => {
      const target = targetOf(inventory, value, type);
      return (target?.resources ?? []).map((resource) => ({ type, resource }));
    },
  );
  const [only] = found;
  if (only === undefined || found.length > 1) {
    return undefined;
  }
  const { properties } = only.resource;
  switch (only.type) {
    case "originCertificate":
      return {
        ...{ hostnames: readTexts(properties.hostnames), validityHours: undefined },
        isSelfSigned: false,
      };
    case "selfSignedCert":
    case "locallySignedCert": {
      const isSelfSigned = only.type === "selfSignedCert";
      const asked = isSelfSigned ? only.resource : requestOf(inventory, only.resource);
      return {
        hostnames: asked === undefined ? unknownValue : readTexts(asked.properties.dnsNames),
        validityHours: readNumber(properties.validityPeriodHours) ?? unknownValue,
        isSelfSigned,
      };
    }
  }
}

/** What a certificate is asked for by: a request that comes with it, or the one that has the text already. */
function requestOf(inventory: Inventory, certificate: ModelResource): ModelResource | undefined {
  const { certRequestPem } = certificate.properties;
  const target = targetOf(inventory, certRequestPem, "certRequest");
  return target?.state === "found"
    ? target.resources[0]
    : inventory
        .ofType("certRequest")
        .find(({ properties }) => properties.certRequestPem === certRequestPem);
}
