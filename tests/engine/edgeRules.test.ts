import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
  EdgeRules,
  extensionIs,
  hostIs,
  pathIs,
  pathStartsWith,
  type EdgeRulesArgs,
} from "../../components";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import {
  defaultAccountId,
  defaultZoneId,
  runProgram,
  startCloud,
  type Cloud,
  type TestStack,
} from "../../sandbox/testing";

const types = {
  ruleset: "cloudflare:index/ruleset:Ruleset",
  list: "cloudflare:index/list:List",
  asset: "cloudflare:index/customPageAsset:CustomPageAsset",
};

type FragmentRules = NonNullable<EdgeRulesArgs["fragments"]>[number]["rules"];

const secret = "0123456789abcdef-of-monitors";

const place = { zoneId: defaultZoneId, zoneName: "example.com", plan: CloudflarePlan.Pro };

const [www, old] = [
  { key: "www", when: hostIs("www.example.com"), toHostname: "example.com" },
  { key: "old", when: pathIs("/old"), toUrl: "https://example.com/new" },
];

/** One of everything that a zone on Pro can have. */
const everything: Partial<EdgeRulesArgs> = {
  accountId: defaultAccountId,
  redirects: [www, old],
  bulkRedirects: [{ from: "example.com/a", to: "https://example.com/b", subpathMatching: true }],
  cacheRules: [
    { key: "static", when: extensionIs("css", "js"), edgeTtlSeconds: 86_400 },
    { key: "html", when: hostIs("example.com"), bypassCookies: ["session"] },
  ],
  errorPages: [
    { key: "api", when: pathStartsWith("/api/"), content: "{}", contentType: "application/json" },
    { key: "all", assetUrl: "https://status.example.net/5xx.html" },
  ],
  errorSourceHeader: "x-error-source",
  rateLimits: [{ key: "api", when: pathStartsWith("/api/"), requestsPerPeriod: 100 }],
  monitorPaths: ["/healthz"],
  originRules: [{ key: "app", when: pathStartsWith("/app/"), port: 8443 }],
  configRules: [{ key: "strict", when: "true", ssl: "strict" }],
  monitorAllowance: {
    addresses: ["198.51.100.7"],
    secretHeaderName: "x-uptime",
    secretHeaderValue: secret,
  },
};

describe("EdgeRules, on a real engine", () => {
  let cloud: Cloud;
  let stack: TestStack;
  let args: Partial<EdgeRulesArgs>;
  before(async () => {
    cloud = await startCloud({
      zones: [{ name: "example.com", id: defaultZoneId, plan: CloudflarePlan.Pro }],
    });
    stack = await runProgram(cloud, () => {
      const rules = new EdgeRules("edge", { ...place, ...args });
      return Promise.resolve({ ids: rules.rulesetIds });
    });
  });
  after(async () => {
    await stack.close();
    await cloud.stop();
  });

  /** The refs of a phase's rules, in their order. */
  const refs = (phase: string): unknown =>
    cloud.account
      .ofType(types.ruleset)
      .filter(({ properties }) => properties.phase === phase)
      .map(({ properties }) =>
        (properties.rules as { ref: string }[]).map(({ ref }) => ref).join(" "),
      );

  it("comes up, and changes nothing the second time nor after a refresh", async () => {
    args = everything;
    // The stack, the component, nine rulesets of the zone and one of the account, two lists and an asset.
    expect((await stack.up()).changes).to.deep.equal({ create: 15 });
    expect((await stack.up()).changes).to.deep.equal({});
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
    expect(Object.keys((await stack.outputs()).ids as object).sort()).to.deep.equal([
      "http_config_settings",
      "http_custom_errors",
      "http_ratelimit",
      "http_request_cache_settings",
      "http_request_dynamic_redirect",
      "http_request_firewall_custom",
      "http_request_origin",
      "http_response_cache_settings",
      "http_response_headers_transform",
    ]);
    const counted = Object.values(types).map((type) => cloud.account.ofType(type).length);
    expect(counted).to.deep.equal([10, 2, 1]);
  });

  it("shows the secret of monitors in neither state nor journal", async () => {
    expect(JSON.stringify([await stack.exportState(), cloud.journal.calls])).not.to.include(secret);
  });

  it("moves, adds and takes away rules by updates alone", async () => {
    expect(refs("http_request_dynamic_redirect")).to.deep.equal(["www old"]);
    args = { ...everything, redirects: [old, www] };
    expect((await stack.up()).changes).to.deep.equal({ update: 1 });
    expect(refs("http_request_dynamic_redirect")).to.deep.equal(["old www"]);
    args = { ...everything, redirects: [www], cacheRules: [] };
    expect((await stack.up()).changes).to.deep.equal({ update: 1, delete: 2 });
    expect(refs("http_request_dynamic_redirect")).to.deep.equal(["www"]);
    expect(refs("http_request_cache_settings")).to.deep.equal([]);
  });

  it("takes fragments that become known late, and refuses those that are wrong then", async () => {
    const fragment = (action: string): Partial<EdgeRulesArgs> => ({
      redirects: [www],
      fragments: [
        {
          key: "team",
          phase: "http_request_firewall_custom",
          rules: pulumi.output([{ expression: 'ip.src.country eq "T1"', action }]),
        },
      ],
    });
    args = fragment("block");
    await stack.up();
    expect(refs("http_request_firewall_custom")).to.deep.equal(["team"]);
    expect((await stack.up()).changes).to.deep.equal({});
    args = fragment("route");
    const failed = await stack.up().then(
      () => "no error",
      (error: unknown) => String(error),
    );
    expect(failed).to.include("fragments[0].rules[0].action must be block or challenge");
    expect(refs("http_request_firewall_custom")).to.deep.equal(["team"]);
  });

  it("leaves nothing behind", async () => {
    args = everything;
    await stack.destroy();
    const counted = Object.values(types).map((type) => cloud.account.ofType(type).length);
    expect(counted).to.deep.equal([0, 0, 0]);
  });
});

describe("rules that another stack contributes by its outputs, on a real engine", () => {
  it("stand in the owner's ruleset, follow the other stack, and are refused where the API would", async () => {
    const cloud = await startCloud();
    const state = mkdtempSync(path.join(tmpdir(), "steady-edge-fragments-"));
    const rule = { ref: "tor", expression: 'ip.src.country eq "T1"', action: "block" };
    let contributed: object[] = [rule];
    const programs = {
      team: () => Promise.resolve({ rules: contributed }),
      owner: () => {
        const other = new pulumi.StackReference("organization/program/team");
        const rules = other.requireOutput("rules") as FragmentRules;
        new EdgeRules("edge", {
          ...{ zoneId: defaultZoneId, zoneName: "example.com", redirects: [www] },
          fragments: [{ key: "team", phase: "http_request_firewall_custom", rules }],
        });
        return Promise.resolve({});
      },
    };
    // One state directory is open for one stack at a time.
    const up = async (stackName: keyof typeof programs) => {
      const options = { stateDirectory: state, stackName };
      const stack = await runProgram(cloud, programs[stackName], options);
      try {
        return (await stack.up()).changes;
      } finally {
        await stack.close();
      }
    };
    const firewall = () =>
      cloud.account
        .ofType(types.ruleset)
        .filter(({ properties: { phase } }) => phase === "http_request_firewall_custom")
        .flatMap(({ properties: { rules } }) => rules as Record<string, unknown>[])
        .map(({ ref, action }) => [ref, action]);
    try {
      await up("team");
      await up("owner");
      expect(firewall()).to.deep.equal([["team-tor", "block"]]);
      expect(await up("owner")).to.deep.equal({});
      const bots = { ref: "bots", expression: "cf.client.bot", action: "managed_challenge" };
      contributed = [rule, bots];
      await up("team");
      expect(await up("owner")).to.deep.equal({ read: 1, update: 1 });
      const both = [
        ["team-tor", "block"],
        ["team-bots", "managed_challenge"],
      ];
      expect(firewall()).to.deep.equal(both);
      contributed = [{ ...rule, expression: "ip.src.country eq" }];
      await up("team");
      await expect(up("owner")).to.eventually.be.rejectedWith(
        /fragments\[0\]\.rules\[0\]\.expression must /,
      );
      expect(firewall()).to.deep.equal(both);
    } finally {
      rmSync(state, { recursive: true, force: true });
      await cloud.stop();
    }
  });
});

describe("two owners of a phase, on a real engine", () => {
  it("are refused before anything is registered, with the name of the first one", async () => {
    const cloud = await startCloud();
    const stack = await runProgram(cloud, () => {
      const zone = { zoneId: defaultZoneId, zoneName: "example.com" };
      new EdgeRules("edge", { ...zone, redirects: [www] });
      new EdgeRules("cache", { ...zone, cacheRules: [{ key: "a", when: "true" }] });
      new EdgeRules("other", { ...zone, redirects: [old] });
      return Promise.resolve({});
    });
    try {
      const failed = await stack.up().then(
        () => "no error",
        (error: unknown) => String(error),
      );
      expect(failed).to.include(
        'zoneId must be a zone whose rules of the phase http_request_dynamic_redirect nothing else in this program owns, as EdgeRules "edge" does; got "example.com". A zone has one ruleset of each phase: hand the rules to its owner as fragments',
      );
    } finally {
      await stack.close();
      await cloud.stop();
    }
  });
});
