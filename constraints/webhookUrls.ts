import ipaddr from "ipaddr.js";
import type { Problem } from "../core/problem";
import { reservedRangeOf } from "../core/reservedAddresses";

/**
 * TCP ports that Cloudflare posts notifications to.
 * Source: Cloudflare docs, notifications/get-started/configure-webhooks, Limitations of generic webhooks.
 */
const webhookPorts: readonly number[] = [80, 443];

/**
 * Where Splunk collects events in clear of its own port; Cloudflare posts to it there too.
 * Source: Cloudflare docs, notifications/get-started/configure-webhooks, Splunk.
 */
const splunk = { port: 8088, path: /^\/services\/collector(\/raw|\/event)?$/ } as const;

/**
 * Names that are nobody's on the public Internet.
 * Source: IANA Special-Use Domain Names (RFC 6761, 6762, 7686, 8375, 9476); ICANN resolution 2024.07.29.06 (`internal`).
 */
const localNames = /(^|\.)(localhost|local|internal|home\.arpa|test|invalid|onion|alt)$/;

/** A chat service whose webhooks carry their secret in the URL. */
interface ChatService {
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
const chatServices: readonly ChatService[] = [
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

/** A webhook of a chat service whose URL holds its secret. */
export interface WholeChatUrl {
  /** How the API calls the service in `type`. */
  readonly type: string;
  /** The service's name before a reader. */
  readonly title: string;
  /** What the secret is, to be read after "its secret,". */
  readonly secretPart: string;
  /** The URL without its secret, as Cloudflare stores it. */
  readonly url: string;
}

/**
 * Finds the secret that Cloudflare takes out of the URL of a webhook.
 * @param text - The URL.
 * @returns The service and the rest of the URL; undefined where the URL stays as it is.
 */
export function wholeChatUrl(text: string): WholeChatUrl | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const service = chatServices.find(
    ({ host, path, parameter }) =>
      url !== undefined &&
      host.test(url.hostname) &&
      path.test(url.pathname) &&
      (parameter === undefined || url.searchParams.has(parameter)),
  );
  if (url === undefined || service === undefined) {
    return undefined;
  }
  const { type, title, parameter } = service;
  if (parameter === undefined) {
    url.pathname = url.pathname.slice(0, url.pathname.lastIndexOf("/"));
  } else {
    url.searchParams.delete(parameter);
  }
  const secretPart = parameter === undefined ? "the end of its path" : `the parameter ${parameter}`;
  return { type, title, secretPart, url: url.href };
}

/** What is wrong with the URL of a webhook; never the URL itself, with which anybody can post. */
export type WebhookUrlProblem = Pick<Problem, "rule" | "actual" | "hint">;

/**
 * Says why Cloudflare does not post to a URL.
 * @param text - The URL.
 * @returns The problem, or undefined where it posts.
 */
export function webhookUrlProblem(text: string): WebhookUrlProblem | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    return { rule: "be an http or https URL", actual: "no such URL" };
  }
  if (url.username !== "" || url.password !== "") {
    return {
      rule: "name no user and no password",
      actual: "a URL with a user or a password before its host",
      hint: "Give a secret in secret: Cloudflare sends it in the header cf-webhook-auth",
    };
  }
  const port = Number(url.port);
  const toSplunk = port === splunk.port && splunk.path.test(url.pathname);
  if (url.port !== "" && !webhookPorts.includes(port) && !toSplunk) {
    return { ...onPorts, actual: `port ${url.port}`, hint: elsewhere };
  }
  return hostProblem(url.hostname.replace(/\.$/, ""));
}

/**
 * Says why Cloudflare does not keep a URL as it is, to which it does post: what it stores would differ from the program for ever.
 * @param text - The URL.
 * @returns The problem, or undefined where it keeps it.
 */
export function secretInUrlProblem(text: string): WebhookUrlProblem | undefined {
  const whole = wholeChatUrl(text);
  return whole === undefined
    ? undefined
    : {
        rule: `leave its secret, ${whole.secretPart}, to secret: Cloudflare takes it out of the URL and answers with the rest, so that every refresh would find a difference`,
        actual: `a whole URL of ${whole.title}`,
      };
}

const onPorts = {
  rule: `be on port ${webhookPorts.join(" or ")}, to which alone Cloudflare posts`,
};

/** Source: the same page as `webhookPorts`. */
const elsewhere = "Let a Worker or a Tunnel pass the notifications on";

function hostProblem(host: string): WebhookUrlProblem | undefined {
  const address = host.replace(/^\[|\]$/g, "");
  const rule = "be at a public address, to which alone Cloudflare posts";
  // A parsed URL has its IPv4 addresses in four decimal parts.
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) && !ipaddr.IPv6.isValid(address)) {
    return host.includes(".") && !localNames.test(host)
      ? undefined
      : { rule, actual: "a name of a local network", hint: elsewhere };
  }
  const purpose = reservedRangeOf(address)?.purpose;
  return purpose === undefined
    ? undefined
    : { rule, actual: `an address for ${purpose}`, hint: elsewhere };
}
