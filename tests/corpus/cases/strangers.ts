import { Listener } from "@pulumi/aws/lb/listener";
import { LoadBalancer as ApplicationLoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { WorkersRoute } from "@pulumi/cloudflare/workersRoute";
import type { CorpusCase, Program } from "../corpusCase";
import { inline, origin, ranges } from "../firewallsByHand";
import { record, siteByHand, www, zoneId } from "../siteByHand";

const address = "203.0.113.10";
const deleteFirst = { deleteBeforeReplace: true };
const direct = { type: "CNAME", proxied: false };

/** Three origins of one pool, without those of some names. */
function threeOrigins(...without: readonly string[]): Program {
  const origins = ["a", "b", "c"].map((name, index) => ({ name, address: `203.0.113.1${index}` }));
  return siteByHand({
    primary: { origins: origins.filter(({ name }) => !without.includes(name)) },
  });
}

/** A load balancer of AWS in front of the primary pool, with a listener or without. */
function behindListener(listens: boolean): Program {
  return () => {
    const { arn, dnsName } = new ApplicationLoadBalancer("edge", {
      ...{ name: "edge", idleTimeout: 930, securityGroups: [] },
      subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    });
    siteByHand({ primary: { origins: [{ name: "a", address: dnsName }] } })();
    if (listens) {
      new Listener("https", {
        ...{ loadBalancerArn: arn, port: 443, protocol: "HTTPS" },
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
        certificateArn:
          "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
        defaultActions: [
          {
            type: "fixed-response",
            fixedResponse: { contentType: "text/plain", statusCode: "200" },
          },
        ],
      });
    }
  };
}

/** Answers of the load balancer itself, or none. */
const answering = (statusCode: number): Program =>
  siteByHand({
    balancer: {
      rules: [
        {
          ...{
            name: "away",
            condition: 'http.request.uri.path contains "/shop"',
            terminates: true,
          },
          fixedResponse: { statusCode, messageBody: "away" },
        },
      ],
    },
  });

/** Programs as strangers write them, whose outages stand behind the hostname. */
export const strangerCases: readonly CorpusCase[] = [
  {
    name: "pool-wants-more-origins-than-it-has",
    because: "fewer healthy origins than the minimum make the pool critical for ever",
    before: siteByHand(),
    after: siteByHand({ primary: { minimumOrigins: 2 } }),
    risks: ["high backup-lost www.example.com"],
    changes: ["update primary"],
  },
  {
    name: "pool-sheds-its-traffic",
    because: "the next pool carries what it sheds",
    before: siteByHand(),
    after: siteByHand({
      primary: { loadShedding: { defaultPercent: 100, defaultPolicy: "random" } },
    }),
    risks: ["medium pool-sheds www.example.com"],
    changes: ["update primary"],
    says: ["sheds 100 % of its traffic instead of 0 %"],
  },
  {
    name: "first-of-three-origins-removed",
    because: "the two others stay as they are, and must not be told as changed",
    before: threeOrigins(),
    after: threeOrigins("a"),
    risks: ["low origins-fewer www.example.com"],
    changes: ["update primary"],
    says: ["2 origins instead of 3 origins", 'origins["a"]'],
    hides: ["origins[0]", "origins[1]"],
  },
  {
    name: "rule-answers-visitors",
    because: "the load balancer answers in place of every origin",
    before: siteByHand(),
    after: answering(503),
    risks: ["high fixed-response www.example.com"],
    changes: ["update www"],
    says: ["answers them, with the code 503"],
    hides: ["go to other pools"],
  },
  {
    name: "backup-off-from-the-start",
    because: "a pool that is off is no backup",
    after: siteByHand({ backup: { enabled: false }, balancer: { fallback: "primary" } }),
    risks: [],
    findings: ["high backup-pool-missing www.example.com (new)"],
    changes: [
      ...["create alert", "create backup", "create health", "create min-tls-version"],
      ...["create primary", "create safety", "create ssl", "create ssl-automatic-mode"],
      "create www",
    ],
    failover: ["www.example.com new → 45"],
  },
  {
    name: "monitor-replaced-delete-first",
    because: "Cloudflare does not delete a monitor that pools name",
    before: siteByHand(),
    after: siteByHand({ monitor: { accountId: "b".repeat(32) }, options: { health: deleteFirst } }),
    risks: ["medium object-in-use www.example.com"],
    changes: ["replace health", "update backup", "update primary"],
  },
  {
    name: "group-replaced-delete-first",
    because: "AWS does not delete a group that a load balancer carries",
    before: origin(() => undefined, { ...inline(ranges), description: "one" }, deleteFirst),
    after: origin(() => undefined, { ...inline(ranges), description: "two" }, deleteFirst),
    risks: ["medium object-in-use web"],
    changes: ["replace web", "update origin"],
    says: ["DependencyViolation"],
  },
  {
    name: "record-copied",
    because: "the same record stands already, which Cloudflare refuses",
    before: () => void record("www", www, address),
    after: () => {
      record("www", www, address);
      record("copy", www, address);
    },
    risks: ["medium record-refused www.example.com"],
    changes: ["create copy"],
    says: ["Declare it once."],
  },
  {
    name: "apex-deleted-under-alias-name",
    because:
      "the name that leads to the apex dies with it, although the plan does not name the zone",
    before: () => {
      record("root", "example.com", address);
      record("www", www, "example.com", { type: "CNAME" });
    },
    after: () => void record("www", www, "example.com", { type: "CNAME" }),
    risks: ["high hostname-stops example.com", "high hostname-stops www.example.com"],
    changes: ["delete root"],
  },
  {
    name: "record-under-wildcard-balancer",
    because: "the name leaves the wildcard's load balancer, which stays for all others",
    before: siteByHand({ balancer: { name: "*.example.com" }, safety: null }),
    after: siteByHand({ balancer: { name: "*.example.com" }, safety: null }, () => {
      record("shop", "shop.example.com", "203.0.113.99");
    }),
    risks: ["medium balancer-shadowed shop.example.com"],
    changes: ["create shop"],
    failover: ["shop.example.com 45 → none"],
    hides: ["beneath it"],
  },
  {
    name: "record-gives-way-to-balancer",
    because: "the load balancer is there before the record goes",
    before: () => void record("www", www, address),
    after: siteByHand({ safety: null }),
    risks: ["medium balancer-added www.example.com"],
    findings: ["medium safety-record-missing www.example.com (new)"],
    changes: [
      ...["create alert", "create backup", "create health", "create min-tls-version"],
      ...["create primary", "create ssl", "create ssl-automatic-mode", "create www", "delete www"],
    ],
    failover: ["www.example.com none → 45"],
  },
  {
    name: "listener-removed",
    because: "the load balancer of AWS stays and refuses every connection",
    before: behindListener(true),
    after: behindListener(false),
    risks: ["high listener-lost edge"],
    changes: ["delete https"],
    says: ["Error 521"],
  },
  {
    name: "direct-name-for-an-origin",
    because: "who asks for the direct name learns where the origin is",
    before: siteByHand({ primary: { origins: [{ name: "a", address: "origin.example.net" }] } }),
    after: siteByHand(
      { primary: { origins: [{ name: "a", address: "origin.example.net" }] } },
      () => {
        record("direct", "direct.example.com", "origin.example.net", direct);
      },
    ),
    risks: [],
    findings: ["high origin-leaked direct.example.com (new)"],
    changes: ["create direct"],
  },
  {
    name: "worker-over-a-record-to-nowhere",
    because: "the Worker answers, and the address is the one that Cloudflare names for that",
    after: () => {
      record("www", www, "100::", { type: "AAAA" });
      new WorkersRoute("all", { zoneId, pattern: "www.example.com/*", script: "site" });
    },
    risks: [],
    changes: ["create all", "create www"],
  },
];
