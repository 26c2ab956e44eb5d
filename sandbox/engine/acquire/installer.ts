import { ownEntry } from "../../../core/ownEntry";
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import {
  pulumiArchiveAddress,
  pulumiArchives,
  type PulumiArchives,
} from "../../../facts/pulumiArchives";
import { runChild } from "../childProcess";
import { executableOnPath } from "../../executableOnPath";
import { lastLine, type EngineMaker, type MakerContext } from "./makers";

/** How long the site of the release may take until it answers, in milliseconds. */
const answerMilliseconds = 10_000;

/** How long it may send nothing once it has answered, in milliseconds. */
const silenceMilliseconds = 60_000;

/** More than this is not read, so that no disk is filled, in bytes. */
const mostBytes = 1024 * 1024 * 1024;

/** What is installed, and where it is fetched. */
export interface InstallerSource {
  /** The sums that archives must have. Defaults to those of the release that this package is proven with. */
  readonly archives: PulumiArchives;
  /** The archive's address, by version and platform. Defaults to that of the release. */
  readonly address: (version: string, platform: string) => string;
}

/**
 * Pulumi's own release: its archive is used only where it has the SHA-256 sum that stands in this package.
 * @param source - Which archives, from where.
 * @returns The maker.
 */
export function officialInstaller(
  source: InstallerSource = { archives: pulumiArchives, address: pulumiArchiveAddress },
): EngineMaker {
  return { name: "installer", make: (context) => install(source, context) };
}

async function install(
  { archives, address }: InstallerSource,
  context: MakerContext,
): Promise<string | undefined> {
  const { version, root, onProgress, environment, signal } = context;
  const platform = `${process.platform}-${process.arch}`;
  const sum = version === archives.version ? ownEntry(archives.sha256, platform) : undefined;
  if (sum === undefined) {
    return `no checksum of Pulumi ${version} for ${platform} is known`;
  }
  const tar = executableOnPath("tar", environment.PATH);
  if (tar === undefined) {
    return "no tar on PATH";
  }
  const archive = path.join(root, "archive.tar.gz");
  try {
    const reason = await download(address(version, platform), archive, sum, context);
    if (reason !== undefined) {
      return reason;
    }
    onProgress({ text: `Installing Pulumi ${version} into the cache` });
    const bin = path.join(root, "bin");
    await mkdir(bin);
    // Owners and rights are not taken from the archive, which root would.
    const flags = ["--strip-components=1", "--no-same-owner", "--no-same-permissions"];
    const args = ["-x", "-z", "-f", archive, "-C", bin, ...flags];
    const { exitCode, stderr } = await runChild(tar, args, { environment, signal });
    return exitCode === 0 ? undefined : `its archive cannot be unpacked (${lastLine(stderr)})`;
  } finally {
    await rm(archive, { force: true });
  }
}

/** Fetches the archive; returns why it cannot be used. */
async function download(
  address: string,
  archive: string,
  sum: string,
  { version, onProgress, signal }: MakerContext,
): Promise<string | undefined> {
  const { host } = new URL(address);
  onProgress({ text: `Fetching Pulumi ${version} from ${host}` });
  const silence = new Silence(answerMilliseconds);
  const stop = AbortSignal.any([silence.signal, ...(signal === undefined ? [] : [signal])]);
  const digest = new Digest(() => silence.heard(silenceMilliseconds));
  try {
    const response = await fetch(address, { signal: stop });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      return `${host} cannot be reached (it answers ${response.status})`;
    }
    await keep(Readable.fromWeb(response.body as ReadableStream), digest, archive, stop);
  } catch (error) {
    signal?.throwIfAborted();
    return `${host} cannot be reached (${reasonOf(silence.signal.reason ?? error)})`;
  } finally {
    silence.end();
  }
  return digest.sha256 === sum
    ? undefined
    : `${host} gave an archive with the SHA-256 sum ${digest.sha256}, and the release's is ${sum}`;
}

/** Writes what comes through the digest into a new file, which nothing writes to any more when it ends, however it ends. */
async function keep(
  bytes: Readable,
  digest: Digest,
  archive: string,
  signal: AbortSignal,
): Promise<void> {
  const target = createWriteStream(archive, { mode: 0o600, flags: "wx" });
  const closed = new Promise<void>((resolve) => target.once("close", resolve));
  try {
    await pipeline(bytes, digest, target, { signal });
  } finally {
    // A stream that fails early fails before its file is opened, which made it then.
    await closed;
  }
}

/** Passes bytes on and sums them up; more than any archive has are an error. */
class Digest extends Transform {
  readonly #hash = createHash("sha256");
  #bytes = 0;

  constructor(onBytes: () => void) {
    super({
      transform: (part: Buffer, _encoding, done) => {
        onBytes();
        this.#hash.update(part);
        this.#bytes += part.length;
        done(this.#bytes > mostBytes ? new Error("more than 1 GiB") : null, part);
      },
    });
  }

  get sha256(): string {
    return this.#hash.copy().digest("hex");
  }
}

/** Aborts when nothing was heard for too long. */
class Silence {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout;

  constructor(milliseconds: number) {
    this.#timer = this.#until(milliseconds);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  heard(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = this.#until(milliseconds);
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #until(milliseconds: number): NodeJS.Timeout {
    const reason = new Error(`nothing heard in ${milliseconds / 1000} s`);
    return setTimeout(() => this.#controller.abort(reason), milliseconds);
  }
}

function reasonOf(error: unknown): string {
  const { cause, code, message } = error as NodeJS.ErrnoException & { cause?: { code?: string } };
  return cause?.code ?? code ?? message;
}
