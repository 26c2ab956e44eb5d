import { expect } from "chai";
import { reviewAsJson, reviewAsMarkdown } from "../../../checks/report";
import { reviewSteps, same, type Step } from "./plans";

const zoneId = "f".repeat(32);
const listener = "aws:lb/listener:Listener";
const targetGroup = "aws:lb/targetGroup:TargetGroup";
const machineArn = "arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/app/edge/1";
const groupArn = "arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/app/1";

function pool(name: string, more: object = {}): Step {
  const origins = [{ name: "o", address: `${name}.origins.net` }];
  return same("pool", name, { ...{ name, accountId: "a", origins }, ...more });
}

function balancer(name: string, pools: readonly string[]): Step {
  const [fallbackPool] = pools;
  return same("balancer", name, {
    ...{ zoneId, name: `${name}.example.com`, proxied: true, defaultPools: pools, fallbackPool },
  });
}

/** A load balancer of AWS in front of one group, which a hostname leads to. */
const origin: readonly Step[] = [
  same("record", "shop", {
    ...{ zoneId, name: "shop.example.com", type: "CNAME", content: "edge.elb.amazonaws.com" },
    ...{ proxied: true, ttl: 1 },
  }),
  {
    ...same("aws:lb/loadBalancer:LoadBalancer", "edge", { loadBalancerType: "application" }),
    outputs: { dnsName: "edge.elb.amazonaws.com", arn: machineArn, zoneId: "Z0123" },
  },
  same(listener, "https", {
    ...{ loadBalancerArn: machineArn, port: 443, protocol: "HTTPS" },
    defaultActions: [{ type: "forward", targetGroupArn: groupArn }],
  }),
  { ...same(targetGroup, "app", { port: 80, protocol: "HTTP" }), outputs: { arn: groupArn } },
];

/** What a review calls the findings of a rule, up to the consequence, and the line beneath it. */
function told(steps: readonly Step[], rule: string): (string | undefined)[] {
  const lines = reviewAsMarkdown([reviewSteps(steps)]).split("\n");
  const at = lines.findIndex((line) => line.includes(`- \`${rule}\`: `));
  return [/^- (?:[^`]|`[^`]*`)*?(?=: [A-Z])/.exec(lines[at - 1] ?? "")?.[0], lines[at]];
}

describe("policy findings are called by the hostnames that hang on what they are about", () => {
  it("names the hostname of a pool, and the pool as the place to look at", () => {
    expect(told([pool("eu"), balancer("www", ["eu"])], "pool-without-monitor")).to.deep.equal([
      "- High, as before: `www.example.com`",
      "  - `pool-without-monitor`: `eu.monitor` must be the id of a monitor; got nothing.",
    ]);
  });

  it("names each hostname of what several share once", () => {
    const steps = [pool("eu"), pool("us"), balancer("www", ["eu", "us"]), balancer("api", ["us"])];
    expect(told(steps, "pool-without-monitor")[0]).to.equal(
      "- High, as before, 2 times: `www.example.com` and `api.example.com`",
    );
  });

  it("follows the listener and the group behind it to the hostname", () => {
    expect(told(origin, "listener-tls-old")[0]).to.equal("- Medium, as before: `shop.example.com`");
    const strict = same("setting", "ssl", { zoneId, settingId: "ssl", value: "strict" });
    expect(told([...origin, strict], "targets-in-clear")[0]).to.equal(
      "- Low, as before: `shop.example.com`",
    );
  });

  it("names the nearest hostnames only: not those of what shares a monitor", () => {
    const steps = [
      same("monitor", "deep", { accountId: "a", type: "https", path: "/health" }),
      pool("eu", { monitor: "deep" }),
      pool("us", { monitor: "deep" }),
      ...[balancer("www", ["eu"]), balancer("api", ["us"])],
    ];
    const { findings } = reviewSteps(steps);
    const of = (rule: string, subject: string): unknown[] =>
      findings
        .filter(({ id, subject: own }) => id === rule && own.endsWith(`::${subject}`))
        .map(({ mayTouch }) => mayTouch);
    expect(of("pool-without-alert", "eu")).to.deep.equal([{ hostnames: ["www.example.com"] }]);
    expect(of("pool-without-alert", "us")).to.deep.equal([{ hostnames: ["api.example.com"] }]);
    expect(of("detection-slow", "deep")).to.deep.equal([
      { hostnames: ["api.example.com", "www.example.com"] },
    ]);
  });

  const cacheRule = (expression: string): Step =>
    same("cloudflare:index/ruleset:Ruleset", "cache", {
      ...{ zoneId, kind: "zone", phase: "http_request_cache_settings", name: "default" },
      rules: [
        {
          ...{ action: "set_cache_settings", enabled: true, expression },
          actionParameters: { cache: false },
        },
      ],
    });

  it("names the zone of a rule for every hostname, and the hostname of a rule for one", () => {
    const old = `any(http.request.headers["X-Old"][*] eq "1")`;
    const ofShop = `http.host eq "shop.example.com" and ${old}`;
    const [name] = told([...origin, cacheRule(old)], "rule-never-applies");
    expect(name).to.equal("- Low, as before: `the zone of shop.example.com`");
    expect(told([...origin, cacheRule(ofShop)], "rule-never-applies")).to.deep.equal([
      "- Low, as before: `shop.example.com`",
      '  - `rule-never-applies`: `cache.rules[0].expression` must name headers in lower case; got `"X-Old"`.',
    ]);
  });

  const pageRule = (target: string): Step =>
    same("cloudflare:index/pageRule:PageRule", "old", {
      ...{ zoneId, target, status: "active", priority: 1 },
      actions: { cacheLevel: "bypass" },
    });

  it("names the hostname of a page rule", () => {
    const [name] = told([...origin, pageRule("shop.example.com/cart*")], "page-rule-in-use");
    expect(name).to.equal("- Low, as before: `shop.example.com`");
  });

  it("names the resource where no hostname hangs on it, and never the zone's id", () => {
    const [name] = told([pool("eu"), balancer("www", ["us"])], "pool-without-monitor");
    expect(name).to.equal("- High, as before: `eu`");
    expect(told([pageRule("*/cart*")], "page-rule-in-use")[0]).to.equal("- Low, as before: `old`");
  });

  it("says it in JSON too, and calls the resource in the message", () => {
    const steps = [pool("eu"), balancer("www", ["eu"]), pool("idle")];
    const { stacks } = JSON.parse(reviewAsJson([reviewSteps(steps)])) as {
      stacks: { findings: { rule: string; message: string; mayTouch?: object }[] }[];
    };
    const found = stacks[0]?.findings.filter(({ rule }) => rule === "pool-without-monitor");
    expect(found?.map(({ message, mayTouch }) => [message, mayTouch])).to.deep.equal([
      ["eu.monitor must be the id of a monitor; got nothing", { hostnames: ["www.example.com"] }],
      ["idle.monitor must be the id of a monitor; got nothing", undefined],
    ]);
  });

  it("lists twenty hostnames in JSON and counts the rest, and five in the comment", () => {
    const names = Array.from({ length: 25 }, (_none, index) => `h${10 + index}`);
    const review = reviewSteps([pool("eu"), ...names.map((name) => balancer(name, ["eu"]))]);
    const { stacks } = JSON.parse(reviewAsJson([review])) as {
      stacks: { findings: { rule: string; mayTouch?: object }[] }[];
    };
    const found = stacks[0]?.findings.find(({ rule }) => rule === "pool-without-monitor");
    expect(found?.mayTouch).to.deep.equal({
      hostnames: names.slice(0, 20).map((name) => `${name}.example.com`),
      more: 5,
    });
    expect(reviewAsMarkdown([review])).to.contain(
      "- High, as before: `h10.example.com`, `h11.example.com`, `h12.example.com`, `h13.example.com`, `h14.example.com` and 20 more: Only a monitor takes",
    );
  });
});
