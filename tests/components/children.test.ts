import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { DnsRecordType } from "../../components/dns";
import { ResilientSite } from "../../components/site";
import { inBothModes } from "../support/mocks";
import { value } from "../support/value";

const args = {
  accountId: "0123456789abcdef0123456789abcdef",
  zoneId: "fedcba9876543210fedcba9876543210",
  zoneName: "example.com",
  hostname: "www.example.com",
  pools: [
    { name: "primary", origins: { a: { address: "203.0.113.10" } } },
    { name: "backup", origins: { a: { address: "198.51.100.20" } } },
  ],
  health: { path: "/healthz" },
  firewalls: { main: { vpcId: "vpc-0a1b2c3d4e5f60718" } },
  records: { mail: { type: DnsRecordType.TXT, name: "@", content: "v=spf1 -all" } },
  alerts: { webhooks: { chat: { url: "https://chat.example.net/hook" } } },
};

/** The children of a resource, as far as they are fields: the path of each, and its logical name. */
async function fieldsOf(owner: object, path: string): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(owner).map(async ([key, field]: [string, unknown]) => {
      const here = path === "" ? key : `${path}.${key}`;
      if (key.startsWith("__") || field === null || typeof field !== "object") {
        return [];
      }
      if (pulumi.Output.isInstance(field)) {
        return [];
      }
      if (!pulumi.Resource.isInstance(field)) {
        return fieldsOf(field, here);
      }
      const name = (await value(field.urn)).split("::").at(-1) ?? "";
      const isComponent = field instanceof pulumi.ComponentResource;
      return [`${here}: ${name}`, ...(isComponent ? await fieldsOf(field, here) : [])];
    }),
  );
  return found.flat();
}

describe("the children of components", () => {
  it("are fields of those that made them", () =>
    inBothModes(
      (parent) => new ResilientSite("www", args, { parent }),
      async ({ result }) => {
        expect((await fieldsOf(result, "")).sort()).to.deep.equal([
          "alerts.policies.pool-enablement: www-alerts-pool-enablement",
          "alerts.policies.pool-health: www-alerts-pool-health",
          "alerts.webhooks.chat: www-alerts-webhook-chat",
          "alerts: www-alerts",
          "balancer.loadBalancer: www-balancer-load-balancer",
          "balancer.monitor: www-balancer-monitor",
          "balancer.pools.backup: www-balancer-pool-backup",
          "balancer.pools.primary: www-balancer-pool-primary",
          "balancer.safetyRecord: www-balancer-safety-record",
          "balancer: www-balancer",
          "firewalls.main.groups.0: www-firewall-main-group",
          "firewalls.main.prefixLists.ipv4: www-firewall-main-ranges-ipv4",
          "firewalls.main.prefixLists.ipv6: www-firewall-main-ranges-ipv6",
          "firewalls.main: www-firewall-main",
          "records.records.mail: www-records-record-mail",
          "records: www-records",
          "tls.settings.always_use_https: www-tls-setting-always_use_https",
          "tls.settings.automatic_https_rewrites: www-tls-setting-automatic_https_rewrites",
          "tls.settings.min_tls_version: www-tls-setting-min_tls_version",
          "tls.settings.opportunistic_encryption: www-tls-setting-opportunistic_encryption",
          "tls.settings.ssl: www-tls-setting-ssl",
          "tls.settings.ssl_automatic_mode: www-tls-setting-ssl_automatic_mode",
          "tls.settings.tls_1_3: www-tls-setting-tls_1_3",
          "tls: www-tls",
        ]);
      },
    ));
});
