import * as pulumi from "@pulumi/pulumi";
import { declareEnvironment, readEnvironment, type Environment } from "../../stacks";
import { accountId, emails, sitesOf, vpcId, zoneId, zoneName, type SiteFacts } from "./sites";

/*
 * The program at the root of the repository, with an environment of any number of sites. It is put into the configuration
 * here, since a thousand sites are more than an environment variable holds, in which configuration comes to a program.
 */
const stack = pulumi.getStack();
const sites = new pulumi.Config("bench").requireNumber("sites");
pulumi.runtime.setConfig("steady-edge:environment", JSON.stringify(environmentOf(sites)));

/** Where the sites are. */
export const { urls, failover, originSecurityGroupIds } = declareEnvironment(
  stack,
  readEnvironment(stack),
);

function environmentOf(count: number): Environment {
  const sites = sitesOf(count);
  return {
    account: { id: accountId },
    zone: { id: zoneId, name: zoneName, plan: "enterprise", ownsSettings: true },
    firewalls: { main: { vpcId } },
    sites: Object.fromEntries(sites.map((site) => [site.name, siteOf(site)])),
    records: Object.fromEntries(sites.flatMap(recordsOf)),
    alerts: { emails },
  };
}

function siteOf({
  hostname,
  primary,
  second,
  backup,
}: SiteFacts): NonNullable<Environment["sites"]>[string] {
  return {
    hostname,
    pools: [
      { name: "primary", origins: { a: { address: primary }, b: { address: second } } },
      { name: "backup", origins: { a: { address: backup } } },
    ],
    health: { path: "/healthz" },
  };
}

/** Two records beside the load balancer and the one beneath it: a thousand sites hold 3,000 of the 3,500 of a zone. */
function recordsOf({
  name,
  hostname,
}: SiteFacts): [string, NonNullable<Environment["records"]>[string]][] {
  return [
    [`${name}-docs`, { type: "CNAME", name: `docs-${hostname}`, content: hostname, proxied: true }],
    [`${name}-spf`, { type: "TXT", name: hostname, content: "v=spf1 -all" }],
  ];
}
