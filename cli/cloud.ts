import type { ModelResource } from "../model/graph/resources";
import type { AccountSeedOptions } from "../sandbox/cloud/accountSeed";
import type { CloudflareProvider } from "../sandbox/providerChoice";

/** What a sandbox's cloud is made of. */
export interface CloudRequest {
  /** The file that holds the account between runs. */
  readonly accountFile: string;
  /** The folder of the project, whose installed SDKs declare the types. */
  readonly project: string;
  /** What exists before any program ran. */
  readonly seed: AccountSeedOptions;
  /** What serves Cloudflare's resources. */
  readonly provider: CloudflareProvider;
}

/** What the outage watch saw. */
export interface WatchReport {
  /** How many calls of the cloud's API it looked at. */
  readonly calls: number;
  /** Every call after which a path of traffic was broken, or an origin open to the world. */
  readonly broken: readonly object[];
}

/** A cloud for the sandbox, as far as the command needs to know it. */
export interface SandboxCloud {
  /** The value of `PULUMI_DEBUG_PROVIDERS`. */
  readonly debugProviders: string;
  /** Everything that the account holds. */
  readonly resources: () => readonly ModelResource[];
  /**
   * Tells of every change of the account.
   * @param listener - Hears that there was one.
   * @returns What ends that.
   */
  readonly onChange: (listener: () => void) => () => void;
  /** Begins to watch anew for an operation that is meant to take these hostnames away. */
  readonly watch: (removes: readonly string[] | "everything") => void;
  /** What the outage watch has seen since. */
  readonly watched: () => WatchReport;
  /** Ends it; its account stays in its file. */
  readonly stop: () => Promise<void>;
}

/** Starts a cloud. */
export type OpenCloud = (request: CloudRequest) => Promise<SandboxCloud>;

/** Starts the embedded Cloudflare and AWS over the account in a file. */
export const openCloud: OpenCloud = async ({ accountFile, project, seed, provider }) => {
  // Loaded late: only sandboxes need it, and it is much to load.
  const { startCloud } = await import("../sandbox/startCloud.js");
  const cloud = await startCloud({ ...seed, accountFile, project, providers: provider });
  return {
    debugProviders: cloud.debugProviders,
    resources: () => cloud.account.resources(),
    onChange: (listener) => {
      const listening = new AbortController();
      cloud.account.onChange(() => void (listening.signal.aborted || listener()));
      return () => listening.abort();
    },
    watch: (removes) => cloud.outageWatch.begin({ removes }),
    watched: () => cloud.outageWatch.report(),
    stop: () => cloud.stop(),
  };
};

/** Keeps what the account of a cloud held when the cloud ended. */
export class RememberingCloud {
  #resources: readonly ModelResource[] = [];

  /**
   * Remembers nothing yet.
   * @param openCloud - Starts the cloud.
   */
  constructor(private readonly openCloud: OpenCloud) {}

  /** Starts the cloud. */
  readonly open: OpenCloud = async (request) => {
    const cloud = await this.openCloud(request);
    const stop = (): Promise<void> => {
      this.#resources = [...cloud.resources()];
      return cloud.stop();
    };
    return { ...cloud, stop };
  };

  /** Everything that the account held when the cloud ended. */
  get resources(): readonly ModelResource[] {
    return this.#resources;
  }
}
