import { otherTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, same, type Step } from "../report/plans";
import { judgesAsExpected, zoneId, type StrangersPlans } from "./strangersPlans";

const { workersRoute, workersScript } = modelTypes;
const host = "shop.example.com";
const domain = same(otherTypes.workersCustomDomain, "domain", {
  ...{ accountId: "a", zoneId, hostname: host, service: "shop" },
});
const route = same(workersRoute, "route", { zoneId, pattern: `${host}/*`, script: "shop" });
const content = "export default { fetch: () => new Response('signed in') };";
const page = { notFoundHandling: "single-page-application" };
const script = (compatibilityDate: string, config: object = page, more: object = {}): object => ({
  ...{ accountId: "a", scriptName: "shop", mainModule: "index.js", content, compatibilityDate },
  ...{ assets: { directory: "./dist", config }, ...more },
});
const [old, late] = ["2024-11-11", "2025-04-01"];
const bumps = (config?: object, more?: object): Step =>
  becomes(workersScript, "shop", script(old, config, more), script(late, config, more));
const bare = { content: undefined, mainModule: undefined };
const told = [`medium worker-bypassed ${host}`];
/** What else a later date brings, nobody judges. */
const rest = ["shop: compatibilityDate"];

/** Workers with files, which answer for what no file is there for, or do so no more. */
const plans: StrangersPlans = [
  ["a later compatibility date, before a single page", [domain, bumps()], told, rest],
  ["the same of a Worker with a route", [route, bumps()], told, rest],
  [
    "a later compatibility date, before a page for what is not found",
    [domain, bumps({ notFoundHandling: "404-page" })],
    told,
    rest,
  ],
  [
    "the flag by itself",
    [
      domain,
      becomes(
        workersScript,
        "shop",
        script(old),
        script(old, page, { compatibilityFlags: ["assets_navigation_prefers_asset_serving"] }),
      ),
    ],
    told,
    ["shop: compatibilityFlags"],
  ],
  [
    "a later compatibility date with the flag against it",
    [domain, bumps(page, { compatibilityFlags: ["assets_navigation_has_no_effect"] })],
    [],
    rest,
  ],
  [
    "a later compatibility date of a Worker that runs first",
    [domain, bumps({ ...page, runWorkerFirst: true })],
    [],
    rest,
  ],
  [
    "a later compatibility date of a Worker that runs first at some paths",
    [domain, bumps({ ...page, runWorkerFirst: ["/api/*"] })],
    [],
    rest,
  ],
  [
    "a Worker that runs first no more",
    [
      domain,
      becomes(
        workersScript,
        "shop",
        script(late, { ...page, runWorkerFirst: true }),
        script(late, page),
      ),
    ],
    told,
    ["shop: assets.config.runWorkerFirst"],
  ],
  [
    "files that come to have a page for all",
    [domain, becomes(workersScript, "shop", script(late, {}), script(late, page))],
    told,
    ["shop: assets.config.notFoundHandling"],
  ],
  ["a later compatibility date without such a page", [domain, bumps({})], [], rest],
  ["a later compatibility date of files without a script", [domain, bumps(page, bare)], [], rest],
  [
    "a page for all of files without a script that gives way to one for what is not found",
    [
      domain,
      becomes(
        workersScript,
        "shop",
        script(late, page, bare),
        script(late, { notFoundHandling: "404-page" }, bare),
      ),
    ],
    [`medium worker-changed ${host}`],
    ["shop: assets.config.notFoundHandling"],
  ],
  [
    "a page for all that files without a script come to have",
    [domain, becomes(workersScript, "shop", script(late, {}, bare), script(late, page, bare))],
    [],
    ["shop: assets.config.notFoundHandling"],
  ],
  [
    "what of a Worker is logged and where it runs",
    [
      domain,
      becomes(
        workersScript,
        "shop",
        script(late, page, { observability: { enabled: false }, logpush: false }),
        script(late, page, { observability: { enabled: true }, placement: { mode: "smart" } }),
      ),
    ],
    [],
  ],
];

describe("navigations that a Worker answers no more", () => {
  judgesAsExpected(plans);
});
