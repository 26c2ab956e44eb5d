import { Listener } from "@pulumi/aws/lb/listener";
import { ListenerRule } from "@pulumi/aws/lb/listenerRule";
import type { CorpusCase } from "../corpusCase";
import { platform, service } from "../platformByHand";
import { record } from "../siteByHand";

const before = platform();
const subnet = "subnet-0123456789abcdef0";

/** Changes behind hostnames, of a stack written as Terraform is: what a team does every day, and must be told nothing of. */
export const platformCases: readonly CorpusCase[] = [
  {
    name: "platform-labelled",
    because: "labels carry no requests",
    before,
    after: platform({ tags: { CostCenter: "4711", ManagedBy: "pulumi" } }),
    risks: [],
    changes: [
      ...["update https", "update private_0", "update private_1", "update public_0"],
      ...["update public_1", "update shop_tg", "update this"],
    ],
  },
  {
    name: "platform-in-a-third-zone",
    because: "what comes to stand in one more zone takes nothing from the others",
    before,
    after: platform({ zones: ["a", "b", "c"] }),
    risks: [],
    changes: [
      ...["create private_2", "create public_2", "update api_svc", "update public_nacl"],
      ...["update shop_asg", "update this"],
    ],
  },
  {
    name: "platform-scaled-out",
    because: "more machines and more tasks than before",
    before,
    after: platform({
      scaling: { minSize: 4, maxSize: 16, desiredCapacity: 8 },
      service: { desiredCount: 6 },
    }),
    risks: [],
    changes: ["update api_svc", "update shop_asg"],
  },
  {
    name: "platform-machines-refreshed",
    because: "a new image is rolled out, and as many as today keep serving meanwhile",
    before,
    after: platform({ imageId: "ami-0fedcba9876543210" }),
    risks: [],
    notJudged: ["update shop_lt: imageId"],
    changes: ["update shop_asg", "update shop_lt"],
  },
  {
    name: "platform-containers-deployed",
    because: "a new revision is rolled out, and as many as today keep serving meanwhile",
    before,
    after: platform({ service: { taskDefinition: "api:42" } }),
    risks: [],
    notJudged: ["update api_svc: taskDefinition"],
    changes: ["update api_svc"],
  },
  {
    name: "platform-policy-without-tls-1-2",
    because: "Cloudflare speaks TLS 1.3 to origins",
    before,
    after: platform({ listener: { sslPolicy: "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09" } }),
    risks: [],
    changes: ["update https"],
  },
  {
    name: "platform-certificate-with-more-names",
    because: "the new certificate covers all that the old one did and serves before that goes",
    before,
    after: platform({ names: ["blog.example.com"] }),
    risks: [],
    changes: ["replace this_cert", "update https"],
  },
  {
    name: "platform-targets-asked-more-often",
    because: "the targets are asked the same, only sooner",
    before,
    after: platform({
      group: {
        healthCheck: { path: "/healthz", matcher: "200", interval: 10, healthyThreshold: 2 },
      },
    }),
    risks: [],
    changes: ["update shop_tg"],
  },
  {
    name: "platform-rule-for-another-host",
    because: "no hostname that leads here is taken by the rule",
    before,
    after: platform({
      beside: ({ listener, group }) => {
        new ListenerRule("old_shop", {
          ...{ listenerArn: listener.arn, priority: 5 },
          conditions: [{ hostHeader: { values: ["old.example.com"] } }],
          actions: [{ type: "forward", targetGroupArn: group.arn }],
        });
      },
    }),
    risks: [],
    changes: ["create old_shop"],
  },
  {
    name: "platform-another-service",
    because: "a service of its own, behind a rule for its own hostname",
    before,
    after: platform({
      beside: ({ listener, balancer }) => {
        service("search", 20, listener, [subnet, "subnet-0fedcba9876543210"]);
        record("search", "search.example.com", "", { type: "CNAME", content: balancer.dnsName });
      },
      names: ["search.example.com"],
    }),
    risks: [],
    changes: [
      ...["create search", "create search_rule", "create search_svc", "create search_tg"],
      ...["replace this_cert", "update https"],
    ],
  },
  {
    name: "platform-network-rule-after-the-allow",
    because: "the rule with the lower number lets everybody in before the new one is looked at",
    before,
    after: platform({ aclRules: [[200, "deny", "172.64.0.0/13"]] }),
    risks: [],
    changes: ["create public_nacl_in_200"],
  },
  {
    name: "platform-security-group-made-anew-first",
    because: "the new group lets in the same, and the load balancer has it before the old one goes",
    before,
    after: platform({ securityGroupDescription: "Cloudflare's ranges only" }),
    risks: [],
    changes: ["replace alb_sg", "update this"],
  },
  {
    name: "platform-port-80-redirects",
    because: "a listener at a port that nobody asked sends on to the other one",
    before,
    after: platform({
      beside: ({ balancer }) => {
        new Listener("http", {
          ...{ loadBalancerArn: balancer.arn, port: 80, protocol: "HTTP" },
          defaultActions: [
            {
              type: "redirect",
              redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" },
            },
          ],
        });
      },
    }),
    risks: [],
    changes: ["create http"],
  },
  {
    name: "platform-kept-longer-and-guarded",
    because:
      "connections and targets get more time, and nobody deletes the load balancer by mistake",
    before,
    after: platform({
      balancer: { idleTimeout: 1200, enableDeletionProtection: true },
      group: { deregistrationDelay: 120 },
    }),
    risks: [],
    changes: ["update shop_tg", "update this"],
  },
  {
    name: "platform-machines-given-less-time",
    because: "a machine that needs longer to begin is ended before it serves",
    before,
    after: platform({ scaling: { healthCheckGracePeriod: 30 } }),
    risks: ["medium machine-replaced-early shop-asg"],
    changes: ["update shop_asg"],
    says: ["`30` seconds"],
  },
  {
    name: "platform-machines-given-more-time",
    because: "whoever is left alone for longer serves as before",
    before,
    after: platform({ scaling: { healthCheckGracePeriod: 600 } }),
    risks: [],
    changes: ["update shop_asg"],
  },
  {
    name: "platform-in-one-zone",
    because:
      "connections to what stood in the other zone break off, and when this one fails all does",
    before,
    after: platform({ zones: ["a"] }),
    risks: [
      "medium balancer-leaves-subnet main-alb",
      ...["api", "main-alb", "shop-asg"].map((name) => `medium one-availability-zone ${name}`),
    ],
    changes: [
      ...["delete private_1", "delete public_1", "update api_svc", "update public_nacl"],
      ...["update shop_asg", "update this"],
    ],
  },
  {
    name: "platform-hostname-led-to-a-404",
    because: "the old site moves to a listener whose default answers 404, since no rule takes it",
    before: platform({
      beside: () =>
        record("blog", "blog.example.com", "", { type: "CNAME", content: "old.example.net" }),
    }),
    after: platform({
      names: ["blog.example.com"],
      listener: {
        defaultActions: [
          {
            type: "fixed-response",
            fixedResponse: { contentType: "text/plain", statusCode: "404", messageBody: "?" },
          },
        ],
      },
      beside: ({ balancer, listener, group }) => {
        new ListenerRule("shop_rule", {
          ...{ listenerArn: listener.arn, priority: 30 },
          conditions: [{ hostHeader: { values: ["shop.example.com"] } }],
          actions: [{ type: "forward", targetGroupArn: group.arn }],
        });
        record("blog", "blog.example.com", "", { type: "CNAME", content: balancer.dnsName });
      },
    }),
    risks: ["high origin-unready main-alb", "medium destination-changed blog.example.com"],
    changes: ["create shop_rule", "replace this_cert", "update blog", "update https"],
    says: ["with the code 404"],
  },
];
