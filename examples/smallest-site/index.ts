import * as pulumi from "@pulumi/pulumi";
import { ResilientSite } from "steady-edge";

const config = new pulumi.Config();
const zoneName = config.require("zoneName");

const site = new ResilientSite("www", {
  accountId: config.require("accountId"),
  zoneId: config.require("zoneId"),
  zoneName,
  hostname: `www.${zoneName}`,
  pools: [
    { name: "primary", origins: { a: { address: "203.0.113.10" } } },
    { name: "backup", origins: { a: { address: "198.51.100.20" } } },
  ],
  health: { path: "/healthz" },
  firewalls: { main: { vpcId: config.require("vpcId") } },
  alerts: { emails: ["oncall@example.com"] },
});

/** The hostname, where the site is, its pools, and the groups to attach to the origins. */
export const { hostname, url, poolIds, originSecurityGroupIds } = site;

/** How many seconds until a dead, hanging or 502-answering origin is out, and why. */
export const failover = site.failover;
