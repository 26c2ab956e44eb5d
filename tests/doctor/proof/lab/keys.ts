/** A DS that com has of a key of example.com's, which the zone never had here. */
export const keysOfAnother =
  "example.com. DS 370 13 2 BE74359954660069D5C63D200C39F5603827D7DD02B56F120EE9F3A86764247C";
