import { expect } from "chai";
import { measure } from "../../../sandbox/rehearsal/measure";
import { answer, change } from "./measured";

const time = { beganAtSeconds: 100, endedAtSeconds: 150 };

describe("what visitors of a rehearsal met", () => {
  it("is counted by the second in which their requests came, from the fault's begin", () => {
    const bad = "the origin answered 502";
    const answers = [answer(99.9), answer(100.5), answer(100.7, 502, bad), answer(130, 502, bad)];
    const changes = [change(120.25, false), change(171, true)];
    const good = { status: 200, cause: null, requests: 1 };
    const failed = { status: 502, cause: bad, requests: 1 };
    expect(measure({ answers, changes, unanswered: 3 }, time)).to.deep.equal({
      ...{ requests: 4, failed: 2, unanswered: 3, firstFailureSeconds: 0.7 },
      ...{ detectedSeconds: 20.25, lastFailureSeconds: 30, returnedSeconds: 21 },
      longestWaitSeconds: 1,
      answers: [
        { ...good, requests: 2 },
        { ...failed, requests: 2 },
      ],
      timeline: [
        { second: -1, answers: [good] },
        { second: 0, answers: [good, failed] },
        { second: 30, answers: [failed] },
      ],
      health: [
        { seconds: 20.25, origin: "primary/one", healthy: false, reason: "Response code mismatch" },
        { seconds: 71, origin: "primary/one", healthy: true, reason: "" },
      ],
    });
  });

  it("has no time of what did not happen, and none of a return while an origin is out", () => {
    const { firstFailureSeconds, detectedSeconds, lastFailureSeconds, longestWaitSeconds } =
      measure({ answers: [], changes: [], unanswered: 0 }, time);
    expect([firstFailureSeconds, detectedSeconds, lastFailureSeconds, longestWaitSeconds]).to.eql([
      ...[null, null, null, null],
    ]);
    const changes = [change(110, false), change(112, false, "primary/two"), change(160, true)];
    expect(measure({ answers: [], changes, unanswered: 0 }, time).returnedSeconds).to.equal(null);
  });

  it("counts errors from before the fault as failed, and not as the first or the last", () => {
    const answers = [answer(95, 502, "the origin answered 502"), answer(101)];
    const { failed, firstFailureSeconds, lastFailureSeconds } = measure(
      { answers, changes: [], unanswered: 0 },
      time,
    );
    expect([failed, firstFailureSeconds, lastFailureSeconds]).to.deep.equal([1, null, null]);
  });

  it("counts an answer that broke off as failed, whatever its status", () => {
    const answers = [answer(101, 200, "the origin's answer broke off"), answer(102, 404)];
    expect(measure({ answers, changes: [], unanswered: 0 }, time).failed).to.equal(1);
  });
});
