import { describeValue, type Problem } from "../../core/problem";

/**
 * Checks a URL that is to be asked by a service. What stands in it is shown in the service and in the state: no secret belongs there.
 * @param path - Where it stands.
 * @param value - The URL.
 * @returns The problem, or undefined.
 */
export function monitoredUrlProblem(path: string, value: unknown): Problem | undefined {
  const rule = "be a URL that begins with https:// or http://, without user and fragment";
  const isUrl =
    typeof value === "string" && /^https?:\/\/[^\s/?#]/i.test(value) && URL.canParse(value);
  if (!isUrl) {
    return { path, rule, actual: describeValue(value) };
  }
  const { username, password, hash } = new URL(value);
  return `${username}${password}${hash}` === ""
    ? undefined
    : { path, rule, actual: username + password === "" ? describeValue(value) : "one with a user" };
}

/**
 * Checks the address of a service's API, to which credentials go. It is never shown where it holds any.
 * @param path - Where it stands.
 * @param value - The address.
 * @returns The problem, or undefined.
 */
export function serviceUrlProblem(path: string, value: unknown): Problem | undefined {
  const rule =
    "be the address of the service: https, or http on this machine, without user, query and fragment";
  const given = typeof value === "string" ? value : "";
  if (!URL.canParse(given)) {
    return { path, rule, actual: describeValue(value) };
  }
  const { protocol, hostname, username, password, search, hash } = new URL(given);
  const isSafe = protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
  if (`${username}${password}${search}${hash}` !== "") {
    return { path, rule, actual: "one with more than host and path" };
  }
  return isSafe
    ? undefined
    : {
        path,
        rule,
        actual: describeValue(value),
        hint: "Over plain http anyone on the way can read the credentials",
      };
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\./.test(hostname);
}

/**
 * Checks a credential, which is never shown.
 * @param path - Where it stands.
 * @param value - The credential.
 * @param noun - What it is.
 * @returns The problem, or undefined.
 */
export function credentialProblem(path: string, value: unknown, noun: string): Problem | undefined {
  const rule = `be ${noun}, without spaces`;
  return typeof value === "string" && /^[\x21-\x7E]+$/.test(value)
    ? undefined
    : { path, rule, actual: value === "" ? "an empty text" : "something else" };
}
