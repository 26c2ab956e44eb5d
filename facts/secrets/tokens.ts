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
    source: "RFC 7468, sections 10 and 11; RFC 9580, section 6.2",
  },
  {
    name: "an AWS access key",
    pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/,
    mark: "AKIA|ASIA",
    source: "AWS IAM user guide, reference_identifiers, unique ID prefixes",
  },
  {
    name: "a Cloudflare API token",
    pattern: new RegExp(`${start}cf(?:k|ut|at)_[\\w-]{40,}`),
    mark: "cf(?:k|ut|at)_",
    source: "Cloudflare docs, fundamentals/api/get-started/token-formats",
  },
  {
    name: "an Origin CA key",
    pattern: new RegExp(`${start}v1\\.0-[0-9a-f]{24}-[0-9a-f]{100,}`),
    mark: "v1\\.0-",
    source: "Cloudflare docs, fundamentals/api/get-started/ca-keys, keys begin with v1.0-",
  },
  {
    name: "a tunnel token",
    // The beginning of {"a":" in base64.
    pattern: new RegExp(`${start}eyJhIjoi[A-Za-z0-9+/=_-]{60,}`),
    mark: "eyJhIjoi",
    source: "Cloudflare docs, cloudflare-one/networks/connectors/cloudflare-tunnel, tunnel tokens",
  },
  {
    name: "a GitHub token",
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})\b/,
    mark: "gh[pousr]_|github_pat_",
    source: "GitHub docs, about-authentication-to-github, token formats",
  },
  {
    name: "a GitLab token",
    pattern: new RegExp(
      `${start}gl(?:pat|oas|dt|rtr?|cbt|ptt|ft|imt|agent|wt|soat|ffct)-[\\w.-]{20,}`,
    ),
    mark: "gl[a-z]{2,5}-",
    source: "GitLab docs, security/tokens, token prefixes",
  },
  {
    name: "an npm token",
    pattern: /\bnpm_[A-Za-z0-9]{36}\b/,
    mark: "npm_",
    source: "GitHub blog, 2021-09-23, npm has a new access token format",
  },
  {
    name: "a Stripe key",
    pattern: /\b(?:[rs]k_(?:live|test)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/=]{24,})/,
    mark: "[rs]k_|whsec_",
    source: "Stripe docs, keys and webhooks/signature",
  },
  {
    name: "a Google API key",
    pattern: new RegExp(`${start}(?:AIza[\\w-]{35}|ya29\\.[\\w-]{20,}|GOCSPX-[\\w-]{20,})`),
    mark: "AIza|ya29|GOCSPX",
    source: "Google Cloud docs, docs/authentication/api-keys and docs/authentication/token-types",
  },
  {
    name: "a Slack token",
    pattern: new RegExp(`${start}(?:xox[abeoprs]|xapp)-[\\w.-]{10,}`),
    mark: "xox|xapp",
    source: "Slack API docs, authentication/tokens",
  },
  {
    name: "a Telegram bot token",
    pattern: new RegExp(`${start}(?:bot)?\\d{8,10}:AA[\\w-]{33}(?![\\w-])`),
    mark: "\\d:AA",
    source: "Telegram docs, bots/api, authorizing your bot",
  },
  {
    name: "a Pulumi access token",
    pattern: /\bpul-[0-9a-f]{40}\b/,
    mark: "pul-",
    source: "Pulumi docs, access tokens",
  },
  {
    name: "a New Relic key",
    pattern: new RegExp(
      `${start}(?:NRAK-[A-Z0-9]{20,}|NR(?:II|IQ|AA|RA|BR|JS)-[\\w-]{20,}|[0-9a-f]{36}NRAL)(?![\\w-])`,
    ),
    mark: "NRA|NR[A-Z]{2}-",
    source: "New Relic docs, apis/intro-apis/new-relic-api-keys",
  },
  {
    name: "an UptimeRobot key",
    pattern: new RegExp(`${start}(?:ur?|m)\\d{3,10}-(?<value>[0-9a-z]{18,32})(?![\\w-])`),
    random: true,
    mark: "\\d-[0-9a-z]{18}",
    source: "UptimeRobot API reference, api_key in the examples of getMonitors",
  },
  {
    name: "a JSON Web Token",
    pattern: new RegExp(`${start}eyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\.[\\w-]{8,}`),
    mark: "\\.eyJ",
    source: "RFC 7519, sections 3 and 5; RFC 7515, section 7.1",
  },
];
