import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelObject, ModelResource, ModelValue } from "../../../model/graph/resources";
import { roomPlaces } from "../../../model/rules/roomPlaces";
import { waitingRoomEvent } from "../../../model/rules/waitingRoomEvents";
import { waitingRoomRules } from "../../../model/rules/waitingRooms";
import { resource } from "../resource";

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
