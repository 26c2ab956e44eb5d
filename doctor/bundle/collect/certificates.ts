import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { connect } from "node:tls";
import { alternativeHostnames } from "../../../core/certificateNames";
import { everyDirective, filesIn, named, type Directive } from "../../configuration/directive";
import type { Bundle } from "../format";
import { attempt, type Gathering } from "./gathering";

type Certificate = Bundle["certificates"][number];
type Served = Bundle["served"][number];

/** How many names are asked for at most, and how long each is waited for, in milliseconds. */
const mostAsked = 30;
const patience = 3000;

/**
 * Reads the certificates that web servers are told to show. Of a file that holds a key too, only the certificate is looked at.
 * @param gathering - Told what could not be read.
 * @param directives - The directives of all web servers.
 */
export async function readCertificates(
  gathering: Gathering,
  directives: readonly Directive[],
): Promise<Certificate[]> {
  const files = filesIn(directives, "ssl_certificate", "sslcertificatefile");
  const read = await Promise.all(
    [...new Set(files)].map((file) =>
      attempt(gathering, file, async () => certificateOf(file, await readFile(file, "latin1"))),
    ),
  );
  return read.filter((one) => one !== undefined);
}

const block =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]{1,100000}-----END [A-Z0-9 ]{1,40}-----/;

function certificateOf(path: string, text: string): Certificate {
  const [pem] = block.exec(text) ?? [];
  if (pem === undefined) {
    throw new Error("it holds no certificate");
  }
  const read = new X509Certificate(pem);
  const alternative = alternativeHostnames(read.subjectAltName);
  const [, common] = /^CN=(.{1,255})$/m.exec(read.subject) ?? [];
  return {
    ...{ path, fingerprint256: read.fingerprint256 },
    names: alternative.length > 0 || common === undefined ? alternative : [common],
    from: new Date(read.validFrom).toISOString(),
    until: new Date(read.validTo).toISOString(),
  };
}

/** A name that a port of this host has a certificate for. */
interface Asked {
  readonly host: string;
  readonly port: number;
  readonly serverName: string;
}

/**
 * Asks this host's own ports which certificates they show.
 * @param gathering - The deadline.
 * @param directives - The directives of nginx.
 * @returns What they showed. A port that shows none is left out: the other side of the network sees it as well.
 */
export async function readServed(
  { signal }: Gathering,
  directives: readonly Directive[],
): Promise<Served[]> {
  const asked = named(everyDirective(directives), "server")
    .flatMap(({ block = [] }) => askedOf(block))
    .slice(0, mostAsked);
  const shown = await Promise.all(
    asked.map(async (one) => {
      const fingerprint256 = signal.aborted ? undefined : await fingerprintAt(one);
      const { host, port, serverName } = one;
      return fingerprint256 === undefined
        ? []
        : [{ at: `${host}:${port}`, port, serverName, fingerprint256 }];
    }),
  );
  return shown.flat();
}

function askedOf(server: readonly Directive[]): Asked[] {
  const serverName = named(server, "server_name")
    .flatMap(({ args }) => args)
    .find((name) => /^[\w-]+(?:\.[\w-]+)+$/.test(name));
  const listens = named(server, "listen").filter(({ args }) => args.includes("ssl"));
  return serverName === undefined
    ? []
    : listens.slice(0, 1).flatMap(({ args: [address = ""] }) => {
        const [, host = "", port = "443"] = /^(?:(.*):)?(\d+)$/.exec(address) ?? [];
        const isLoopback = /^(?:127\.[\d.]+|\[::1\])$/.test(host);
        const isAny = host === "" || host === "*" || host === "0.0.0.0" || host === "[::]";
        return isLoopback || isAny
          ? [
              {
                host: isAny ? "127.0.0.1" : host.replace(/[[\]]/g, ""),
                port: Number(port),
                serverName,
              },
            ]
          : [];
      });
}

function fingerprintAt({ host, port, serverName }: Asked): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({
      ...{ host, port, servername: serverName },
      // It is looked at whoever made it, and nothing is sent to it.
      rejectUnauthorized: false,
    });
    const settle = (fingerprint: string | undefined): void => {
      socket.destroy();
      resolve(fingerprint);
    };
    socket
      .setTimeout(patience, () => settle(undefined))
      .once("secureConnect", () => settle(socket.getPeerX509Certificate()?.fingerprint256))
      .once("error", () => settle(undefined))
      .once("close", () => settle(undefined));
  });
}
