/**
 * What the name of a Worker must not have: the API refuses upper-case letters (10016, `workers.api.error.invalid_script_name`), and
 * underscores are advised against.
 *
 * Source: Cloudflare docs, workers/wrangler/configuration (`name`: alphanumeric characters and dashes only, no underscores); issue 41
 * of cloudflare/serverless-cloudflare-workers, where the API refused upper-case letters.
 */
export const notInScriptNames = /[^a-z0-9-]/g;
