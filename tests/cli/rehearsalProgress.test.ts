import { expect } from "chai";
import { Writable } from "node:stream";
import { Progress } from "../../cli/progress";
import { RehearsalTimelines } from "../../cli/rehearsalProgress";
import { fakeTerminal } from "./fakeTerminal";

/** A screen that keeps what is drawn on it. */
class Screen extends Writable {
  readonly isTTY = true;
  readonly columns = 200;
  drawn = "";

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.drawn += chunk.toString();
    done();
  }

  readonly cursorTo = (): boolean => true;
  readonly clearLine = (): boolean => true;
  readonly moveCursor = (): boolean => true;
}

const counts = (requests: number, failed: number) => ({ requests, failed });

/** A fault of 30 seconds whose errors end after 10. */
function play(timelines: RehearsalTimelines): void {
  for (let seconds = 1; seconds <= 30; seconds += 1) {
    const failed = Math.min(seconds, 10);
    timelines.step({
      ...{ fault: "upstream-dead", seconds, ofSeconds: 30 },
      ...{ declared: counts(seconds, failed), defaults: counts(seconds, seconds) },
    });
  }
  timelines.end();
}

describe("the progress of a rehearsal", () => {
  it("is a bar with the timeline so far on a terminal, and the whole timeline at the end", () => {
    const screen = new Screen();
    const terminal = fakeTerminal();
    const shown = { ...terminal, screen: screen as unknown as NodeJS.WriteStream };
    play(new RehearsalTimelines(new Progress(shown)));
    expect(screen.drawn).to.match(/ 1\/30 .* 1 failed, on defaults 1/);
    expect(terminal.stderr()).to.equal(
      "Rehearsing upstream-dead\n  ██···· errors in █, 5 s each\n",
    );
  });

  it("is plain lines elsewhere", () => {
    const terminal = fakeTerminal();
    play(new RehearsalTimelines(new Progress(terminal)));
    const tenths = Array.from({ length: 10 }, (_, at) => `  ${at + 1}0 % (${3 * (at + 1)} of 30)`);
    expect(terminal.stderr().split("\n")).to.deep.equal([
      "Rehearsing upstream-dead",
      ...tenths,
      "  ██···· errors in █, 5 s each",
      "",
    ]);
  });
});
