import * as pulumi from "@pulumi/pulumi";
import { ResilientSite, TlsVersion } from "steady-edge";

const config = new pulumi.Config();
const stack = pulumi.getStack();
const zoneName = config.require("zoneName");

/** A zone has one of each setting: two stacks that both wrote them would undo each other's values for ever. */
const zoneSettings = config.requireBoolean("ownsZoneSettings")
  ? { tls: { minimumTlsVersion: TlsVersion.V1_2, hsts: {} } }
  : { tlsManagedBy: "the stack www of this project" };

const site = new ResilientSite(stack, {
  accountId: config.require("accountId"),
  zoneId: config.require("zoneId"),
  zoneName,
  hostname: `${stack}.${zoneName}`,
  pools: [
    { name: "primary", origins: { a: { address: config.require("primary") } } },
    { name: "backup", origins: { a: { address: config.require("backup") } } },
  ],
  health: { path: "/healthz" },
  firewalls: { main: { vpcId: config.require("vpcId") } },
  alerts: { emails: [`${stack}@example.com`] },
  ...zoneSettings,
});

/** Where the site is. */
export const url = site.url;
