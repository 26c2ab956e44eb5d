import type { SecretForm } from "./form";

/** What follows a name in a text, up to its value. */
const assigned = `["']?\\s{0,4}(?::=|=>|[:=])\\s{0,4}["']?`;

/** The signs of a value in a text. */
const valueSigns = `[^\\s"'\\\\<>&,;{}()\\[\\]]`;

/** Secrets told by what stands before them in a text: a header, a name, the user part of a URL. */
export const inTexts: readonly SecretForm[] = [
  {
    name: "credentials in a URL",
    pattern: /(?<kept>:\/\/)(?:[^\s/:@"'\\<>]*:[^\s/@"'\\<>]+|[^\s/:@."'\\<>]{20,})@/,
    mark: "://",
    source: "RFC 3986, section 3.2.1",
  },
  {
    name: "an Authorization header",
    pattern:
      /(?<kept>\bauthorization["']?\s{0,4}[:=]\s{0,4}["']?(?:\[(?!secret: )["']?)?(?:(?:bearer|basic|digest|token|negotiate|aws4-hmac-sha256)\s{1,4})?)(?!(?:[\w-]{1,20}\s{1,4})?\[secret: )[^\s"'\\<>]{6,}(?:,\s?[^\s"'\\<>]+)*/i,
    mark: "authorization",
    source: "RFC 9110, section 11.6.2",
  },
  {
    name: "a bearer token",
    pattern: /(?<kept>\bbearer\s{1,4})(?<value>[A-Za-z0-9._~+/=-]{16,})/i,
    random: true,
    mark: "bearer",
    source: "RFC 6750, section 2.1",
  },
  {
    name: "a cookie",
    pattern: /(?<kept>\bcookie["']?\s{0,4}:\s{0,4}["'[]{0,2})[^\s"'\\<>=;]{1,80}=[^\r\n"'\\<>]+/i,
    mark: "cookie",
    source: "RFC 6265, sections 4.1 and 4.2",
  },
  {
    name: "a password",
    pattern: new RegExp(
      `(?<kept>(?:password|passwd|passphrase|pwd)["']?(?:=|:=|["']:\\s{0,4})["']?)${valueSigns}{4,}`,
      "i",
    ),
    mark: "(?:passwd|password|passphrase|pwd)[\"']?[:=]",
    source: "names that programs commonly give to passwords; detect-secrets, plugins/keyword.py",
  },
  {
    name: "what its name calls a secret",
    pattern: new RegExp(
      `(?<kept>(?:password|passwd|passphrase|secret|token|credentials?|(?:api|auth|access|secret|private|signing|integration|routing|service|license)[_-]?key)${assigned})(?<value>${valueSigns}{12,})`,
      "i",
    ),
    random: true,
    mark: "(?:passwd|password|passphrase|secret|token|credentials?|key)[\"']?\\s{0,4}[:=]",
    source:
      "names that programs commonly give to keys; Cloudflare docs, fundamentals/api/get-started/token-formats, Pre-2026 formats (37 to 45 hexadecimal, 40 alphanumeric digits); PagerDuty API reference, events v2, routing_key (32 characters); trufflehog, aws (secret access keys of 40)",
  },
];
