import { expect } from "chai";
import { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { runCommand } from "../../cli/command";
import { Progress } from "../../cli/progress";
import { safeTerminal } from "../../cli/terminal";
import { fakeTerminal } from "./fakeTerminal";

function fakeScreen(): { readonly screen: NodeJS.WriteStream; readonly shown: () => string } {
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
  return { screen, shown: () => shown };
}

describe("what a command writes", () => {
  const written = (text: string): string => {
    const terminal = fakeTerminal();
    safeTerminal(terminal).out(text);
    safeTerminal(terminal).err(text);
    expect(terminal.stdout()).to.equal(terminal.stderr());
    return terminal.stdout();
  };

  it("steers no terminal and shows no other text than it holds", () => {
    const hostile: readonly (readonly [text: string, shown: string])[] = [
      [
        "\u001b[2J\u001b]8;;https://evil.example\u0007a",
        "\\u001b[2J\\u001b]8;;https://evil.example\\u0007a",
      ],
      ["\u009b31m", "\\u009b31m"],
      ["all fine\rfailed", "all fine\\u000dfailed"],
      ["a\u202eb\u2066c\u200bd\ufeffe\u2028f", "a\\u202eb\\u2066c\\u200bd\\ufeffe\\u2028f"],
      ["\u{e0041}", "\\udb40\\udc41"],
      ["\ud800", "\\ud800"],
      ["line\r\nline\tend\n", "line\nline\tend\n"],
      ["⚠️ ✅ ü 漢字 █░", "⚠️ ✅ ü 漢字 █░"],
    ];
    for (const [text, shown] of hostile) {
      expect(written(text)).to.equal(shown);
    }
  });

  it("is the same JSON as before", () => {
    const value = { "a\u202e": ["\u009b", "\u001b", "\u{e0041}", "ü\n"] };
    expect(JSON.parse(written(JSON.stringify(value, undefined, 2)))).to.deep.equal(value);
  });

  it("holds no secret", () => {
    const token = `ghp_${"a1B2".repeat(9)}`;
    expect(written(`error: ${token} is no`)).to.equal("error: [secret: a GitHub token] is no");
  });

  it("is so in every command, in what it says of wrong usage too", async () => {
    for (const argv of [
      ["policy", "explain"],
      ["ranges", "--format"],
      ["review"],
      ["sandbox"],
      [],
    ]) {
      const terminal = fakeTerminal();
      expect(await runCommand([...argv, "\u001b[31mx\u202e"], terminal)).to.equal(2);
      const text = terminal.stdout() + terminal.stderr();
      expect(text, text).to.include("\\u001b[31mx");
      expect(text.includes("\u001b") || text.includes("\u202e"), text).to.equal(false);
    }
  });
});

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
    expect(terminal.stderr().split("\n")).to.deep.equal([
      "Finding",
      "Compiling",
      ...tenths.map((tenth) => `  ${tenth * 10} % (${tenth * 4} of 40)`),
      "it says hello",
      "Compiling",
      "",
    ]);
    expect(terminal.stdout()).to.equal("");
  });

  it("lists what a step is about, each visibly and on a line, and says how many more there are", () => {
    const terminal = fakeTerminal();
    const progress = new Progress(terminal);
    progress.step({ text: "Using stand-ins", items: ["site:a", "site:\u001b[2Jb\nc"] });
    progress.step({ text: "Taking up", items: Array.from({ length: 52 }, (_, n) => `r${n}`) });
    progress.step({ text: "Finding", items: [] });
    expect(terminal.stderr().split("\n")).to.deep.equal([
      "Using stand-ins",
      "  site:a",
      "  site:\\u001b[2Jb\\nc",
      "Taking up",
      ...Array.from({ length: 50 }, (_, n) => `  r${n}`),
      "  and 2 more",
      "Finding",
      "",
    ]);
  });

  it("counts without an end in plain lines where there is no terminal", () => {
    const terminal = fakeTerminal();
    const progress = new Progress(terminal);
    for (let completed = 0; completed <= 120; completed += 1) {
      progress.step({ text: "Previewing", completed });
    }
    progress.stop();
    expect(terminal.stderr()).to.equal("Previewing\n  50 so far\n  100 so far\n");
  });

  it("turns a spinner beside a count whose end nobody knows, while nothing is counted too", async () => {
    const { screen, shown } = fakeScreen();
    const progress = new Progress({ ...fakeTerminal(), screen });
    progress.step({ text: "Previewing", completed: 0 });
    const before = shown().length;
    while (shown().length === before) {
      await sleep(20);
    }
    progress.step({ text: "Previewing", completed: 7 });
    while (!shown().includes(" 7 resources, ")) {
      await sleep(20);
    }
    progress.stop();
    const pictures = new Set([...shown()].filter((mark) => "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏".includes(mark)));
    expect(pictures.size, shown()).to.be.at.least(2);
  });

  it("moves a bar on a terminal, and takes it away", () => {
    const { screen, shown } = fakeScreen();
    const terminal = { ...fakeTerminal(), screen };
    const progress = new Progress(terminal);
    progress.step({ text: "Compiling", completed: 0, total: 10 });
    progress.step({ text: "Compiling", completed: 4, total: 10 });
    progress.stop();
    expect(terminal.stderr()).to.equal("Compiling\n");
    expect(shown()).to.match(/█+░+ 4\/10/);
    const before = shown().length;
    progress.stop();
    expect(shown().length).to.equal(before);
  });
});
