import { expect } from "chai";
import { hostname } from "node:os";
import { runCommand } from "../../cli/command";
import { failureOf } from "../../cli/exitCodes";
import { readBundle, UnreadableBundle } from "../../doctor/bundle";
import { fakeTerminal } from "./fakeTerminal";

describe("doctor collect", function () {
  this.timeout(60_000);

  it("writes one bundle, and says beside it what was not read", async () => {
    const terminal = fakeTerminal();
    expect(await runCommand(["doctor", "collect"], terminal)).to.equal(0);
    const bundle = readBundle(terminal.stdout(), "standard output");
    expect(bundle.host.name).to.equal(hostname());
    const lines = terminal.stderr().split("\n").filter(Boolean);
    expect(lines).to.have.lengthOf(bundle.unread.length === 0 ? 0 : bundle.unread.length + 1);
  });

  it("ends with 2 over a bundle that cannot be read", () => {
    const problem = { path: "origin.json", rule: "be JSON", actual: "nothing" };
    expect(failureOf(new UnreadableBundle(problem), new AbortController().signal)).to.deep.equal({
      ...{ exitCode: 2, message: "origin.json must be JSON; got nothing", problems: [problem] },
    });
  });
});
