import { fieldsOf, input, type SchemaOf } from "../../core/schema";
import { choice, wholeNumber } from "../../core/valueSchemas";
import { EdgeCertificateAuthority } from "../../facts/cloudflare/certificatePacks";
import { zoneNameSchema } from "../internal/valueSchemas";
import { certifiedNamesSchema } from "../originCertificate/names";
import type { EdgeCertificateArgs } from "./args";

/** The arguments of an `EdgeCertificate`, by name. */
export const edgeCertificateFields = {
  zoneId: input(),
  zoneName: zoneNameSchema,
  hostnames: certifiedNamesSchema,
  certificateAuthority: choice(EdgeCertificateAuthority).optional(),
  waitSeconds: wholeNumber({ minimum: 0, maximum: 3600 }).optional(),
} satisfies SchemaOf<EdgeCertificateArgs>;

/** The arguments of an `EdgeCertificate`. */
export const edgeCertificateSchema = fieldsOf(edgeCertificateFields);
