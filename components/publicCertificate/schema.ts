import { fieldsOf, input, type SchemaOf } from "../../core/schema";
import { zoneNameSchema } from "../internal/valueSchemas";
import { certifiedNamesSchema } from "../originCertificate/names";
import { acmRegionsSchema, keyAlgorithmSchema } from "../originCertificate/schema";
import type { PublicCertificateArgs } from "./args";

/** The arguments of `PublicCertificate`, by name. */
export const publicCertificateFields = {
  zoneId: input(),
  zoneName: zoneNameSchema,
  hostnames: certifiedNamesSchema.optional(),
  keyAlgorithm: keyAlgorithmSchema.optional(),
  regions: acmRegionsSchema,
} satisfies SchemaOf<PublicCertificateArgs>;

/** The arguments of `PublicCertificate`. */
export const publicCertificateSchema = fieldsOf(publicCertificateFields);
