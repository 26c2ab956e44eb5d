import type { Plugin } from "./plugin/findPlugin";

/** That the stand-in serves Cloudflare's resources. */
export interface ServedByStandIn {
  /** Tells it from a plugin. */
  readonly kind: "stand-in";
  /** Plugins that are there and could not be taken, each with its reason. */
  readonly passedOver: readonly string[];
}

/** That the user's own plugin serves them, which calls the account by its REST API. */
export interface ServedByPlugin extends Plugin {
  /** Tells it from the stand-in. */
  readonly kind: "plugin";
}

/** What serves Cloudflare's resources in a sandbox. */
export type CloudflareProvider = ServedByStandIn | ServedByPlugin;

/** That the stand-in serves AWS's resources, as it always does. */
export interface AwsProvider {
  /** What serves them. */
  readonly kind: "stand-in";
}

/** What serves the resources of each API in a sandbox. */
export interface CloudProviders {
  /** Cloudflare's. */
  readonly cloudflare: CloudflareProvider;
  /** AWS's. */
  readonly aws: AwsProvider;
}

/** The ways to choose between them. */
export const providerChoices = ["auto", "stand-in", "installed"] as const;

/**
 * Which of them: the stand-in; the user's installed plugin; or `auto`, that plugin where there is one of the version that
 * the project's SDK wants, else the stand-in.
 */
export type ProviderChoice = (typeof providerChoices)[number];

/** The stand-in, where nothing else was looked for. */
export const standIn: CloudflareProvider = { kind: "stand-in", passedOver: [] };
