/**
 * TCP ports that Cloudflare posts notifications to.
 * Source: Cloudflare docs, notifications/get-started/configure-webhooks, Limitations of generic webhooks.
 */
export const webhookPorts: readonly number[] = [80, 443];

/**
 * Where Splunk collects events in clear of its own port; Cloudflare posts to it there too.
 * Source: Cloudflare docs, notifications/get-started/configure-webhooks, Splunk.
 */
export const splunkCollector = {
  port: 8088,
  path: /^\/services\/collector(\/raw|\/event)?$/,
} as const;

/**
 * Names that are nobody's on the public Internet.
 * Source: IANA Special-Use Domain Names (RFC 6761, 6762, 7686, 8375, 9476); ICANN resolution 2024.07.29.06 (`internal`).
 */
export const localNames = /(^|\.)(localhost|local|internal|home\.arpa|test|invalid|onion|alt)$/;

/** A chat service whose webhooks carry their secret in the URL. */
export interface ChatService {
  /** How the API calls it in `type`. */
  readonly type: string;
  /** Its name before a reader. */
  readonly title: string;
  /** Its host. */
  readonly host: RegExp;
  /** The path of a whole URL, in which the last segment is the secret unless `parameter` says otherwise. */
  readonly path: RegExp;
  /** The parameter of the query that is the secret. Absent where the secret ends the path. */
  readonly parameter?: string;
}

/**
 * The services for which Cloudflare takes the secret out of the URL, stores the rest, and answers with that: a program that
 * gives the whole URL differs from it ever after. With `secret` set apart the URL stays as it is.
 *
 * Source: Cloudflare docs, notifications/get-started/configure-webhooks, Configuration of secrets (names these four, and
 * shows the Slack form); Cloudflare Terraform provider issues 2767 and 3200 (`/triggers/` of Slack is a generic webhook).
 * What the secret is in the URLs of the other three is not written there: it is what their own docs call so. Teams is said
 * to carry its secret in the URL too, but is not among those whose URL is changed.
 */
export const chatServices: readonly ChatService[] = [
  {
    ...{ type: "slack", title: "Slack", host: /^hooks\.slack\.com$/ },
    path: /^\/services\/[^/]+\/[^/]+\/[^/]+$/,
  },
  {
    ...{ type: "discord", title: "Discord", host: /^(?:\w+\.)?discord(?:app)?\.com$/ },
    path: /^\/api(?:\/v\d+)?\/webhooks\/\d+\/[^/]+$/,
  },
  {
    ...{ type: "feishu", title: "Feishu", host: /^open\.feishu\.cn$/ },
    path: /^\/open-apis\/bot\/v2\/hook\/[^/]+$/,
  },
  {
    ...{ type: "gchat", title: "Google Chat", host: /^chat\.googleapis\.com$/ },
    ...{ path: /^\/v1\/spaces\/[^/]+\/messages$/, parameter: "token" },
  },
];
