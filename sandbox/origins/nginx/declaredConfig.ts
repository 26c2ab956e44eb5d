import { hostnameProblem } from "../../../core/hostnameRules";
import { loopback } from "../../../facts/addresses";
import { ClientVerification, type WebServerConfigArgs } from "../../../servers/args";
import type { Judged } from "../../../servers/judged";
import { judgedNginx } from "../../../servers/nginx";
import { judgedPhpFpm } from "../../../servers/phpFpm";
import type { ServerFile } from "../../../servers/serverConfig";
import { marginSeconds, resolveTimeouts } from "../../../servers/timeouts";
import { SandboxError } from "../../errors";
import type { DeclaredPlace } from "../places";
import { applicationFile } from "./application";

/** Where the certificates of a real origin are. */
export const certificateFiles = {
  certificate: "/etc/ssl/origin.pem",
  key: "/etc/ssl/origin.key",
  clientAuthority: "/etc/ssl/origin-pulls-ca.pem",
} as const;

/** Where its pool listens, as Debian has it. */
export const poolSocket = (phpVersion: string): string => `/run/php/php${phpVersion}-fpm.sock`;

/** No plan says how large a machine is: a small one of EC2, with 12 workers. */
const machine = { memoryMegabytes: 1024, workerMegabytes: 64 };

/** Ranges that the rehearsal's load balancer connects from. */
const loadBalancerAddresses = [loopback.ipv4];

/**
 * What nginx and PHP-FPM are told at a place: the configuration that this library writes for it.
 * @param place - The place.
 * @param phpVersion - The version of PHP.
 * @param statusPort - A free port of loopback for the status pages.
 * @returns Its files.
 * @throws {SandboxError} Where what is declared cannot be served so.
 */
export function declaredConfig(
  place: DeclaredPlace,
  phpVersion: string,
  statusPort: number,
): readonly ServerFile[] {
  const args = webServerArgs(place, phpVersion, statusPort);
  const { timeouts } = args;
  const path = place.health.map((each) => each.path).find((each) => each !== "/");
  const nginx = judgedNginx({ ...args, ...(path === undefined ? {} : { health: { path } }) });
  return [
    // A path that cannot have a location of its own is answered by the application, as all others are.
    ...filesOf(place, nginx.config === undefined ? judgedNginx(args) : nginx),
    ...filesOf(place, judgedPhpFpm({ ...machine, version: phpVersion, timeouts })),
  ];
}

function filesOf({ address }: DeclaredPlace, { config, problems }: Judged): readonly ServerFile[] {
  if (config === undefined) {
    throw new SandboxError(problems, `nginx cannot serve ${address} as it is declared`);
  }
  return config.files;
}

function webServerArgs(
  place: DeclaredPlace,
  phpVersion: string,
  statusPort: number,
): WebServerConfigArgs {
  const { names, isEncrypted, demandsClientCertificate, loadBalancer } = place;
  const { certificate: certificateFile, key: keyFile, clientAuthority } = certificateFiles;
  const hostnames = names.filter((name) => !hostnameProblem("", name.replace(/^\*\./, "")));
  return {
    // One server alone listens: it answers to every name.
    serverNames: hostnames.length === 0 ? ["origin.invalid"] : hostnames,
    php: { listen: poolSocket(phpVersion), healthScript: `/${applicationFile}` },
    statusPort,
    ...(loadBalancer === undefined
      ? isEncrypted && {
          tls: {
            ...{ certificateFile, keyFile },
            ...(demandsClientCertificate !== "none" && {
              clientCa: { file: clientAuthority, mode: ClientVerification.Enforce },
            }),
          },
        }
      : behind(loadBalancer.idleTimeoutSeconds)),
  };
}

/** What asks for answers before a load balancer gives up, where that is sooner than usual. */
function behind(idleTimeoutSeconds: number): Partial<WebServerConfigArgs> {
  const requestSeconds = idleTimeoutSeconds - marginSeconds - 1;
  return {
    loadBalancer: { idleTimeoutSeconds, addresses: loadBalancerAddresses },
    ...(requestSeconds < resolveTimeouts({}).requestSeconds && requestSeconds > 0
      ? { timeouts: { requestSeconds } }
      : {}),
  };
}
