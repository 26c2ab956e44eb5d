import path from "node:path";
import { shellWord } from "../core/shellWord";
import { startCloud, type Cloud, type CloudOptions } from "../sandbox/startCloud";
import type { CloudFlags } from "./cloudCommand";
import { exitCodes, stopCodes, Stop, type ExitCode } from "./exitCodes";
import { JournalFile } from "./journalFile";
import type { Terminal } from "./terminal";
import { TokenFile } from "./tokenFile";

/**
 * `steady-edge cloud`: serves an account as Cloudflare's API until it is stopped.
 * @param flags - Which account, where, and where its calls are written.
 * @param terminal - Where to write; its signal ends it.
 * @returns The exit code of the signal.
 * @throws {SandboxError} Where a file or the port cannot be used; nothing is left running then.
 */
export async function cloudCommand(flags: CloudFlags, terminal: Terminal): Promise<ExitCode> {
  const journal = flags.journal === undefined ? undefined : JournalFile.open(flags.journal);
  try {
    const cloud = await startCloud(cloudOptionsOf(flags));
    try {
      return await serve(cloud, flags, terminal, journal);
    } finally {
      await cloud.stop();
    }
  } finally {
    journal?.close();
  }
}

function cloudOptionsOf({ account, accountId, zone }: CloudFlags): CloudOptions {
  return {
    // It may serve for days, and what is called is written down where that is asked for.
    keptCalls: 0,
    ...(account === undefined ? {} : { accountFile: account }),
    ...(accountId === undefined ? {} : { accountId }),
    ...(zone === undefined ? {} : { zones: zone }),
  };
}

async function serve(
  cloud: Cloud,
  { port, reachableFromNetwork: networkAddress, tokenFile }: CloudFlags,
  terminal: Terminal,
  journal: JournalFile | undefined,
): Promise<ExitCode> {
  const api = await cloud.openApi({
    ...(port === undefined ? {} : { port }),
    ...(networkAddress === undefined ? {} : { networkAddress }),
  });
  const token = await TokenFile.write(api.token, tokenFile);
  try {
    terminal.out(howTo(cloud, api.url, path.resolve(token.path)));
    if (networkAddress !== undefined) {
      terminal.err(
        `Listening on ${networkAddress}: whoever reaches it and has the token may call, and everything goes unencrypted.\n`,
      );
    }
    if (journal !== undefined) {
      cloud.journal.onCall((call) => journal.write(call));
    }
    await Promise.race([
      stopped(terminal.signal),
      ...(journal === undefined ? [] : [journal.broken]),
    ]);
    const reason: unknown = terminal.signal.reason;
    return reason instanceof Stop ? stopCodes[reason.signal] : exitCodes.interrupted;
  } finally {
    await token.remove();
  }
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
    }
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/**
 * How to point clients at the API.
 * Sources: `CLOUDFLARE_BASE_URL`, Cloudflare Terraform provider v5 and the npm package `cloudflare` 7.3 (the real Pulumi provider
 * was seen to read it); octodns-cloudflare 1.2.0 (`api_url`); cf-terraforming, cmd/root.go (`CLOUDFLARE_API_HOSTNAME`).
 */
function howTo(cloud: Cloud, url: string, tokenFile: string): string {
  const zones = cloud.seed.zones.map(({ name, id, plan }) => `, zone ${name} ${id} (${plan})`);
  return `Serving Cloudflare's API v4 at ${url} until Ctrl-C.
Account ${cloud.seed.accountId}${zones.join("")}.

In another shell, for Pulumi, Terraform and Cloudflare's own clients:
  export CLOUDFLARE_BASE_URL=${url}
  export CLOUDFLARE_API_TOKEN="$(cat ${shellWord(tokenFile)})"
curl:
  curl --oauth2-bearer "$CLOUDFLARE_API_TOKEN" "$CLOUDFLARE_BASE_URL/zones"
octodns, among the settings of its Cloudflare provider:
  api_url: env/CLOUDFLARE_BASE_URL, token: env/CLOUDFLARE_API_TOKEN, pagerules: false
cf-terraforming takes a host name only (CLOUDFLARE_API_HOSTNAME) and calls it by HTTPS: it needs a proxy with TLS in front.
`;
}
