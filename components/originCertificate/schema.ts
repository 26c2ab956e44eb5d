import { describeValue } from "../../core/problem";
import {
  fieldsOf,
  hidden,
  input,
  listOf,
  mapOf,
  ruled,
  toggle,
  type SchemaOf,
} from "../../core/schema";
import { choice, wholeNumber } from "../../core/valueSchemas";
import { originCaCertificates } from "../../facts/cloudflare/originCa";
import { regionSchema, zoneNameSchema } from "../internal/valueSchemas";
import { CertificateKey, type ExistingCertificateArgs, type OriginCertificateArgs } from "./args";
import { certifiedNamesSchema } from "./names";

const { days } = originCaCertificates;

const validity = ruled({ type: "integer", enum: [...days] }, (value) =>
  (days as readonly unknown[]).includes(value)
    ? undefined
    : { path: "", rule: `be one of ${days.join(", ")}`, actual: describeValue(value) },
);

/** Which of several certificates that follow each other. */
export const generationSchema = wholeNumber({ minimum: 1, maximum: Number.POSITIVE_INFINITY });

/** The regions of Certificate Manager. */
export const acmRegionsSchema = listOf(regionSchema);

/** The key's kind. */
export const keyAlgorithmSchema = choice(CertificateKey);

/** The arguments of `OriginCertificate`, by name. */
export const originCertificateFields = {
  zoneName: zoneNameSchema,
  hostnames: certifiedNamesSchema.optional(),
  keyAlgorithm: keyAlgorithmSchema.optional(),
  validityDays: validity.optional(),
  expiryRefusedWithinDays: wholeNumber({
    minimum: 1,
    maximum: originCaCertificates.defaultDays - 1,
  }).optional(),
  generation: generationSchema.optional(),
  keptGenerations: listOf(generationSchema).optional(),
  revokeRetired: toggle.optional(),
  acmRegions: acmRegionsSchema.optional(),
  expiryTopicArns: mapOf(input()).optional(),
  existing: hidden(
    fieldsOf({
      certificatePem: input(),
      privateKeyPem: input(),
      chainPem: input().optional(),
    } satisfies SchemaOf<ExistingCertificateArgs>),
  ).optional(),
} satisfies SchemaOf<OriginCertificateArgs>;

/** The arguments of `OriginCertificate`. */
export const originCertificateSchema = fieldsOf(originCertificateFields);
