import type { Certainty } from "../../core/certainty";
import { hostnamePath } from "../../model/traffic/hostnamePath";
import type { Inventory } from "../../model/graph/inventory";
import type { ModelResource } from "../../model/graph/resources";
import { zoneOf } from "../../model/graph/links";
import { edgeRefusal } from "../../model/rules/edgeRefusal";
import { isModeSetting, zoneTls } from "../../model/tls/zoneTls";

/** What a subject answers when it is asked whether it holds. */
export interface WatchAnswer {
  /** `no` breaks what was `yes`; `unknown` says nothing, and neither breaks nor restores. */
  readonly state: Certainty;
  /** Where it does not hold: why, as a sentence without a full stop. */
  readonly because: string;
}

/** One thing that must keep holding. */
export interface WatchSubject {
  /** Tells it from the others. */
  readonly id: string;
  /** What kind of promise it is. */
  readonly kind:
    "serving" | "answered" | "strictTls" | "reachable" | "closed" | "admitted" | "probed";
  /** Hostname, zone or origin, as a reader knows it. */
  readonly title: string;
  /** Asks the account whether it holds. */
  readonly ask: () => WatchAnswer;
}

/**
 * A hostname that must stay served.
 * @param inventory - The account.
 * @param hostname - The hostname.
 * @returns The subject.
 */
export function hostnameSubject(inventory: Inventory, hostname: string): WatchSubject {
  return {
    id: `serving ${hostname}`,
    kind: "serving",
    title: hostname,
    ask: () => {
      const path = hostnamePath(inventory, hostname);
      const refusal = path.serving === "yes" ? edgeRefusal(inventory, path) : undefined;
      return refusal === undefined
        ? { state: path.serving, because: path.because }
        : { state: "no", because: refusal };
    },
  };
}

/**
 * The zones whose TLS a resource sets.
 * @param resource - Any resource.
 * @returns The zone of an `ssl` setting; none for everything else.
 */
export function zonesOf(resource: ModelResource): string[] {
  return isModeSetting(resource) ? [zoneOf(resource)] : [];
}

/**
 * A zone whose TLS must stay strict.
 * @param inventory - The account.
 * @param zone - The zone's id.
 * @returns The subject.
 */
export function zoneSubject(inventory: Inventory, zone: string): WatchSubject {
  return {
    id: `strictTls ${zone}`,
    kind: "strictTls",
    // A zone's name may come to be known only while it is watched.
    get title() {
      return zoneTls(inventory, zone).title;
    },
    ask: () => {
      const { strict, mode } = zoneTls(inventory, zone);
      const shown = typeof mode === "string" ? mode : "not known";
      return { state: strict, because: `the zone's TLS mode is ${shown}, not strict` };
    },
  };
}
