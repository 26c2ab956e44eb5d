import { deepEqual, equal } from "node:assert/strict";

import { readTrafficPaths } from "../../../model/traffic/path";
import type { Plan } from "../../../model/plan/plan";
import { fromPreviewJson } from "../../../model/plan/previewJson";
import { fromStackExport } from "../../../model/plan/stackExport";
import { planText } from "../fixtures";

const base = planText("state-after-first-deployment");
const primary = "501efb52c6a5307b3d8b5684244e2132";
const backup = "053ebc29d7a4b4d986245390f8af968d";

/** Everything that a reader sees of the changes, in short. */
function changes(plan: Plan): unknown[] {
  return plan.changes.map(({ operation, name, properties, replacedFor, deleteFirst }) => [
    operation,
    name,
    properties.map(({ path, old, new: now }) => [path, old, now]),
    ...(operation === "replace" ? [replacedFor, deleteFirst] : []),
  ]);
}

/** What the changes make of the path of traffic. */
function paths(resources: Plan["after"]) {
  const model = readTrafficPaths(resources);
  return {
    serving: model.hostnames.map(({ hostname, serving }) => `${hostname} ${serving}`),
    pools: model
      .pathOf("www.example.com")
      .loadBalancer?.groups.map(({ pools }) =>
        pools.all.map(({ state, resources: [found] }) => `${state} ${found?.name}`),
      ),
    tls: model.tls.map(({ title, strict }) => `${title} ${strict}`),
    origin: model.firewalls
      .flatMap(({ together }) => together.filter(({ port }) => port === 443))
      .map(({ reachable, closed, wider }) => [reachable.ipv4, closed, wider]),
    alerts: model.alerts.map(({ received, pools }) => [received, pools?.length]),
  };
}

const healthy = {
  serving: ["api.example.com yes", "shop.example.com yes", "www.example.com yes"],
  pools: [["found primary", "found backup"]],
  tls: ["example.com yes"],
  // The example's prefix list holds only four of Cloudflare's ranges.
  origin: [["no", "yes", [] as string[]]],
  alerts: [["yes", 2]],
};

describe("real plans, with the state before", () => {
  const cases: [string, unknown[], Partial<typeof healthy>][] = [
    ["no-change", [], {}],
    ["renamed-with-alias", [], {}],
    [
      "description-only",
      [["update", "health", [["description", "health check", "deep health check of the shop"]]]],
      {},
    ],
    ["monitor-blind", [["update", "health", [["expectedCodes", "2xx", ""]]]], {}],
    ["ssl-full", [["update", "ssl", [["value", "strict", "full"]]]], { tls: ["example.com no"] }],
    [
      "origin-open",
      [
        [
          "replace",
          "https",
          [
            ["cidrIpv4", undefined, "0.0.0.0/0"],
            ["prefixListId", "aws-2", undefined],
          ],
          ["cidrIpv4", "prefixListId"],
          false,
        ],
      ],
      { origin: [["yes", "no", ["0.0.0.0/0"]]] },
    ],
    [
      "record-type-change",
      [
        [
          "replace",
          "api",
          [
            ["content", "203.0.113.10", "www.example.com"],
            ["type", "A", "CNAME"],
          ],
          ["type"],
          true,
        ],
      ],
      {},
    ],
    [
      "backup-removed",
      [
        [
          "update",
          "www",
          [
            ["defaultPools", [primary, backup], [primary]],
            ["fallbackPool", backup, primary],
          ],
        ],
        ["delete", "backup", []],
        ["update", "pool-health", [["filters.poolIds", [primary, backup], [primary]]]],
      ],
      { pools: [["found primary"]], alerts: [["yes", 1]] },
    ],
  ];
  for (const [name, expected, after] of cases) {
    it(`reads ${name}`, () => {
      const plan = fromPreviewJson(planText(name), base);
      deepEqual(changes(plan), expected);
      deepEqual(paths(plan.before), healthy);
      deepEqual(paths(plan.after), { ...healthy, ...after });
      const { project, stack, source, whole, unchanged, renames, drift, failures, unread } = plan;
      const stay = 14 - expected.length;
      deepEqual(
        { project, stack, source, whole, unchanged, renames, drift, failures, unread },
        {
          project: "shop",
          stack: "production",
          source: "preview",
          whole: true,
          unchanged: stay,
          renames: [],
          drift: [],
          failures: [],
          unread: [],
        },
      );
    });
  }

  it("reads the first deployment, ids not known yet", () => {
    const plan = fromPreviewJson(planText("first-deployment"));
    deepEqual(
      plan.changes.map(({ operation, name, properties }) => [operation, name, properties.length]),
      [
        ["create", "cloudflare-ipv4", 0],
        ["create", "origin", 0],
        ["create", "all", 0],
        ["create", "https", 0],
        ["create", "api", 0],
        ["create", "shop", 0],
        ["create", "www-safety", 0],
        ["create", "www", 0],
        ["create", "health", 0],
        ["create", "backup", 0],
        ["create", "primary", 0],
        ["create", "pool-health", 0],
        ["create", "ssl", 0],
        ["create", "ssl-automatic-mode", 0],
      ],
    );
    deepEqual([plan.whole, plan.before, plan.after.length, plan.unchanged], [true, [], 14, 0]);
    const after = paths(plan.after);
    deepEqual(after, {
      ...healthy,
      pools: [["found backup", "found primary"]],
      tls: ["ffffffffffffffffffffffffffffffff yes"],
    });
    const [group] = readTrafficPaths(plan.after).loadBalancers[0]?.groups ?? [];
    equal(group?.pools.ordered, false);
  });

  it("reads the state", () => {
    const plan = fromStackExport(base);
    deepEqual(changes(plan), []);
    deepEqual(
      [plan.source, plan.whole, plan.before.length, plan.unchanged],
      ["state", true, 14, 14],
    );
    deepEqual(paths(plan.after), healthy);
  });
});

describe("real plans, without the state before", () => {
  it("say that they hold only what changes", () => {
    const plan = fromPreviewJson(planText("backup-removed"));
    deepEqual(
      [plan.whole, plan.unchanged, plan.before.length, plan.after.length],
      [false, 11, 3, 2],
    );
    equal(readTrafficPaths(plan.after).servingState("www.example.com"), "unknown");
    equal(readTrafficPaths(plan.after).servingState("shop.example.com"), "unknown");
  });

  it("carry dependencies and protection", () => {
    const plan = fromPreviewJson(planText("first-deployment"));
    const www = plan.after.find(({ name }) => name === "www");
    deepEqual(www?.dependencies, [
      "urn:pulumi:production::shop::cloudflare:index/loadBalancerPool:LoadBalancerPool::backup",
      "urn:pulumi:production::shop::cloudflare:index/loadBalancerPool:LoadBalancerPool::primary",
    ]);
    deepEqual([www?.protect, www?.retainOnDelete, www?.component], [false, false, false]);
  });
});
