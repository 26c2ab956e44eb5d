import { expect } from "chai";
import { otherTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { bareText } from "../../../checks/words/words";
import {
  becomes,
  comes,
  goes,
  reviewSteps,
  riskLines,
  same,
  urnOf,
  type Step,
} from "../report/plans";

const zoneId = "f".repeat(32);
const own = { name: "example.com", account: { id: "a" } };
const zone: Step = { ...same("zone", "zone", own), id: zoneId };
const www = same("record", "www", {
  ...{ zoneId, name: "www.example.com", type: "A", content: "203.0.113.1", proxied: true, ttl: 1 },
});
const told = (...steps: readonly Step[]): string[] => riskLines([zone, www, ...steps]);

describe("a read timeout that a program sets for the first time", () => {
  const timeout = (value: number): Step =>
    comes("setting", "timeout", { zoneId, settingId: "proxy_read_timeout", value });

  it("is told of below what holds by itself, and not above", () => {
    const { risks } = reviewSteps([zone, www, timeout(30)]);
    expect(risks.map(({ severity, id, title }) => `${severity} ${id} ${title}`)).to.deep.equal([
      "medium read-timeout-lowered www.example.com",
    ]);
    expect(bareText(risks[0]?.consequence ?? [])).to.contain("30 seconds");
    expect(bareText(risks[0]?.consequence ?? [])).to.contain("instead of 120");
    expect(told(timeout(120))).to.deep.equal([]);
    expect(told(timeout(300))).to.deep.equal([]);
    const upload = comes("setting", "upload", { zoneId, settingId: "max_upload", value: 100 });
    expect(told(upload)).to.deep.equal([]);
  });

  it("takes nothing from anybody in a zone that is new", () => {
    const made: readonly Step[] = [
      comes("zone", "zone", own),
      comes("record", "www", www.old ?? {}),
    ];
    expect(riskLines([...made, timeout(30)])).to.deep.equal([]);
  });
});

describe("what Cloudflare has once", () => {
  const objects: readonly (readonly [string, object, object])[] = [
    [
      modelTypes.workersRoute,
      { zoneId, pattern: "www.example.com/*", script: "app" },
      { zoneId, pattern: "www.example.com/api/*", script: "app" },
    ],
    [modelTypes.tunnel, { accountId: "a", name: "shop" }, { accountId: "a", name: "wiki" }],
  ];
  for (const [type, twin, other] of objects) {
    it(`stops an update that makes a second ${type.split(":")[2] ?? ""} before the first goes`, () => {
      const refused = (next: object): string[] =>
        reviewSteps([zone, www, goes(type, "old", twin), comes(type, "new", next)])
          .risks.filter(({ id }) => id === "object-refused")
          .map(({ severity, subject }) => `${severity} ${subject}`);
      expect(refused(twin)).to.deep.equal([`medium ${urnOf(type, "new")}`]);
      expect(refused(other)).to.deep.equal([]);
    });
  }
});

describe("a health check of Cloudflare that no load balancer reads", () => {
  const check = { zoneId, name: "www", address: "www.example.com", type: "HTTPS" };
  const lost = ["low outside-monitor-lost www.example.com"];

  it("is told of where nobody outside asks a hostname any more", () => {
    expect(told(goes(otherTypes.healthcheck, "check", check))).to.deep.equal(lost);
    expect(
      told(becomes(otherTypes.healthcheck, "check", check, { ...check, suspended: true })),
    ).to.deep.equal(lost);
  });

  it("is not told of where another asks, or it asks otherwise", () => {
    const [old, another] = [goes, same].map((make, index) =>
      make(otherTypes.healthcheck, `check${index}`, check),
    ) as [Step, Step];
    expect(told(old, another)).to.deep.equal([]);
    const { risks, notJudged } = reviewSteps([
      ...[zone, www],
      becomes(otherTypes.healthcheck, "check", check, { ...check, interval: 60 }),
    ]);
    expect([risks, notJudged]).to.deep.equal([[], []]);
  });
});

describe("Bot Fight Mode", () => {
  it("leaves out what an IP Access rule matches, and nothing for custom rules", () => {
    const { risks } = reviewSteps([
      ...[zone, www],
      comes(modelTypes.botManagement, "bots", { zoneId, fightMode: true }),
    ]);
    const [risk, ...more] = risks;
    expect([more, risk?.id]).to.deep.equal([[], "bots-refused"]);
    expect(bareText(risk?.consequence ?? [])).to.contain(
      "no custom rule can leave anything out, an IP Access rule alone: API clients",
    );
  });
});

describe("a time at the edge", () => {
  const keeping = (...rules: readonly object[]): string[] =>
    told(
      comes(modelTypes.ruleset, "cache", {
        ...{ zoneId, kind: "zone", name: "default", phase: "http_request_cache_settings" },
        rules: rules.map((actionParameters) => ({
          ...{ action: "set_cache_settings", enabled: true, expression: "true", actionParameters },
        })),
      }),
    );
  const edgeTtl = { mode: "override_origin", default: 3600 };
  const shared = ["medium cache-shares-pages www.example.com"];

  it("is for pages where a rule makes them eligible, that one or another", () => {
    expect(keeping({ cache: true, edgeTtl })).to.deep.equal(shared);
    expect(keeping({ cache: true }, { edgeTtl })).to.deep.equal(shared);
  });

  it("is for files alone where none does", () => {
    expect(keeping({ edgeTtl })).to.deep.equal([]);
    expect(keeping({ cache: false }, { edgeTtl })).to.deep.equal([
      "medium cache-off www.example.com",
    ]);
    const query = { excludes: undefined, exclude: { all: true } };
    expect(keeping({ edgeTtl, cacheKey: { customKey: { queryString: query } } })).to.deep.equal([]);
  });
});
