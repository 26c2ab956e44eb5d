import {
  AlbOrigin,
  ResilientSite,
  StrictTls,
  DnsRecords,
  type FailoverLoadBalancerArgs,
  type DnsRecordsArgs,
} from "../../../components";
import type { CorpusCase, Program } from "../corpusCase";
import { accountId, record, www, zoneId } from "../siteByHand";

const zone = { zoneId, zoneName: "example.com" };
const primary = { name: "primary", origins: { a: { address: "203.0.113.10" } } };
const backup = { name: "backup", origins: { b: { address: "198.51.100.20" } } };
const third = { name: "third", origins: { c: { address: "198.51.100.30" } } };

const base: FailoverLoadBalancerArgs = {
  ...{ accountId, ...zone, hostname: www },
  ...{ pools: [primary, backup], health: { path: "/healthz" } },
};

/** A site whose zone and firewall others keep. */
function balanced(changes: Partial<FailoverLoadBalancerArgs> = {}, name = "web"): Program {
  return () => {
    new ResilientSite(name, {
      ...{
        ...base,
        ...changes,
        alerts: { emails: ["oncall@example.com"], passiveOriginMonitoring: true },
      },
      ...{ tlsManagedBy: "the zone's own stack", firewallManagedBy: "the origins' own stack" },
    });
  };
}

type Records = DnsRecordsArgs["records"];

function records(said: Records): Program {
  return () => void new DnsRecords("zone", { ...zone, records: said });
}

const shop: Partial<FailoverLoadBalancerArgs> = {
  hostname: "shop.example.com",
  pools: [
    { name: "primary", origins: { a: { address: "203.0.113.40" } } },
    { name: "backup", origins: { b: { address: "198.51.100.50" } } },
  ],
};

const two = { ...primary, origins: { ...primary.origins, second: { address: "203.0.113.11" } } };

/** A hostname before a service of ECS, whose tasks requests decide. */
function served(minimumTasks: number, maximumTasks: number): Program {
  return () => {
    const { dnsName } = new AlbOrigin("app", {
      ...{ vpcId: "vpc-0d15ea5e0ddba1100", securityGroupIds: ["sg-0a1b2c3d4e5f60718"] },
      subnetIds: ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
      certificateArn:
        "arn:aws:acm:us-east-1:123456789012:certificate/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
      application: { port: 8080, healthPath: "/healthz" },
      targets: {
        service: {
          clusterArn: "arn:aws:ecs:us-east-1:123456789012:cluster/main",
          taskDefinitionArn: "arn:aws:ecs:us-east-1:123456789012:task-definition/app:7",
          containerName: "app",
          subnetIds: ["subnet-0c1b2c3d4e5f60718", "subnet-0d1c2d3e4f5061728"],
          scaling: { minimumTasks, maximumTasks, requestsPerTaskPerMinute: 600 },
        },
      },
    });
    record("app", "app.example.com", "", { type: "CNAME", content: dnsName });
  };
}

/** Programs of this library's components. */
export const componentCases: readonly CorpusCase[] = [
  {
    name: "alb-origin-of-a-service-may-grow",
    because: "scaling comes to keep more, and all of it is read",
    before: served(3, 12),
    after: served(4, 20),
    risks: [],
    changes: ["update app-tasks"],
  },
  {
    name: "alb-origin-of-a-service-first-deployment",
    because: "the name leads to the load balancer once tasks are healthy behind it",
    after: served(3, 12),
    risks: [],
    changes: [
      ...["create app", "create app-alb", "create app-association", "create app-association"],
      ...["create app-balancer-egress", "create app-balancer-group", "create app-listener"],
      ...["create app-service", "create app-task-egress-ipv4", "create app-task-egress-ipv6"],
      ...["create app-task-group", "create app-task-ingress", "create app-task-scaling"],
      ...["create app-tasks", "create app-tg"],
    ],
  },
  {
    name: "site-first-deployment",
    because: "the components keep every rule from the first preview on",
    after: () => {
      new ResilientSite("www", {
        ...{ ...base, alerts: { emails: ["oncall@example.com"], passiveOriginMonitoring: true } },
        firewallManagedBy: "the provider of the origins",
      });
    },
    risks: [],
    changes: [
      "create www-alerts-passive-origin-monitoring",
      "create www-alerts-pool-enablement",
      "create www-alerts-pool-health",
      "create www-balancer-load-balancer",
      "create www-balancer-monitor",
      "create www-balancer-pool-backup",
      "create www-balancer-pool-primary",
      "create www-balancer-safety-record",
      "create www-tls-setting-always_use_https",
      "create www-tls-setting-automatic_https_rewrites",
      "create www-tls-setting-min_tls_version",
      "create www-tls-setting-opportunistic_encryption",
      "create www-tls-setting-ssl",
      "create www-tls-setting-ssl_automatic_mode",
      "create www-tls-setting-tls_1_3",
    ],
    failover: ["www.example.com new → 45"],
  },
  {
    name: "site-without-backup",
    because: "nothing takes over any more",
    before: balanced(),
    after: balanced({ pools: [primary], acceptSinglePool: true }),
    risks: ["high backup-lost www.example.com", "medium fallback-changed www.example.com"],
    changes: [
      "delete web-balancer-pool-backup",
      "update web-alerts-pool-enablement",
      "update web-alerts-pool-health",
      "update web-balancer-load-balancer",
      "update web-balancer-safety-record",
    ],
  },
  {
    name: "site-with-third-pool",
    because: "one more pool between two takes nothing away",
    before: balanced(),
    after: balanced({ pools: [primary, third, backup] }),
    risks: [],
    changes: [
      "create web-balancer-pool-third",
      "update web-alerts-pool-enablement",
      "update web-alerts-pool-health",
      "update web-balancer-load-balancer",
    ],
  },
  {
    name: "site-changes-hostname",
    because:
      "the record beneath moves too, so nothing answers for the old name; and probes ask for the new one",
    before: balanced(),
    after: balanced({ hostname: "web.example.com" }),
    risks: ["high hostname-stops www.example.com", "medium probe-changed web.example.com"],
    changes: [
      "update web-balancer-load-balancer",
      "update web-balancer-monitor",
      "update web-balancer-pool-backup",
      "update web-balancer-pool-primary",
      "update web-balancer-safety-record",
    ],
    failover: ["web.example.com new → 45", "www.example.com 45 → gone"],
  },
  {
    name: "site-drains-an-origin",
    because: "the other origin carries the load of the pool",
    before: balanced({ pools: [two, backup] }),
    after: balanced({
      pools: [
        { ...two, origins: { ...two.origins, second: { address: "203.0.113.11", drain: true } } },
        backup,
      ],
    }),
    risks: ["medium origins-fewer www.example.com"],
    changes: ["update web-balancer-pool-primary"],
  },
  {
    name: "second-site-removed",
    because: "the other site is not touched and must not be named",
    before: () => {
      balanced()();
      balanced(shop, "shop")();
    },
    after: balanced(),
    risks: ["high hostname-stops shop.example.com"],
    changes: [
      "delete shop-alerts-passive-origin-monitoring",
      "delete shop-alerts-pool-enablement",
      "delete shop-alerts-pool-health",
      "delete shop-balancer-load-balancer",
      "delete shop-balancer-monitor",
      "delete shop-balancer-pool-backup",
      "delete shop-balancer-pool-primary",
      "delete shop-balancer-safety-record",
    ],
    failover: ["shop.example.com 45 → gone"],
    hides: [www],
  },
  {
    name: "tls-restored-by-component",
    because: "the last update before a destroy writes the old mode back",
    before: () => void new StrictTls("tls", { zoneId }),
    after: () => void new StrictTls("tls", { zoneId, restore: { sslMode: "full" } }),
    risks: [`high tls-weaker ${zoneId}`],
    changes: ["update tls-setting-ssl"],
  },
  {
    name: "records-key-renamed",
    because: "formerKey makes it a rename",
    before: records({ docs: { type: "A", name: "docs", content: "203.0.113.80", proxied: true } }),
    after: records({
      manual: {
        type: "A",
        name: "docs",
        content: "203.0.113.80",
        proxied: true,
        formerKey: "docs",
      },
    }),
    risks: [],
    changes: ["rename zone-record-docs to zone-record-manual"],
  },
  {
    name: "records-key-renamed-without-former-key",
    because: "the twin is created first, which Cloudflare refuses",
    before: records({ docs: { type: "A", name: "docs", content: "203.0.113.80", proxied: true } }),
    after: records({ manual: { type: "A", name: "docs", content: "203.0.113.80", proxied: true } }),
    risks: ["medium record-refused docs.example.com"],
    changes: ["create zone-record-manual", "delete zone-record-docs"],
  },
];
