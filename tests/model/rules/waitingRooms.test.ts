import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelObject, ModelResource } from "../../../model/graph/resources";
import { EdgeZones } from "../../../model/rules/edgeZones";
import { waitingRoomRules } from "../../../model/rules/waitingRooms";
import { readTrafficPaths } from "../../../model/traffic/path";
import { record, resource } from "../resource";

const room = (name: string, more: ModelObject = {}): ModelResource =>
  resource("waitingRoom", name, { zoneId: "zone", host: "www.example.com", ...more });
const shut = room("room", { queueAll: true });
const bypass = (rules: ModelObject[string], waitingRoomId: ModelObject[string] = "room") =>
  resource("waitingRoomRules", "rules", { zoneId: "zone", waitingRoomId, rules });
const pass = (expression: ModelObject[string], more: ModelObject = {}): ModelObject => ({
  ...{ action: "bypass_waiting_room", expression },
  ...more,
});

/** What becomes of the request for the home page, and which rules may answer it. */
function home(...resources: readonly ModelResource[]): string {
  const zones = EdgeZones.of(readTrafficPaths([record("www.example.com"), ...resources]));
  const [hostname] = zones.hostnamesOf("zone");
  const [answer] = hostname === undefined ? [] : zones.answersFor("zone", hostname);
  return [answer?.outcome, ...(answer?.perhaps ?? []).map(({ place }) => place)].join(" ");
}

const expressionsOf = (...resources: readonly ModelResource[]): unknown[] =>
  waitingRoomRules(new Inventory(resources)).flatMap(({ rules = [] }) =>
    rules.map(({ expression }) => expression),
  );

describe("waiting rooms that hold everybody", () => {
  it("let pass whom their own rules name, as far as those are switched on", () => {
    const everyone = pass("true");
    expect(home(shut)).to.equal("held");
    expect(home(shut, bypass([everyone]))).to.equal("passes");
    expect(home(shut, bypass([{ ...everyone, enabled: false }]))).to.equal("held");
    expect(home(shut, bypass([pass("false"), everyone]))).to.equal("passes");
    expect(home(shut, bypass([everyone], "another-room"))).to.equal("held");
  });

  it("may hold anybody where their rules are not known", () => {
    for (const rules of [
      bypass(unknownValue),
      bypass([unknownValue]),
      bypass([pass(unknownValue)]),
      bypass([pass("true", { enabled: unknownValue })]),
      bypass([pass("true")], unknownValue),
    ]) {
      expect(home(shut, rules)).to.equal("passes queueAll");
    }
    // A rule that is no expression at all says nothing of whom it lets pass.
    expect(home(shut, bypass([pass("path is /")]))).to.equal("passes queueAll");
  });

  it("are asked after a more specific room, which is asked in their place", () => {
    const all = room("inner", { path: "/" });
    expect(home(room("outer", { path: "", queueAll: true }), all)).to.equal("passes");
    expect(
      home(room("outer", { path: "", queueAll: true }), room("cart", { path: "/cart" })),
    ).to.equal("held");
    const suspended = room("inner", { path: "/", suspended: true });
    expect(home(room("outer", { path: "", queueAll: true }), suspended)).to.equal(
      "passes queueAll",
    );
  });

  it("stand at each of their routes", () => {
    const routes = (additionalRoutes: ModelObject[string]): unknown[] =>
      expressionsOf(
        room("room", { host: "a.example.com", queueAll: true, path: "/long", additionalRoutes }),
      );
    const [main, , other] = routes([{ host: "b.example.com" }]);
    expect([main, other]).to.deep.equal([
      'http.host eq "a.example.com" and starts_with(http.request.uri.path, "/long")',
      'http.host eq "b.example.com" and starts_with(http.request.uri.path, "/")',
    ]);
    expect(routes(unknownValue)).to.include(unknownValue);
  });

  it("say nothing where none does, and let crawlers pass where the zone does", () => {
    const settings = resource("waitingRoomSettings", "settings", {
      zoneId: "zone",
      searchEngineCrawlerBypass: true,
    });
    expect(expressionsOf(room("room"), settings)).to.deep.equal([]);
    expect(expressionsOf(shut, settings)).to.have.length(2);
    expect(home(shut, settings)).to.equal("held");
  });
});
