import * as pulumi from "@pulumi/pulumi";
import { ArgoSmartRouting } from "@pulumi/cloudflare/argoSmartRouting";
import { ArgoTieredCaching } from "@pulumi/cloudflare/argoTieredCaching";
import { RegionalTieredCache } from "@pulumi/cloudflare/regionalTieredCache";
import { TieredCache } from "@pulumi/cloudflare/tieredCache";
import { childName } from "../internal/names";
import { argoOfZone, argoOrTieredCacheOn, own } from "../internal/singletons";
import { resolvedArgs } from "../internal/validation";
import type { ArgoAndTieredCacheArgs } from "./args";
import { onOrOff, switchesOf } from "./inputs";
import { switchedOn, type ResolvedArgoAndTieredCache } from "./resolve";
import { validateArgoAndTieredCache } from "./validate";

const type = "steady-edge:index:ArgoAndTieredCache";

/** The resources that an `ArgoAndTieredCache` makes. What is left as it is has none. */
export interface ArgoAndTieredCacheChildren {
  /** Whether there are tiers. */
  readonly tieredCaching: ArgoTieredCaching | undefined;
  /** Whether the upper tier is the nearest one to the origin. */
  readonly smartTopology: TieredCache | undefined;
  /** Whether a data centre near the visitor's is asked before the upper tier. */
  readonly regionalTier: RegionalTieredCache | undefined;
  /** Whether Argo picks the ways to the origins. */
  readonly smartRouting: ArgoSmartRouting | undefined;
}

/**
 * Sets Tiered Cache, by which fewer requests and connections reach the origins, and Argo Smart Routing, for a whole zone. Neither
 * goes with the zero-downtime failover of pinned sessions: a `FailoverLoadBalancer` of the same zone in the same program is
 * refused beside them unless it says `usesArgoOrTieredCache`.
 *
 * Creates an `ArgoTieredCaching` named `<name>-tiered-caching` and a `TieredCache` named `<name>-smart-topology`, a
 * `RegionalTieredCache` named `<name>-regional-tier`, and an `ArgoSmartRouting` named `<name>-smart-routing`. Taken away, Tiered Cache
 * and Argo stay as they are, and only the topology goes: say `off` and false first.
 *
 * ```typescript
 * import { ArgoAndTieredCache } from "steady-edge";
 *
 * new ArgoAndTieredCache("zone", {
 *   zoneId: "fedcba9876543210fedcba9876543210",
 *   tieredCache: "smart",
 * });
 * ```
 */
export class ArgoAndTieredCache extends pulumi.ComponentResource {
  /**
   * Checks the arguments, then declares the settings.
   * @param name - Logical name; the names of all children begin with it.
   * @param args - What is to be set.
   * @param opts - Pulumi's options.
   * @throws One error that lists every problem, before anything is registered.
   */
  constructor(name: string, args: ArgoAndTieredCacheArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `ArgoAndTieredCache "${name}"`;
    const resolved = resolvedArgs(subject, args, opts, validateArgoAndTieredCache);
    own(subject, argoOfZone(args.zoneId));
    if (switchedOn(resolved).length > 0) {
      own(subject, argoOrTieredCacheOn(args.zoneId));
    }
    super(type, name, {}, opts);

    const children: ArgoAndTieredCacheChildren = {
      ...createTiers(name, resolved, this),
      regionalTier: createRegionalTier(name, resolved, this),
      smartRouting: createSmartRouting(name, resolved, this),
    };
    Object.assign(this, children);
    this.registerOutputs({});
  }
}

/** The fields that hold the children. */
export interface ArgoAndTieredCache extends ArgoAndTieredCacheChildren {}

function createTiers(
  name: string,
  { zoneId, tieredCache }: ResolvedArgoAndTieredCache,
  parent: pulumi.Resource,
): Pick<ArgoAndTieredCacheChildren, "tieredCaching" | "smartTopology"> {
  if (tieredCache === undefined) {
    return { tieredCaching: undefined, smartTopology: undefined };
  }
  const switches = switchesOf(tieredCache);
  const tieredCaching = new ArgoTieredCaching(
    childName(name, "tiered-caching"),
    { zoneId, value: switches.tieredCaching },
    { parent },
  );
  const smartTopology = new TieredCache(
    childName(name, "smart-topology"),
    { zoneId, value: switches.smartTopology },
    { parent, dependsOn: tieredCaching },
  );
  return { tieredCaching, smartTopology };
}

function createRegionalTier(
  name: string,
  { zoneId, regionalTieredCache }: ResolvedArgoAndTieredCache,
  parent: pulumi.Resource,
): RegionalTieredCache | undefined {
  if (regionalTieredCache === undefined) {
    return undefined;
  }
  const inputs = { zoneId, value: onOrOff(regionalTieredCache) };
  return new RegionalTieredCache(childName(name, "regional-tier"), inputs, { parent });
}

function createSmartRouting(
  name: string,
  { zoneId, argoSmartRouting }: ResolvedArgoAndTieredCache,
  parent: pulumi.Resource,
): ArgoSmartRouting | undefined {
  if (argoSmartRouting === undefined) {
    return undefined;
  }
  const inputs = { zoneId, value: onOrOff(argoSmartRouting) };
  return new ArgoSmartRouting(childName(name, "smart-routing"), inputs, { parent });
}
