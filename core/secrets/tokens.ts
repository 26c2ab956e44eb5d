import type { SecretForm } from "./form";

/** Tokens begin where no sign of a token stands before them, or a text of many beginnings would be read again from each. */
const start = "(?<![\\w-])";

/** Tokens and keys, told by their own look. */
export const tokens: readonly SecretForm[] = [
  {
    name: "a private key",
    pattern:
      /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:(?!-----)(?:[A-Za-z0-9+/=:,.()\s-]|\\[nrt]))*(?:-----END [A-Z0-9 ]{0,40}-----)?/,
    mark: "PRIVATE KEY",
    source:
      "RFC 7468, sections 10 and 11; RFC 9580, section 6.2; gitleaks configuration, private-key (any label before PRIVATE KEY)",
  },
  {
    name: "an AWS access key",
    pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/,
    mark: "AKIA|ASIA|ABIA|ACCA",
    source:
      "AWS IAM user guide, reference_identifiers, unique ID prefixes; gitleaks configuration, aws-access-token (16 digits in base32)",
  },
  {
    name: "a Cloudflare API token",
    // Wrangler's (cfoat) are of two parts, with a full stop between them.
    pattern: new RegExp(`${start}cf(?:k|ut|at|oat|ast)_[\\w-]{40,}(?:\\.[\\w-]{40,})?`),
    mark: "cf(?:k|ut|at|oat|ast)_",
    source:
      "Cloudflare docs, fundamentals/api/get-started/token-formats (cfk, cfut, cfat: 40 characters and a checksum; cfoat: its prefix only, its two parts of 43 are seen in public code) and cloudflare-one/access-controls/service-credentials/service-tokens (cfast: 48)",
  },
  {
    name: "an Origin CA key",
    pattern: new RegExp(`${start}v1\\.0-[0-9a-f]{24}-[0-9a-f]{100,}`),
    mark: "v1\\.0-",
    source:
      "Cloudflare docs, fundamentals/api/get-started/ca-keys (keys begin with v1.0-), and the example of X-Auth-User-Service-Key in the API reference; gitleaks configuration, cloudflare-origin-ca-key (24 and 146 hexadecimal digits)",
  },
  {
    name: "a tunnel token",
    // The beginning of {"a":" in base64; after a full stop, it is a part of a JSON Web Token.
    pattern: /(?<![\w.-])eyJhIjoi[A-Za-z0-9+/=_-]{60,}/,
    mark: "eyJhIjoi",
    source:
      "cloudflared source, connection/connection.go, TunnelToken (JSON whose first name is a); Cloudflare docs, cloudflare-one/connections/connect-networks/configure-tunnels/remote-tunnel-permissions (eyJhIjoi...)",
  },
  {
    name: "a GitHub token",
    // Tokens of installations are JSON Web Tokens after an app's id since April 2026.
    pattern:
      /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})\b|(?<![\w-])gh[pousr]_[A-Za-z0-9]{1,40}_[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/,
    mark: "gh[pousr]_|github_pat_",
    source:
      "GitHub docs, about-authentication-to-github, token formats (prefixes, and ghs_APPID_JWT); gitleaks configuration, github-pat and github-fine-grained-pat (36 and 82 characters)",
  },
  {
    name: "a GitLab token",
    pattern: new RegExp(
      `${start}gl(?:pat|oas|dt|rtr?|cbt|ptt|ft|imt|agent|wt|soat|ffct)-[\\w.-]{20,}`,
    ),
    mark: "gl[a-z]{2,5}-",
    source:
      "GitLab docs, security/tokens, token prefixes; gitleaks configuration, gitlab-pat and the other gitlab rules (20 characters and more)",
  },
  {
    name: "an npm token",
    pattern: /\bnpm_[A-Za-z0-9]{36}\b/,
    mark: "npm_",
    source:
      "GitHub blog, 2021-09-23, Announcing npm's new access token format (prefix, base62); gitleaks configuration, npm-access-token (36 characters)",
  },
  {
    name: "a Stripe key",
    pattern: /\b(?:[rs]k_(?:live|test)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/=]{24,})/,
    mark: "[rs]k_|whsec_",
    source:
      "Stripe docs, api/authentication (sk_live_, sk_test_); gitleaks configuration, stripe-access-token (rk_, letters and digits); Stripe CLI wiki, listen command (whsec_ and 32 characters)",
  },
  {
    name: "a Google API key",
    pattern: new RegExp(`${start}(?:AIza[\\w-]{35}|ya29\\.[\\w-]{20,}|GOCSPX-[\\w-]{20,})`),
    mark: "AIza|ya29|GOCSPX",
    source:
      "Google Cloud docs, docs/authentication/api-keys (an example that begins with AIza); gitleaks configuration, gcp-api-key (35 characters after it); Nosey Parker rules, google.yml (ya29 and GOCSPX, which no page of Google's was found to describe)",
  },
  {
    name: "a Slack token",
    pattern: new RegExp(`${start}(?:xox[abeoprs]|xapp)-[\\w.-]{10,}`),
    mark: "xox|xapp",
    source:
      "Slack API docs, concepts/token-types (xoxb) and reference/methods/tooling.tokens.rotate (xoxe, xoxp); gitleaks configuration, the slack rules (the other kinds, and their characters)",
  },
  {
    name: "a Telegram bot token",
    pattern: new RegExp(`${start}(?:bot)?\\d{8,10}:AA[\\w-]{32,33}(?![\\w-])`),
    mark: "\\d:AA",
    source:
      "Nosey Parker rules, telegram.yml (AA and 32 or 33 characters); trufflehog, telegrambottoken (8 to 10 digits); no page of Telegram's was read",
  },
  {
    name: "a Pulumi access token",
    pattern: /\bpul-[0-9a-f]{40}\b/,
    mark: "pul-",
    source:
      "gitleaks configuration, pulumi-api-token; no page of Pulumi's was found to describe the form",
  },
  {
    name: "a New Relic key",
    pattern: new RegExp(
      `${start}(?:NRAK-[A-Z0-9]{20,}|NR(?:II|IQ|AA|RA|BR|JS)-[\\w-]{19,}|[0-9a-z]{6}[0-9a-f]{26}(?:FFFF|[0-9a-f]{4})NRAL)(?![\\w-])`,
    ),
    mark: "NRA|NR[A-Z]{2}-",
    source:
      "Nosey Parker rules, newrelic.yml; trufflehog, newreliclicensekey (FFFFNRAL, eu01xx) and newrelicbrowserkey (NRBR); gitleaks configuration, new-relic-browser-api-token (NRJS, 19 digits); New Relic docs, apis/intro-apis/new-relic-api-keys (kinds of keys, not their form)",
  },
  {
    name: "an UptimeRobot key",
    pattern: new RegExp(`${start}(?:ur?|m)\\d{3,10}-(?<value>[0-9a-z]{18,32})(?![\\w-])`),
    random: true,
    mark: "\\d-[0-9a-z]{18}",
    source:
      "trufflehog, uptimerobot (9 signs, a hyphen, 24 letters and digits); public clients and settings (u956-afus321g565fghr519; ur and m before digits); UptimeRobot API reference (three kinds of keys, not their form, which is unverified)",
  },
  {
    name: "a JSON Web Token",
    pattern: new RegExp(`${start}eyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\.[\\w-]{8,}`),
    mark: "\\.eyJ",
    source: "RFC 7519, sections 3 and 5; RFC 7515, section 7.1",
  },
];
