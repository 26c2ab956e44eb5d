import { assert, expect } from "chai";
import type { ExpressionRequest } from "../../../core/expressions/requests";
import { unknownValue } from "../../../core/known";
import type { ModelObject, ModelResource } from "../../../model/graph/resources";
import type { DeclaredSite } from "../../../model/serving/declaredSite";
import { declaredSites } from "../../../model/serving/declaredSites";
import type { ShownError } from "../../../model/serving/ruled";
import { readTrafficPaths } from "../../../model/traffic/path";
import { record, resource } from "../resource";

const strict = resource("zoneSetting", "mode", {
  ...{ zoneId: "zone", settingId: "ssl", value: "strict" },
});

function siteOf(...resources: readonly ModelResource[]): DeclaredSite {
  const all = [record("www.example.com"), strict, ...resources];
  const [site] = declaredSites(readTrafficPaths(all, { complete: true })).sites;
  assert(site !== undefined);
  return site;
}

let made = 0;
function pages(identifier: string, more: ModelObject = { zoneId: "zone" }): ModelResource {
  return resource("customPages", `pages${(made += 1)}`, {
    ...{ identifier, state: "customized", url: `https://pages.example.net/${identifier}` },
    ...more,
  });
}

function ruleset(phase: string, rule: ModelObject): ModelResource {
  return resource("ruleset", phase, {
    ...{ zoneId: "zone", kind: "zone", phase },
    rules: [{ enabled: true, expression: 'http.request.uri.path eq "/closed"', ...rule }],
  });
}

const request: ExpressionRequest = {
  ...{ scheme: "https", host: "www.example.com", path: "/closed", clientAddress: "198.51.100.7" },
  headers: { "accept-encoding": "gzip" },
};

/** The URL that stands on a page. */
const named = (page: { readonly content?: string | undefined } | undefined): string | undefined =>
  page && (/from (\S+)\.</.exec(page.content ?? "")?.[1] ?? page.content);

const shown = ({ rules }: DeclaredSite, error: ShownError, asked = request) =>
  named(rules?.errorPage(asked, error));

const edge = (code: number, detailCode?: number): ShownError => ({
  ...{ code, detailCode, isOfEdge: true },
});
const origin = (code: number): ShownError => ({ code, isOfEdge: false });

describe("pages of CustomPages in a rehearsal", () => {
  it("are shown for errors of their class, and not for what Cloudflare leaves as it is", () => {
    const site = siteOf(pages("500_errors"), pages("1000_errors"));
    const [five, one] = ["500_errors", "1000_errors"].map(
      (kind) => `https://pages.example.net/${kind}`,
    );
    const errors = [
      edge(522),
      edge(502),
      edge(530, 1016),
      edge(530, 1001),
      origin(502),
      origin(504),
    ];
    expect(errors.map((error) => shown(site, error))).to.deep.equal([
      ...[five, five, one, undefined, five, five],
    ]);
    const left = [500, 501, 503, 505, 520].map((code) => shown(site, origin(code)));
    expect(left).to.deep.equal([undefined, undefined, undefined, undefined, undefined]);
    expect(shown(site, edge(503))).to.equal(undefined);
    expect(site.rules?.errorPage(request, edge(522))).not.to.have.property("status");
  });

  it("are said to stand for what nobody fetched, each once", () => {
    const { assumptions } = siteOf(pages("500_errors"), pages("managed_challenge"));
    expect(assumptions).to.deep.equal([
      "visitors of www.example.com see the page from https://pages.example.net/500_errors for 500_errors: it was not fetched, and a page that names it stands for it",
    ]);
  });

  it("are the zone's before the account's, and none that is left to Cloudflare", () => {
    const account = { accountId: "account", url: "https://account.example.net/" };
    const both = siteOf(pages("500_errors", account), pages("500_errors"));
    expect(shown(both, edge(522))).to.equal("https://pages.example.net/500_errors");
    const left = pages("500_errors", { zoneId: "zone", state: "default" });
    expect(shown(siteOf(left, pages("500_errors", account)), edge(522))).to.equal(account.url);
    expect(siteOf(left).rules).to.equal(undefined);
    expect(siteOf(pages("500_errors", { zoneId: "another" })).rules).to.equal(undefined);
  });

  it("come after rules for errors, and only to those who send Accept-Encoding", () => {
    const rule = ruleset("http_custom_errors", {
      ...{ action: "serve_error", expression: "http.response.code eq 522" },
      actionParameters: { content: "sorry", contentType: "text/plain" },
    });
    const site = siteOf(rule, pages("500_errors"));
    expect([shown(site, edge(522)), shown(site, edge(521))]).to.deep.equal([
      "sorry",
      "https://pages.example.net/500_errors",
    ]);
    expect(shown(site, edge(521), { ...request, headers: {} })).to.equal(undefined);
  });

  it("are shown to those whom rules block or limit, unless the rule has its own", () => {
    const all = ["waf_block", "ip_block", "ratelimit_block"].map((kind) => pages(kind));
    const answered = (...resources: readonly ModelResource[]) =>
      named(siteOf(...all, ...resources).rules?.answer(request)?.page);
    const custom = "http_request_firewall_custom";
    const own = { response: { statusCode: 403, content: "no", contentType: "text/plain" } };
    const ip = { target: "ip", value: "198.51.100.7" };
    const address = resource("accessRule", "ip", {
      zoneId: "zone",
      mode: "block",
      configuration: ip,
    });
    expect([
      answered(ruleset(custom, { action: "block" })),
      answered(ruleset(custom, { action: "block", actionParameters: own })),
      answered(ruleset(custom, { action: "block", actionParameters: unknownValue })),
      answered(address),
    ]).to.deep.equal([
      ...["https://pages.example.net/waf_block", "no", undefined],
      "https://pages.example.net/ip_block",
    ]);
    const limit = (more: ModelObject) =>
      siteOf(
        ...all,
        ruleset("http_ratelimit", {
          ...{ action: "block", ...more },
          ratelimit: { characteristics: ["cf.colo.id"], period: 60, requestsPerPeriod: 5 },
        }),
      ).rules?.limits?.(request);
    const limitPages = (more: ModelObject) => limit(more)?.map(({ page }) => named(page));
    expect(limitPages({})).to.deep.equal(["https://pages.example.net/ratelimit_block"]);
    expect(limitPages({ actionParameters: own })).to.deep.equal(["no"]);
  });

  it("are not all that is shown: assets and rules of the account are said to be left out", () => {
    const errors = "http_custom_errors";
    const asset = ruleset(errors, {
      ...{ action: "serve_error", actionParameters: { assetName: "sorry", statusCode: 503 } },
    });
    const account = resource("ruleset", "account", {
      ...{ accountId: "account", kind: "root", phase: errors, rules: [] },
    });
    const written = ruleset(errors, { action: "serve_error", actionParameters: { content: "no" } });
    const said = (...resources: readonly ModelResource[]) => siteOf(...resources).assumptions;
    expect(said(asset)).to.deep.equal([
      "rules for errors show visitors of www.example.com pages that Cloudflare fetched: empty ones stand for them",
    ]);
    expect(said(account)).to.deep.equal([
      "rules of the account for errors are not read: they may show visitors of www.example.com other pages",
    ]);
    expect(said(written)).to.deep.equal([]);
  });

  it("say what of them is not known", () => {
    const vague = (more: ModelObject): readonly string[] =>
      siteOf(pages("500_errors", { zoneId: "zone", ...more })).assumptions;
    const whether =
      "whether visitors of www.example.com see a page of the zone's own for 500_errors";
    expect(vague({ state: unknownValue })).to.deep.equal([
      `${whether} is not known yet: false is taken`,
    ]);
    expect(vague({ identifier: unknownValue }))
      .to.have.length(5)
      .and.include(`${whether} is not known yet: false is taken`);
    expect(vague({ url: unknownValue })).to.deep.equal([
      "visitors of www.example.com see the page from a URL that is not known yet for 500_errors: it was not fetched, and a page that names it stands for it",
    ]);
  });
});
