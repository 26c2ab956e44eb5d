import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ServerConfig } from "../../servers/serverConfig";
import { readLogs } from "../../doctor/logs";
import { peers } from "../core/firewalls/webServer";

/** Paths of the servers and of what they write, of which a test has copies in a folder of its own. */
const places =
  /(?<![\w./-])\/(etc\/(?:nginx|apache2|php|ssl)|var\/(?:log|www|lib\/nginx)|run|usr\/share\/steady-edge)(?=[/\s;"':]|$)/gm;

/** A range of Cloudflare's, in whose place a part of loopback stands. */
const replacedRange = "173.245.48.0/20";

/**
 * Moves the paths in a text into a folder, and one of Cloudflare's ranges to loopback; all else stays as it is written.
 * @param folder - The folder.
 * @param text - A file of a server's configuration.
 */
export function moved(folder: string, text: string): string {
  return text
    .replace(places, `${folder}/$1`)
    .replaceAll(replacedRange, `${peers.cloudflare.replace(/\d+$/, "0")}/24`);
}

/**
 * The files of a configuration, moved into a folder.
 * @param folder - The folder.
 * @param config - The configuration.
 * @returns Texts by their path in the folder.
 */
export function placed(folder: string, config: ServerConfig): Record<string, string> {
  return Object.fromEntries(
    config.files.map(({ path: at, text }) => [at.slice(1), moved(folder, text)]),
  );
}

/**
 * The files of the distribution's own configuration, moved into a folder.
 * @param folder - The folder.
 * @param root - Where they are: `/etc/nginx`.
 * @returns Texts by their path in the folder, those behind links too.
 */
export function distribution(folder: string, root: string): Record<string, string> {
  const names = readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(root, name))
    .filter((name) => statSync(name).isFile());
  return Object.fromEntries(
    names.map((name) => [name.slice(1), moved(folder, readFileSync(name, "utf8"))]),
  );
}

/** Certificates of a test, PEM: the server's, and clients' of two authorities. */
export interface Certificates {
  /** The server's certificate and key in one text. */
  readonly server: string;
  /** The authority of Cloudflare's client certificate. */
  readonly authority: string;
  /** A client's certificate and key in one text, of that authority. */
  readonly right: string;
  /** The same, of another authority. */
  readonly foreign: string;
}

/** Makes certificates with openssl. */
export function makeCertificates(): Certificates {
  const folder = mkdtempSync(path.join(tmpdir(), "steady-edge-certificates-"));
  try {
    return certificatesIn(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function certificatesIn(folder: string): Certificates {
  const openssl = (...args: string[]): void => {
    execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  };
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const read = (name: string): string => readFileSync(path.join(folder, name), "utf8");
  const authority = (name: string): void =>
    openssl(
      ...[
        "req",
        "-x509",
        ...key,
        "-days",
        "2",
        "-subj",
        `/CN=${name}`,
        "-keyout",
        `${name}.key`,
        "-out",
        `${name}.pem`,
      ],
    );
  const client = (name: string, by: string): string => {
    openssl(
      ...["req", ...key, "-subj", `/CN=${name}`, "-keyout", `${name}.key`, "-out", `${name}.csr`],
    );
    openssl(
      ...[
        "x509",
        "-req",
        "-in",
        `${name}.csr`,
        "-CA",
        `${by}.pem`,
        "-CAkey",
        `${by}.key`,
        "-set_serial",
        "7",
        "-days",
        "2",
        "-out",
        `${name}.pem`,
      ],
    );
    return read(`${name}.pem`) + read(`${name}.key`);
  };
  for (const name of ["server", "cloudflare", "stranger"]) {
    authority(name);
  }
  return {
    server: read("server.pem") + read("server.key"),
    authority: read("cloudflare.pem"),
    right: client("right", "cloudflare"),
    foreign: client("foreign", "stranger"),
  };
}

/**
 * Reads lines of an access log in the documented form.
 * @param text - The log.
 * @returns Each line's values by their labels.
 */
export function logLines(text: string): Record<string, string>[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) =>
      Object.fromEntries(
        line.split("\t").map((field) => {
          const colon = field.indexOf(":");
          return [field.slice(0, colon), field.slice(colon + 1)];
        }),
      ),
    );
}

/**
 * Reads what a server writes once it is there and has a number of lines: a line of a log is written after its answer was sent.
 * @param file - Its path.
 * @param lines - How many.
 */
export async function whenLogged(file: string, lines: number): Promise<string> {
  while (!existsSync(file) || readFileSync(file, "utf8").split("\n").length <= lines) {
    await sleep(20);
  }
  return readFileSync(file, "utf8");
}

/**
 * Has the doctor read logs.
 * @param folder - Where they are.
 * @param names - Their paths in it.
 * @returns What each is told to be: `outcome check: causes`.
 */
export async function doctorReads(folder: string, ...names: string[]): Promise<string[]> {
  const files = names.map((name) => ({ path: path.join(folder, name), name }));
  const evidence = await readLogs(files);
  return evidence.map(({ outcome, check, speaksFor }) =>
    `${outcome} ${check}: ${speaksFor.join(" ")}`.trimEnd(),
  );
}
