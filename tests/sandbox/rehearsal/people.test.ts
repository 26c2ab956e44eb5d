import { expect } from "chai";
import { People } from "../../../sandbox/rehearsal/people";

describe("the visitors of a rehearsal", () => {
  it("send a cookie back for as long as its Max-Age says, each their own", () => {
    const clock = { seconds: 100 };
    const people = new People(clock);
    const cookies = (turn: number): string | undefined => people.headersOf(turn).cookie;
    people.keep(0, {
      "set-cookie": ["short=1; Path=/; Max-Age=60; HttpOnly", "long=2; max-age=90", "ever=3"],
    });
    expect([cookies(0), cookies(1)]).to.deep.equal(["short=1; long=2; ever=3", undefined]);
    clock.seconds = 159.9;
    expect(cookies(0)).to.equal("short=1; long=2; ever=3");
    clock.seconds = 160;
    expect(cookies(0)).to.equal("long=2; ever=3");
    clock.seconds = 190;
    expect(cookies(0)).to.equal("ever=3");
  });

  it("drop a cookie that is taken back", () => {
    const people = new People({ seconds: 0 });
    people.keep(7, { "set-cookie": ["a=1; Max-Age=60"] });
    people.keep(7, { "set-cookie": ["a=; Max-Age=0"] });
    expect(people.headersOf(7).cookie).to.equal(undefined);
  });
});
