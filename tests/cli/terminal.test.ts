import assert from "node:assert/strict";
import { Writable } from "node:stream";
import { Progress } from "../../cli/terminal";
import { fakeTerminal } from "./fakeTerminal";

describe("the progress display", () => {
  it("writes a plain line for each step and each tenth where there is no terminal", () => {
    const terminal = fakeTerminal();
    const progress = new Progress(terminal);
    progress.step({ text: "Finding" });
    progress.step({ text: "Finding" });
    for (let completed = 0; completed <= 40; completed += 1) {
      progress.step({ text: "Compiling", completed, total: 40 });
    }
    progress.line("it says hello");
    progress.step({ text: "Compiling", completed: 40, total: 40 });
    progress.stop();
    progress.step({ text: "Compiling", completed: 0, total: 0 });
    progress.stop();
    const tenths = Array.from({ length: 10 }, (_, index) => index + 1);
    assert.deepEqual(terminal.stderr().split("\n"), [
      "Finding",
      "Compiling",
      ...tenths.map((tenth) => `  ${tenth * 10} % (${tenth * 4} of 40)`),
      "it says hello",
      "Compiling",
      "",
    ]);
    assert.equal(terminal.stdout(), "");
  });

  it("moves a bar on a terminal, and takes it away", () => {
    let shown = "";
    const screen = Object.assign(
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          shown += chunk.toString();
          done();
        },
      }),
      { isTTY: true, columns: 80, rows: 24 },
    ) as unknown as NodeJS.WriteStream;
    const moves = ["clearLine", "cursorTo", "moveCursor"];
    moves.forEach((move) => Object.assign(screen, { [move]: () => true }));
    const terminal = { ...fakeTerminal(), screen };
    const progress = new Progress(terminal);
    progress.step({ text: "Compiling", completed: 0, total: 10 });
    progress.step({ text: "Compiling", completed: 4, total: 10 });
    progress.stop();
    assert.equal(terminal.stderr(), "Compiling\n");
    assert.match(shown, /█+░+ 4\/10/);
    const before = shown.length;
    progress.stop();
    assert.equal(shown.length, before);
  });
});
