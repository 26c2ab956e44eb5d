import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import {
  ModelReference,
  type ModelObject,
  type ModelResource,
  type ModelValue,
} from "../../../model/graph/resources";
import { accessRules } from "../../../model/rules/accessApplications";
import { EdgeZones } from "../../../model/rules/edgeZones";
import type { RequestSettings } from "../../../model/rules/requestSettings";
import { roomPlaces } from "../../../model/rules/roomPlaces";
import { hinderingSettings } from "../../../model/rules/servingSettings";
import { waitingRoomEvent } from "../../../model/rules/waitingRoomEvents";
import { waitingRoomRules } from "../../../model/rules/waitingRooms";
import { readTrafficPaths } from "../../../model/traffic/path";
import { record, resource } from "../resource";

const firewall = "http_request_firewall_custom";
const rules = (phase: string, list: ModelValue, zoneId = "zone"): ModelResource =>
  resource("ruleset", `${phase} of ${zoneId}`, { zoneId, kind: "zone", phase, rules: list });
const block = (expression: string): ModelObject => ({ action: "block", expression });
const zonesOf = (...resources: readonly ModelResource[]): EdgeZones =>
  EdgeZones.of(readTrafficPaths(resources));

describe("the zones whose rules are asked", () => {
  it("are those with rules, and those with hostnames that visitors reach through Cloudflare, sorted", () => {
    const zones = zonesOf(
      rules(firewall, [], "z"),
      record("www.example.com", { zoneId: "b" }),
      record("a.example.net", { zoneId: "a" }),
      record("grey.example.org", { zoneId: "grey", proxied: false }),
    ).zones();
    expect(zones).to.deep.equal(["a", "b", "z"]);
  });

  it("are asked about their hostnames, a wildcard by one of those that it has", () => {
    const zones = zonesOf(record("*.example.com"), record("www.example.com"));
    expect(zones.hostnamesOf("zone")).to.deep.equal([
      { title: "*.example.com", host: "any-name.example.com", monitored: "/" },
      { title: "www.example.com", host: "www.example.com", monitored: "/" },
    ]);
  });

  it("are asked about the hostnames that rules name where the plan has none, else about any", () => {
    const named = block(
      'http.host in {"b.example.com" "a.example.com"} or http.host eq "a.example.com"',
    );
    expect(zonesOf(rules(firewall, [named])).hostnamesOf("zone")).to.deep.equal([
      { title: "a.example.com", host: "a.example.com", monitored: "/" },
      { title: "b.example.com", host: "b.example.com", monitored: "/" },
    ]);
    const zone = resource("zone", "zone", { name: "example.com" });
    expect(zonesOf(zone, rules(firewall, [block("ssl")])).hostnamesOf("zone")).to.deep.equal([
      { title: "example.com", host: "any-name.invalid", monitored: "/" },
    ]);
    expect(zonesOf(zone, rules(firewall, unknownValue)).hostnamesOf("zone")).to.have.length(1);
  });

  it("are found by a hostname, a wildcard over it, or their own name", () => {
    const zones = zonesOf(
      resource("zone", "one", { name: "example.com" }),
      rules(firewall, [], "one"),
      record("*.shop.example.net", { zoneId: "two" }),
      record("www.example.net", { zoneId: "three" }),
    );
    expect(zones.zoneOfHost("www.example.com")).to.equal("one");
    expect(zones.zoneOfHost("x.shop.example.net")).to.equal("two");
    expect(zones.zoneOfHost("www.example.net")).to.equal("three");
    expect(zones.zoneOfHost("elsewhere.example.org")).to.equal(undefined);
  });

  it("tell hostnames apart that only part of a rule's hostname does", () => {
    const zones = zonesOf(
      ...[record("a.example.com"), record("b-shop.example.com"), record("c.example.com")],
      rules(firewall, [block('http.host eq "a.example.com"'), block('http.host contains "shop"')]),
    );
    const outcome = (host: string): string | undefined => {
      const asked = zones.hostnamesOf("zone").find(({ title }) => title === host);
      return asked && zones.answersFor("zone", asked)[0]?.outcome;
    };
    expect(outcome("c.example.com")).to.equal("passes");
    expect(outcome("a.example.com")).to.equal("blocked");
    expect(outcome("b-shop.example.com")).to.equal("blocked");
  });
});

describe("what rules set for a request that goes on", () => {
  const settings = (...resources: readonly ModelResource[]): RequestSettings | undefined => {
    const zones = zonesOf(record("www.example.com"), ...resources);
    const [asked] = zones.hostnamesOf("zone");
    return asked && zones.answersFor("zone", asked)[0]?.settings;
  };
  const route = (expression: ModelValue, port: number, more: ModelObject = {}): ModelObject => ({
    ...{ action: "route", expression, actionParameters: { origin: { port } } },
    ...more,
  });
  const port = (...list: readonly ModelValue[]): unknown =>
    settings(rules("http_request_origin", list))?.port?.value;

  it("is what the last of those says that apply", () => {
    expect(port(route("true", 8080), route("true", 8081))).to.equal(8081);
    expect(port(route("true", 8080), route('http.host eq "b.example.com"', 8081))).to.equal(8080);
    expect(port(route("true", 8080), route("true", 8081, { enabled: false }))).to.equal(8080);
    expect(port(route("false", 8080))).to.equal(undefined);
    expect(port()).to.equal(undefined);
    expect(settings()).to.deep.equal({
      ...{ port: undefined, originHost: undefined, keptSeconds: undefined },
    });
    expect(settings(rules("http_request_origin", unknownValue))?.port).to.equal(undefined);
  });

  it("is not known where it is not known whether a rule applies", () => {
    for (const expression of [unknownValue, "http.host eq", 'ip.src.country eq "US"']) {
      expect(port(route("true", 8080), route(expression as ModelValue, 8081))).to.equal(
        unknownValue,
      );
    }
    expect(port(route("true", 8080, { enabled: unknownValue }))).to.equal(unknownValue);
  });

  it("is not known where it depends on who is signed in", () => {
    expect(port(route('http.cookie contains "session"', 8080))).to.equal(unknownValue);
    const signed = 'any(http.request.headers["authorization"][*] contains "a")';
    expect(port(route(signed, 8080))).to.equal(unknownValue);
  });

  it("goes by the URL that rules have made, as far as that is known", () => {
    const rewrite = (value: ModelValue): ModelResource =>
      rules("http_request_transform", [
        { action: "rewrite", expression: "true", actionParameters: { uri: { path: { value } } } },
      ]);
    const origin = rules("http_request_origin", [
      route('http.request.uri.path eq "/x"', 8080),
      route('http.request.uri.path eq "/"', 8081),
    ]);
    expect(settings(rewrite("/x"), origin)?.port?.value).to.equal(8080);
    expect(settings(rewrite(unknownValue), origin)?.port?.value).to.equal(unknownValue);
    const byHost = rules("http_request_origin", [route('http.host eq "www.example.com"', 8080)]);
    expect(settings(rewrite(unknownValue), byHost)?.port?.value).to.equal(8080);
  });
});

describe("settings of a zone that keep visitors from getting through", () => {
  const read = (settingId: string, value: ModelValue): unknown[] =>
    hinderingSettings(
      new Inventory([resource("zoneSetting", "s", { zoneId: "zone", settingId, value })]),
    ).map(({ hindrance, certainty }) => `${hindrance} ${certainty}`);

  it("do so, do not, or may", () => {
    const values = ["off", "on", unknownValue] as const;
    expect(values.flatMap((value) => read("websockets", value))).to.deep.equal([
      ...["no WebSockets yes", "no WebSockets no", "no WebSockets unknown"],
    ]);
    expect(values.flatMap((value) => read("http2", value))).to.deep.equal([
      ...["no HTTP/2 yes", "no HTTP/2 no", "no HTTP/2 unknown"],
    ]);
    const levels = ["under_attack", "high", unknownValue] as const;
    expect(levels.flatMap((value) => read("security_level", value))).to.deep.equal([
      ...["under attack yes", "under attack no", "under attack unknown"],
    ]);
    expect(read("websockets", null)).to.deep.equal(["no WebSockets unknown"]);
    expect(read("brotli", "off")).to.deep.equal([]);
  });
});

describe("rules of waiting rooms", () => {
  const room = (name: string, more: ModelObject = {}): ModelResource =>
    resource("waitingRoom", name, { zoneId: "zone", host: "www.example.com", ...more });
  const bypass = (more: ModelObject): ModelResource =>
    resource("waitingRoomRules", "rules", {
      ...{ zoneId: "zone", waitingRoomId: "room" },
      rules: [{ action: "bypass_waiting_room", expression: "ssl" }],
      ...more,
    });
  const told = (...resources: readonly ModelResource[]): unknown[] =>
    waitingRoomRules(new Inventory(resources)).flatMap(({ rules: own = [] }) =>
      own.map(
        ({ resource: { name }, place, action, expression }) =>
          `${name} ${place} ${action.kind} ${String(expression).replace(/^http.host eq "www.example.com" and /, "")}`,
      ),
    );
  const under = (path: string): string => `starts_with(http.request.uri.path, "${path}")`;

  it("begin with the room of the longest path, and end with those of which it is not known where they stand", () => {
    expect(
      told(
        room("a", { path: "", queueAll: true }),
        room("b", { path: "/cart" }),
        room("c", { host: unknownValue, queueAll: true }),
      ),
    ).to.deep.equal([
      `b path skip ${under("/cart")}`,
      `a queueAll hold ${under("")}`,
      `a path skip ${under("")}`,
      "c queueAll hold Symbol(unknown value)",
    ]);
  });

  it("hold everybody by the queueing method too, and say so", () => {
    expect(told(room("a", { queueingMethod: "reject" }))).to.deep.equal([
      `a queueingMethod hold ${under("/")}`,
    ]);
    expect(told(room("a", { queueingMethod: "fifo" }))).to.deep.equal([]);
    expect(told(room("a", { queueingMethod: unknownValue }))).to.have.length(1);
  });

  it("let pass whom rules of their own room name, and nobody by those of another zone's", () => {
    const shut = room("room", { queueAll: true });
    expect(told(shut, bypass({}))).to.deep.equal([
      `room queueAll hold ${under("/")} and not ((ssl))`,
    ]);
    const other = [{ action: "other", expression: "ssl" }];
    expect(told(shut, bypass({ rules: other }))).to.deep.equal([
      `room queueAll hold ${under("/")}`,
    ]);
    const late: ModelObject = { waitingRoomId: unknownValue };
    expect(told(shut, bypass({ ...late, zoneId: "other" }))).to.deep.equal([
      `room queueAll hold ${under("/")}`,
    ]);
    expect(told(shut, bypass(late))).to.deep.equal(["room queueAll hold Symbol(unknown value)"]);
    expect(told(room("room", { host: unknownValue, queueAll: true }), bypass({}))).to.deep.equal([
      "room queueAll hold Symbol(unknown value)",
    ]);
  });

  it("are decided by the rules of the room and by the zone's settings for crawlers", () => {
    const settings = (searchEngineCrawlerBypass: ModelValue): ModelResource =>
      resource("waitingRoomSettings", "settings", { zoneId: "zone", searchEngineCrawlerBypass });
    const inventory = (crawlers: ModelValue): Inventory =>
      new Inventory([room("room", { queueAll: true }), bypass({}), settings(crawlers)]);
    const [group] = waitingRoomRules(inventory(true));
    const holding = group?.rules?.find(({ action }) => action.kind === "hold");
    expect(holding?.decidedBy.map(({ name }) => name)).to.deep.equal(["rules", "settings"]);
    const count = (crawlers: ModelValue): number | undefined =>
      waitingRoomRules(inventory(crawlers))[0]?.rules?.length;
    expect([count(true), count(false), count(null), count(unknownValue)]).to.deep.equal([
      ...[2, 1, 1, 2],
    ]);
  });

  it("stand at places that are known, or not", () => {
    const places = (more: ModelObject): unknown => roomPlaces(room("room", more));
    expect(places({ path: unknownValue })).to.deep.equal([unknownValue]);
    expect(places({ path: "/a", additionalRoutes: [{ host: "b.example.com" }] })).to.deep.equal([
      { host: "www.example.com", path: "/a" },
      { host: "b.example.com", path: "/" },
    ]);
  });
});

describe("an event of a waiting room", () => {
  const read = (more: ModelObject, ...resources: readonly ModelResource[]) => {
    const event = resource("waitingRoomEvent", "event", { waitingRoomId: "room", ...more });
    return waitingRoomEvent(new Inventory([event, ...resources]), event);
  };
  const room = (host: ModelValue): ModelResource => resource("waitingRoom", "room", { host });

  it("lets nobody in where it rejects and is not suspended", () => {
    const rejects = (more: ModelObject): string => read(more).rejects;
    expect(rejects({ queueingMethod: "reject" })).to.equal("yes");
    expect(rejects({ queueingMethod: "reject", suspended: true })).to.equal("no");
    expect(rejects({ queueingMethod: "fifo" })).to.equal("no");
    expect(rejects({ queueingMethod: unknownValue })).to.equal("unknown");
  });

  it("is of the hostname of its room, where the plan holds that", () => {
    expect(read({}, room("www.example.com")).host).to.equal("www.example.com");
    expect(read({}, room(unknownValue)).host).to.equal(undefined);
    expect(read({}).host).to.equal(undefined);
    expect(read({ waitingRoomId: null }).host).to.equal(undefined);
    const times: ModelObject = {
      eventStartTime: "2026-12-01T00:00:00Z",
      eventEndTime: unknownValue,
    };
    expect(read(times).times).to.deep.equal(["2026-12-01T00:00:00Z", unknownValue]);
  });
});

describe("what Access stands before", () => {
  const application = (more: ModelObject): ModelResource =>
    resource("accessApplication", "app", { accountId: "a", type: "self_hosted", ...more });
  const policy = { decision: "allow", includes: [{ everyone: {} }] };
  const told = (more: ModelObject, ...resources: readonly ModelResource[]): unknown[] =>
    accessRules(
      new Inventory([application({ policies: [policy], ...more }), ...resources]),
    ).flatMap(({ rules: own = [] }) =>
      own.map(({ title, expression, action }) => `${title} ${action.kind} ${String(expression)}`),
    );
  const host = 'http.host eq "a.example.com"';

  it("is told by where the application says so", () => {
    const destinations: ModelValue = [
      { type: "private", uri: "10.0.0.1" },
      { type: "public", uri: "a.example.com" },
      { uri: "a.example.com/x" },
    ];
    expect(told({ destinations })).to.deep.equal([
      `destinations[2] login ${host} and (http.request.uri.path wildcard "/x" or http.request.uri.path wildcard "/x/*")`,
      `destinations[1] login ${host}`,
    ]);
    expect(told({ selfHostedDomains: ["a.example.com"] })).to.deep.equal([
      `selfHostedDomains[0] login ${host}`,
    ]);
    expect(told({ destinations: unknownValue, name: unknownValue })).to.deep.equal([
      "destinations login Symbol(unknown value)",
    ]);
    for (const domain of [
      "http://a.example.com",
      "https://A.example.com/",
      "*://a.example.com/*",
    ]) {
      expect(told({ domain })).to.deep.equal([`domain login ${host}`]);
    }
    expect(told({ domain: "a.example.com/b*" })).to.deep.equal([
      `domain login ${host} and (http.request.uri.path wildcard "/b" or http.request.uri.path wildcard "/b/*")`,
    ]);
  });

  it("is open by its own policies alone, and by none with conditions", () => {
    const open = { decision: "bypass", includes: [{ everyone: {} }] };
    const own = { domain: "a.example.com", policies: [] };
    const kept = (applicationId: ModelValue): ModelResource =>
      resource("accessPolicy", "kept", { applicationId, ...open });
    expect(told(own, kept("app"))).to.deep.equal([`domain skip ${host}`]);
    expect(told(own, kept(new ModelReference(["accessApplication::app"])))).to.deep.equal([
      `domain skip ${host}`,
    ]);
    expect(told(own, kept("another"))).to.deep.equal([`domain login ${host}`]);
    expect(told(own, kept(null))).to.deep.equal([`domain login ${host}`]);
    const both = { excludes: [{ geo: {} }], requires: [{ geo: {} }] };
    expect(told({ ...own, policies: [{ ...open, ...both }] })).to.deep.equal([
      `domain login ${host}`,
    ]);
  });
});
