import { fieldsOf, input, mapOf, type SchemaOf } from "../../core/schema";
import { choice, wholeNumber } from "../../core/valueSchemas";
import { tagsSchema, zoneNameSchema } from "../internal/valueSchemas";
import { acmRegionsSchema, generationSchema } from "../originCertificate/schema";
import { OriginPullsMode, type OriginPullsArgs } from "./args";

/** The arguments of `OriginPulls`, by name. */
export const originPullsFields = {
  zoneId: input(),
  zoneName: zoneNameSchema,
  mode: choice(OriginPullsMode),
  monitorProbeZones: mapOf(input()).optional(),
  trustStoreRegions: acmRegionsSchema.optional(),
  validityDays: wholeNumber({ minimum: 30, maximum: 3650 }).optional(),
  generation: generationSchema.optional(),
  tags: tagsSchema.optional(),
} satisfies SchemaOf<OriginPullsArgs>;

/** The arguments of `OriginPulls`. */
export const originPullsSchema = fieldsOf(originPullsFields);
