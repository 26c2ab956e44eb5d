import { join } from "node:path";

import { monitorsProvider } from "../facts/monitoring/provider";
import { monitorsServer } from "../monitoring/provider";

import { cacheRoot, requireOwnFrom } from "./cacheRoot";
import { Account } from "./cloud/account/account";
import { AccountFile } from "./cloud/account/accountFile";
import { awsKindOf } from "./cloud/aws/handlers";
import { serveCloudApi, type CloudApi, type CloudApiOptions } from "./cloud/api/cloudApi";
import { Attempts } from "./cloud/calls/attempts";
import { cloudflareHandler } from "./cloud/cloudflare/handlers";
import { Faults } from "./cloud/faults";
import { invokeCall } from "./cloud/invokes/invoke";
import { Journal } from "./cloud/journal";
import { OutageWatch } from "./watch/outageWatch";
import { AccountSeed, type AccountSeedOptions } from "./cloud/accountSeed";
import { chooseProvider } from "./chooseProvider";
import { serveRelay } from "./plugin/relay";
import {
  standIn,
  type CloudflareProvider,
  type CloudProviders,
  type ProviderChoice,
} from "./providerChoice";
import { servedProviders } from "./cloud/provider/knownType";
import { StandInProvider } from "./cloud/provider/provider";
import { newRelicHandler } from "./cloud/monitors/newRelic";
import { heldMonitors } from "./cloud/monitors/heldMonitors";
import { listenOnLoopback } from "./loopback";
import { serveProviders } from "./cloud/provider/server";
import type { ProviderName } from "./cloud/resources/handler";
import { tlsHandler } from "./cloud/tls/handlers";
import { SdkShapes } from "./cloud/types/shapes";

/** How a cloud is started. */
export interface CloudOptions extends AccountSeedOptions {
  /** File that holds the account between runs. Without one the account lives as long as the cloud. */
  readonly accountFile?: string;
  /** Real seconds per second that the providers wait for a retry or an answer. Defaults to 0.001. */
  readonly timeScale?: number;
  /** How many calls the journal keeps, the last ones; its listeners hear of all. Defaults to all of them. */
  readonly keptCalls?: number;
  /** Folder of the project whose installed SDKs declare the types. Defaults to the working directory. */
  readonly project?: string;
  /**
   * What serves Cloudflare's resources: the stand-in, the plugin that the user has installed, whichever there is (`auto`), or
   * what was chosen before. A plugin runs in real time and tries again by its own rules. Defaults to the stand-in.
   */
  readonly providers?: ProviderChoice | CloudflareProvider;
}

/** A running embedded cloud: stand-in providers for Cloudflare and AWS over one account, and for TLS and monitors, which need none. */
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
  /**
   * Serves the account as Cloudflare's API too, over HTTP on the loopback interface. It ends with the cloud.
   * @param options - Where; they count on the first call.
   * @returns The running API, the same one on every call.
   * @throws {SandboxError} Where the port cannot be had.
   */
  openApi(options?: CloudApiOptions): Promise<CloudApi>;
  /** Value of `PULUMI_DEBUG_PROVIDERS` that lets an engine use the stand-ins. */
  readonly debugProviders: string;
  /** What serves the resources of each API. */
  readonly providers: CloudProviders;
  /** Stops the providers and closes the account's file. */
  stop(): Promise<void>;
}

/**
 * Starts an embedded cloud.
 * @param options - Where the account is kept, and what it has from the start.
 * @returns The running cloud.
 * @throws {SandboxError} Where the account's file or the cache cannot be used, an SDK is not installed, or the plugin that was
 *   to serve is not there.
 */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const { providers = standIn, project = process.cwd() } = options;
  const cloudflare =
    typeof providers === "string" ? await chooseProvider(providers, project) : providers;
  const cloud = await startStandIns(options, project);
  return cloudflare.kind === "plugin"
    ? servedByPlugin(cloud, cloudflare)
    : { ...cloud, providers: { ...cloud.providers, cloudflare } };
}

/** The same cloud, but that an engine finds the plugin where Cloudflare's stand-in was. */
async function servedByPlugin(
  cloud: Cloud,
  cloudflare: Extract<CloudflareProvider, { kind: "plugin" }>,
): Promise<Cloud> {
  const relay = await serveRelay(cloudflare.command, await cloud.openApi());
  const [, ...standIns] = cloud.debugProviders.split(",");
  return {
    ...cloud,
    providers: { ...cloud.providers, cloudflare },
    debugProviders: [`cloudflare:${relay.port}`, ...standIns].join(),
    stop: async () => {
      await relay.stop();
      await cloud.stop();
    },
  };
}

/** Finds the handler of a type, provider by provider. */
const kindsOfResources = {
  aws: awsKindOf,
  cloudflare: cloudflareHandler,
  tls: tlsHandler,
  newrelic: newRelicHandler,
};

/** What the SDKs of a project declare. */
function sdkShapes(project: string): Readonly<Record<ProviderName, SdkShapes>> {
  const cache = join(cacheRoot(), "types");
  requireOwnFrom(cacheRoot(), cache);
  let newRelic: SdkShapes | undefined;
  return {
    cloudflare: new SdkShapes("cloudflare", project, cache),
    aws: new SdkShapes("aws", project, cache),
    tls: new SdkShapes("tls", project, cache),
    // Optional: looked for where a program uses it.
    get newrelic() {
      return (newRelic ??= new SdkShapes("newrelic", project, cache));
    },
  };
}

async function startStandIns(options: CloudOptions, project: string): Promise<Cloud> {
  const shapes = sdkShapes(project);
  const seed = new AccountSeed(options);
  const account = new Account();
  const { accountFile } = options;
  const file = accountFile === undefined ? undefined : AccountFile.open(accountFile, account);
  const journal = new Journal(options.keptCalls);
  const faults = new Faults();
  const timeScale = options.timeScale ?? 0.001;
  const attempts = new Attempts({ account, journal, faults });
  const provider = new StandInProvider({
    ...{ account, seed, attempts, shapes, timeScale, invokeCall },
    kinds: kindsOfResources,
  });
  const server = await serveProviders(provider);
  const monitors = await listenOnLoopback(monitorsServer(heldMonitors));
  const apiParts = { place: { account, seed, region: "" }, shapes: shapes.cloudflare, attempts };
  let api: Promise<CloudApi> | undefined;
  return {
    account,
    seed,
    journal,
    faults,
    outageWatch: new OutageWatch(account, journal),
    provider,
    openApi: (apiOptions) => (api ??= serveCloudApi(apiParts, apiOptions)),
    debugProviders: [
      ...servedProviders.map((name) => `${name}:${server.port}`),
      `${monitorsProvider}:${monitors.port}`,
    ].join(),
    providers: { cloudflare: standIn, aws: { kind: "stand-in" } },
    stop: async () => {
      await (await api?.catch(() => undefined))?.stop();
      server.stop();
      monitors.stop();
      file?.close();
    },
  };
}
