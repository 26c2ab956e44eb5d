import { z } from "zod";
import { alertsSchema } from "./alertsSection";
import { firewallSchema } from "./firewallSection";
import { recordSchema } from "./recordSection";
import { siteSchema } from "./siteSection";
import { tlsSchema } from "./tlsSection";
import { keySchema, nameSchema, planSchema } from "./values";

const accountSchema = z.strictObject({
  id: z.string().describe("The account's id: 32 hexadecimal digits."),
  trafficSteeringAddOn: z
    .boolean()
    .optional()
    .describe("Whether the account has the Traffic Steering add-on. Defaults to false."),
});

const zoneSchema = z.strictObject({
  id: z.string().describe("The zone's id: 32 hexadecimal digits."),
  name: z.string().describe("The zone's name, such as example.com."),
  plan: planSchema.optional().describe("The zone's plan. Defaults to free."),
  ownsSettings: z
    .boolean()
    .describe("Whether this stack owns the zone's settings. Only one stack of a zone may."),
  usesArgoOrTieredCache: z
    .boolean()
    .optional()
    .describe("Whether the zone uses Argo or Tiered Cache. Defaults to false."),
});

/**
 * The shape of an environment: what `stacks/Pulumi.<env>.yaml` holds under `steady-edge:environment`. It knows the names and
 * kinds of all fields; which values may stand together is said by the components that take them.
 */
export const environmentSchema = z.strictObject({
  account: accountSchema.describe("The Cloudflare account of pools, monitors and alerts."),
  zone: zoneSchema.describe("The zone in which everything is declared."),
  tls: tlsSchema
    .optional()
    .describe("TLS settings of a zone that this stack owns. Defaults to Full (strict)."),
  records: z
    .record(keySchema, recordSchema)
    .optional()
    .describe("DNS records by a key, which names the resource and must not change afterwards."),
  retiredAddresses: z
    .array(z.string())
    .optional()
    .describe("Addresses and CIDRs that were given back: nothing may point to them again."),
  firewalls: z
    .record(nameSchema, firewallSchema)
    .optional()
    .describe("Security groups that let in Cloudflare only, one for each VPC, by a key."),
  firewallManagedBy: z
    .string()
    .optional()
    .describe("What closes origins outside AWS to everyone but Cloudflare, in words."),
  sites: z
    .record(nameSchema, siteSchema)
    .optional()
    .describe("Load-balanced hostnames by a key, which must not change afterwards."),
  alerts: alertsSchema.optional().describe("Who is told when pools and origins fail."),
});

/** One environment of a site behind Cloudflare with origins on AWS. */
export type Environment = z.infer<typeof environmentSchema>;
