import * as pulumi from "@pulumi/pulumi";
import { CloudflarePlan, OriginFirewall, ResilientSite, StrictTls } from "../../components";
import { accountId, emails, sitesOf, vpcId, zoneId, zoneName } from "./sites";

const plan = CloudflarePlan.Enterprise;

new StrictTls("zone", { zoneId, plan });
const firewall = new OriginFirewall("origins", { vpcId });

for (const site of sitesOf(new pulumi.Config("bench").requireNumber("sites"))) {
  new ResilientSite(site.name, {
    accountId,
    zoneId,
    zoneName,
    plan,
    hostname: site.hostname,
    pools: [
      { name: "primary", origins: { a: { address: site.primary }, b: { address: site.second } } },
      { name: "backup", origins: { a: { address: site.backup } } },
    ],
    health: { path: "/healthz" },
    tlsManagedBy: "the component `zone` of this program",
    existingSecurityGroupIds: { origins: firewall.securityGroupIds },
    alerts: { emails, passiveOriginMonitoring: true },
  });
}
