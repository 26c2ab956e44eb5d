import { expect } from "chai";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { runCommand } from "../../cli/command";
import { Stop } from "../../cli/exitCodes";
import { fakeTerminal, type FakeTerminal } from "./fakeTerminal";

/** Waits until a terminal was told how to point clients at the API. */
async function told(terminal: FakeTerminal): Promise<{ url: string; tokenFile: string }> {
  for (;;) {
    const [, url] = /CLOUDFLARE_BASE_URL=(\S+)/.exec(terminal.stdout()) ?? [];
    const [, tokenFile] = /\$\(cat (\S+)\)/.exec(terminal.stdout()) ?? [];
    if (url !== undefined && tokenFile !== undefined) {
      return { url, tokenFile };
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe("steady-edge cloud", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "steady-edge-test-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it("serves an account until Ctrl-C, keeps it, and writes every call down without the token", async () => {
    const journal = join(folder, "journal.jsonl");
    const argv = ["cloud", "--account", join(folder, "account.jsonl"), "--journal", journal];
    const names: unknown[] = [];
    for (const method of ["POST", "GET"]) {
      const stop = new AbortController();
      const terminal = fakeTerminal({}, stop.signal);
      const running = runCommand(argv, terminal);
      const { url, tokenFile } = await told(terminal);
      expect(statSync(tokenFile).mode & 0o777).to.equal(0o600);
      const token = readFileSync(tokenFile, "utf8");
      const headers = { authorization: `Bearer ${token}` };
      const body = JSON.stringify({ name: "www", type: "A", content: "192.0.2.1" });
      const answer = await fetch(
        `${url}/zones/fedcba9876543210fedcba9876543210/dns_records`,
        method === "POST" ? { method, headers, body } : { headers },
      );
      const { result } = (await answer.json()) as { result: { name: string }[] };
      names.push([result].flat().map(({ name }) => name));
      stop.abort(new Stop("SIGINT"));
      expect(await running).to.equal(130);
      expect(existsSync(tokenFile)).to.equal(false);
      await expect(fetch(`${url}/ips`)).to.be.rejectedWith("fetch failed");
      const written = readFileSync(journal, "utf8");
      expect(`${written}${terminal.stdout()}${terminal.stderr()}`).to.not.contain(token);
    }
    expect(names).to.deep.equal([["www.example.com"], ["www.example.com"]]);
    const calls = readFileSync(journal, "utf8").trimEnd().split("\n");
    expect(calls.map((line) => (JSON.parse(line) as { method: string }).method)).to.deep.equal([
      ...["POST", "GET"],
    ]);
  });

  describe("refuses with exit code 2, and leaves nothing running", () => {
    let taken: Server;
    before(
      () =>
        new Promise<void>((resolve) => {
          taken = createServer().listen(0, "127.0.0.1", resolve);
        }),
    );
    after(() => taken.close());

    const cases: readonly (readonly [string, () => string[], string])[] = [
      [
        "a port that is taken",
        () => ["--port", `${(taken.address() as AddressInfo).port}`],
        "must be free on 127.0.0.1; got a port that is taken",
      ],
      ["a port that is none", () => ["--port", "70000"], "a whole number from 1 to 65535"],
      [
        "a journal that cannot be written",
        () => ["--journal", join(folder, "none", "journal")],
        "must be a file that can be written",
      ],
      [
        "a journal that is a folder",
        () => ["--journal", folder],
        "must be a file that can be written",
      ],
      [
        "an account of another version",
        () => {
          const account = join(folder, "account");
          writeFileSync(account, '{"format":"steady-edge account","version":99}\n', {
            mode: 0o600,
          });
          return ["--account", account];
        },
        "must be of version 1, the one that this release reads; got version 99",
      ],
    ];
    for (const [what, flags, words] of cases) {
      it(what, async () => {
        const terminal = fakeTerminal();
        expect(await runCommand(["cloud", ...flags()], terminal)).to.equal(2);
        expect(terminal.stderr()).to.contain(words);
        expect(terminal.stdout()).to.equal("");
      });
    }
  });
});
