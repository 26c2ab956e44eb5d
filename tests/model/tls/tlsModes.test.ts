import { inspect as shown } from "node:util";
import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import { secretValue, type ModelObject, type ModelValue } from "../../../model/graph/resources";
import { strengthOf, tlsModes } from "../../../model/tls/tlsModes";
import { resource } from "../resource";

const zone = resource("zone", "z", { name: "example.com" });

function pageRule(more: ModelObject) {
  const own = { zoneId: "z", target: "www.example.com/*", status: "active" };
  return resource("pageRule", "p", { ...own, actions: { ssl: "flexible" }, ...more });
}

function ruleset(...rules: ModelValue[]) {
  return resource("ruleset", "r", { zoneId: "z", rules });
}

function rule(more: ModelObject = {}): ModelObject {
  const expression = 'http.host eq "www.example.com"';
  return { expression, actionParameters: { ssl: "full" }, ...more };
}

const told = (...resources: ReturnType<typeof pageRule>[]) =>
  tlsModes(new Inventory([zone, ...resources])).map(
    ({ scope, place, title, hostnames, mode, isWeak }) => [
      ...[scope, place, title],
      ...[hostnames, mode, isWeak],
    ],
  );

describe("the modes of encryption towards origins", () => {
  it("are those of the zone, of page rules and of configuration rules, in this order", () => {
    const setting = (settingId: string, value: ModelValue) =>
      resource("zoneSetting", settingId, { zoneId: "z", settingId, value });
    expect(
      told(ruleset(rule()), pageRule({}), setting("ssl", "strict"), setting("http2", "off")),
    ).to.deep.equal([
      ["zone", undefined, "example.com", [], "strict", "no"],
      ["requests", "actions.ssl", "www.example.com", ["www.example.com"], "flexible", "yes"],
      [
        ...["requests", "rules[0].actionParameters.ssl", "www.example.com"],
        ...[["www.example.com"], "full", "yes"],
      ],
    ]);
  });

  it("name the resource and its zone", () => {
    const said = pageRule({});
    expect(
      tlsModes(new Inventory([said])).map((mode) => [mode.resource.key, mode.zone]),
    ).to.deep.equal([["pageRule::p", "z"]]);
  });

  it("order from none to strict, and an unknown one demands nothing", () => {
    const all = ["off", "flexible", "full", "strict", unknownValue, undefined];
    expect(all.map(strengthOf)).to.deep.equal([0, 1, 2, 3, -1, -1]);
  });

  const ofPageRule: [string, ModelObject, unknown[]][] = [
    ["an active page rule", {}, ["flexible", "yes"]],
    ["one with a strict mode", { actions: { ssl: "strict" } }, ["strict", "no"]],
    ["one with an unknown mode", { actions: { ssl: unknownValue } }, [unknownValue, "unknown"]],
    ["one whose status is unknown", { status: unknownValue }, ["flexible", "unknown"]],
    ["one that is disabled", { status: "disabled" }, []],
    ["one without a status", { status: null }, []],
    ["one that says no mode", { actions: { alwaysUseHttps: true } }, []],
    ["one whose actions are no object", { actions: "ssl" }, []],
  ];
  for (const [title, more, wanted] of ofPageRule) {
    it(`of ${title}: ${wanted.length === 0 ? "none" : wanted.map(String).join(", ")}`, () => {
      expect(told(pageRule(more)).map((mode) => mode.slice(4))).to.deep.equal(
        wanted.length === 0 ? [] : [wanted],
      );
    });
  }

  const targets: [ModelValue, string[]][] = [
    ["www.example.com/*", ["www.example.com"]],
    ["WWW.Example.com", ["www.example.com"]],
    ["http://www.example.com/a", ["www.example.com"]],
    ["https://www.example.com:8443/a", ["www.example.com"]],
    ["*://*.example.com/*", ["*.example.com"]],
    ["example.com/go/https://other.example.net", ["example.com"]],
    ["*", []],
    ["*/admin", []],
    ["/admin", []],
    ["", []],
    [unknownValue, []],
  ];
  for (const [target, hostnames] of targets) {
    it(`of a page rule for ${shown(target)} are for ${hostnames[0] ?? "the zone"}`, () => {
      const [mode = []] = told(pageRule({ target }));
      expect(mode.slice(2, 4)).to.deep.equal([hostnames[0] ?? "example.com", hostnames]);
    });
  }

  const ofRules: [string, ModelValue[], unknown[][]][] = [
    [
      "each rule by its place",
      [rule(), rule()],
      [
        [0, "yes"],
        [1, "yes"],
      ],
    ],
    ["a rule that is on", [rule({ enabled: true })], [[0, "yes"]]],
    ["no rule that is off", [rule({ enabled: false })], []],
    ["one that may be on", [rule({ enabled: unknownValue })], [[0, "unknown"]]],
    ["no rule about something else", [rule({ actionParameters: { sxg: true } })], []],
    ["none without parameters", [rule({ actionParameters: unknownValue })], []],
    ["the rule after one that is no object", ["rule", unknownValue, rule()], [[2, "yes"]]],
  ];
  for (const [title, rules, wanted] of ofRules) {
    it(`of a ruleset are ${title}`, () => {
      expect(told(ruleset(...rules)).map(([, place, , , , weak]) => [place, weak])).to.deep.equal(
        wanted.map(([at, weak]) => [`rules[${String(at)}].actionParameters.ssl`, weak]),
      );
    });
  }

  it("of a ruleset whose rules are not known are none", () => {
    expect(told(resource("ruleset", "r", { zoneId: "z", rules: unknownValue }))).to.deep.equal([]);
  });

  const a = 'http.host eq "a.example.com"';
  const b = 'http.host eq "b.example.com"';
  const path = 'http.request.uri.path eq "/x"';
  const expressions: [ModelValue, string][] = [
    [a, "a"],
    ['http.host == "A.example.com"', "a"],
    ['http.host in {"b.example.com" "a.example.com" "b.example.com"}', "a b"],
    [`(${a})`, "a"],
    [`( ( ${a}  ) )`, "a"],
    [`${b} or ${a}`, "a b"],
    [`${a}  ||  ${b}`, "a b"],
    [`(${a}) or ((${b}) or http.host in {"c.example.com"})`, "a b c"],
    [`(${a})or(${b})`, "a b"],
    [`${a} and ${path}`, "a"],
    [`${a} and http.request.uri.path eq "/this or that"`, "a"],
    [`${a} and (${path} or ssl)`, "a"],
    [`${a} and (${path} or (ssl and cf.waf or ssl))`, "a"],
    [`${a} and lower(http.request.uri.path) eq "/x"`, "a"],
    [`${a} and (${b} or ${path})`, ""],
    [`${a} or ${path}`, ""],
    [`${path} || ${a}`, ""],
    [`${a} xor ${b}`, ""],
    [`${a} ^^ ${b}`, ""],
    [`not ${a}`, ""],
    [`!(${a})`, ""],
    ['http.host ne "a.example.com"', ""],
    [`${a} and http.host ne "b.example.com"`, ""],
    [path, ""],
    ["true", ""],
    [secretValue, ""],
  ];
  for (const [expression, names] of expressions) {
    const wanted = names === "" ? [] : names.split(" ").map((name) => `${name}.example.com`);
    it(`of a rule for ${shown(expression)} are for ${names || "the zone"}`, () => {
      const [mode = []] = told(ruleset(rule({ expression })));
      expect(mode.slice(2, 4)).to.deep.equal([wanted.join(", ") || "example.com", wanted]);
    });
  }
});
