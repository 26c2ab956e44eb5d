import { z } from "zod";
import { OriginFirewallMode, RouteTargetKind } from "../components/originFirewall";
import { closedSet, keySchema } from "./values";

const peerSchema = z.strictObject({
  cidr: z.string().optional().describe("A range of addresses, such as 10.20.0.0/16."),
  securityGroupId: z.string().optional().describe("A security group whose members are meant."),
  prefixListId: z.string().optional().describe("A prefix list; needs prefixListEntries."),
  prefixListEntries: z.number().optional().describe("That list's maximum number of entries."),
  ports: z.array(z.number()).optional().describe("TCP ports."),
});

const routeTableSchema = z.strictObject({
  routes: z
    .array(
      z.strictObject({
        destination: z.string().describe("The destination, a CIDR."),
        target: closedSet(RouteTargetKind).describe("Where it leads."),
      }),
    )
    .describe("All routes of the table, the default route among them."),
});

/** The security group of one VPC; the fields are those of `OriginFirewall`, which says what goes together. */
export const firewallSchema = z.strictObject({
  vpcId: z.string().describe("The VPC of the origins."),
  region: z.string().optional().describe("Its region. Defaults to the provider's."),
  ports: z.array(z.number()).optional().describe("TCP ports for Cloudflare. Defaults to 443."),
  ipv6: z.boolean().optional().describe("Whether Cloudflare may come by IPv6. Defaults to true."),
  mode: closedSet(OriginFirewallMode).optional().describe("Prefix lists, or single rules."),
  ranges: z
    .strictObject({
      ipv4: z.array(z.string()).optional().describe("IPv4 ranges."),
      ipv6: z.array(z.string()).optional().describe("IPv6 ranges."),
    })
    .optional()
    .describe("Ranges in place of the pinned ones."),
  acceptShrunkenRanges: z
    .boolean()
    .optional()
    .describe("Accepts ranges that leave out a part of the pinned ones. Defaults to false."),
  acceptForeignRanges: z
    .boolean()
    .optional()
    .describe("Accepts ranges that reach beyond the pinned ones. Defaults to false."),
  joinLiveRanges: z
    .boolean()
    .optional()
    .describe("Joins the list that Cloudflare publishes at the time. Defaults to false."),
  additionalSources: z
    .record(keySchema, peerSchema)
    .optional()
    .describe("Who else may reach the origins, such as internal probes."),
  egress: z
    .record(keySchema, peerSchema)
    .optional()
    .describe("Where the origins may connect to. Defaults to everywhere."),
  quota: z
    .strictObject({
      rulesPerGroup: z.number().optional().describe("Defaults to 60."),
      groupsPerInterface: z.number().optional().describe("Defaults to 5."),
    })
    .optional()
    .describe("The account's quotas, where they were raised."),
  routeTables: z
    .record(keySchema, routeTableSchema)
    .optional()
    .describe("Route tables to check for routes that swallow the way back to Cloudflare."),
  tags: z.record(z.string(), z.string()).optional().describe("Tags for everything that is made."),
});
