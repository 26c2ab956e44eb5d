import { expect } from "chai";
import type { ExpressionRequest } from "../../../core/expressions/requests";
import { unknownValue, type Known } from "../../../core/known";
import { mostRedirects } from "../../../facts/cloudflare/requestPhases";
import type { ModelObject, ModelResource } from "../../../model/graph/resources";
import { actionOf } from "../../../model/rules/readActions";
import { EdgeZones } from "../../../model/rules/edgeZones";
import { redirectRound, targetUrl } from "../../../model/rules/redirects";
import { sampleRequests } from "../../../model/rules/sampleRequests";
import type { RedirectTarget } from "../../../model/rules/urlActions";
import { readTrafficPaths } from "../../../model/traffic/path";
import { record, resource } from "../resource";

const phase = "http_request_dynamic_redirect";
const firewall = "http_request_firewall_custom";
const rules = (name: string, ...list: readonly ModelObject[]): ModelResource =>
  resource("ruleset", name, { zoneId: "zone", kind: "zone", phase: name, rules: list });
const to = (expression: string, value: string): ModelObject => ({
  ...{ action: "redirect", expression },
  actionParameters: { fromValue: { targetUrl: { value } } },
});
const onPath = (path: string, target: string): ModelObject =>
  to(`http.request.uri.path eq "${path}"`, target);
const setting = (settingId: string, value: string): ModelResource =>
  resource("zoneSetting", settingId, { zoneId: "zone", settingId, value });
const www = "https://www.example.com";

/** Where redirects lead round from a URL on, by which rules, and whether the origin is one of those that redirect. */
function round(asked: string, ...resources: readonly ModelResource[]): string {
  const zones = EdgeZones.of(readTrafficPaths([record("www.example.com"), ...resources]));
  const { hostname: host, pathname: path } = new URL(asked);
  const [home] = sampleRequests(host);
  const forms = (home?.forms ?? []).map((form) => ({ ...form, path }));
  const found = home && redirectRound(zones, { ...home, forms });
  return found === undefined
    ? "ends"
    : [
        ...found.urls,
        ...found.rules.map(({ place }) => place),
        ...(found.isByOrigin ? ["origin"] : []),
        ...(found.country === undefined ? [] : [`from ${found.country}`]),
      ].join(" ");
}

describe("redirects of the edge that lead round", () => {
  it("are one that leads to itself", () => {
    expect(round(`${www}/`, rules(phase, to("true", `${www}/`)))).to.equal(`${www}/ rules[0]`);
  });

  it("are told from the first URL that comes again, without the way that leads there", () => {
    const way = rules(
      phase,
      onPath("/", `${www}/a`),
      onPath("/a", `${www}/b`),
      onPath("/b", `${www}/a`),
    );
    expect(round(`${www}/`, way)).to.equal(`${www}/a ${www}/b rules[1] rules[2]`);
  });

  it("are those of a row that grows on and on, by its first three URLs and each rule once", () => {
    const growing: ModelObject = {
      ...{ action: "redirect", expression: "true" },
      actionParameters: {
        fromValue: { targetUrl: { expression: 'concat(http.request.uri.path, "x")' } },
      },
    };
    expect(round(`${www}/`, rules(phase, growing))).to.equal(`${www}/ ${www}/x ${www}/xx rules[0]`);
  });

  it("are none where the path as sent is asked for and the zone's normalization merges its slashes", () => {
    const clean: ModelObject = {
      ...{ action: "redirect", expression: 'raw.http.request.uri.path contains "//"' },
      actionParameters: {
        fromValue: { targetUrl: { expression: `concat("${www}", http.request.uri.path)` } },
      },
    };
    const normalization = (type: string, scope: string, zoneId = "zone"): ModelResource =>
      resource("urlNormalization", "paths", { zoneId, type, scope });
    const asked = `${www}/news//today`;
    const itself = `${asked} rules[0]`;
    const redirect = rules(phase, clean);
    expect(round(asked, redirect, normalization("cloudflare", "incoming"))).to.equal("ends");
    expect(round(asked, redirect, normalization("cloudflare", "both"))).to.equal("ends");
    expect(round(asked, redirect, normalization("cloudflare", "none"))).to.equal(itself);
    expect(round(asked, redirect, normalization("rfc3986", "incoming"))).to.equal(itself);
    expect(round(asked, redirect, normalization("cloudflare", "incoming", "other"))).to.equal(
      itself,
    );
    expect(round(asked, redirect)).to.equal(itself);
    const raw = rules(phase, {
      ...clean,
      actionParameters: {
        fromValue: { targetUrl: { expression: `concat("${www}", raw.http.request.uri.path)` } },
      },
    });
    expect(round(asked, raw, normalization("cloudflare", "incoming"))).to.equal(itself);
  });

  it("are none where a browser follows all of them to their end", () => {
    const row = (count: number): ModelResource =>
      rules(
        phase,
        ...Array.from({ length: count }, (_each, index) =>
          onPath(`/${index}`, `${www}/${index + 1}`),
        ),
      );
    expect(round(`${www}/0`, row(mostRedirects))).to.equal("ends");
    expect(round(`${www}/0`, row(mostRedirects + 1))).to.match(
      /^https:\/\/www.example.com\/0 https:\/\/www.example.com\/1 https:\/\/www.example.com\/2 rules/,
    );
  });

  it("are none where they leave the zones of the plan, or where nobody knows where to", () => {
    expect(round(`${www}/`, rules(phase, to("true", "https://elsewhere.example/")))).to.equal(
      "ends",
    );
    expect(round(`${www}/`, rules(phase, to("true", "https://")))).to.equal("ends");
    const late: ModelObject = {
      ...{ action: "redirect", expression: "true" },
      actionParameters: { fromValue: { targetUrl: { value: unknownValue } } },
    };
    expect(round(`${www}/`, rules(phase, late))).to.equal("ends");
    const own = to('http.host eq "www.example.com"', "https://elsewhere.example/");
    expect(round(`${www}/`, rules(phase, own, to("true", `${www}/`)))).to.equal("ends");
  });

  it("go by the scheme, the query and the port of each URL", () => {
    const clear = rules(phase, to("ssl", "http://www.example.com/"), to("not ssl", `${www}/`));
    expect(round(`${www}/`, clear)).to.equal(`${www}/ http://www.example.com/ rules[0] rules[1]`);
    const asked = rules(phase, to('http.request.uri.query eq ""', `${www}/?a=1`));
    expect(round(`${www}/`, asked)).to.equal("ends");
    const kept = rules(
      phase,
      to('http.request.uri.query eq ""', `${www}/?a=1`),
      to('http.request.uri.query eq "a=1"', `${www}/?a=1`),
    );
    expect(round(`${www}/`, kept)).to.equal(`${www}/?a=1 rules[1]`);
    const port = rules(phase, to("cf.edge.server_port eq 443", `${www}:8443/`));
    expect(round(`${www}/`, port)).to.equal("ends");
    const other = rules(phase, onPath("/", `${www}:8443/a`), onPath("/a", `${www}:8443/a`));
    expect(round(`${www}/`, other)).to.equal(`${www}:8443/a rules[1]`);
  });

  it("are those with Always Use HTTPS between, which keeps the path and the query", () => {
    const always = setting("always_use_https", "on");
    const back = rules(phase, to("ssl", "http://www.example.com/a?b=1"));
    expect(round(`${www}/`, always, back)).to.equal(
      `http://www.example.com/a?b=1 ${www}/a?b=1 rules[0]`,
    );
    expect(round(`${www}/`, setting("always_use_https", "off"), back)).to.equal("ends");
    expect(round(`${www}/`, back)).to.equal("ends");
  });

  it("are those of the visitors who get through where others do not", () => {
    const resources = (country: string): ModelResource[] => [
      setting("always_use_https", "on"),
      rules(phase, to("ssl", "http://www.example.com/")),
      rules(firewall, { action: "block", expression: `not ssl and ${country}` }),
    ];
    const way = `${www}/ http://www.example.com/ rules[0]`;
    expect(round(`${www}/`, ...resources('ip.src.country eq "US"'))).to.equal(`${way} from DE`);
    expect(round(`${www}/`, ...resources('ip.src.country eq "KP"'))).to.equal(way);
    expect(round(`${www}/`, ...resources('ip.src.country in {"US" "DE"}'))).to.equal("ends");
  });
});

describe("redirects of an origin", () => {
  const alb = (name: string): ModelResource =>
    resource("awsLoadBalancer", name, { arn: `arn:${name}`, dnsName: `${name}.elb.example` });
  const listener = (name: string, redirect: ModelObject[string], port = 80): ModelResource =>
    resource("listener", `${name} ${port}`, {
      ...{ arn: `arn:${name}:${port}`, loadBalancerArn: `arn:${name}`, port, protocol: "HTTP" },
      defaultActions: [{ type: "redirect", redirect }],
    });
  const site = (name: string): ModelResource =>
    record("shop.example.com", { type: "CNAME", content: `${name}.elb.example` });
  const flexible = setting("ssl", "flexible");
  const upgrade = { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" };
  const shop = "https://shop.example.com";
  const from = (url: string, redirect: ModelObject[string], ...more: readonly ModelResource[]) =>
    round(url, alb("one"), listener("one", redirect), site("one"), ...more);

  it("lead round where they lead back to what was asked for", () => {
    expect(from(`${shop}/a`, upgrade, flexible)).to.equal(`${shop}/a origin`);
  });

  it("are not asked for where Cloudflare speaks TLS to the origin, or nobody knows", () => {
    expect(from(`${shop}/`, upgrade, setting("ssl", "full"))).to.equal("ends");
    expect(from(`${shop}/`, upgrade)).to.equal("ends");
    const late = resource("zoneSetting", "ssl", {
      ...{ zoneId: "zone", settingId: "ssl", value: unknownValue },
    });
    expect(from(`${shop}/`, upgrade, late)).to.equal("ends");
  });

  const toHttp = { protocol: "HTTP", port: "80", statusCode: "HTTP_302" };
  const sentBack = (asked: string, redirect: ModelObject[string], ...modes: readonly string[]) =>
    round(
      asked,
      ...[alb("one"), listener("one", redirect, 443), site("one")],
      ...modes.map((mode) => setting("ssl", mode)),
    );
  const always = setting("always_use_https", "on");

  it("are asked for by HTTPS where the mode says so, and lead round by way of Always Use HTTPS", () => {
    const back = (...modes: readonly string[]): string =>
      round(
        `${shop}/`,
        ...[alb("one"), listener("one", toHttp, 443), site("one"), always],
        ...modes.map((mode) => setting("ssl", mode)),
      );
    const way = `${shop}/ http://shop.example.com/ origin`;
    expect([back("full"), back("strict"), back("origin_pull")]).to.deep.equal([way, way, way]);
    expect([back("flexible"), back()]).to.deep.equal(["ends", way]);
  });

  it("are asked for by either where neither the mode nor the listeners say", () => {
    const clear = resource("listener", "one 80", {
      ...{ arn: "arn:one:80", loadBalancerArn: "arn:one", port: 80, protocol: "HTTP" },
      defaultActions: [{ type: "fixed-response", fixedResponse: { statusCode: "200" } }],
    });
    const all = [alb("one"), listener("one", toHttp, 443), clear, site("one"), always];
    expect(round(`${shop}/`, ...all)).to.equal("ends");
  });

  it("lead round by themselves where the listener of HTTPS upgrades too", () => {
    expect(sentBack(`${shop}/a`, upgrade, "full")).to.equal(`${shop}/a origin`);
  });

  it("end at the next one where nothing leads back", () => {
    expect(sentBack(`${shop}/`, toHttp, "full")).to.equal("ends");
    expect(sentBack(`${shop}/`, toHttp, "origin_pull")).to.equal("http://shop.example.com/ origin");
  });

  it("end where the listener of port 80 answers otherwise, or leads elsewhere", () => {
    const elsewhere = { ...upgrade, host: "elsewhere.example" };
    expect(from(`${shop}/`, elsewhere, flexible)).to.equal("ends");
    const answers = resource("listener", "one 80", {
      ...{ arn: "arn:one:80", loadBalancerArn: "arn:one", port: 80, protocol: "HTTP" },
      defaultActions: [{ type: "fixed-response", fixedResponse: { statusCode: "200" } }],
    });
    expect(round(`${shop}/`, alb("one"), answers, site("one"), flexible)).to.equal("ends");
    const other = listener("one", upgrade, 8080);
    expect(round(`${shop}/`, alb("one"), other, site("one"), flexible)).to.equal("ends");
  });

  it("fill in what was asked for", () => {
    const kept = { ...upgrade, host: "#{host}", path: "/#{path}", query: "#{query}" };
    expect(from(`${shop}/a/b`, kept, flexible)).to.equal(`${shop}/a/b origin`);
    const nested = { ...upgrade, path: "/x/#{path}" };
    expect(from(`${shop}/a`, nested, flexible)).to.equal(
      `${shop}/a ${shop}/x/a ${shop}/x/x/a origin`,
    );
    const fixed = { ...upgrade, path: "/#{unheard}" };
    expect(from(`${shop}/`, fixed, flexible)).to.equal(`${shop}/#{unheard} origin`);
  });

  it("are not known where one part of the URL is not", () => {
    for (const part of ["protocol", "port", "host", "path"]) {
      expect(from(`${shop}/`, { ...upgrade, [part]: unknownValue }, flexible), part).to.equal(
        "ends",
      );
    }
  });

  it("are told of several load balancers where all of them say the same", () => {
    const both = (redirect: ModelObject[string]): string =>
      round(
        `${shop}/`,
        ...[alb("one"), listener("one", upgrade), alb("two"), listener("two", redirect)],
        resource("pool", "p", {
          name: "p",
          origins: ["one", "two"].map((name) => ({ name, address: `${name}.elb.example` })),
        }),
        resource("loadBalancer", "lb", {
          ...{ zoneId: "zone", name: "shop.example.com", proxied: true },
          ...{ defaultPools: ["p"], fallbackPool: "p" },
        }),
        flexible,
      );
    expect(both(upgrade)).to.equal(`${shop}/ origin`);
    expect(both({ ...upgrade, path: "/other" })).to.equal("ends");
    expect(both({ ...upgrade, path: unknownValue })).to.equal("ends");
  });
});

describe("where a redirect leads", () => {
  const request: ExpressionRequest = {
    ...{ scheme: "http", host: "www.Example.com", path: "/old/a", query: "b=1" },
  };
  const leads = (target: RedirectTarget, keepsQuery = false, asked = request) =>
    targetUrl({ kind: "redirect", target, keepsQuery }, asked)?.href;
  const url = (text: Known<string>): RedirectTarget => ({ kind: "url", url: text });
  const pattern = (from: string, target: string): RedirectTarget => ({
    ...{ kind: "pattern", pattern: from, url: target },
  });

  it("is the URL as written, also one without a host", () => {
    expect(leads(url("https://a.example/x?y=1"))).to.equal("https://a.example/x?y=1");
    expect(leads(url("/new"))).to.equal("http://www.example.com/new");
    expect(leads(url("https://"))).to.equal(undefined);
    expect(leads(url(unknownValue))).to.equal(undefined);
  });

  it("has the query that was asked for where the rule keeps it, and its own first", () => {
    expect(leads(url("https://a.example/"), true)).to.equal("https://a.example/?b=1");
    expect(leads(url("https://a.example/"), false)).to.equal("https://a.example/");
    expect(leads(url("https://a.example/?own=1"), true)).to.equal("https://a.example/?own=1");
    const { query: _query, ...bare } = request;
    expect(leads(url("https://a.example/"), true, bare)).to.equal("https://a.example/");
    expect(leads(url("https://"), true)).to.equal(undefined);
  });

  it("is what an expression makes of the request, where that is a text", () => {
    const [known, vague] = ["http.host", "http.user_agent"].map((field) =>
      actionOf({
        action: "redirect",
        actionParameters: {
          fromValue: { targetUrl: { expression: `concat("https://a.example/", ${field})` } },
        },
      }),
    );
    const lead = (action: typeof known): string | undefined =>
      action?.kind === "redirect" ? targetUrl(action, request)?.href : "no redirect";
    expect(lead(known)).to.equal("https://a.example/www.Example.com");
    expect(lead(vague)).to.equal(undefined);
  });

  it("has what the asterisks of a pattern stand for, in any case of letters", () => {
    const parts = "https://a.example/$1-$2";
    expect(leads(pattern("www.example.com/*/*", parts))).to.equal("https://a.example/old-a?b=1");
    expect(leads(pattern("http://www.example.com/*/*", parts))).to.equal(
      "https://a.example/old-a?b=1",
    );
    expect(leads(pattern("https://www.example.com/*/*", parts))).to.equal(
      "https://a.example/old-a?b=1",
    );
    expect(leads(pattern("www.example.com/*", "https://a.example/$1$9"))).to.equal(
      "https://a.example/old/a?b=1$9",
    );
  });

  it("counts the scheme of a pattern among its asterisks where that is one", () => {
    expect(leads(pattern("*://www.example.com/*", "https://a.example/$1/$2"))).to.equal(
      "https://a.example/http/old/a?b=1",
    );
  });

  it("matches the query as part of the URL, and no question mark where there is none", () => {
    const { query: _query, ...bare } = request;
    const target = "https://a.example/$1";
    expect(leads(pattern("www.example.com/*?b=1", target))).to.equal("https://a.example/old/a");
    expect(leads(pattern("www.example.com/*/a", target), false, bare)).to.equal(
      "https://a.example/old",
    );
  });

  it("is not known where the pattern does not match, or is none", () => {
    expect(leads(pattern("b.example.com/*", "https://a.example/$1"))).to.equal(undefined);
    expect(leads(pattern("www.example.com/**", "https://a.example/$1"))).to.equal(undefined);
  });
});
