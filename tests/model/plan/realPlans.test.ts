import { expect } from "chai";

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
      expect(changes(plan)).to.deep.equal(expected);
      expect(paths(plan.before)).to.deep.equal(healthy);
      expect(paths(plan.after)).to.deep.equal({ ...healthy, ...after });
      const { project, stack, source, whole, unchanged, renames, drift, failures, unread } = plan;
      const stay = 14 - expected.length;
      expect({
        project,
        stack,
        source,
        whole,
        unchanged,
        renames,
        drift,
        failures,
        unread,
      }).to.deep.equal({
        project: "shop",
        stack: "production",
        source: "preview",
        whole: true,
        unchanged: stay,
        renames: [],
        drift: [],
        failures: [],
        unread: [],
      });
    });
  }

  it("reads the first deployment, ids not known yet", () => {
    const plan = fromPreviewJson(planText("first-deployment"));
    expect(
      plan.changes.map(({ operation, name, properties }) => [operation, name, properties.length]),
    ).to.deep.equal([
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
    ]);
    expect([plan.whole, plan.before, plan.after.length, plan.unchanged]).to.deep.equal([
      true,
      [],
      14,
      0,
    ]);
    const after = paths(plan.after);
    expect(after).to.deep.equal({
      ...healthy,
      pools: [["found backup", "found primary"]],
      tls: ["the zone of api.example.com yes"],
    });
    const [group] = readTrafficPaths(plan.after).loadBalancers[0]?.groups ?? [];
    expect(group?.pools.ordered).to.equal(false);
  });

  it("reads the state", () => {
    const plan = fromStackExport(base);
    expect(changes(plan)).to.deep.equal([]);
    expect([plan.source, plan.whole, plan.before.length, plan.unchanged]).to.deep.equal([
      "state",
      true,
      14,
      14,
    ]);
    expect(paths(plan.after)).to.deep.equal(healthy);
  });
});

describe("real plans, without the state before", () => {
  it("say that they hold only what changes", () => {
    const plan = fromPreviewJson(planText("backup-removed"));
    expect([plan.whole, plan.unchanged, plan.before.length, plan.after.length]).to.deep.equal([
      false,
      11,
      3,
      2,
    ]);
    expect(readTrafficPaths(plan.after).servingState("www.example.com")).to.equal("unknown");
    expect(readTrafficPaths(plan.after).servingState("shop.example.com")).to.equal("unknown");
  });

  it("carry dependencies and protection", () => {
    const plan = fromPreviewJson(planText("first-deployment"));
    const www = plan.after.find(({ name }) => name === "www");
    expect(www?.dependencies).to.deep.equal([
      "urn:pulumi:production::shop::cloudflare:index/loadBalancerPool:LoadBalancerPool::backup",
      "urn:pulumi:production::shop::cloudflare:index/loadBalancerPool:LoadBalancerPool::primary",
    ]);
    expect([www?.protect, www?.retainOnDelete, www?.component]).to.deep.equal([
      false,
      false,
      false,
    ]);
  });
});
