import { linkTokens, unknownLink } from "../graph/links";
import { readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/** Where the rules of a zone or an account begin in one phase. */
export interface EntryPoint {
  /** A text that only entry points of the same zone or account, and of the same phase, share. */
  readonly place: string;
  /** The phase, e.g. `http_request_cache_settings`. */
  readonly phase: string;
}

/**
 * Reads where a ruleset stands.
 * @param ruleset - A `Ruleset`.
 * @returns The entry point; undefined for other rulesets, and where it is not known.
 */
export function entryPointOf({ properties }: ModelResource): EntryPoint | undefined {
  const kind = readText(properties.kind);
  const phase = readText(properties.phase);
  const owner = linkTokens(kind === "root" ? properties.accountId : properties.zoneId);
  const isKnown = owner.length === 1 && owner[0] !== unknownLink && typeof phase === "string";
  return isKnown && (kind === "zone" || kind === "root")
    ? { place: `${kind} ${owner[0]} ${phase}`, phase }
    : undefined;
}
