import {
  chatServices,
  localNames,
  splunkCollector,
  webhookPorts,
} from "../facts/cloudflare/webhooks";
import ipaddr from "ipaddr.js";
import type { Problem } from "../core/problem";
import { reservedRangeOf } from "../core/reservedAddresses";

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
  const toSplunk = port === splunkCollector.port && splunkCollector.path.test(url.pathname);
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
