import { expect } from "chai";
import type { Properties } from "../../../sandbox/cloud/values";
import { brokenBy, WatchedCloud } from "./watchedCloud";

const zoneId = "z";

function record(name: string): Properties {
  return { zoneId, name, type: "A", content: "203.0.113.9", proxied: true };
}

function sites(cloud: WatchedCloud): void {
  cloud.put("record", "www", record("www.example.com"));
  cloud.put("record", "shop", record("shop.example.com"));
}

const ruleset = (phase: string, ...rules: Properties[]): Properties => ({
  ...{ zoneId, kind: "zone", name: "default", phase },
  rules: rules.map((rule) => ({ enabled: true, ...rule })),
});

const block = (expression: string): Properties =>
  ruleset("http_request_firewall_custom", { action: "block", expression });

const redirect = (from: string, to: string): Properties => ({
  action: "redirect",
  expression: `http.host eq "${from}"`,
  actionParameters: { fromValue: { targetUrl: { value: `https://${to}/` }, statusCode: 302 } },
});

const redirects = (...rules: Properties[]): Properties =>
  ruleset("http_request_dynamic_redirect", ...rules);

describe("the watch over rules of the edge", () => {
  it("reports a hostname of which every request is blocked, until the rule goes", () => {
    const cloud = new WatchedCloud(sites);
    cloud.put("ruleset", "waf", block('http.host eq "www.example.com"'));
    cloud.read();
    cloud.delete("ruleset", "waf");
    const { broken } = cloud.watch.report();
    expect(broken.map(({ what }) => what)).to.deep.equal([
      "the rule rules[0] of default lets no request through",
    ]);
    expect(brokenBy(cloud)).to.deep.equal([["/ruleset/waf", "serving", "www.example.com", 5]]);
  });

  it("reports redirects that lead round, and whom they take with them", () => {
    const cloud = new WatchedCloud(sites);
    cloud.put("ruleset", "redirects", redirects(redirect("www.example.com", "shop.example.com")));
    expect(brokenBy(cloud)).to.deep.equal([]);
    cloud.put(
      ...(["ruleset", "redirects"] as const),
      redirects(
        redirect("www.example.com", "shop.example.com"),
        redirect("shop.example.com", "www.example.com"),
      ),
    );
    expect(brokenBy(cloud)).to.deep.equal([
      ["/ruleset/redirects", "serving", "shop.example.com", undefined],
      ["/ruleset/redirects", "serving", "www.example.com", undefined],
    ]);
  });

  const harmless: Readonly<Record<string, Properties>> = {
    "blocks some paths": block('starts_with(http.request.uri.path, "/wp-admin")'),
    "blocks some addresses": block("ip.src in {198.51.100.0/24}"),
    "blocks nobody, being off": ruleset("http_request_firewall_custom", {
      ...{ action: "block", expression: "true", enabled: false },
    }),
    "logs every request": ruleset("http_request_firewall_custom", {
      ...{ action: "log", expression: "true" },
    }),
    "cannot be read": block("http.host eq"),
    "asks for a header that visitors may have": block(
      'not any(http.request.headers["x-key"][*] eq "a")',
    ),
    "leads elsewhere": redirects(redirect("www.example.com", "www.example.org")),
    "counts every request": ruleset("http_ratelimit", {
      ...{ action: "block", expression: "true" },
      ratelimit: { characteristics: ["ip.src", "cf.colo.id"], period: 10, requestsPerPeriod: 100 },
    }),
  };
  for (const [what, rules] of Object.entries(harmless)) {
    it(`says nothing of a rule that ${what}`, () => {
      const cloud = new WatchedCloud(sites);
      cloud.put("ruleset", "rules", rules);
      expect(brokenBy(cloud)).to.deep.equal([]);
    });
  }

  it("says nothing of a hostname of another zone", () => {
    const cloud = new WatchedCloud(sites);
    cloud.put("ruleset", "waf", { ...block("true"), zoneId: "other" });
    expect(brokenBy(cloud)).to.deep.equal([]);
  });
});
