import { join } from "node:path";

import { cacheRoot, requireOwnFrom } from "./cacheRoot";
import { Account } from "./cloud/account/account";
import { AccountFile } from "./cloud/account/accountFile";
import { awsKindOf } from "./cloud/aws/handlers";
import { cloudflareHandler } from "./cloud/cloudflare/handlers";
import { Faults } from "./cloud/faults";
import { invokeCall } from "./cloud/invokes/invoke";
import { Journal } from "./cloud/journal";
import { OutageWatch } from "./watch/outageWatch";
import { AccountSeed, type AccountSeedOptions } from "./cloud/accountSeed";
import { StandInProvider } from "./cloud/provider/provider";
import { serveProviders } from "./cloud/provider/server";
import { tlsHandler } from "./cloud/tls/handlers";
import { SdkShapes } from "./cloud/types/shapes";

/** How a cloud is started. */
export interface CloudOptions extends AccountSeedOptions {
  /** File that holds the account between runs. Without one the account lives as long as the cloud. */
  readonly accountFile?: string;
  /** Real seconds per second that the providers wait for a retry or an answer. Defaults to 0.001. */
  readonly timeScale?: number;
  /** Folder of the project whose installed SDKs declare the types. Defaults to the working directory. */
  readonly project?: string;
}

/** A running embedded cloud: stand-in providers for Cloudflare and AWS over one account, and for TLS, which needs none. */
export interface Cloud {
  /** Everything that exists. */
  readonly account: Account;
  /** What existed before any program ran. */
  readonly seed: AccountSeed;
  /** Every call of the stand-in APIs. */
  readonly journal: Journal;
  /** What is to go wrong. */
  readonly faults: Faults;
  /** Asks after every call whether each hostname still has a serving path. */
  readonly outageWatch: OutageWatch;
  /** The providers without the wire, for tests that need no engine. */
  readonly provider: StandInProvider;
  /** Value of `PULUMI_DEBUG_PROVIDERS` that lets an engine use the stand-ins. */
  readonly debugProviders: string;
  /** Stops the providers and closes the account's file. */
  stop(): Promise<void>;
}

/**
 * Starts an embedded cloud.
 * @param options - Where the account is kept, and what it has from the start.
 * @returns The running cloud.
 * @throws {SandboxError} Where the account's file or the cache cannot be used, or an SDK is not installed.
 */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const project = options.project ?? process.cwd();
  const cache = join(cacheRoot(), "types");
  requireOwnFrom(cacheRoot(), cache);
  const shapes = {
    cloudflare: new SdkShapes("cloudflare", project, cache),
    aws: new SdkShapes("aws", project, cache),
    tls: new SdkShapes("tls", project, cache),
  };
  const seed = new AccountSeed(options);
  const account = new Account();
  const { accountFile } = options;
  const file = accountFile === undefined ? undefined : AccountFile.open(accountFile, account);
  const journal = new Journal();
  const faults = new Faults();
  const timeScale = options.timeScale ?? 0.001;
  const provider = new StandInProvider({
    ...{ account, seed, journal, faults, shapes, timeScale, invokeCall },
    kinds: { aws: awsKindOf, cloudflare: cloudflareHandler, tls: tlsHandler },
  });
  const server = await serveProviders(provider);
  return {
    account,
    seed,
    journal,
    faults,
    outageWatch: new OutageWatch(account, journal),
    provider,
    debugProviders: ["cloudflare", "aws", "tls"].map((name) => `${name}:${server.port}`).join(),
    stop: () => {
      server.stop();
      file?.close();
      return Promise.resolve();
    },
  };
}
