import { fieldsOf, input, toggle, type SchemaOf } from "../../core/schema";
import { choice } from "../../core/valueSchemas";
import { TieredCacheTopology } from "../../facts/cloudflare/tieredCache";
import { planSchema } from "../internal/valueSchemas";
import type { ArgoAndTieredCacheArgs } from "./args";

/** The arguments of an `ArgoAndTieredCache`, by name. */
export const argoAndTieredCacheFields = {
  zoneId: input(),
  plan: planSchema.optional(),
  tieredCache: choice(TieredCacheTopology).optional(),
  regionalTieredCache: toggle.optional(),
  argoSmartRouting: toggle.optional(),
} satisfies SchemaOf<ArgoAndTieredCacheArgs>;

/** The arguments of an `ArgoAndTieredCache`. */
export const argoAndTieredCacheSchema = fieldsOf(argoAndTieredCacheFields);
