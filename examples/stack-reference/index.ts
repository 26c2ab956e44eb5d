import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import * as pulumi from "@pulumi/pulumi";
import { DnsRecords, DnsRecordType, HealthAlerts } from "steady-edge";

const config = new pulumi.Config();
const site = new pulumi.StackReference(config.require("site"));

const hostname = site.requireOutput("hostname") as pulumi.Output<string>;
const pools = site.requireOutput("poolIds") as pulumi.Output<Record<string, string>>;
const groups = site.requireOutput("originSecurityGroupIds") as pulumi.Output<
  Record<string, string[]>
>;

/** What the other stack must have: an origin without its groups, or an alert without its pool, would be worse than none. */
function entryOf<T>(output: string, map: Record<string, T>, key: string): T {
  const entry = map[key];
  if (entry === undefined) {
    throw new Error(
      `${output} of the site's stack has no "${key}", only: ${Object.keys(map).join(", ")}`,
    );
  }
  return entry;
}

/**
 * The origins stand here; the site's own stack keeps their groups open to Cloudflare, and to nobody else. All groups of the
 * output are attached, since the rules of one firewall may need several.
 */
const origin = new LoadBalancer("origin", {
  securityGroups: groups.apply((byFirewall) =>
    entryOf("originSecurityGroupIds", byFirewall, "main"),
  ),
  // Cloudflare keeps a connection for 900 seconds; one that the balancer closes earlier ends in a 502 now and then.
  idleTimeout: 930,
  subnets: ["subnet-0a1b2c3d4e5f60718", "subnet-0f9e8d7c6b5a40312"],
});

const records = new DnsRecords("aliases", {
  zoneId: config.require("zoneId"),
  zoneName: config.require("zoneName"),
  records: {
    shop: { type: DnsRecordType.CNAME, name: "shop", content: hostname, proxied: true },
  },
});

new HealthAlerts("second-line", {
  accountId: config.require("accountId"),
  poolIds: { primary: pools.apply((ids) => entryOf("poolIds", ids, "primary")) },
  emails: ["second-line@example.com"],
  passiveOriginMonitoring: false,
});

/** What a site's pools should name as their address. */
export const originAddress = origin.dnsName;

/** The names that lead to the site. */
export const hostnames = records.hostnames;
