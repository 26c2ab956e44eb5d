import { expect } from "chai";
import type { EdgeRulesArgs } from "../../components";
import { validateEdgeRules } from "../../components/edgeRules/validate";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { translatePageRules, type Translation } from "../../migration/translation";
import { listedPageRules, type GivenPageRule } from "./pageRules";

/** Page rules as zones have them, and what must be said of them: how many rules they become, remarks, and what `EdgeRules` refuses. */
interface Stranger {
  readonly title: string;
  readonly plan?: CloudflarePlan;
  readonly rules: readonly GivenPageRule[];
  readonly becomes: Readonly<Record<string, number>>;
  readonly remarks?: readonly string[];
  readonly refused?: readonly string[];
}

const { Free, Pro, Business, Enterprise } = CloudflarePlan;

const forwarding = (url: string, to: string, status_code = 301): GivenPageRule => ({
  ...{ url, settings: { forwarding_url: { url: to, status_code } } },
});

const strangers: readonly Stranger[] = [
  {
    title: "a login that is challenged and not cached",
    rules: [
      {
        url: "*example.com/wp-login.php*",
        settings: { security_level: "under_attack", cache_level: "bypass" },
      },
    ],
    becomes: { configRules: 1, cacheRules: 1 },
  },
  {
    title: "uploads that are kept for a month",
    rules: [
      {
        url: "example.com/wp-content/*",
        settings: {
          cache_level: "cache_everything",
          edge_cache_ttl: 2592000,
          browser_cache_ttl: 2592000,
        },
      },
    ],
    becomes: { cacheRules: 1 },
  },
  {
    title: "every name to the apex, in the clear too",
    rules: [
      forwarding("*.example.com/*", "https://example.com/$2"),
      { url: "http://*example.com/*", settings: { always_use_https: true } },
    ],
    becomes: { redirects: 2 },
  },
  {
    title: "a section that moved to a host of its own",
    rules: [forwarding("example.com/blog/*", "https://blog.example.com/$1", 302)],
    becomes: { redirects: 1 },
  },
  {
    title: "previews that are not cached, and all else that is",
    rules: [
      { url: "example.com/*preview=true*", settings: { cache_level: "bypass" } },
      {
        url: "example.com/*",
        settings: { cache_level: "cache_everything", edge_cache_ttl: 7200 },
      },
    ],
    becomes: { cacheRules: 2 },
  },
  {
    title: "an interface for programs, left alone",
    plan: Pro,
    rules: [
      {
        url: "example.com/api/*",
        settings: {
          cache_level: "bypass",
          disable_performance: true,
          security_level: "essentially_off",
        },
      },
    ],
    becomes: { configRules: 1, cacheRules: 1, fragments: 1 },
    remarks: ["disable_performance: differs"],
  },
  {
    title: "a challenge of a certificate authority in the clear",
    rules: [
      {
        url: "example.com/.well-known/acme-challenge/*",
        settings: { ssl: "off", automatic_https_rewrites: "off", cache_level: "bypass" },
      },
    ],
    becomes: { configRules: 1, cacheRules: 1 },
    remarks: ["ssl: differs"],
  },
  {
    title: "a shop that is cached for those without a session",
    plan: Business,
    rules: [
      {
        url: "example.com/*",
        settings: {
          cache_level: "cache_everything",
          edge_cache_ttl: 1800,
          bypass_cache_on_cookie: "wp-.*|wordpress_logged_in_.*|comment_.*",
        },
      },
    ],
    becomes: { cacheRules: 2 },
    remarks: ["bypass_cache_on_cookie: differs"],
  },
  {
    title: "an application at another host",
    plan: Enterprise,
    rules: [
      {
        url: "example.com/app/*",
        settings: {
          host_header_override: "app.example.net",
          resolve_override: "app.example.com",
        },
      },
    ],
    becomes: { originRules: 1 },
  },
  {
    title: "names that send visitors to each other",
    rules: [
      forwarding("www.example.com/*", "https://example.com/$1"),
      forwarding("example.com/*", "https://www.example.com/$1"),
    ],
    becomes: { redirects: 2 },
    refused: ["redirects[1]", "redirects[0]"],
  },
  {
    title: "a name that sends visitors to itself",
    rules: [forwarding("*example.com/*", "https://www.example.com/$2")],
    becomes: { redirects: 1 },
    refused: ["redirects[0]"],
  },
];

describe("page rules of strangers", () => {
  for (const { title, plan = Free, rules, becomes, remarks = [], refused = [] } of strangers) {
    it(title, () => {
      const translated = translatePageRules(listedPageRules(...rules), "example.com");
      const { args, report } = (translated as { translation: Translation }).translation;
      const { zoneName, ...lists } = args;
      const counts = Object.entries(lists).map(([name, list]) => [name, list.length]);
      expect([zoneName, Object.fromEntries(counts)]).to.deep.equal(["example.com", becomes]);
      expect(report.map(({ setting, kind }) => `${setting}: ${kind}`)).to.deep.equal(remarks);
      const zoneId = "023e105f4ecef8ad9ca31a8372d0c353";
      const given = { zoneId, plan, ...args } as unknown as EdgeRulesArgs;
      const problems = validateEdgeRules(given, "").problems.map(({ path, rule }) => [path, rule]);
      expect(problems).to.deep.equal(refused.map((path) => [path, "not lead visitors round"]));
    });
  }
});
