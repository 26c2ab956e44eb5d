import { expect } from "chai";
import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";

import { runCommand } from "../../cli/command";
import { Stop } from "../../cli/exitCodes";
import { runChild } from "../../sandbox/engine/childProcess";
import { packageFile } from "../../sandbox/packageFile";
import { commandEntry } from "../support/built";
import { skipBecause } from "../support/skipped";
import { fakeTerminal, type FakeTerminal } from "./fakeTerminal";

/** As much of an answer as is looked at. */
interface Answer {
  readonly success: boolean;
  readonly result: readonly {
    readonly id: string;
    readonly name: string;
    readonly plan: { readonly id: string };
    readonly account: { readonly id: string };
  }[];
}

/** Whether this machine has an IPv6 loopback. */
function hasIpv6(): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .once("error", () => resolve(false))
      .listen(0, "::1", () => server.close(() => resolve(true)));
  });
}

/** Waits until a terminal was told how to point clients at the API. */
async function told(terminal: FakeTerminal): Promise<{ url: string; tokenFile: string }> {
  for (;;) {
    const [, url] = /CLOUDFLARE_BASE_URL=(\S+)/.exec(terminal.stdout()) ?? [];
    const [, word] = /\$\(cat (.+)\)"$/m.exec(terminal.stdout()) ?? [];
    if (url !== undefined && word !== undefined) {
      const { stdout: tokenFile } = spawnSync("sh", ["-c", `printf %s ${word}`], {
        encoding: "utf8",
      });
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

  /** Serves with flags as long as some work takes, and says how it ended. */
  const serving = async (
    flags: string[],
    work: (
      get: (path: string) => Promise<Answer>,
      terminal: FakeTerminal,
      tokenFile: string,
    ) => Promise<void>,
  ): Promise<number> => {
    const stop = new AbortController();
    const terminal = fakeTerminal({}, stop.signal);
    const running = runCommand(["cloud", ...flags], terminal);
    const { url, tokenFile } = await told(terminal);
    const headers = { authorization: `Bearer ${readFileSync(tokenFile, "utf8")}` };
    const get = async (path: string) =>
      (await (await fetch(`${url}${path}`, { headers })).json()) as Answer;
    await work(get, terminal, tokenFile).finally(() => stop.abort(new Stop("SIGTERM")));
    return running;
  };

  it("has the account and the zones that it is told, with the same ids in each run", async () => {
    const flags = ["--account-id", "a".repeat(32), "--zone", "Example.ORG,plan=free"];
    const zones = [...flags, "--zone", `example.net,id=${"b".repeat(32)},plan=pro`];
    const ids: string[] = [];
    for (const _run of [1, 2]) {
      const ended = await serving(zones, async (get, terminal) => {
        const { result } = await get("/zones");
        const told = result.map(({ id, name, plan, account }) => [id, name, plan.id, account.id]);
        ids.push(`${told[0]?.[0]}`);
        expect(told).to.deep.equal([
          [ids[0], "example.org", "free", "a".repeat(32)],
          ["b".repeat(32), "example.net", "pro", "a".repeat(32)],
        ]);
        expect(terminal.stdout()).to.include(
          `\nAccount ${"a".repeat(32)}, zone example.org ${ids[0]} (free), zone example.net ${"b".repeat(32)} (pro).\n`,
        );
        expect(terminal.stderr()).to.equal("");
      });
      expect(ended).to.equal(143);
    }
    expect(ids[0]).to.match(/^[0-9a-f]{32}$/);
    expect(ids[1]).to.equal(ids[0]);
  });

  it("says how Pulumi, Terraform, octodns, cf-terraforming and curl are pointed there, and no more", async () => {
    const file = join(folder, "token");
    await serving(["--token-file", file], async (get, terminal) => {
      expect((await get("/zones")).success).to.equal(true);
      const [, port = ""] = /http:\/\/127\.0\.0\.1:(\d+)/.exec(terminal.stdout()) ?? [];
      expect(Number(port)).to.be.above(0);
      expect(terminal.stdout()).to
        .equal(`Serving Cloudflare's API v4 at http://127.0.0.1:${port}/client/v4 until Ctrl-C.
Account 0123456789abcdef0123456789abcdef, zone example.com fedcba9876543210fedcba9876543210 (enterprise).

In another shell, for Pulumi, Terraform and Cloudflare's own clients:
  export CLOUDFLARE_BASE_URL=http://127.0.0.1:${port}/client/v4
  export CLOUDFLARE_API_TOKEN="$(cat ${file})"
curl:
  curl --oauth2-bearer "$CLOUDFLARE_API_TOKEN" "$CLOUDFLARE_BASE_URL/zones"
octodns, among the settings of its Cloudflare provider:
  api_url: env/CLOUDFLARE_BASE_URL, token: env/CLOUDFLARE_API_TOKEN, pagerules: false
cf-terraforming takes a host name only (CLOUDFLARE_API_HOSTNAME) and calls it by HTTPS: it needs a proxy with TLS in front.
`);
      expect(terminal.stderr()).to.equal("");
    });
  });

  it("prints lines that a shell takes as they are, where it has curl", async function () {
    if (spawnSync("curl", ["--version"]).status !== 0) {
      skipBecause(this, "curl is not installed");
    }
    const odd = join(folder, "Bob's $(id) folder");
    mkdirSync(odd);
    await serving(["--token-file", join(odd, "token")], async (_get, terminal) => {
      const lines = terminal
        .stdout()
        .split("\n")
        .filter((line) => /^ {2}(export|curl) /.test(line));
      expect(lines).to.have.lengthOf(3);
      const answered = await runChild("sh", ["-ec", lines.join("\n")], {
        environment: { PATH: process.env.PATH },
      });
      expect([answered.exitCode, (JSON.parse(answered.stdout) as Answer).success]).to.deep.equal([
        ...[0, true],
      ]);
    });
  });

  it("writes the token where it is told, once it answers, and takes it away again", async () => {
    const file = join(folder, "token");
    await serving(["--token-file", file], async (get, _terminal, tokenFile) => {
      expect(tokenFile).to.equal(file);
      expect(statSync(file).mode & 0o777).to.equal(0o600);
      expect((await get("/user/tokens/verify")).success).to.equal(true);
    });
    expect(existsSync(file)).to.equal(false);
  });

  it("listens on another address in words only, and says what that opens", async () => {
    await serving(["--reachable-from-network", "127.0.0.2"], async (get, terminal) => {
      expect((await get("/zones")).success).to.equal(true);
      expect(terminal.stdout()).to.match(/^Serving Cloudflare's API v4 at http:\/\/127\.0\.0\.2:/);
      expect(terminal.stderr()).to.equal(
        "Listening on 127.0.0.2: whoever reaches it and has the token may call, and everything goes unencrypted.\n",
      );
      const [, port] = /127\.0\.0\.2:(\d+)/.exec(terminal.stdout()) ?? [];
      await expect(fetch(`http://127.0.0.1:${port}/client/v4/ips`)).to.be.rejectedWith(
        "fetch failed",
      );
    });
  });

  const reachable: readonly (readonly [
    address: string,
    origin: RegExp,
    own: string,
    others: string[],
  ])[] = [
    ["0.0.0.0", /^http:\/\/127\.0\.0\.1:(\d+)$/, "127.0.0.2", ["[::1]"]],
    ["::1", /^http:\/\/\[::1\]:(\d+)$/, "[::1]", ["127.0.0.1"]],
    ["::", /^http:\/\/\[::1\]:(\d+)$/, "127.0.0.1", []],
    ["0:0:0:0:0:0:0:1", /^http:\/\/\[::1\]:(\d+)$/, "[::1]", ["127.0.0.1"]],
  ];
  for (const [address, origin, own, others] of reachable) {
    it(`listens on ${address}, and prints an address by which this machine reaches it`, async function () {
      if (address.includes(":") && !(await hasIpv6())) {
        skipBecause(this, "this machine has no IPv6");
      }
      await serving(["--reachable-from-network", address], async (get, terminal) => {
        expect((await get("/zones")).success).to.equal(true);
        const [, url = ""] = /CLOUDFLARE_BASE_URL=(\S+)/.exec(terminal.stdout()) ?? [];
        expect(url).to.equal(`${new URL(url).origin}/client/v4`);
        const [, port] = origin.exec(new URL(url).origin) ?? [];
        expect(terminal.stdout()).to.match(/^Serving Cloudflare's API v4 at /);
        expect(terminal.stdout().split("\n")[0]).to.include(` at ${url} until Ctrl-C.`);
        expect(terminal.stderr()).to.equal(
          `Listening on ${address}: whoever reaches it and has the token may call, and everything goes unencrypted.\n`,
        );
        expect((await fetch(`http://${own}:${port}/client/v4/ips`)).status).to.equal(200);
        for (const other of others) {
          await expect(fetch(`http://${other}:${port}/client/v4/ips`)).to.be.rejectedWith(
            "fetch failed",
          );
        }
      });
    });
  }

  it("serves two accounts at once, each with a token of its own, and no file of an account twice", async () => {
    const account = join(folder, "account");
    await serving(["--account", account], async (get, terminal, tokenFile) => {
      await serving([], async (other, _terminal, otherTokenFile) => {
        const [own, others] = [tokenFile, otherTokenFile].map((file) => readFileSync(file, "utf8"));
        expect(own).to.not.equal(others);
        expect((await other("/zones")).success).to.equal(true);
        const [, url = ""] = /CLOUDFLARE_BASE_URL=(\S+)/.exec(terminal.stdout()) ?? [];
        const headers = { authorization: `Bearer ${others}` };
        expect((await fetch(`${url}/zones`, { headers })).status).to.equal(403);
      });
      const second = fakeTerminal();
      expect(await runCommand(["cloud", "--account", account], second)).to.equal(2);
      expect(second.stderr()).to.include(
        `must be used by one process at a time; got one in use by process ${process.pid}`,
      );
      expect(second.stdout()).to.equal("");
      expect((await get("/zones")).success).to.equal(true);
    });
  });

  it("runs behind a job of CI, which waits for the token and ends it", async () => {
    const file = join(folder, "token");
    const child = spawn(
      process.execPath,
      [...commandEntry(), ...["cloud", "--token-file", file, "--journal", join(folder, "journal")]],
      { cwd: packageFile("."), stdio: ["ignore", "pipe", "pipe"] },
    );
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => (stdout += part));
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    while (!existsSync(file)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const token = readFileSync(file, "utf8");
    while (!/CLOUDFLARE_BASE_URL=\S+\n/.test(stdout)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const [, url = ""] = /CLOUDFLARE_BASE_URL=(\S+)/.exec(stdout) ?? [];
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${url}/zones`, { headers })).status).to.equal(200);
    child.kill("SIGTERM");
    expect(await ended).to.equal(143);
    expect(existsSync(file)).to.equal(false);
    expect(readFileSync(join(folder, "journal"), "utf8").trimEnd().split("\n")).to.have.lengthOf(1);
  }).timeout(120_000);

  it("ends with exit code 2 where its journal can no longer be written, and leaves nothing running", async function () {
    if (!existsSync("/dev/full")) {
      skipBecause(this, "there is no /dev/full here, whose writes find no room");
    }
    const journal = join(folder, "journal");
    symlinkSync("/dev/full", journal);
    const terminal = fakeTerminal();
    const running = runCommand(["cloud", "--journal", journal], terminal);
    const { url, tokenFile } = await told(terminal);
    expect(terminal.stderr()).to.equal("");
    const headers = { authorization: `Bearer ${readFileSync(tokenFile, "utf8")}` };
    await fetch(`${url}/zones`, { headers }).catch(() => undefined);
    expect(await running).to.equal(2);
    expect(terminal.stderr()).to.equal(
      `${journal} must be a file that can be written; got an error of the file system: ENOSPC: no space left on device, write. Make room on its disk\n`,
    );
    expect(existsSync(tokenFile)).to.equal(false);
    await expect(fetch(`${url}/ips`)).to.be.rejectedWith("fetch failed");
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

    /** How many servers of this process listen. */
    const listening = (): number =>
      process.getActiveResourcesInfo().filter((kind) => kind === "TCPServerWrap").length;

    const cases: readonly (readonly [string, () => string[], string])[] = [
      [
        "a port that is taken",
        () => ["--port", `${(taken.address() as AddressInfo).port}`],
        "must be free on 127.0.0.1; got a port that is taken",
      ],
      ["a port that is none", () => ["--port", "70000"], "a whole number from 1 to 65535"],
      ["a port of text", () => ["--port", "0x50"], "a whole number from 1 to 65535"],
      [
        "a zone that is no domain",
        () => ["--zone", "example"],
        "It must begin with a domain name, as example.com.",
      ],
      [
        "a zone on a plan that there is not",
        () => ["--zone", "example.com,plan=gold"],
        "The plan must be free, pro, business, enterprise.",
      ],
      [
        "a zone with an id that is none",
        () => ["--zone", "example.com,id=1"],
        "An id must be 32 hexadecimal digits, in lower case.",
      ],
      [
        "a zone with what no zone has",
        () => ["--zone", "example.com,__proto__=1"],
        "After the domain name come id=… and plan=…, parted by commas.",
      ],
      [
        "a zone twice",
        () => ["--zone", "example.com", "--zone", "EXAMPLE.com.,plan=free"],
        "A zone of this name or id was given before.",
      ],
      [
        "an account that can be none",
        () => ["--account-id", "mine"],
        "An id must be 32 hexadecimal digits, in lower case.",
      ],
      [
        "a network address that is a name",
        () => ["--reachable-from-network", "localhost"],
        "It must be an IP address of this machine.",
      ],
      [
        "a network address in brackets",
        () => ["--reachable-from-network", "[::1]"],
        "It must be an IP address of this machine.",
      ],
      [
        "a network address with a port",
        () => ["--reachable-from-network", "127.0.0.1:8402"],
        "It must be an IP address of this machine.",
      ],
      [
        "an IPv6 address of another machine",
        () => ["--reachable-from-network", "2001:db8::7"],
        'network address must be an IP address of this machine; got "2001:db8::7"',
      ],
      [
        "an IPv6 address of a link without its interface",
        () => ["--reachable-from-network", "fe80::1"],
        'network address must be an IP address of this machine; got "fe80::1"',
      ],
      [
        "an IPv6 address of a link with its interface",
        () => ["--reachable-from-network", "fe80::1%eth0"],
        'network address must be an IP address of this machine; got "fe80::1%eth0"',
      ],
      [
        "a port that is taken on all addresses",
        () => [
          ...["--reachable-from-network", "0.0.0.0"],
          ...["--port", `${(taken.address() as AddressInfo).port}`],
        ],
        "must be free on 0.0.0.0; got a port that is taken",
      ],
      [
        "a network address of another machine",
        () => ["--reachable-from-network", "203.0.113.7"],
        'network address must be an IP address of this machine; got "203.0.113.7"',
      ],
      [
        "a token file that is there",
        () => {
          writeFileSync(join(folder, "token"), "another's");
          return ["--token-file", join(folder, "token")];
        },
        "must be a file that is not there yet; got one that is",
      ],
      [
        "a token file that cannot be written",
        () => ["--token-file", join(folder, "none", "token")],
        "must be a file that can be written",
      ],
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
        const running = listening();
        expect(await runCommand(["cloud", ...flags()], terminal)).to.equal(2);
        expect(terminal.stderr()).to.contain(words);
        expect(terminal.stdout()).to.equal("");
        // A server that was closed goes at the end of the event loop's turn.
        await turn();
        await turn();
        expect(listening()).to.equal(running);
      });
    }
  });
});
