import type * as pulumi from "@pulumi/pulumi";
import { TieredCacheTopology } from "../../facts/cloudflare/tieredCache";
import type { ArgoAndTieredCacheArgs } from "./args";

/** How requests get to the origins, with the zone behind its check. What is undefined is left as it is. */
export interface ResolvedArgoAndTieredCache {
  /** The zone, behind its check. */
  readonly zoneId: pulumi.Input<string>;
  /** Which data centres ask the origin. */
  readonly tieredCache: TieredCacheTopology | undefined;
  /** Whether a data centre near the visitor's is asked before the upper tier. */
  readonly regionalTieredCache: boolean | undefined;
  /** Whether Argo Smart Routing picks the ways. */
  readonly argoSmartRouting: boolean | undefined;
}

/** The arguments that switch on what sessions cannot fail over beside. */
export type SwitchedOn = "tieredCache" | "regionalTieredCache" | "argoSmartRouting";

/**
 * What is switched on.
 * @param args - The arguments, or what they say.
 * @returns The names of the arguments that do so.
 */
export function switchedOn({
  tieredCache = TieredCacheTopology.Off,
  regionalTieredCache = false,
  argoSmartRouting = false,
}: Pick<ArgoAndTieredCacheArgs, SwitchedOn>): readonly SwitchedOn[] {
  return [
    ...(tieredCache === TieredCacheTopology.Off ? [] : (["tieredCache"] as const)),
    ...(regionalTieredCache ? (["regionalTieredCache"] as const) : []),
    ...(argoSmartRouting ? (["argoSmartRouting"] as const) : []),
  ];
}
