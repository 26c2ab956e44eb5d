import type { HostnamePath } from "../../model/traffic/hostnamePath";
import type { Cause } from "../findings/finding";
import { firstChanges, PathChanges } from "./pathKeys";
import { causeOf, type RiskContext } from "./risk";
import { say, type Phrase } from "../words/words";

/** A hostname whose path a plan touches. */
export interface TouchedHostname {
  /** The hostname. */
  readonly hostname: string;
  /** Its path before. */
  readonly before: HostnamePath;
  /** Its path after. */
  readonly after: HostnamePath;
  /** The changes on either path, sorted by key; at most 100. */
  readonly causes: readonly Cause[];
}

/**
 * Lists the hostnames with a changed resource on their path.
 * @returns The hostnames, sorted.
 */
export function touchedHostnames(context: RiskContext): TouchedHostname[] {
  const { before, after, changes } = context;
  if (changes.size === 0) {
    return [];
  }
  const oldPaths = new Map(before.hostnames.map((path) => [path.hostname, path]));
  const newPaths = new Map(after.hostnames.map((path) => [path.hostname, path]));
  const all = [...new Set([...oldPaths.keys(), ...newPaths.keys()])].sort();
  const changed = {
    before: new PathChanges(before, changes),
    after: new PathChanges(after, changes),
  };
  return all.flatMap((hostname) => {
    const old = oldPaths.get(hostname) ?? before.pathOf(hostname);
    const now = newPaths.get(hostname) ?? after.pathOf(hostname);
    const [was, is] = [changed.before.on(old), changed.after.on(now)];
    if (was.length + is.length === 0) {
      return [];
    }
    const causes = firstChanges([...was, ...is]).map((change) => causeOf(change));
    return [{ hostname, before: old, after: now, causes }];
  });
}

/**
 * Says that a plan without the unchanged resources may not show all.
 * @returns The reservation, to stand at the end of a sentence; nothing for a whole plan.
 */
export function elsewhere({ plan }: RiskContext): Phrase {
  return plan.whole ? [] : say`, unless something answers that this plan does not list`;
}
