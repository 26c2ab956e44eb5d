import type { ServerFront } from "../model/serving/serverFronts";
import type { ServerName } from "../servers";
import type { TlsFilesArgs, WebServerConfigArgs } from "../servers/args";
import { healthPathPattern } from "../servers/schema";
import { tlsFiles } from "../servers/tlsFiles";
import { argAt, type ServerArgs } from "./serverArgs";

/** The arguments that a stack may say. */
type FrontArgs = Pick<WebServerConfigArgs, "timeouts" | "health"> & {
  /** Without addresses where the stack does not hold the subnets. */
  readonly loadBalancer?: { readonly idleTimeoutSeconds: number; readonly addresses?: string[] };
  /** Without the certificate where the user names its files. */
  readonly tls?: Partial<TlsFilesArgs>;
};

/**
 * Writes what is in front of a server as arguments of its configuration.
 * @param server - Which server.
 * @param front - What is in front of it.
 * @param given - The user's own arguments: TLS is told of client certificates only where it has a certificate, and a program behind
 *   a web server is asked by that.
 * @returns The arguments; those that are not known, or that stay as they are for everybody, are left out.
 */
export function frontArgs(server: ServerName, front: ServerFront, given: unknown): ServerArgs {
  const { loadBalancer, readTimeoutSeconds, healthPath } = front;
  const timeouts = readTimeoutSeconds && {
    timeouts: { cloudflareReadSeconds: readTimeoutSeconds },
  };
  if (server === "php-fpm") {
    return { ...timeouts };
  }
  const health = isServed(healthPath) && { health: { path: healthPath } };
  if (argAt(given, "webServer") !== undefined) {
    return { ...timeouts, ...health };
  }
  const tls = tlsArgs(front, given);
  return {
    ...(loadBalancer && {
      loadBalancer: {
        idleTimeoutSeconds: loadBalancer.idleTimeoutSeconds,
        ...(loadBalancer.ranges && { addresses: [...loadBalancer.ranges] }),
      },
    }),
    ...(tls && { tls }),
    ...timeouts,
    ...health,
  } satisfies FrontArgs;
}

/** Whether the configuration can answer a health check at its path. */
function isServed(healthPath: string | undefined): healthPath is string {
  return healthPath !== undefined && healthPathPattern.test(healthPath);
}

function tlsArgs(front: ServerFront, given: unknown): Partial<TlsFilesArgs> | undefined {
  const { isEncrypted, hasOriginCertificate, clientCertificate } = front;
  const isTold = hasOriginCertificate || argAt(given, "tls", "certificateFile") !== undefined;
  if (!isEncrypted || !isTold) {
    return undefined;
  }
  const { certificateFile, keyFile, clientCaFile } = tlsFiles;
  return {
    ...(hasOriginCertificate && { certificateFile, keyFile }),
    // Whether monitors show the certificate, and the file is there, is seen in the log first.
    ...(clientCertificate !== "none" && { clientCa: { file: clientCaFile, mode: "observe" } }),
  };
}

/**
 * Says what else whoever copies the configuration must know.
 * @param server - Which server.
 * @param front - What is in front of it.
 * @param args - The arguments, the user's own over those of the stack.
 * @returns Sentences without their full stops.
 */
export function frontNotes(server: ServerName, front: ServerFront, args: unknown): string[] {
  if (server === "php-fpm") {
    return [];
  }
  return [...tlsNotes(front, args), ...demandNotes(front), ...healthNotes(front, args)];
}

function tlsNotes({ clientCertificate }: ServerFront, args: unknown): string[] {
  const { certificateFile, keyFile, clientCaFile } = tlsFiles;
  const authority =
    clientCertificate === "own" ? "the zone's own authority" : "the authority Cloudflare publishes";
  const shown = `Cloudflare shows a client certificate of ${authority}`;
  const isOurs = argAt(args, "tls", "certificateFile") === certificateFile;
  const told = argAt(args, "tls", "clientCa", "file") !== undefined;
  return [
    ...(isOurs
      ? [
          `Put the origin certificate, which the stack keeps, at ${certificateFile}, and its key at ${keyFile}, before the server reads this`,
        ]
      : []),
    ...(argAt(args, "tls", "clientCa", "file") === clientCaFile
      ? [
          `${shown}: put its certificate at ${clientCaFile}, and set tls.clientCa.mode=enforce once every line of the log says client_certificate:SUCCESS`,
        ]
      : []),
    ...(clientCertificate !== "none" && !told && argAt(args, "webServer") === undefined
      ? [
          `${shown}, of which the server is not told: that takes tls.certificateFile and tls.keyFile`,
        ]
      : []),
  ];
}

function demandNotes({ loadBalancer }: ServerFront): string[] {
  const { clientCertificate = false, header } = loadBalancer?.demands ?? {};
  return [
    ...(clientCertificate
      ? ["The load balancer demands Cloudflare's client certificate: the server need not"]
      : []),
    ...(header === undefined
      ? []
      : [`The load balancer demands the header ${header}: the server need not`]),
  ];
}

function healthNotes({ healthPath }: ServerFront, args: unknown): string[] {
  const own = argAt(args, "health", "path");
  return healthPath === undefined || isServed(healthPath) || own === healthPath
    ? []
    : [
        `The health check asks for ${JSON.stringify(healthPath)}, which is left to the site: what is written here answers one deeper than the root and without a query`,
      ];
}
