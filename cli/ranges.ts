import { z } from "zod";
import { describeValue } from "../core/problem";
import { cloudflareRanges, type AddressRanges } from "../facts/cloudflare/ranges";
import { rangesAsText, type RangesFormat } from "../core/rangesText";
import { SandboxError } from "../sandbox/errors";
import { exitCodes, type ExitCode } from "./exitCodes";
import type { Terminal } from "./terminal";

/** The flags of `steady-edge ranges`. */
export interface RangesFlags {
  /** The form in which to write the ranges. */
  readonly format: RangesFormat;
  /** The address family whose ranges to write. Defaults to both. */
  readonly family?: keyof AddressRanges;
  /** Whether to compare with what Cloudflare publishes instead. */
  readonly check?: boolean;
  /** Where the published list is read. */
  readonly from: string;
}

const answerMilliseconds = 10_000;

/** Bytes of the longest answer that is read: a thousand times the list. */
const longestAnswerBytes = 2 ** 20;

/** What Cloudflare answers; made when it is asked, since zod is a third of what the command takes. */
function published() {
  return z.object({
    success: z.literal(true),
    result: z.object({
      ipv4_cidrs: z.array(z.cidrv4()).min(1),
      ipv6_cidrs: z.array(z.cidrv6()).min(1),
    }),
  });
}

/**
 * `steady-edge ranges`: writes the pinned ranges in a firewall's own form, or compares them with
 * what Cloudflare publishes now.
 * @param flags - What to do.
 * @param terminal - Where to write.
 * @returns 0, or 1 when the lists differ.
 * @throws SandboxError when the published list cannot be had.
 */
export async function rangesCommand(flags: RangesFlags, terminal: Terminal): Promise<ExitCode> {
  if (flags.check !== true) {
    terminal.out(rangesAsText(flags.format, rangesOf(flags.family)));
    return exitCodes.fine;
  }
  const live = await publishedRanges(flags.from, terminal.signal);
  const differences = rangeDifferences(cloudflareRanges, live);
  const count = live.ipv4.length + live.ipv6.length;
  terminal.out(
    differences.length === 0
      ? `The ${count} pinned ranges are the published ones.\n`
      : `The pinned ranges of ${cloudflareRanges.asOf} differ from the published ones:\n${differences
          .map((line) => `  ${line}\n`)
          .join("")}`,
  );
  return differences.length === 0 ? exitCodes.fine : exitCodes.failed;
}

function rangesOf(family: RangesFlags["family"]): AddressRanges {
  return family === undefined
    ? cloudflareRanges
    : { ipv4: [], ipv6: [], [family]: cloudflareRanges[family] };
}

/**
 * Compares two lists of ranges, whatever their order.
 * @param pinned - What this package knows.
 * @param live - What Cloudflare publishes.
 * @returns A line for each difference: `+ 198.51.100.0/24` is new, `- 192.0.2.0/24` is gone.
 */
function rangeDifferences(pinned: AddressRanges, live: AddressRanges): string[] {
  const known = new Set([...pinned.ipv4, ...pinned.ipv6]);
  const now = new Set([...live.ipv4, ...live.ipv6]);
  return [
    ...[...now].filter((range) => !known.has(range)).map((range) => `+ ${range}`),
    ...[...known].filter((range) => !now.has(range)).map((range) => `- ${range}`),
  ];
}

async function publishedRanges(address: string, stop: AbortSignal): Promise<AddressRanges> {
  const end = new AbortController();
  const abort = (): void => end.abort();
  const timer = setTimeout(abort, answerMilliseconds);
  stop.addEventListener("abort", abort, { once: true });
  try {
    const response = await fetch(address, { signal: end.signal });
    const answer = published().safeParse(await jsonOf(response));
    if (!response.ok || !answer.success) {
      throw unreadable(
        address,
        `an answer with status ${response.status} that holds no ranges within 1 MiB`,
      );
    }
    const { ipv4_cidrs: ipv4, ipv6_cidrs: ipv6 } = answer.data.result;
    return { ipv4, ipv6 };
  } catch (error) {
    if (error instanceof SandboxError) {
      throw error;
    }
    const { cause, message } = error as Error & { cause?: { code?: string } };
    const reason = end.signal.aborted ? "no answer in time" : (cause?.code ?? message);
    throw unreadable(address, `no connection (${reason})`);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener("abort", abort);
  }
}

/** The body of an answer as JSON; undefined where it is none, or longer than any list of ranges. */
async function jsonOf(response: Response): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    const bytes = part as Uint8Array;
    length += bytes.length;
    if (length > longestAnswerBytes) {
      return undefined;
    }
    parts.push(bytes);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    return undefined;
  }
}

function unreadable(address: string, actual: string): SandboxError {
  return new SandboxError([
    {
      path: describeValue(address),
      rule: "answer with Cloudflare's ranges",
      actual,
      hint: "Try again where this machine can reach it, or compare by hand with cloudflare.com/ips",
    },
  ]);
}
