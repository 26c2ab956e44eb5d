import type { Plugin } from "./plugin/findPlugin";

/** What serves Cloudflare's resources in a sandbox. AWS's are always served by the stand-in. */
export type CloudflareProvider =
  /** The stand-in. `passedOver`: plugins that are there and could not be taken, each with its reason. */
  | { readonly kind: "stand-in"; readonly passedOver: readonly string[] }
  /** The user's own plugin, which calls the account by its REST API. */
  | ({ readonly kind: "plugin" } & Plugin);

/** The ways to choose between them. */
export const providerChoices = ["auto", "stand-in", "installed"] as const;

/**
 * Which of them: the stand-in; the user's installed plugin; or `auto`, that plugin where there is one of the version that
 * the project's SDK wants, else the stand-in.
 */
export type ProviderChoice = (typeof providerChoices)[number];

/** The stand-in, where nothing else was looked for. */
export const standIn: CloudflareProvider = { kind: "stand-in", passedOver: [] };
