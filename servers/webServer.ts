import { describeValue, type Problem } from "../core/problem";
import { visitorHeader } from "../core/rangesText";
import { logFields, type LogField } from "../facts/servers/logFields";
import { TlsVersion } from "../facts/cloudflare/zoneSettings";
import type {
  ApplicationArgs,
  ServerHealthArgs,
  ServerLoadBalancerArgs,
  TlsFilesArgs,
  WebServerConfigArgs,
} from "./args";
import { defaultPool, phpPaths } from "./phpPaths";
import { marginSeconds, timeoutProblems, webServerIdleSeconds } from "./timeouts";

/** Port of the status pages where nobody names another. */
export const defaultStatusPort = 8079;

/** Seconds until an application on the same machine or in the same network takes a connection, or does not. */
export const connectSeconds = 5;

/**
 * Requests that a connection carries before the server ends it, which it says in the answer before: more than nginx's 1000 (100
 * before 1.19.10) and Apache's 100 where nobody sets it.
 * Source: nginx docs, ngx_http_core_module; Apache docs, core.
 */
export const requestsPerConnection = 10_000;

/**
 * What is wrong with how the arguments of a web server go together.
 * @param args - The arguments, each of them as it must be.
 * @returns A problem for each.
 */
export function webServerProblems(args: WebServerConfigArgs): readonly (Problem | undefined)[] {
  const { loadBalancer, serverNames, documentRoot, onlyCloudflare } = args;
  return [
    ...timeoutProblems(args),
    ...accessProblems(args),
    ...upstreamProblems(args),
    emptyProblem("serverNames", serverNames, "Leave it out for a fragment without a server"),
    documentRoot !== undefined && serverNames === undefined
      ? {
          path: "documentRoot",
          rule: "be left out without serverNames",
          actual: describeValue(documentRoot),
          hint: "A fragment leaves the site's own root",
        }
      : undefined,
    onlyCloudflare === true && loadBalancer !== undefined
      ? {
          path: "onlyCloudflare",
          rule: "be left out beside loadBalancer",
          actual: "true",
          hint: "Every connection comes from the load balancer; its security group keeps strangers out",
        }
      : undefined,
  ];
}

/** What is wrong with what answers behind a web server. */
function upstreamProblems({ application, php }: WebServerConfigArgs): (Problem | undefined)[] {
  const shortest = marginSeconds + 1;
  const idleSeconds = application?.idleSeconds;
  return [
    application !== undefined && php !== undefined
      ? {
          path: "php",
          rule: "be left out beside application",
          actual: describeValue(php),
          hint: "Write a second configuration, and include each in its own server",
        }
      : undefined,
    idleSeconds !== undefined && idleSeconds < shortest
      ? {
          path: "application.idleSeconds",
          rule: `be ${shortest} or more, so that the web server ends idle connections ${marginSeconds} seconds earlier`,
          actual: describeValue(idleSeconds),
          hint: "Have the application keep connections longer (Node's own 5 seconds are too few), as nodeConfig does",
        }
      : undefined,
  ];
}

/**
 * What is wrong with who may connect, and with which certificate.
 * @param args - The load balancer and TLS.
 * @returns A problem for each.
 */
export function accessProblems({
  loadBalancer,
  tls,
}: {
  readonly loadBalancer?: ServerLoadBalancerArgs;
  readonly tls?: TlsFilesArgs;
}): readonly (Problem | undefined)[] {
  return [
    emptyProblem(
      "loadBalancer.addresses",
      loadBalancer?.addresses,
      "Give the ranges of its subnets: else every visitor has its address",
    ),
    loadBalancer !== undefined && tls?.clientCa !== undefined
      ? {
          path: "tls.clientCa",
          rule: "be left out beside loadBalancer",
          actual: describeValue(tls.clientCa),
          hint: "A load balancer ends Cloudflare's TLS and shows no client certificate; verify it at its listener",
        }
      : undefined,
    tls !== undefined && tls.certificateFile === tls.keyFile
      ? {
          path: "tls.keyFile",
          rule: "be another file than tls.certificateFile",
          actual: describeValue(tls.keyFile),
        }
      : undefined,
  ];
}

/**
 * Refuses a list in which nothing stands.
 * @param path - Where it stands.
 * @param list - The list; undefined where it was left out.
 * @param hint - What to do about it.
 * @returns The problem, or undefined.
 */
export function emptyProblem(
  path: string,
  list: readonly unknown[] | undefined,
  hint: string,
): Problem | undefined {
  return list?.length === 0
    ? { path, rule: "have at least one entry", actual: "[]", hint }
    : undefined;
}

/** Where PHP's health script and status page are. */
export interface PhpPlaces {
  /** Where the pool listens. */
  readonly listen: string;
  /** Path of the socket of its status page. */
  readonly statusListen: string;
  /** Path of the script that answers the health check. */
  readonly healthScript: string;
}

/**
 * Fills in where PHP-FPM is.
 * @param args - The arguments of a web server.
 * @returns The places; undefined where there is no PHP.
 */
export function phpPlaces({ php }: WebServerConfigArgs): PhpPlaces | undefined {
  return (
    php && {
      statusListen: phpPaths.statusListen(defaultPool),
      healthScript: phpPaths.healthScript,
      ...php,
    }
  );
}

/**
 * Fills in the health endpoint.
 * @param health - What the user said of it.
 * @returns Its path, and the seconds after which its answer is a failure.
 */
export function resolveHealth(health: ServerHealthArgs = {}): Required<ServerHealthArgs> {
  return { path: "/healthz", timeoutSeconds: 5, ...health };
}

/**
 * How long a web server keeps an idle connection to an application.
 * @param application - The application.
 * @returns Seconds, fewer than the application keeps it.
 */
export function upstreamIdleSeconds({ idleSeconds }: ApplicationArgs): number {
  return idleSeconds === undefined ? webServerIdleSeconds : idleSeconds - marginSeconds;
}

/**
 * The header that names the visitor. Behind a load balancer it is the list to which Cloudflare and the load balancer have added whom
 * they were asked by, read from its end for as long as it names those who are believed.
 * @param loadBalancer - The load balancer; undefined where there is none.
 * @returns The header's name.
 */
export function addressHeader(loadBalancer: ServerLoadBalancerArgs | undefined): string {
  return loadBalancer === undefined ? visitorHeader : "X-Forwarded-For";
}

/**
 * The versions of TLS from the oldest one on, as both servers write them.
 * @param tls - TLS of the server.
 * @returns `TLSv1.2` and so on.
 */
export function tlsProtocols({ minimumTlsVersion = TlsVersion.V1_2 }: TlsFilesArgs): string[] {
  const versions = Object.values(TlsVersion);
  return versions
    .slice(versions.indexOf(minimumTlsVersion))
    .map((version) => `TLSv${version.replace(/^1\.0$/, "1")}`);
}

/**
 * Writes a log format.
 * @param server - Whose.
 * @param tab - What stands for a tab in it.
 * @param isTls - Whether the server has TLS of ours. Defaults to true.
 * @returns The fields that the server can write, each with its label.
 */
export function logFormat(
  server: keyof LogField & ("nginx" | "apache" | "phpFpm"),
  tab: string,
  isTls = true,
): string {
  return logFields
    .filter((field) => field[server] !== undefined && (isTls || field.needsTls !== true))
    .map((field) => `${field.label}:${field[server]}`)
    .join(tab);
}
