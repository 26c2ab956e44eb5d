import type { ApiErrorFact } from "../apiErrorFact";

const source =
  "Cloudflare docs, support/troubleshooting/http-status-codes/cloudflare-10xxx-errors (code and sentence; the status is from memory)";

function listError<Code extends string, When extends string>(code: Code, when: When) {
  return { status: 400, code, when, source } as const;
}

/** How Cloudflare's API refuses lists of an account and their items: a part of `apiErrors`. */
export const listErrors = {
  listInvalid: {
    status: 400,
    when: "a list's name is none, or another list's of the account, or its description is too long; no code is published. How many lists a plan gives is not held here",
    source: "Cloudflare docs, waf/tools/lists/lists-api/json-object",
  },
  listInUse: {
    status: 400,
    when: "a list is deleted to which a rule refers; no code is published",
    source: "Cloudflare docs, waf/tools/lists/lists-api/endpoints",
  },
  listItemInvalid: {
    status: 400,
    when: "an item is no address, range of addresses, hostname or number; no code is published",
    source: "Cloudflare docs, waf/tools/lists/custom-lists",
  },
  listItemsRepeated: listError("10028", "the add list items operation contains duplicate items"),
  redirectSourceTooLong: listError("10043", "source URL in redirect is too long"),
  redirectTargetTooLong: listError("10044", "target URL in redirect is too long"),
  redirectSourceInvalid: listError("10045", "invalid redirect source URL"),
  redirectTargetInvalid: listError("10046", "invalid redirect target URL"),
  redirectStatusInvalid: listError("10047", "invalid redirect status code"),
  redirectSuffixAlone: listError("10048", "preserve path suffix requires subpath matching enabled"),
  redirectSourceScheme: listError("10049", "invalid scheme in redirect source URL"),
  redirectSourceUser: listError("10050", "invalid redirect source URL with user info"),
  redirectSourceAuthority: listError("10051", "missing authority in redirect source URL"),
  redirectSourcePort: listError("10052", "invalid redirect source URL with port"),
  redirectSourceQuery: listError("10053", "invalid redirect source URL with query string"),
  redirectSourceFragment: listError("10054", "invalid redirect source URL with fragment"),
  redirectQueries: listError(
    "10055",
    "query string settings incompatible with redirect target URL",
  ),
  listItemsMixed: listError(
    "10056",
    "the add list items operation contains different types of list items",
  ),
  listItemsOfOtherKind: listError("10058", "list items incompatible with list type"),
  redirectTargetScheme: listError("10060", "missing scheme in redirect target URL"),
} as const satisfies Readonly<Record<string, ApiErrorFact>>;
