import { expect } from "chai";
import { brokenRules } from "../../constraints/constraint";
import {
  waitingRoomEventConstraints,
  type WaitingRoomEventFields,
} from "../../constraints/waitingRoomEvents";
import { unknownValue } from "../../core/known";
import { modelTypes } from "../../model/graph/resourceTypes";
import { ModelReference, type ModelObject } from "../../model/graph/resources";
import { policySays } from "./callers";

const sale = {
  ...{ name: "summer_sale", eventStartTime: "2026-07-01T08:00:00Z" },
  ...{ eventEndTime: "2026-07-01T20:00:00Z", prequeueStartTime: "2026-07-01T07:30:00Z" },
  ...{ newUsersPerMinute: 400, totalActiveUsers: 2_000 },
};
const room = new ModelReference([`urn:pulumi:t::t::${modelTypes.waitingRoom}::room`]);
const event = (more: ModelObject = {}) =>
  ({ type: "waitingRoomEvent", properties: { waitingRoomId: room, ...sale, ...more } }) as const;

describe("an event of a waiting room", () => {
  const cases: readonly (readonly [string, Partial<WaitingRoomEventFields>, string | undefined])[] =
    [
      ["as it should be", {}, undefined],
      ["that nobody waits for", { prequeueStartTime: "" }, undefined],
      ["with a prequeue of five minutes", { prequeueStartTime: "2026-07-01T07:55:00Z" }, undefined],
      [
        "with a prequeue of less than five minutes",
        { prequeueStartTime: "2026-07-01T07:55:01Z" },
        "prequeueStartTime",
      ],
      ["of a minute", { eventEndTime: "2026-07-01T08:01:00Z" }, undefined],
      ["of less than a minute", { eventEndTime: "2026-07-01T08:00:59Z" }, "eventStartTime"],
      ["that ends before it begins", { eventEndTime: "2026-06-01T08:00:00Z" }, "eventStartTime"],
      ["without an end", { eventEndTime: "" }, "eventStartTime"],
      ["with a name of other characters", { name: "summer sale" }, "name"],
      ["without a name", { name: "" }, "name"],
      ["that leaves all to the room", { newUsersPerMinute: undefined }, undefined],
      ["with a total alone", { newUsersPerMinute: undefined, totalActiveUsers: 900 }, undefined],
      ["with a rate alone", { totalActiveUsers: undefined }, "newUsersPerMinute"],
    ];
  for (const [title, more, broken] of cases) {
    it(`${title} is ${broken === undefined ? "taken" : "refused"}, by the constraints and by the policy`, () => {
      const found = brokenRules(
        waitingRoomEventConstraints,
        { ...sale, ...more },
        { isNameTaken: "no" },
      );
      const expected = broken === undefined ? [] : [broken];
      expect(found.map(({ rule }) => rule.property)).to.deep.equal(expected);
      expect(policySays({ "refused-by-api": {} }, [event(more)])).to.deep.equal(
        expected.map((property) => `refused-by-api ${property}`),
      );
    });
  }

  it("has a name of its own in its room, and any in another", () => {
    const other = new ModelReference([`urn:pulumi:t::t::${modelTypes.waitingRoom}::other`]);
    const said = (...events: readonly ReturnType<typeof event>[]): string[] =>
      policySays({ "refused-by-api": {} }, events);
    expect(said(event(), event())).to.deep.equal(["refused-by-api name"]);
    expect(said(event(), event({ waitingRoomId: other }))).to.deep.equal([]);
    expect(said(event(), event({ name: unknownValue }))).to.deep.equal([]);
    expect(
      said(event({ waitingRoomId: unknownValue }), event({ waitingRoomId: unknownValue })),
    ).to.deep.equal([]);
  });

  it("is not judged where its values are not known", () => {
    const late = Object.fromEntries(Object.keys(sale).map((name) => [name, unknownValue]));
    expect(
      brokenRules(waitingRoomEventConstraints, late as never, { isNameTaken: "unknown" }),
    ).to.deep.equal([]);
  });
});
