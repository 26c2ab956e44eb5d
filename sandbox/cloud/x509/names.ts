import type { Name } from "@peculiar/asn1-x509";
import { asn1 } from "./pem";

/** A distinguished name, by the attributes that this sandbox writes. */
export interface DistinguishedName {
  /** CN. */
  readonly commonName?: string;
  /** C. */
  readonly country?: string;
  /** L. */
  readonly locality?: string;
  /** O. */
  readonly organization?: string;
  /** OU. */
  readonly organizationalUnit?: string;
  /** ST. */
  readonly province?: string;
}

/** Object identifiers of the attributes. Source: RFC 5280, appendix A.1. */
const identifiers: Readonly<Record<keyof DistinguishedName, string>> = {
  country: "2.5.4.6",
  province: "2.5.4.8",
  locality: "2.5.4.7",
  organization: "2.5.4.10",
  organizationalUnit: "2.5.4.11",
  commonName: "2.5.4.3",
};

/**
 * Writes a name.
 * @param given - Its attributes.
 * @returns The name, its attributes from the country to the common name.
 */
export function nameOf(given: DistinguishedName): Name {
  const {
    Name: Sequence,
    RelativeDistinguishedName,
    AttributeTypeAndValue,
    AttributeValue,
  } = asn1().x509;
  const parts = (Object.keys(identifiers) as (keyof DistinguishedName)[]).flatMap((attribute) => {
    const value = given[attribute];
    return value === undefined || value === ""
      ? []
      : [
          new RelativeDistinguishedName([
            new AttributeTypeAndValue({
              type: identifiers[attribute],
              value: new AttributeValue({ utf8String: value }),
            }),
          ]),
        ];
  });
  return new Sequence(parts);
}
