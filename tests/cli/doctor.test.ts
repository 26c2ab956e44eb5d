import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand } from "../../cli/command";
import { doctorCommand } from "../../cli/doctorRun";
import { Stop } from "../../cli/exitCodes";
import type { Evidence } from "../../doctor/evidence";
import type { examineSite } from "../../doctor/examine";
import type { SiteToExamine } from "../../doctor/site";
import { witness } from "../../doctor/witness";
import { fakeTerminal } from "./fakeTerminal";

const url = "https://www.example.com/";
const served = witness("edge", "answer", url).pass("200");
const refused = witness("origin", "tcp-https", "203.0.113.10:443").fail("refuses connections", [
  "origin-down",
]);
const made521 = witness("edge", "answer", url).fail("521: Cloudflare made it", [
  ...(["origin-down", "cloudflare-blocked"] as const),
]);
const hostile = witness("edge", "answer", url).fail(
  "\u001b[2J<script>alert(1)</script> Bearer sk_live_abcdefghijklmnop1234",
  ["edge-own-error"],
);

describe("the command doctor", () => {
  const sites: SiteToExamine[] = [];
  const seeing =
    (evidence: readonly Evidence[]): typeof examineSite =>
    (site, _signal, onProgress) => {
      sites.push(site);
      const progress = { step: "edge", seconds: 1.25, steps: 1 } as const;
      onProgress?.({ ...progress, evidence: undefined, ended: 0 });
      onProgress?.({ ...progress, evidence, ended: 1 });
      return Promise.resolve([...evidence]);
    };
  const run = async (
    flags: Parameters<typeof doctorCommand>[1],
    evidence: readonly Evidence[],
    address: string | undefined = url,
  ) => {
    const terminal = fakeTerminal();
    const exitCode = await doctorCommand(address, flags, terminal, seeing(evidence));
    return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
  };
  let folder = "";
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "doctor-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => sites.splice(0));

  it("refuses unusable input before anything is asked, all of it at once", async () => {
    const cases: (readonly [readonly string[], RegExp])[] = [
      [[], /^The URL must be given; got nothing\. Write it first/],
      [["--origin", "203.0.113.10", url], /^Some input cannot be used:\n.*The URL must be given/],
      [
        ["www.example.com"],
        /^The URL must begin with https:\/\/ .*Write https:\/\/www\.example\.com\n$/,
      ],
      [["ftp://www.example.com"], /^The URL must begin with https:\/\//],
      [["http://www.example.com/a"], /Write https:\/\/www\.example\.com\/a: /],
      [["https://"], /^The URL must begin with https:\/\/ and a host name; got "https:\/\/"\n$/],
      [["https://localhost"], /^The URL's host must be a full host name/],
      [["https://203.0.113.10/"], /^The URL's host must .* the address with --origin\n$/],
      [["https://[2001:db8::1]/"], /^The URL's host must /],
      [
        ["https://me:hunter2@www.example.com"],
        /^The URL must hold no user and no password; got some\. /,
      ],
      [
        [url, "--origin", "https://203.0.113.10"],
        /^--origin must be an IP address or a host name; .*Without https/,
      ],
      [[url, "--origin", "203.0.113.10:8443"], /^--origin must .*the URL's own port is asked\n$/],
      [
        [url, "--resolver", "dns.google"],
        /^--resolver must be an IP address, with a port or without/,
      ],
      [[url, "--resolver", "1.1.1.1:99999"], /^--resolver must /],
      [[url, "--retired", "old.example.com"], /^--retired must be an IP address or a CIDR/],
      [[url, "--report", folder], /^--report must be writable; got .* \(EISDIR\)/],
      [[url, "--report", path.join(folder, "no", "x.html")], /\(ENOENT\)/],
      [["x", "--origin", "y z", "--resolver", "z"], /(?:\n {2}- .*){3}\n$/],
    ];
    for (const [argv, stderr] of cases) {
      const terminal = fakeTerminal();
      const exitCode = await runCommand(["doctor", ...argv], terminal);
      expect([exitCode, terminal.stdout()], argv.join(" ")).to.deep.equal([2, ""]);
      expect(terminal.stderr(), argv.join(" ")).to.match(stderr);
      expect(terminal.stderr()).not.to.contain("hunter2");
    }
  });

  it("says so in JSON as well", async () => {
    const terminal = fakeTerminal();
    expect(await runCommand(["doctor", "x", "--json"], terminal)).to.equal(2);
    const { error } = JSON.parse(terminal.stdout()) as { error: { problems: unknown[] } };
    expect(error.problems).to.have.length(1);
  });

  it("reads the site as it is typed", async () => {
    const flags = {
      origin: ["203.0.113.10", "LB.Example.NET.", "2001:db8::1"],
      resolver: ["127.0.0.1:5353"],
      retired: ["198.51.100.0/24"],
      full: true,
    };
    await run(flags, [served], "https://WWW.bücher.example:8443/a?b=c#d");
    const [site] = sites;
    expect(site?.url.href).to.equal("https://www.xn--bcher-kva.example:8443/a?b=c#d");
    expect(site?.origins).to.deep.equal(["203.0.113.10", "lb.example.net", "2001:db8::1"]);
    expect(site?.resolvers).to.deep.equal([{ address: "127.0.0.1", port: 5353 }]);
    expect(site?.patience?.idleSeconds).to.equal(900);
    await run({}, [served]);
    expect(sites[1]?.resolvers.map(({ address }) => address)).to.deep.equal(["1.1.1.1", "8.8.8.8"]);
    expect(sites[1]?.patience).to.equal(undefined);
  });

  it("calls a healthy site healthy, with exit code 0, and tells of each step", async () => {
    const { exitCode, stdout, stderr } = await run({}, [served]);
    expect([exitCode, stdout]).to.deep.equal([0, `✓ ${url}: The site is healthy\n`]);
    expect(stderr).to.equal(
      "Examining www.example.com\n  edge        1 check, nothing amiss, 1.3 s\n  100 % (1 of 1)\n",
    );
  });

  it("names a cause with its reasons and the way out, with exit code 1", async () => {
    const { exitCode, stdout } = await run({}, [refused, made521]);
    expect(exitCode).to.equal(1);
    expect(stdout).to.equal(
      [
        `✗ ${url}: Nothing listens at the origin's port`,
        "",
        "1. Nothing listens at the origin's port (origin-down)",
        "   seen: origin, tcp-https, 203.0.113.10:443: refuses connections",
        `   seen: edge, answer, ${url}: 521: Cloudflare made it`,
        "   way out: Start the web server, and see why it ended",
        "     $ ss -ltnp '( sport = :443 or sport = :80 )'",
        "     $ systemctl status nginx apache2 httpd caddy",
        "     $ journalctl -u nginx -u apache2 -u httpd -n 50 --no-pager",
        "     $ sudo systemctl restart SERVICE",
        "   prevented by FailoverLoadBalancer: its monitors take an origin out that fails, and visitors are led to the next pool",
        "",
      ].join("\n"),
    );
  });

  it("is undecided with exit code 3, and names the one probe that tells causes apart", async () => {
    const { exitCode, stdout } = await run({}, [made521]);
    expect(exitCode).to.equal(3);
    expect(stdout).to.match(/^\? .*: No single cause explains what was seen\n/);
    expect(stdout).to.contain("? Undecided between origin-down, cloudflare-blocked\n");
    expect(stdout).to.match(/what tells them apart: run `steady-edge doctor collect/);
    const blind = witness("edge", "answer", url).unknown("no answer (ENOTFOUND)");
    const nothing = await run({}, [blind]);
    expect(nothing.exitCode).to.equal(3);
    expect(nothing.stdout).to.equal(
      `? ${url}: Nothing could be looked at from here\n\nNot looked at:\n  edge, answer, ${url}: no answer (ENOTFOUND)\n`,
    );
  });

  it("writes one JSON document, and all else to standard error", async () => {
    const { exitCode, stdout, stderr } = await run({ json: true }, [refused, made521]);
    const document = JSON.parse(stdout) as Record<string, unknown>;
    expect(exitCode).to.equal(1);
    expect(Object.keys(document)).to.deep.equal([
      ...["version", "url", "verdict", "sentence", "causes", "undecided", "allowed", "cleared"],
      "evidence",
    ]);
    expect(document).to.deep.include({ version: 1, url, verdict: "cause" });
    expect(document.causes).to.have.length(1);
    expect(stderr).to.contain("1. Nothing listens at the origin's port (origin-down)\n");
  });

  it("writes a page, and lets nothing that was seen steer a terminal or a page", async () => {
    const report = path.join(folder, "out.html");
    const { stdout } = await run({ report }, [hostile]);
    const page = readFileSync(report, "utf8");
    expect(page).to.match(/^<!doctype html>/);
    expect(page).to.contain("&lt;script&gt;alert(1)&lt;/script&gt;");
    for (const text of [page, stdout]) {
      expect(text).not.to.contain("\u001b");
      expect(text).not.to.contain("sk_live_abcdefghijklmnop1234");
    }
  });

  it("examines the rest where a bundle cannot be read, says so twice, and calls nothing healthy", async () => {
    const cut = path.join(folder, "cut.json");
    writeFileSync(cut, '{"kind":"steady-edge origin bundle","version":1,"host":{"na');
    const other = path.join(folder, "other.json");
    writeFileSync(other, '{"kind":"steady-edge origin bundle","version":99}');
    const binary = path.join(folder, "binary");
    writeFileSync(binary, Buffer.from([0, 1, 2, 255]));
    const files: (readonly [string, RegExp])[] = [
      [path.join(folder, "none.json"), /got no such file/],
      [folder, /got a folder/],
      [cut, /cut\.json" must /],
      [other, /must be of version 1; got version 99/],
      [binary, /must be text in UTF-8/],
    ];
    for (const [bundle, why] of files) {
      const { exitCode, stdout, stderr } = await run({ bundle }, [served]);
      expect(exitCode, bundle).to.equal(2);
      expect(stderr).to.match(why);
      expect(stdout).to.match(why);
      expect((await run({ bundle }, [refused])).exitCode).to.equal(1);
    }
  });

  it("gives what was collected to the examination", async () => {
    const collected = fakeTerminal();
    await runCommand(["doctor", "collect"], collected);
    const bundle = path.join(folder, "origin.json");
    writeFileSync(bundle, collected.stdout());
    expect((await run({ bundle }, [served])).exitCode).to.equal(0);
    expect(sites[0]?.bundle?.kind).to.equal("steady-edge origin bundle");
  });

  it("keeps an old page where the examination is stopped, with the signal's exit code", async () => {
    const report = path.join(folder, "kept.html");
    writeFileSync(report, "the last one");
    const stop = new AbortController();
    const terminal = fakeTerminal({}, stop.signal);
    const stopped: typeof examineSite = (_site, signal) => {
      stop.abort(new Stop("SIGINT"));
      return Promise.reject(signal.reason as Error);
    };
    expect(await doctorCommand(url, { report }, terminal, stopped)).to.equal(130);
    expect([terminal.stdout(), readFileSync(report, "utf8")]).to.deep.equal(["", "the last one"]);
    expect(terminal.stderr()).to.equal("Stopped before the end\n");
  });
});
