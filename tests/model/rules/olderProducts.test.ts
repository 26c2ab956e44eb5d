import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelObject, ModelResource } from "../../../model/graph/resources";
import { olderProducts, urlExpression } from "../../../model/rules/olderProducts";
import { resource } from "../resource";

/** What each product comes to: whose it is, where, whether it is on, for what, and what it does. */
function read(...resources: readonly ModelResource[]): unknown[] {
  const inventory = new Inventory(resources);
  return olderProducts(inventory, inventory.ofType("loadBalancer")).flatMap(
    ({ owner, isOfAccount, phase, rules = [] }) =>
      rules.map(({ place, enabled, expression, action }) => [
        ...[`${isOfAccount ? "account" : "zone"} ${owner}: ${phase}`, `${place} ${enabled}`],
        ...[expression, action],
      ]),
  );
}

const access = (target: string, value: ModelObject[string], mode: ModelObject[string] = "block") =>
  resource("accessRule", "rule", { zoneId: "z", mode, configuration: { target, value } });
const block = { kind: "block", status: 403 };

describe("older products, as rules that say the same", () => {
  it("reads IP access rules by what they name", () => {
    const expressionOf = (target: string, value: ModelObject[string]) =>
      (read(access(target, value))[0] as unknown[])[2];
    expect(read(access("ip", "198.51.100.7"))).to.deep.equal([
      ["zone z: IP access rules", "mode yes", "ip.src in {198.51.100.7}", block],
    ]);
    expect(expressionOf("ip6", "2001:db8::1")).to.equal("ip.src in {2001:db8::1}");
    expect(expressionOf("ip_range", "198.51.100.0/24")).to.equal("ip.src in {198.51.100.0/24}");
    expect(expressionOf("asn", "AS64500")).to.equal("ip.src.asnum in {64500}");
    expect(expressionOf("country", "DE")).to.equal('ip.src.country in {"DE"}');
    expect(expressionOf("planet", "Mars")).to.equal(unknownValue);
    expect(expressionOf("ip", unknownValue)).to.equal(unknownValue);
  });

  it("reads what rules with a mode do", () => {
    const actionOf = (mode: ModelObject[string]) =>
      (read(access("ip", "198.51.100.7", mode))[0] as unknown[])[3];
    expect(actionOf("js_challenge")).to.deep.equal({ kind: "challenge", name: "js_challenge" });
    expect(actionOf("whitelist")).to.deep.equal({
      ...{ kind: "skip", restOfRuleset: false, products: [] },
      phases: [
        ...["IP access rules", "http_request_firewall_custom", "securityLevel", "http_ratelimit"],
      ],
    });
    expect(actionOf(unknownValue)).to.deep.equal({ kind: "unread" });
  });

  it("reads whose a rule is", () => {
    const of = (properties: ModelObject): unknown =>
      (read(resource("accessRule", "rule", { mode: "block", ...properties }))[0] as unknown[])[0];
    expect(of({ accountId: "a" })).to.match(/^account /);
    expect(of({ accountId: "a", zoneId: null })).to.match(/^account /);
    expect(of({ accountId: "a", zoneId: "z" })).to.equal("zone z: IP access rules");
    expect(of({})).to.match(/^zone /);
  });

  it("reads lockdowns, blocked user agents and waiting rooms", () => {
    const lock = { zoneId: "z", urls: ["www.example.com/a*"] };
    const office = { target: "ip", value: "198.51.100.7" };
    const url =
      '(http.request.full_uri wildcard "http://www.example.com/a*" or http.request.full_uri wildcard "https://www.example.com/a*")';
    expect(
      read(
        resource("zoneLockdown", "lock", { ...lock, configurations: [office], paused: true }),
        resource("userAgentRule", "agent", {
          ...{ zoneId: "z", mode: "block", paused: false },
          configuration: { target: "ua", value: 'Bad "bot"' },
        }),
        resource("waitingRoom", "room", {
          ...{ zoneId: "z", host: "www.example.com", path: "/a", queueAll: true },
        }),
      ),
    ).to.deep.equal([
      [
        ...["zone z: waiting rooms", "queueAll yes"],
        'http.host eq "www.example.com" and starts_with(http.request.uri.path, "/a")',
        { kind: "hold" },
      ],
      [...["zone z: zoneLockdown", "urls no"], `(${url}) and not ip.src in {198.51.100.7}`, block],
      ["zone z: uaBlock", "mode yes", 'http.user_agent eq "Bad \\"bot\\""', block],
    ]);
    const late: ModelObject = {
      zoneId: "z",
      urls: [unknownValue],
      configurations: [office],
      paused: unknownValue,
    };
    expect(read(resource("zoneLockdown", "lock", late))).to.deep.equal([
      ["zone z: zoneLockdown", "urls unknown", unknownValue, block],
    ]);
    const both = ["www.example.com/a*", "www.example.com/b*"];
    const told = (configurations: ModelObject[string]): unknown =>
      (
        read(
          resource("zoneLockdown", "lock", { zoneId: "z", urls: both, configurations }),
        )[0] as unknown[]
      )[2];
    const home = { target: "ip_range", value: "203.0.113.0/24" };
    expect(told([office, home])).to.match(
      /a\*"\) or \(http.*b\*"\)\) and not ip\.src in \{198\.51\.100\.7 203\.0\.113\.0\/24\}$/,
    );
    for (const late of [
      ...[unknownValue, [office, unknownValue], [office, { target: "ip", value: unknownValue }]],
      [office, {}],
    ] as const) {
      expect(told(late)).to.equal(unknownValue);
    }
    const room: ModelObject = {
      zoneId: "z",
      host: unknownValue,
      queueAll: unknownValue,
      suspended: true,
    };
    expect(read(resource("waitingRoom", "room", room))).to.deep.equal([
      ["zone z: waiting rooms", "queueAll no", unknownValue, { kind: "hold" }],
    ]);
    expect(read(resource("waitingRoom", "room", { ...room, queueAll: false }))).to.deep.equal([]);
  });

  it("reads user agents that are blocked unless the rule is paused", () => {
    const agent = (more: ModelObject): unknown[] => {
      const own = { zoneId: "z", mode: "block", configuration: { target: "ua", value: "bot" } };
      return read(resource("userAgentRule", "agent", { ...own, ...more }))[0] as unknown[];
    };
    expect(agent({}).slice(1, 3)).to.deep.equal(["mode yes", 'http.user_agent eq "bot"']);
    expect(agent({ paused: true })[1]).to.equal("mode no");
    expect(agent({ configuration: unknownValue })[2]).to.equal(unknownValue);
    expect(agent({ configuration: { value: unknownValue } })[2]).to.equal(unknownValue);
  });

  it("does not read what pages forward to, or which, where that is not known", () => {
    const page = (target: ModelObject[string], url: ModelObject[string]): unknown[] =>
      (
        read(
          resource("pageRule", "page", {
            ...{ zoneId: "z", target, status: "active" },
            actions: { forwardingUrl: { url, statusCode: 301 } },
          }),
        )[0] as unknown[]
      ).slice(2);
    const to = (url: unknown) => ({
      ...{ kind: "redirect", keepsQuery: false },
      target: { kind: "url", url },
    });
    const [late] = page(unknownValue, "https://b.example/$1");
    expect(late).to.equal(unknownValue);
    expect(page(unknownValue, "https://b.example/$1")[1]).to.deep.equal(to("https://b.example/$1"));
    expect(page("a.example/*", unknownValue)[1]).to.deep.equal(to(unknownValue));
  });

  it("does not read fixed answers of a load balancer without a name, or what is not known of them", () => {
    const answer = (fixedResponse: ModelObject, more: ModelObject = {}): unknown[] =>
      (
        read(
          resource("loadBalancer", "lb", { zoneId: "z", rules: [{ fixedResponse }], ...more }),
        )[0] as unknown[]
      ).slice(2);
    expect(answer({ statusCode: 503 })).to.deep.equal([unknownValue, { ...block, status: 503 }]);
    const name = { name: "www.example.com" };
    expect(answer({ statusCode: unknownValue }, name)[1]).to.deep.equal({ kind: "unread" });
    expect(answer({ statusCode: 301, location: "" }, name)[1]).to.deep.equal({ kind: "unread" });
    expect(answer({ statusCode: 301, location: unknownValue }, name)[1]).to.deep.equal({
      kind: "unread",
    });
  });

  it("reads page rules in the order of their priority", () => {
    const page = (name: string, more: ModelObject): ModelResource =>
      resource("pageRule", name, { zoneId: "z", target: "a.example/*", status: "active", ...more });
    const forward = (url: string): ModelObject => ({ forwardingUrl: { url, statusCode: 301 } });
    const found = read(
      page("first", { actions: { ssl: "full" } }),
      page("second", { priority: 3, actions: forward("https://b.example/$1") }),
      page("third", { priority: 2, actions: forward("https://b.example/"), status: "disabled" }),
      page("fourth", { priority: 1, actions: unknownValue, status: unknownValue }),
    ).map((each) => (each as unknown[]).filter((_part, index) => index % 2 === 1));
    expect(found).to.deep.equal([
      [
        "actions yes",
        {
          ...{ kind: "redirect", keepsQuery: false },
          target: { kind: "pattern", pattern: "a.example/*", url: "https://b.example/$1" },
        },
      ],
      [
        "actions no",
        {
          ...{ kind: "redirect", keepsQuery: false },
          target: { kind: "url", url: "https://b.example/" },
        },
      ],
      ["actions yes", { kind: "skip", restOfRuleset: true, phases: ["page rules"], products: [] }],
      ["actions unknown", { kind: "unread" }],
    ]);
  });

  it("reads the fixed answers of load balancers", () => {
    const rules: readonly ModelObject[] = [
      { fixedResponse: { statusCode: 503 }, condition: 'http.request.uri.path eq "/a"' },
      { fixedResponse: { location: "https://b.example/" }, condition: " ", disabled: true },
      { fixedResponse: { statusCode: 200 } },
      { overrides: {} },
      {
        fixedResponse: { statusCode: 400, location: "https://b.example/" },
        condition: unknownValue,
      },
    ];
    const balancer: ModelObject = { zoneId: "z", name: "www.example.com", rules };
    const [host, phase] = ['http.host eq "www.example.com"', "zone z: load balancing rules"];
    expect(read(resource("loadBalancer", "lb", balancer))).to.deep.equal([
      [
        phase,
        "rules[0] yes",
        `${host} and (http.request.uri.path eq "/a")`,
        { ...block, status: 503 },
      ],
      [
        ...[phase, "rules[1] no", `${host} and (true)`],
        {
          ...{ kind: "redirect", keepsQuery: false },
          target: { kind: "url", url: "https://b.example/" },
        },
      ],
      [phase, "rules[2] yes", `${host} and (true)`, { kind: "unread" }],
      [phase, "rules[4] yes", unknownValue, { ...block, status: 400 }],
    ]);
    expect(
      read(resource("loadBalancer", "lb", { ...balancer, rules: unknownValue })),
    ).to.deep.equal([]);
  });

  it("asks rules of load balancers by their priority, and none after one that is the last for a request", () => {
    const condition = 'http.request.uri.path eq "/a"';
    const maintenance: ModelObject = { fixedResponse: { statusCode: 503 } };
    const last: ModelObject = { condition, terminates: true, overrides: { fallbackPool: "p" } };
    const balancer: ModelObject = { zoneId: "z", name: "www.example.com" };
    const ofBalancer = (...rules: ModelObject[]): unknown =>
      read(resource("loadBalancer", "lb", { ...balancer, rules }));
    const [host, phase] = ['http.host eq "www.example.com"', "zone z: load balancing rules"];
    const stop = (place: string, enabled: string): unknown => [
      ...[phase, `${place} ${enabled}`, `${host} and (${condition})`],
      { kind: "skip", restOfRuleset: true, phases: [], products: [] },
    ];
    const answer = (place: string): unknown => [
      ...[phase, `${place} yes`, `${host} and (true)`],
      { ...block, status: 503 },
    ];
    expect(ofBalancer(last, maintenance)).to.deep.equal([
      stop("rules[0]", "yes"),
      answer("rules[1]"),
    ]);
    expect(ofBalancer({ ...last, priority: 2 }, { ...maintenance, priority: 1 })).to.deep.equal([
      answer("rules[1]"),
      stop("rules[0]", "yes"),
    ]);
    expect(
      ofBalancer(
        { ...last, terminates: unknownValue },
        { ...last, terminates: false },
        maintenance,
      ),
    ).to.deep.equal([stop("rules[0]", "unknown"), answer("rules[2]")]);
    expect(ofBalancer(last)).to.deep.equal([]);
  });

  it("writes patterns of URLs for the schemes that they name", () => {
    const one = (url: string): string => `(http.request.full_uri wildcard "${url}")`;
    expect(urlExpression("https://a.example/b")).to.equal(one("https://a.example/b"));
    expect(urlExpression("http://a.example")).to.equal(one("http://a.example/"));
    const both =
      '(http.request.full_uri wildcard "http://a.example/" or http.request.full_uri wildcard "https://a.example/")';
    expect(urlExpression("*://a.example")).to.equal(both);
    expect(urlExpression("a.example")).to.equal(both);
    expect(urlExpression('a.example/"')).to.contain('a.example/\\""');
  });
});
