import * as pulumi from "@pulumi/pulumi";
import { PageRule } from "@pulumi/cloudflare/pageRule";
import { Ruleset } from "@pulumi/cloudflare/ruleset";
import { EdgeRules, extensionIs, hostIs, type EdgeRulesArgs } from "../../components";
import { defaultZoneId } from "../../sandbox/testing";
import type { Environment } from "../../stacks";
import { backup, environment, primary, type Side } from "./transitionsPrograms";
import { row } from "./transitionsRun";

type Rules = NonNullable<Environment["edgeRules"]>;

const same = environment();
const ruled = (edgeRules: Rules, changes: Partial<Environment> = {}): Side =>
  environment({ ...changes, edgeRules });

const old = { key: "old", when: hostIs("old.example.com"), toHostname: "www.example.com" };
const older = { key: "older", when: hostIs("older.example.com"), toHostname: "www.example.com" };
const files = { key: "files", when: extensionIs("css", "js"), edgeTtlSeconds: 7200 };
const sorry = { key: "sorry", content: "<h1>Sorry</h1>" };
const alternatePort: Rules = {
  originRules: [{ key: "port", when: hostIs("www.example.com"), port: 8443 }],
};
const shown: Rules = { originSecretHeaders: { web: { valueConfigKey: "originHeader" } } };

/** The environment, beside rules that a program of its own declares. */
function beside(declare: () => void): Side {
  return {
    serves: same.serves,
    declare: () => {
      same.declare();
      declare();
    },
  };
}

const zone: EdgeRulesArgs = { zoneId: defaultZoneId, zoneName: "example.com", redirects: [old] };
const byPageRule = beside(() => {
  new PageRule("old", {
    zoneId: defaultZoneId,
    target: "old.example.com/*",
    priority: 1,
    status: "active",
    actions: { forwardingUrl: { url: "https://www.example.com/$1", statusCode: 302 } },
  });
});
const first = beside(() => {
  new EdgeRules("first", zone);
});
const second = beside(() => {
  new EdgeRules("second", zone, { aliases: [{ name: "first" }] });
});

const byHand = beside(() => {
  new Ruleset("by-hand", {
    ...{ zoneId: defaultZoneId, kind: "zone", phase: "http_request_dynamic_redirect" },
    name: "redirects",
    rules: [
      {
        ...{ ref: "by-hand", action: "redirect", expression: hostIs("old.example.com") },
        actionParameters: {
          fromValue: { statusCode: 302, targetUrl: { value: "https://www.example.com/" } },
        },
      },
    ],
  });
});
/** The component takes the ruleset over, as docs/edge-rules.md shows it: its name cannot change in place, and so stays. */
const tookOver = beside(() => {
  const former = pulumi.createUrn("by-hand", "cloudflare:index/ruleset:Ruleset");
  new EdgeRules("first", zone, {
    transforms: [
      ({ name, props, opts }) =>
        name === "first-rules-http_request_dynamic_redirect"
          ? {
              props: { ...props, name: "redirects" },
              opts: pulumi.mergeOptions(opts, { aliases: [former] }),
            }
          : undefined,
    ],
  });
});

/** Every pair about rules of the zone; a line adds one. */
export const edgeRuleTransitions = [
  row("adds the first rule", same, ruled({ redirects: [old] }), { create: 2 }),
  row(
    "adds a rule before another",
    ruled({ redirects: [old] }),
    ruled({ redirects: [older, old] }),
    {
      update: 1,
    },
  ),
  row("moves a rule", ruled({ redirects: [older, old] }), ruled({ redirects: [old, older] }), {
    update: 1,
  }),
  row("removes a rule", ruled({ redirects: [old, older] }), ruled({ redirects: [older] }), {
    update: 1,
  }),
  row(
    "takes a rule out of force",
    ruled({ redirects: [old] }),
    ruled({ redirects: [{ ...old, enabled: false }] }),
    {
      update: 1,
    },
  ),
  row("removes the last rule", ruled({ redirects: [old] }), same, { delete: 2 }),
  row(
    "adds caching and error pages",
    ruled({ redirects: [old] }),
    ruled({ redirects: [old], cacheRules: [files], errorPages: [sorry] }),
    {
      create: 3,
    },
  ),
  row(
    "removes caching and error pages",
    ruled({ redirects: [old], cacheRules: [files], errorPages: [sorry] }),
    ruled({ redirects: [old] }),
    {
      delete: 3,
    },
  ),
  row(
    "replaces a pool under an origin rule",
    ruled(alternatePort),
    ruled(alternatePort, {
      sites: {
        web: {
          hostname: "www.example.com",
          pools: [{ ...primary, name: "third" }, backup],
          health: { path: "/healthz" },
        },
      },
    }),
    { create: 1, update: 3, delete: 1 },
  ),
  row("shows origins a header", same, ruled(shown), { create: 2 }),
  row("shows origins no header any more", ruled(shown), same, { delete: 2 }),
  row("puts rules in the place of a page rule", byPageRule, first, { create: 2, delete: 1 }),
  row("puts a page rule in the place of rules", first, byPageRule, { create: 1, delete: 2 }),
  row("hands the rules over to a component of another name", first, second, {}),
  // The component comes; the ruleset is the one that was there.
  row("hands a phase over from a plain ruleset", byHand, tookOver, { create: 1, update: 1 }),
];
