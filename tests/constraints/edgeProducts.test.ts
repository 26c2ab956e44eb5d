import { expect } from "chai";
import fc from "fast-check";
import {
  accountListConstraints,
  itemsRefusal,
  type AccountListFields,
  type AccountListView,
} from "../../constraints/accountLists";
import { brokenRules, type Constraint } from "../../constraints/constraint";
import { redirectRefusal } from "../../constraints/listRedirects";
import {
  pageRuleConstraints,
  type PageRuleFields,
  type PageRuleView,
} from "../../constraints/pageRules";
import {
  secretLongEnough,
  tunnelConfigurationConstraints,
  tunnelNameFree,
  type IngressRule,
} from "../../constraints/tunnels";
import {
  waitingRoomConstraints,
  type WaitingRoomFields,
  type WaitingRoomView,
} from "../../constraints/waitingRooms";
import {
  workerRouteConstraints,
  type WorkerRouteFields,
  type WorkerRouteView,
} from "../../constraints/workerRoutes";
import type { Certainty } from "../../core/certainty";
import { unknownValue, type Known } from "../../core/known";
import { apiErrors } from "../../facts/cloudflare/apiErrors";
import { CloudflarePlan } from "../../facts/cloudflare/plans";

const certainties = new Set<unknown>(["yes", "no", "unknown"]);
const taken = fc.constantFrom<Certainty>("yes", "no", "unknown");
const plans = fc.constantFrom(...Object.values(CloudflarePlan));
/** Texts of everyday and of nobody: hostnames, patterns, empty ones, whatever Unicode has. */
const texts = fc.oneof(
  fc.constantFrom(
    ...["", "*", "example.com", "*.example.com", "*example.com/*", "example.com/a?b", "a:80"],
    ...[
      "EXAMPLE.COM",
      "__proto__",
      "constructor",
      "a\nb",
      "https://example.com/*a*",
      "é.example.com",
    ],
  ),
  fc.string({ unit: "grapheme", maxLength: 60 }),
);
const numbers = fc.oneof(
  fc.integer(),
  fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY, 200, 2_147_483_647),
);

/** Makes a property of constraints: a value that is not known yet never turns an answer into another one. */
function neverGuesses<Fields extends object, View extends object | undefined>(
  rules: readonly Constraint<Fields, View>[],
  fields: fc.Arbitrary<Fields>,
  views: fc.Arbitrary<View>,
): void {
  fc.assert(
    fc.property(fields, views, (own, view) => {
      for (const rule of rules) {
        const known = rule.holds(own, view);
        const late = Object.keys(own).map((name) =>
          rule.holds({ ...own, [name]: unknownValue }, view),
        );
        const around = Object.entries(view ?? {}).map(([name, value]) =>
          rule.holds(own, {
            ...view,
            [name]: certainties.has(value) ? "unknown" : unknownValue,
          }),
        );
        expect([...late, ...around], rule.id).to.not.include(known === "no" ? "yes" : "no");
      }
    }),
    { seed: 502, numRuns: 300 },
  );
}

/** What values are refused for, by the rules' names. */
function refused<Fields, View>(
  rules: readonly Constraint<Fields, View>[],
  fields: Fields,
  view: View,
): string[] {
  return brokenRules<Fields, View, Constraint<Fields, View>>(rules, fields, view).map(
    ({ rule }) => rule.id,
  );
}

/** What each rule says of values. */
function answers<Fields, View>(
  rules: readonly Constraint<Fields, View>[],
  fields: Fields,
  view: View,
): Record<string, Certainty> {
  return Object.fromEntries(rules.map((rule) => [rule.id, rule.holds(fields, view)]));
}

describe("the constraints of waiting rooms", () => {
  const view: WaitingRoomView = {
    ...{ zoneName: "example.com", plan: CloudflarePlan.Business, others: 0 },
    ...{ isNameTaken: "no", isRouteTaken: "no" },
  };
  const room: WaitingRoomFields = {
    ...{ name: "shop", host: "shop.example.com", path: "/" },
    ...{ totalActiveUsers: 300, newUsersPerMinute: 200, cookieSuffix: "", additionalRoutes: 0 },
  };

  it("take a room, and say nothing of one of which nothing is known", () => {
    expect(refused(waitingRoomConstraints, room, view)).to.deep.equal([]);
    const late = Object.fromEntries(Object.keys(room).map((name) => [name, unknownValue]));
    const around: WaitingRoomView = {
      ...{ zoneName: unknownValue, plan: unknownValue, others: unknownValue },
      ...{ isNameTaken: "unknown", isRouteTaken: "unknown" },
    };
    const said = answers(waitingRoomConstraints, late as unknown as WaitingRoomFields, around);
    expect([...new Set(Object.values(said))]).to.deep.equal(["unknown"]);
  });

  it("refuse each value that is known to be wrong, whatever else is not", () => {
    const wrong: readonly (readonly [
      Partial<WaitingRoomFields>,
      Partial<WaitingRoomView>,
      string,
    ])[] = [
      [{}, { plan: CloudflarePlan.Pro, others: 0 }, "waiting-room/entitled"],
      [{}, { others: 1 }, "waiting-room/entitled"],
      [{ host: "shop.example.org", path: unknownValue }, {}, "waiting-room/host"],
      [{ host: "*.example.com" }, {}, "waiting-room/host"],
      [{ host: "badexample.com" }, {}, "waiting-room/host"],
      [{ name: unknownValue }, { isRouteTaken: "yes" }, "waiting-room/route-free"],
      [{ name: "two words" }, { isNameTaken: "unknown" }, "waiting-room/name"],
      [{ name: unknownValue }, { isNameTaken: "yes" }, "waiting-room/name"],
      [{ newUsersPerMinute: 301 }, {}, "waiting-room/new-users-within-total"],
      [{ additionalRoutes: 1 }, {}, "waiting-room/routes-have-cookie"],
    ];
    for (const [fields, around, id] of wrong) {
      expect(
        refused(waitingRoomConstraints, { ...room, ...fields }, { ...view, ...around }),
      ).to.deep.equal([id]);
    }
  });

  it("never guess what is not known, whatever the values are", () => {
    neverGuesses(
      waitingRoomConstraints,
      fc.record({
        ...{ name: texts, host: texts, path: texts, cookieSuffix: texts },
        ...{ totalActiveUsers: numbers, newUsersPerMinute: numbers, additionalRoutes: fc.nat(3) },
      }),
      fc.record({
        ...{ zoneName: texts, plan: plans, others: fc.nat(3) },
        ...{ isNameTaken: taken, isRouteTaken: taken },
      }),
    );
  });
});

describe("the constraints of tunnels", () => {
  const configured = (...ingresses: readonly Known<IngressRule>[]) =>
    answers(tunnelConfigurationConstraints, { ingresses }, undefined);
  const all: IngressRule = { hostname: "", path: undefined };
  const late: IngressRule = { hostname: unknownValue, path: undefined };
  const wiki: IngressRule = { hostname: "wiki.example.com", path: undefined };

  it("say of each rule what is known of it", () => {
    const [readable, last, once] = [
      "tunnel-configuration/hostnames-readable",
      "tunnel-configuration/catch-all-last",
      "tunnel-configuration/catch-all-once",
    ];
    expect(configured(wiki, all)).to.deep.equal({
      [readable]: "yes",
      [last]: "yes",
      [once]: "yes",
    });
    expect(configured(wiki)).to.deep.equal({ [readable]: "yes", [last]: "no", [once]: "yes" });
    expect(configured(all, wiki, all)).to.deep.equal({
      [readable]: "yes",
      [last]: "yes",
      [once]: "no",
    });
    expect(configured(late, all)).to.deep.equal({
      [readable]: "unknown",
      [last]: "yes",
      [once]: "unknown",
    });
    expect(configured(late, all, late, wiki)).to.deep.equal({
      [readable]: "unknown",
      [last]: "no",
      [once]: "no",
    });
    expect(configured(unknownValue)).to.deep.equal({
      [readable]: "unknown",
      [last]: "unknown",
      [once]: "yes",
    });
    expect(
      answers(tunnelConfigurationConstraints, { ingresses: unknownValue }, undefined),
    ).to.deep.equal({ [readable]: "unknown", [last]: "unknown", [once]: "unknown" });
    expect(
      answers(tunnelConfigurationConstraints, { ingresses: undefined }, undefined),
    ).to.deep.equal({ [readable]: "yes", [last]: "yes", [once]: "yes" });
  });

  it("refuse hostnames with a port, or a wildcard elsewhere", () => {
    for (const hostname of ["a.example.com:80", "a.*.example.com", "**", "*a.example.com"]) {
      expect(
        refused(
          tunnelConfigurationConstraints,
          { ingresses: [{ hostname, path: undefined }, all] },
          undefined,
        ),
      ).to.deep.equal(["tunnel-configuration/hostnames-readable"]);
    }
  });

  it("judge names and secrets as far as they are known", () => {
    const name = (isTaken: Certainty) => tunnelNameFree.holds({ name: "wiki" }, { isTaken });
    expect([name("yes"), name("no"), name("unknown")]).to.deep.equal(["no", "yes", "unknown"]);
    const secret = (secretBytes: Known<number> | undefined) =>
      secretLongEnough.holds({ secretBytes }, undefined);
    const given: readonly (Known<number> | undefined)[] = [31, 32, 0, undefined, unknownValue];
    expect(given.map(secret)).to.deep.equal([...["no", "yes", "no", "yes", "unknown"]]);
  });

  it("never guess what is not known, whatever the values are", () => {
    const part = fc.oneof(texts, fc.constant(undefined), fc.constant(unknownValue));
    const rule = fc.oneof(
      fc.record({ hostname: part, path: part }),
      fc.constant<Known<IngressRule>>(unknownValue),
    );
    neverGuesses(
      tunnelConfigurationConstraints,
      fc.record({ ingresses: fc.array(rule, { maxLength: 4 }) }),
      fc.constant(undefined),
    );
  });
});

describe("the constraints of routes of Workers", () => {
  const view: WorkerRouteView = { zoneName: "example.com", isTaken: "no" };
  const said = (pattern: Known<string>, around: Partial<WorkerRouteView> = {}) =>
    refused(workerRouteConstraints, { pattern }, { ...view, ...around });

  it("take patterns of the zone, and say nothing of what is not known", () => {
    for (const pattern of ["example.com/*", "*.example.com/a*", "*example.com/*", "*/*"]) {
      expect(said(pattern)).to.deep.equal([]);
    }
    expect(
      answers(
        workerRouteConstraints,
        { pattern: unknownValue },
        { zoneName: unknownValue, isTaken: "unknown" },
      ),
    ).to.deep.equal({
      "worker-route/without-query": "unknown",
      "worker-route/wildcards-at-ends": "unknown",
      "worker-route/includes-zone-name": "unknown",
      "worker-route/pattern-free": "unknown",
    });
    expect(said("example.org/*", { zoneName: unknownValue })).to.deep.equal([]);
  });

  it("refuse each that is wrong", () => {
    expect(said("example.com/a?b=*")).to.deep.equal(["worker-route/without-query"]);
    expect(said("a.*.example.com/*")).to.deep.equal(["worker-route/wildcards-at-ends"]);
    expect(said("example.com/*/a")).to.deep.equal(["worker-route/wildcards-at-ends"]);
    expect(said("badexample.com/*")).to.deep.equal(["worker-route/includes-zone-name"]);
    expect(said("example.com/*", { isTaken: "yes" })).to.deep.equal(["worker-route/pattern-free"]);
    expect(said(unknownValue, { isTaken: "yes" })).to.deep.equal(["worker-route/pattern-free"]);
    expect(said("")).to.deep.equal(["worker-route/includes-zone-name"]);
  });

  it("never guess what is not known, whatever the values are", () => {
    neverGuesses<WorkerRouteFields, WorkerRouteView>(
      workerRouteConstraints,
      fc.record({ pattern: texts }),
      fc.record({ zoneName: texts, isTaken: taken }),
    );
  });
});

describe("the constraints of page rules", () => {
  const view: PageRuleView = {
    ...{ zoneName: "example.com", plan: CloudflarePlan.Free, others: 2, isTaken: "no" },
  };
  const rule: PageRuleFields = { target: "example.com/*", actions: ["cacheLevel"] };
  const said = (fields: Partial<PageRuleFields>, around: Partial<PageRuleView> = {}) =>
    refused(pageRuleConstraints, { ...rule, ...fields }, { ...view, ...around });

  it("take a rule, and say nothing of what is not known", () => {
    expect(said({})).to.deep.equal([]);
    const late: PageRuleFields = { target: unknownValue, actions: unknownValue };
    const around: PageRuleView = {
      ...{ zoneName: unknownValue, plan: unknownValue, others: unknownValue, isTaken: "unknown" },
    };
    const all = Object.values(answers(pageRuleConstraints, late, around));
    expect(all).to.deep.equal(pageRuleConstraints.map(() => "unknown"));
  });

  it("refuse each that is wrong, whatever else is not known", () => {
    expect(said({ target: "example.org/*" })).to.deep.equal(["page-rule/target-in-zone"]);
    expect(said({ target: "https://badexample.com/" })).to.deep.equal(["page-rule/target-in-zone"]);
    expect(said({ target: "example.com/*/*/*/*/*" })).to.deep.equal(["page-rule/wildcard-count"]);
    expect(said({ target: unknownValue }, { isTaken: "yes" })).to.deep.equal([
      "page-rule/target-free",
    ]);
    expect(said({ actions: [] })).to.deep.equal(["page-rule/actions-given"]);
    expect(said({ actions: ["forwardingUrl", "ssl"], target: unknownValue })).to.deep.equal([
      "page-rule/forwards-alone",
    ]);
    expect(said({ actions: unknownValue }, { others: 3 })).to.deep.equal(["page-rule/count"]);
    expect(said({}, { others: 3, plan: unknownValue })).to.deep.equal([]);
  });

  it("never guess what is not known, whatever the values are", () => {
    neverGuesses<PageRuleFields, PageRuleView>(
      pageRuleConstraints,
      fc.record({ target: texts, actions: fc.array(texts, { maxLength: 3 }) }),
      fc.record({ zoneName: texts, plan: plans, others: fc.nat(150), isTaken: taken }),
    );
  });
});

describe("the constraints of lists", () => {
  const said = (fields: Partial<AccountListFields>, isTaken: Certainty = "no") =>
    answers(accountListConstraints, { name: "moved", description: "", ...fields }, { isTaken });

  it("judge names and descriptions as far as they are known", () => {
    expect(said({})).to.deep.equal({ "list/name": "yes", "list/description": "yes" });
    expect(said({ name: unknownValue, description: unknownValue }, "unknown")).to.deep.equal({
      "list/name": "unknown",
      "list/description": "unknown",
    });
    expect(said({ name: "two words", description: unknownValue }, "unknown")["list/name"]).to.equal(
      "no",
    );
    expect(said({ name: unknownValue }, "yes")["list/name"]).to.equal("no");
    expect(said({ description: "a".repeat(501) })["list/description"]).to.equal("no");
    neverGuesses<AccountListFields, AccountListView>(
      accountListConstraints,
      fc.record({ name: texts, description: texts }),
      fc.record({ isTaken: taken }),
    );
  });

  it("refuse items of other kinds, twice, or of no form", () => {
    const answer = (...entries: Parameters<typeof itemsRefusal>[0]) =>
      itemsRefusal(entries, "ip")?.error;
    expect(answer({ ip: "198.51.100.0/24" }, { ip: "2001:db8::/32" })).to.equal(undefined);
    expect(answer({ ip: "198.51.100.7" }, { asn: 1 })).to.equal(apiErrors.listItemsMixed);
    expect(answer({ asn: 1 })).to.equal(apiErrors.listItemsOfOtherKind);
    expect(answer({ ip: "198.51.100.7" }, { ip: "198.51.100.7" })).to.equal(
      apiErrors.listItemsRepeated,
    );
    for (const ip of ["", "198.51.100.256", "198.51.100.7/33", "__proto__", "1".repeat(10_000)]) {
      expect(answer({ ip }), ip.slice(0, 20)).to.equal(apiErrors.listItemInvalid);
    }
    expect(itemsRefusal([], "redirect")).to.equal(undefined);
  });

  it("find a refusal of any redirect, or none, and never fail", () => {
    const known = new Set<unknown>(Object.values(apiErrors));
    fc.assert(
      fc.property(texts, texts, numbers, (sourceUrl, targetUrl, statusCode) => {
        const refusal = redirectRefusal({ sourceUrl, targetUrl, statusCode });
        expect(refusal === undefined || known.has(refusal)).to.equal(true);
      }),
      { seed: 502, numRuns: 300 },
    );
    const long = `${"a.".repeat(40_000)}example.com/`;
    expect(redirectRefusal({ sourceUrl: long, targetUrl: "https://example.com/" })).to.equal(
      apiErrors.redirectSourceTooLong,
    );
  });
});
