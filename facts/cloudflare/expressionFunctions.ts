import { CloudflarePlan } from "./plans";
import { transformPhases } from "./rulesetPhases";

/** What is published of one argument of a function. */
export interface ExpressionParameter {
  /**
   * The types that it takes, in the documentation's words; `Array` and `Map` take any of their kind, `first` is the type of the first
   * argument, `element` that of its elements.
   */
  readonly types: readonly string[];
  /** Whether it must be a field (or what a function makes of one), or written out. Absent where it may be either. */
  readonly kind?: "field" | "literal";
  /** Whether it may be left out. */
  readonly isOptional?: true;
  /** Whether it may be given again and again. */
  readonly isRepeated?: true;
  /** The least and greatest number, where it is a literal. */
  readonly between?: readonly [number, number];
}

/** What is published of one function of Cloudflare's Rules language. */
export interface ExpressionFunction {
  /** Its arguments, in order. */
  readonly parameters: readonly ExpressionParameter[];
  /** The type of what it returns; `first` for that of its first argument. */
  readonly returns: string;
  /** The only phases in which it may stand. Absent where the documentation does not limit them. */
  readonly phases?: readonly string[];
  /** How often it may stand in one expression. Absent where that is not limited. */
  readonly atMost?: number;
  /** The lowest plan that has it. Absent where none is named. */
  readonly plan?: CloudflarePlan;
}

const text: ExpressionParameter = { types: ["String"] };
const textField: ExpressionParameter = { types: ["String"], kind: "field" };
const textLiteral: ExpressionParameter = { types: ["String"], kind: "literal" };
const addressField: ExpressionParameter = { types: ["IP address"], kind: "field" };
const integer: ExpressionParameter = { types: ["Integer"] };
const integerLiteral: ExpressionParameter = { types: ["Integer"], kind: "literal" };
const ipv4Bits: ExpressionParameter = { ...integerLiteral, between: [1, 32] };
const ipv6Bits: ExpressionParameter = { ...integerLiteral, between: [1, 128] };
const jsonKey: ExpressionParameter = { types: ["String", "Integer"] };
const jsonKeys = [jsonKey, { ...jsonKey, isOptional: true, isRepeated: true }] as const;
const flags: ExpressionParameter = { ...textLiteral, isOptional: true };

const customRules = ["http_request_firewall_custom", "http_ratelimit"];
const redirects = "http_request_dynamic_redirect";

/**
 * The functions of the Rules language, by name. `any` and `all` are not among them: they are part of the grammar, as in Cloudflare's
 * own engine. Two quantities of the documentation are told by kind only: that `split` takes a non-empty separator, and the flags.
 *
 * Source: Cloudflare docs, ruleset-engine/rules-language/functions. Where its own examples call a function with a literal that the
 * text beside them forbids (`url_decode("John%20Doe")`), the text counts; `regex_replace` and `lower` have no such sentence.
 */
export const expressionFunctions: ReadonlyMap<string, ExpressionFunction> = new Map(
  Object.entries<ExpressionFunction>({
    bit_slice: {
      parameters: [text, integer, integer],
      returns: "Integer",
      phases: ["magic_transit"],
    },
    cidr: {
      parameters: [addressField, ipv4Bits, ipv6Bits],
      returns: "IP address",
      phases: customRules,
    },
    cidr6: { parameters: [addressField, ipv6Bits], returns: "IP address", phases: customRules },
    // The documentation's example has four strings; an argument alone is not spoken of, and Cloudflare's own engine refuses it.
    concat: {
      parameters: [
        { types: ["String", "Array"] },
        { types: ["first"] },
        { types: ["first"], isOptional: true, isRepeated: true },
      ],
      returns: "first",
    },
    decode_base64: {
      parameters: [textField],
      returns: "String",
      phases: [...transformPhases, ...customRules],
    },
    encode_base64: {
      parameters: [text, flags],
      returns: "String",
      phases: ["http_request_late_transform", "http_response_headers_transform"],
    },
    ends_with: { parameters: [textField, text], returns: "Boolean" },
    has_key: { parameters: [{ types: ["Map"] }, text], returns: "Boolean" },
    has_value: {
      parameters: [{ types: ["Map", "Array"] }, { types: ["element"] }],
      returns: "Boolean",
    },
    is_jwt_present: { parameters: [textLiteral], returns: "Boolean" },
    is_jwt_valid: { parameters: [textLiteral], returns: "Boolean" },
    is_timed_hmac_valid_v0: {
      parameters: [
        ...[textLiteral, text, integerLiteral, integer],
        { ...integerLiteral, isOptional: true },
        flags,
      ],
      returns: "Boolean",
      plan: CloudflarePlan.Pro,
    },
    join: {
      parameters: [{ types: ["Array<String>"] }, text],
      returns: "String",
      phases: [...transformPhases, "http_request_firewall_custom", "http_custom_errors"],
    },
    len: { parameters: [{ types: ["String", "Array"] }], returns: "Integer" },
    lookup_json_integer: { parameters: [text, ...jsonKeys], returns: "Integer" },
    lookup_json_string: { parameters: [text, ...jsonKeys], returns: "String" },
    lower: { parameters: [text], returns: "String" },
    regex_replace: {
      parameters: [text, textLiteral, text],
      returns: "String",
      phases: [...transformPhases, redirects],
      atMost: 1,
    },
    remove_bytes: { parameters: [text, text], returns: "String" },
    remove_query_args: {
      parameters: [textField, text, { ...text, isOptional: true, isRepeated: true }],
      returns: "String",
      phases: transformPhases,
    },
    // The changelog of 22 January 2026: it "requires enablement".
    sha256: { parameters: [text], returns: "String" },
    split: {
      parameters: [text, textLiteral, { ...integerLiteral, between: [1, 128] }],
      returns: "Array<String>",
      phases: ["http_response_headers_transform", "http_custom_errors"],
    },
    starts_with: { parameters: [textField, text], returns: "Boolean" },
    substring: {
      parameters: [textField, integer, { ...integer, isOptional: true }],
      returns: "String",
    },
    to_string: {
      parameters: [{ types: ["Integer", "Boolean", "IP address"] }],
      returns: "String",
      phases: [...transformPhases, redirects],
    },
    upper: { parameters: [text], returns: "String" },
    url_decode: { parameters: [textField, flags], returns: "String" },
    uuidv4: { parameters: [text], returns: "String", phases: transformPhases },
    wildcard_replace: {
      parameters: [textField, textLiteral, text, flags],
      returns: "String",
      phases: ["http_request_transform", redirects],
      atMost: 1,
    },
  }),
);
