import { isIP } from "node:net";
import { canonicalHostname } from "../core/hostnames";
import { hostnameProblem } from "../core/hostnameRules";
import { readRange } from "../core/cidrs";
import { describeValue, type Problem } from "../core/problem";
import type { ApiAccess } from "../doctor/api";
import { parseServer } from "../doctor/dns";
import { fullPatience, type Patience } from "../doctor/origin";
import type { SiteToExamine } from "../doctor/site";
import { publicResolvers } from "../facts/publicResolvers";
import { SandboxError } from "../sandbox/errors";

/** The flags that say what is examined. */
export interface SiteFlags {
  /** Addresses or names of origins. */
  readonly origin?: readonly string[];
  /** Resolvers, as `ADDRESS[:PORT]`. Defaults to two public ones. */
  readonly resolver?: readonly string[];
  /** Addresses and CIDRs that were given up. */
  readonly retired?: readonly string[];
  /** Whether to wait as long as Cloudflare for idle connections to be closed. */
  readonly full?: boolean;
}

/**
 * Reads what is to be examined.
 * @param address - The URL as it was typed; undefined where none was.
 * @param flags - What else was.
 * @param environment - The user's: it may hold a token of Cloudflare's API.
 * @returns The site.
 * @throws {SandboxError} With every problem.
 */
export function siteOf(
  address: string | undefined,
  flags: SiteFlags,
  environment: NodeJS.ProcessEnv,
): SiteToExamine {
  const problems: Problem[] = [];
  const { origin = [], resolver = publicResolvers, retired = [] } = flags;
  const url = readUrl(address, problems);
  const origins = origin.map((text) => originOf(text, problems));
  const resolvers = resolver.flatMap((text) => {
    const server = parseServer(text);
    problems.push(...(server === undefined ? [resolverProblem(text)] : []));
    return server ?? [];
  });
  problems.push(...retired.filter((text) => readRange(text) === undefined).map(retiredProblem));
  if (url === undefined || problems.length > 0) {
    throw new SandboxError(problems);
  }
  const patience: Patience | undefined = flags.full === true ? fullPatience : undefined;
  const api = apiAccess(environment);
  return {
    ...{ url, origins, resolvers, retired },
    ...(patience && { patience }),
    ...(api && { api }),
  };
}

/** The names are those of Cloudflare's own clients. An empty one is none. */
function apiAccess({
  CLOUDFLARE_API_TOKEN: token = "",
  CLOUDFLARE_BASE_URL: baseUrl = "",
}: NodeJS.ProcessEnv): ApiAccess | undefined {
  return token === "" ? undefined : { token, ...(baseUrl !== "" && { baseUrl }) };
}

/** What was typed may hold a password: it is not shown. */
function readUrl(address: string | undefined, problems: Problem[]): URL | undefined {
  const problem = (rule: string, actual: string, hint?: string): undefined =>
    void problems.push({ path: "The URL", rule, actual, ...(hint !== undefined && { hint }) });
  if (address === undefined) {
    return problem(
      "be given",
      "nothing",
      "Write it first: what follows --origin and its like is theirs",
    );
  }
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || (url.protocol !== "https:" && url.protocol !== "http:")) {
    const name = canonicalHostname(address.split("/", 1)[0] ?? "");
    const isName = name !== undefined && hostnameProblem("", name) === undefined;
    const hint = isName ? `Write https://${name}` : undefined;
    return problem("begin with https:// and a host name", describeValue(address), hint);
  }
  if (url.username !== "" || url.password !== "") {
    return problem("hold no user and no password", "some", "The doctor asks as a visitor does");
  }
  if (url.protocol === "http:") {
    url.protocol = "https:";
    const hint = `Write ${url.href}: Cloudflare answers it for each name that goes through it`;
    return problem("begin with https://", describeValue(address), hint);
  }
  const found = hostnameProblem("The URL's host", url.hostname.replace(/^\[|\]$/g, ""));
  if (found !== undefined) {
    problems.push({
      ...found,
      hint: "Write the name that visitors use, and the address with --origin",
    });
    return undefined;
  }
  url.hostname = canonicalHostname(url.hostname) ?? url.hostname;
  return url;
}

function originOf(text: string, problems: Problem[]): string {
  if (isIP(text) !== 0) {
    return text;
  }
  const found = hostnameProblem("--origin", text);
  if (found !== undefined) {
    const rule = "be an IP address or a host name";
    const hint = "Without https:// and without a port: the URL's own port is asked";
    problems.push({ ...found, rule, hint });
  }
  return canonicalHostname(text) ?? text;
}

function resolverProblem(text: string): Problem {
  const rule = "be an IP address, with a port or without";
  return { path: "--resolver", rule, actual: describeValue(text), hint: "Such as 127.0.0.1:5353" };
}

function retiredProblem(text: string): Problem {
  return { path: "--retired", rule: "be an IP address or a CIDR", actual: describeValue(text) };
}
