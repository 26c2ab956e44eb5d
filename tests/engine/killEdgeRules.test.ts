import { expect } from "chai";
import {
  EdgeRules,
  extensionIs,
  hostIs,
  pathIs,
  pathStartsWith,
  type EdgeRulesArgs,
} from "../../components";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { types } from "../../sandbox/cloud/account/indexes";
import { defaultAccountId, defaultZoneId } from "../../sandbox/testing";
import { callsUncut, killPlan, killsByChance, resume, Site, type Cut } from "./killSite";

const zone: EdgeRulesArgs = {
  ...{ zoneId: defaultZoneId, zoneName: "example.com", accountId: defaultAccountId },
  ...{ plan: CloudflarePlan.Enterprise, monitorPaths: ["/healthz"] },
};
const www = { key: "www", when: hostIs("www.example.com"), toHostname: "example.com" };
const old = { key: "old", when: pathIs("/old"), toUrl: "https://example.com/new" };
const api = { key: "api", when: pathStartsWith("/api/"), requestsPerPeriod: 100 };
const files = { key: "static", when: extensionIs("css", "js"), edgeTtlSeconds: 86_400 };
const bulk = (path: string) => ({ from: `example.com${path}`, to: "https://example.com/b" });
const allowed = (...addresses: readonly string[]) => ({
  monitorAllowance: { addresses: [...addresses] },
});

/** Rules of a zone, with a list of redirects and one of addresses. */
const first: EdgeRulesArgs = {
  ...{ ...zone, redirects: [www, old], rateLimits: [api] },
  ...{ bulkRedirects: [bulk("/a"), bulk("/c")], ...allowed("198.51.100.7") },
};
const next: EdgeRulesArgs = {
  ...{ ...zone, redirects: [old], cacheRules: [files], rateLimits: [api] },
  ...{ bulkRedirects: [bulk("/c"), bulk("/d")], ...allowed("198.51.100.7", "198.51.100.8") },
};
const declare = (args: EdgeRulesArgs) => (): Record<string, unknown> => ({
  ids: new EdgeRules("edge", args).rulesetIds,
});
const [made, changed] = [declare(first), declare(next)];
const firstUp: Cut = { from: undefined, to: made, calls: 10 };
const update: Cut = { from: made, to: changed, calls: 9 };

/** The runs that are cut off, by name. */
const cuts: Readonly<Record<string, Cut>> = {
  "the first up": firstUp,
  "an update": update,
  "a destroy": { from: changed, to: undefined, calls: 8 },
};

/** What lists hold, by the list's kind, and the refs of rules by their phase. */
function standing({ cloud: { account } }: Site): Record<string, unknown> {
  const lists = account.ofType(types.accountList).map(({ key, properties }) => {
    const items = account
      .ofType(types.accountListItem)
      .filter((item) => item.properties.listId === key)
      .map(({ properties: { ip, redirect } }) =>
        typeof ip === "string" ? ip : (redirect as { sourceUrl: string }).sourceUrl,
      );
    return [properties.kind as string, items.sort()] as const;
  });
  const phases = account
    .ofType(types.ruleset)
    .map(
      ({ properties }) =>
        [
          properties.phase as string,
          (properties.rules as { ref: string }[]).map(({ ref }) => ref),
        ] as const,
    );
  return Object.fromEntries([...lists, ...phases]);
}

describe("an engine that is killed over rules of the edge and their lists", () => {
  callsUncut(cuts);

  for (const moment of ["before", "after"] as const) {
    it(`comes to the same end where it is killed ${moment} a list changes its items`, () =>
      Site.use(async (site) => {
        await resume(site, update, { call: "/items", moment });
        expect(standing(site)).to.deep.equal({
          http_ratelimit: ["api"],
          http_request_cache_settings: ["static"],
          http_request_dynamic_redirect: ["old"],
          http_request_firewall_custom: ["monitor-allowance"],
          http_request_redirect: ["bulk-redirects"],
          http_response_cache_settings: ["static"],
          ip: ["198.51.100.7", "198.51.100.8"],
          redirect: ["example.com/c", "example.com/d"],
        });
      }));
  }

  killsByChance(cuts, killPlan(9));
});
