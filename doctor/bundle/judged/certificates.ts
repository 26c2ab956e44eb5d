import { everyDirective, named } from "../../configuration/directive";
import { inForce } from "../../configuration/nginxServers";
import type { Evidence } from "../../evidence";
import type { Bundle } from "../format";
import type { Judge, Subject } from "./subject";
import { configurationsOf } from "./subject";

type Certificate = Bundle["certificates"][number];

/** Whether the certificates on the disk are those that the host's ports show, and count today. */
export const judgeCertificates: Judge = (subject) => [
  ...subject.bundle.certificates.flatMap((certificate) => ofFile(subject, certificate)),
  ...ofReload(subject),
];

/** What was asked on the host itself weighs as an experiment; what stands on the disk is a setting until it is shown. */
function ofFile(subject: Subject, { path, from, until }: Certificate): Evidence[] {
  if (!isAsked(subject, path)) {
    return [];
  }
  const { pass, fail } = subject.told("certificate-file", path, "setting");
  const now = Date.parse(subject.bundle.collectedAt);
  return Date.parse(from) > now || Date.parse(until) < now
    ? [fail(`the certificate counts from ${from} until ${until}`, ["certificate-expired"])]
    : [pass(`the certificate counts until ${until}`)];
}

/** Whether the site's server is told to show a file. */
function isAsked({ bundle, servers }: Subject, path: string): boolean {
  const nginx = servers.flatMap(({ block, http }) => [...block, ...http]);
  const apache = configurationsOf(bundle, "apache").flatMap(({ directives }) =>
    everyDirective(directives),
  );
  return named([...nginx, ...apache], "ssl_certificate", "sslcertificatefile").some(
    ({ args }) => args[0] === path,
  );
}

function ofReload(subject: Subject): Evidence[] {
  return subject.servers.flatMap(({ names, block, http }) => {
    const paths = inForce([block, http], "ssl_certificate").flatMap(({ args }) => args.slice(0, 1));
    const served = subject.bundle.served.find(({ serverName }) => names.includes(serverName));
    const files = subject.bundle.certificates.filter(({ path }) => paths.includes(path));
    return served === undefined || files.length < paths.length || files.length === 0
      ? []
      : [compared(subject, files, served)];
  });
}

function compared(
  { told }: Subject,
  files: readonly Certificate[],
  { at, serverName, fingerprint256 }: Bundle["served"][number],
): Evidence {
  const { pass, fail } = told("certificate-reload", `${at} for ${serverName}`);
  return files.some((file) => file.fingerprint256 === fingerprint256)
    ? pass("the port shows the certificate on the disk", ["certificate-not-reloaded"])
    : fail(
        `the port shows another certificate (${fingerprint256.slice(0, 23)}…) than ${files.map(({ path }) => path).join(", ")} holds`,
        ["certificate-not-reloaded"],
      );
}

/**
 * Compares the certificate that an origin showed to the doctor with those on its disk.
 * @param subject - The bundle and its target.
 * @param fingerprint256 - Of the certificate that was shown: SHA-256, as Node writes it.
 * @param at - Where it was shown: an address with a port.
 * @returns Nothing where the bundle holds no certificate for the name.
 */
export function compareShown(subject: Subject, fingerprint256: string, at: string): Evidence[] {
  const files = subject.bundle.certificates.filter(({ path }) => isAsked(subject, path));
  const serverName = subject.target.hostname ?? "any name";
  return files.length === 0
    ? []
    : [compared(subject, files, { at, port: 0, serverName, fingerprint256 })];
}
