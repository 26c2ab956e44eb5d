/** What the values of fields look like, so that other texts are never found in them. */
export interface FieldForm {
  /** The fields. */
  readonly fields: readonly string[];
  /** What their values do, to be read after "values of the field". */
  readonly form: string;
  /** What a whole value matches. Absent for anything. */
  readonly whole?: RegExp;
  /** What the beginning of a value matches, or a text with which it begins. Absent for anything. */
  readonly begins?: RegExp;
  /** What no value has anywhere. Absent for nothing. */
  readonly lacks?: RegExp;
  /**
   * Guesses what somebody means who writes another text.
   * @param text - The text.
   */
  readonly meant: (text: string) => string;
}

/** The fields that hold the country of a visitor. Source: that of `fieldForms`. */
export const countryFields: readonly string[] = ["ip.src.country", "ip.geoip.country"];

const pathFields = ["http.request.uri.path", "raw.http.request.uri.path"];
const uriFields = ["http.request.uri", "raw.http.request.uri"];
const fullUriFields = ["http.request.full_uri", "raw.http.request.full_uri"];
const queryFields = ["http.request.uri.query", "raw.http.request.uri.query"];
const begun = (text: string): string => `/${text}`;

/**
 * The forms of fields for which texts are often written that no request has. Of country codes the form alone is told and the United Kingdom,
 * which ISO 3166-1 calls GB and reserves UK for: of codes that nobody has now, no source says that Cloudflare answers none of them.
 *
 * Source: Cloudflare docs, ruleset-engine/rules-language/fields/reference (http.host: the Host header; http.request.method: "uppercase
 * characters"; uri.path.extension: "lowercased … without the dot"; uri.query: "without the ? delimiter"; full_uri: without the fragment;
 * ip.src.continent: its values; ip.src.country: two letters of ISO 3166-1) and fundamentals/reference/http-headers (CF-IPCountry: XX for
 * an unknown country, T1 for Tor); ISO 3166-1 (GB; UK is exceptionally reserved); WHATWG URL, "host parsing" (browsers ask for hostnames in lower case); RFC
 * 9110, section 7.2 (Host has no scheme and no path), and RFC 3986, section 3.3 (a path ends at `?` or `#`).
 */
export const fieldForms: readonly FieldForm[] = [
  {
    fields: countryFields,
    form: "are the two capital letters of ISO 3166-1, in which GB is the United Kingdom",
    whole: /^(?:(?!UK$)[A-Z][A-Z\d])?$/,
    meant: (text) => (/^uk$/i.test(text) ? "GB" : text.toUpperCase()),
  },
  {
    fields: ["ip.src.continent", "ip.geoip.continent"],
    form: "are AF, AN, AS, EU, NA, OC, SA or T1",
    whole: /^(?:AF|AN|AS|EU|NA|OC|SA|T1)?$/,
    meant: (text) => text.toUpperCase(),
  },
  {
    fields: ["http.request.method"],
    form: "are in upper case",
    lacks: /[a-z]/,
    meant: (text) => text.toUpperCase(),
  },
  {
    fields: ["http.host"],
    form: "are hostnames in lower case, without a scheme and a path",
    lacks: /[A-Z/*]/,
    meant: (text) => text.toLowerCase().replace(/^https?:\/\/|\/.*$/g, ""),
  },
  {
    fields: pathFields,
    form: "begin with a slash and have no query",
    begins: /^(?:\/|$)/,
    lacks: /[?#]/,
    meant: begun,
  },
  {
    fields: uriFields,
    form: "begin with a slash and have no fragment",
    begins: /^(?:\/|$)/,
    lacks: /#/,
    meant: begun,
  },
  {
    fields: fullUriFields,
    form: "begin with http:// or https:// and have no fragment",
    begins: /^(?:https?(?::|$)|$)/,
    lacks: /#/,
    meant: (text) => `https://${text}`,
  },
  {
    fields: queryFields,
    form: "begin after the question mark",
    begins: /^(?!\?)/,
    lacks: /#/,
    meant: (text) => text.slice(1),
  },
  {
    fields: ["http.request.uri.path.extension"],
    form: "are in lower case, without a dot",
    lacks: /[A-Z.]/,
    meant: (text) => text.toLowerCase().replace(/^\*?\./, ""),
  },
];
