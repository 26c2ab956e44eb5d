import { looksRandom } from "./randomness";

/** How one kind of secret looks. */
export interface SecretForm {
  /** What it is, to be read after "holds". */
  readonly name: string;
  /**
   * Found anywhere in a text, the whole secret. What its group `kept` holds is no part of the secret: a header's name, a URL's
   * host. Takes time in proportion to the text, and never takes in a quotation mark or a backslash, so that what stands around it
   * in JSON or HTML stays whole.
   */
  readonly pattern: RegExp;
  /** Whether what the group `value` holds must look random too. Defaults to no. */
  readonly random?: true;
  /** Signs without which no text has it, as a regular expression; to be cheap where there is none. */
  readonly mark: string;
  /** Where the form is documented. */
  readonly source: string;
}

/** Tokens begin where no sign of a token stands before them, or a text of many beginnings would be read again from each. */
const start = "(?<![\\w-])";

const tokens: readonly SecretForm[] = [
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

/** What follows a name in a text, up to its value. */
const assigned = `["']?\\s{0,4}(?::=|=>|[:=])\\s{0,4}["']?`;

/** The signs of a value in a text. */
const valueSigns = `[^\\s"'\\\\<>&,;{}()\\[\\]]`;

const inTexts: readonly SecretForm[] = [
  {
    name: "credentials in a URL",
    pattern: /(?<kept>:\/\/)(?:[^\s/:@"'\\<>]*:[^\s/@"'\\<>]+|[^\s/:@."'\\<>]{20,})@/,
    mark: "://",
    source: "RFC 3986, section 3.2.1",
  },
  {
    name: "an Authorization header",
    pattern:
      /(?<kept>\bauthorization["']?\s{0,4}[:=]\s{0,4}["'[]{0,2}(?:(?:bearer|basic|digest|token|negotiate|aws4-hmac-sha256)\s{1,4})?)(?!(?:[\w-]{1,20}\s{1,4})?\[secret: )[^\s"'\\<>]{6,}(?:,\s?[^\s"'\\<>]+)*/i,
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
    source: "names that programs commonly give to passwords",
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
      "names that programs commonly give to keys; Cloudflare docs, token-formats (37 to 45 hexadecimal, 40 alphanumeric digits before 2026); PagerDuty docs, services-and-integrations (integration keys of 32 digits); AWS IAM user guide, secret access keys of 40 signs",
  },
];

const webhook = (
  name: string,
  host: string,
  path: string,
  source: string,
  mark = host,
): SecretForm => ({
  name,
  pattern: new RegExp(
    `(?<kept>https?://(?:${host})(?::\\d{1,5})?${path})(?!\\[secret: )[^\\s"'\\\\<>]{6,}`,
    "i",
  ),
  mark,
  source,
});

/** Who has such a URL may post in somebody's name. */
const urls: readonly SecretForm[] = [
  webhook(
    "a Slack webhook",
    "hooks\\.slack(?:-gov)?\\.com",
    "/(?:services|workflows|triggers)/",
    "Slack API docs, messaging/webhooks",
  ),
  webhook(
    "a Discord webhook",
    "(?:(?:canary|ptb)\\.)?discord(?:app)?\\.com",
    "/api/(?:v\\d{1,2}/)?webhooks/",
    "Discord docs, resources/webhook",
    "discord",
  ),
  webhook(
    "a Google Chat webhook",
    "chat\\.googleapis\\.com",
    "/v1/",
    "Google Chat docs, quickstart/webhooks",
  ),
  webhook(
    "a Microsoft Teams webhook",
    "(?:[\\w-]{1,63}\\.)?webhook\\.office\\.com|outlook\\.office(?:365)?\\.com",
    "/webhook(?:b2)?/",
    "Microsoft Teams docs, webhooks-and-connectors/how-to/add-incoming-webhook",
    "\\.office",
  ),
  webhook(
    "a workflow's address",
    "[\\w.-]{1,120}\\.(?:logic\\.azure|powerplatform)\\.com",
    "/",
    "Azure Logic Apps docs, logic-apps-securing-a-logic-app, shared access signatures",
    "logic\\.azure|powerplatform",
  ),
  webhook(
    "a Feishu webhook",
    "open\\.(?:feishu\\.cn|larksuite\\.com)",
    "/open-apis/bot/(?:v2/)?hook/",
    "Feishu docs, custom bots",
    "open-apis",
  ),
  webhook(
    "a DingTalk or WeCom webhook",
    "oapi\\.dingtalk\\.com|qyapi\\.weixin\\.qq\\.com",
    "/",
    "DingTalk docs, custom robots; WeCom docs, group robots",
    "dingtalk|weixin",
  ),
  webhook(
    "a PagerDuty integration",
    "events(?:\\.eu)?\\.pagerduty\\.com",
    "/(?:integration|x-ere|generic|v2)/",
    "PagerDuty docs, services-and-integrations",
    "pagerduty",
  ),
  webhook(
    "a Splunk On-Call integration",
    "alert\\.victorops\\.com",
    "/integrations/",
    "Splunk On-Call docs, rest endpoint integration guide",
  ),
  webhook(
    "a Zapier webhook",
    "hooks\\.zapier\\.com",
    "/hooks/",
    "Zapier docs, trigger Zaps from webhooks",
  ),
  {
    name: "a key in a URL",
    pattern:
      /(?<kept>[?&](?:access_token|api[_-]?key|auth|authorization|client_secret|password|routing_key|secret|sig|signature|token|x-amz-signature|x-amz-security-token)=)(?!\[secret: )[^\s"'\\<>&#]{6,}/i,
    mark: "[?&][\\w-]+=",
    source: "RFC 6750, section 2.3; AWS Signature Version 4, query strings; Azure SAS tokens",
  },
  {
    name: "a key in a URL",
    pattern: /(?<kept>[?&](?:code|key)=)(?<value>[^\s"'\\<>&#]{12,})/i,
    random: true,
    mark: "[?&](?:code|key)=",
    source: "Azure Functions docs, access keys; Google Cloud docs, API keys in requests",
  },
];

/** Secrets that can be told by their look, or by what stands before them. */
export const secretForms: readonly SecretForm[] = [...urls, ...tokens, ...inTexts];

/** Finds where a text holds a secret of one form, from a place on. */
function findFrom(form: SecretForm, pattern: RegExp, text: string): RegExpExecArray | undefined {
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    if (form.random !== true || looksRandom(found.groups?.value ?? "")) {
      return found;
    }
  }
  return undefined;
}

const everywhere = new Map(
  secretForms.map((form) => [form, new RegExp(form.pattern.source, `${form.pattern.flags}g`)]),
);

/** What a text must have for a look at each form to be worth it. */
const someMark = new RegExp(secretForms.map(({ mark }) => mark).join("|"), "i");

/**
 * Finds the first form that a text holds a secret of.
 * @param text - Any text.
 * @returns The form; undefined where there is none.
 */
export function secretFormIn(text: string): SecretForm | undefined {
  return someMark.test(text)
    ? secretForms.find((form) => {
        const pattern = everywhere.get(form) ?? form.pattern;
        pattern.lastIndex = 0;
        return findFrom(form, pattern, text) !== undefined;
      })
    : undefined;
}

/**
 * Takes out of a text what looks like a secret. The rest stays, so that an error can still be understood.
 * @param text - Any text.
 * @returns The text with a mark, as `[secret: a GitHub token]`, in the place of each.
 */
export function withoutSecrets(text: string): string {
  return someMark.test(text) ? secretForms.reduce(withoutForm, text) : text;
}

function withoutForm(text: string, form: SecretForm): string {
  const pattern = everywhere.get(form) ?? form.pattern;
  pattern.lastIndex = 0;
  let result = "";
  let done = 0;
  for (
    let found = findFrom(form, pattern, text);
    found !== undefined;
    found = findFrom(form, pattern, text)
  ) {
    result += `${text.slice(done, found.index)}${found.groups?.kept ?? ""}[secret: ${form.name}]`;
    done = pattern.lastIndex;
  }
  return done === 0 ? text : result + text.slice(done);
}
