/**
 * What the name of a Worker must not have: the API refuses upper-case letters (10016, `workers.api.error.invalid_script_name`), and
 * underscores are advised against.
 *
 * Source: Cloudflare docs, workers/wrangler/configuration (`name`: alphanumeric characters and dashes only, no underscores); issue 41
 * of cloudflare/serverless-cloudflare-workers, where the API refused upper-case letters.
 */
export const notInScriptNames = /[^a-z0-9-]/g;

/**
 * When browsers that go to a page get what stands for missing files in place of an answer of the Worker: from this compatibility date on, or
 * with a flag, unless another flag is against it.
 *
 * Source: Cloudflare docs, workers/configuration/compatibility-flags ("Navigation requests prefer asset serving") and
 * workers/static-assets/routing/single-page-application (with a list of paths at which the Worker runs first, no request counts as one).
 */
export const assetNavigation = {
  since: "2025-04-01",
  flag: "assets_navigation_prefers_asset_serving",
  flagAgainst: "assets_navigation_has_no_effect",
  pages: ["single-page-application", "404-page"],
} as const;
