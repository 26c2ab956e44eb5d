import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { ModelledClock } from "../../../sandbox/modelledClock";
import { chosenStack } from "../../../sandbox/network/chosenStack";
import { NamespaceStack } from "../../../sandbox/network/namespaceStack";
import { nftRules } from "../../../sandbox/network/packetFilter";
import type { Origins } from "../../../sandbox/origins/origins";
import { startOrigins } from "../../../sandbox/origins/startOrigins";
import { skipBecause } from "../../support/skipped";
import { declaredOrigin, declaredPool, declaredSite } from "../declaredSites";
import { askOnce, type Connecting } from "../origins/client";

const missing = "172.64.0.0/13";

describe("the packet filter of a rehearsal", () => {
  it("lets in whom the groups let in, refuses whom a ban refuses, and drops all others", () => {
    const place = { address: "198.51.100.1", port: 443, dropsFrom: ["104.16.0.0/13"] };
    const rules = nftRules([
      {
        ...place,
        admits: (range) => (range === missing ? "no" : "unknown"),
        refusesFrom: ["1.1.1.1"],
      },
      { ...place, address: "2001:db8::1", admits: () => "no", refusesFrom: ["1.1.1.1"] },
    ]);
    const begins = "tcp flags & (fin | syn | rst | ack) == syn";
    const admitted = cloudflareRanges.ipv4.filter(
      (range) => range !== missing && range !== "104.16.0.0/13",
    );
    expect(admitted).to.have.length(cloudflareRanges.ipv4.length - 2);
    expect(rules.split("\n").filter((line) => line.includes("daddr"))).to.deep.equal([
      "    ip daddr 198.51.100.1 tcp dport 443 ip saddr { 1.1.1.1 } reject with icmpx port-unreachable",
      `    ip daddr 198.51.100.1 tcp dport 443 ${begins} ip saddr { 104.16.0.0/13 } drop`,
      `    ip daddr 198.51.100.1 tcp dport 443 ${begins} ip saddr { ${admitted.join(", ")} } accept`,
      `    ip daddr 198.51.100.1 tcp dport 443 ${begins} drop`,
      `    ip6 daddr 2001:db8::1 tcp dport 443 ${begins} drop`,
    ]);
  });
});

describe("a network namespace for a rehearsal that cannot be had", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "no-namespace-"));
    for (const name of ["unshare", "nsenter", "ip", "nft"]) {
      const text = `#!/bin/sh\necho '${name}: Operation not permitted' >&2\nexit 1\n`;
      writeFileSync(path.join(folder, name), text, { mode: 0o755 });
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  it("gives way to loopback addresses, with the reason", async function () {
    if (process.platform !== "linux") {
      skipBecause(this, "there are no network namespaces here");
    }
    const stack = await chosenStack(folder);
    await stack.stop();
    expect(stack.what).to.match(
      /^Loopback addresses stood for Cloudflare's and the origins': no network namespace can be had here \(A process of the rehearsal has ended \(exit code 1\)\.( unshare: Operation not permitted)?\)$/,
    );
  });
});

describe("origins in a network namespace", function () {
  this.timeout(60_000);
  let origins: Origins;
  const [closed, named, six] = ["198.51.100.2", "origin.example.net", "2001:db8::1"] as const;
  const guarded = declaredOrigin({
    address: closed,
    admits: (source) => (source === missing ? "no" : "yes"),
  });
  const others = [declaredOrigin({ address: named }), declaredOrigin({ address: six })];
  const site = declaredSite([declaredPool("primary", [declaredOrigin(), guarded, ...others])]);

  before(async function () {
    const stack = await NamespaceStack.tryStart(process.env.PATH);
    if (typeof stack === "string") {
      skipBecause(this, stack);
    }
    origins = await startOrigins(new ModelledClock(20), { stack });
    await origins.declare([site]);
  });
  afterEach(() => origins.mend("198.51.100.1", 443));
  after(() => (origins as Origins | undefined)?.stop());

  /** The status, or the code of what went wrong. */
  const asked = (how: Connecting): Promise<unknown> =>
    askOnce(origins, "/", { giveUpMilliseconds: 1500, ...how }).then(
      ({ status }) => status,
      ({ code }: NodeJS.ErrnoException) => code,
    );

  it("answer at their declared addresses and ports, by name, and by IPv6", async () => {
    expect(await asked({})).to.equal(200);
    expect(await asked({ address: named })).to.equal(200);
    expect(await asked({ address: six, from: "2606:4700::10" })).to.equal(200);
  });

  it("drop a range of Cloudflare's that their groups do not let in, and no other", async () => {
    const addresses = [closed, "198.51.100.1"];
    const codes = addresses.map((address) => asked({ address, from: "172.64.0.7" }));
    expect(await Promise.all(codes)).to.deep.equal(["ABORT_ERR", 200]);
    expect(await asked({ address: closed, from: "104.16.0.7" })).to.equal(200);
  });

  it("drop a range that is taken out of their groups, and let it in when it is there again", async () => {
    await origins.way("198.51.100.1", 443, { dropsFrom: [missing] });
    const codes = ["172.64.0.7", "104.16.0.7"].map((from) => asked({ from }));
    expect(await Promise.all(codes)).to.deep.equal(["ABORT_ERR", 200]);
    await origins.mend("198.51.100.1", 443);
    expect(await asked({ from: "172.64.0.7" })).to.equal(200);
  });

  it("refuse an address that is banned, and no other of its range", async () => {
    await origins.way("198.51.100.1", 443, { refusesFrom: ["172.64.0.7"] });
    const codes = ["172.64.0.7", "172.64.0.8"].map((from) => asked({ from }));
    expect(await Promise.all(codes)).to.deep.equal(["ECONNREFUSED", 200]);
  });

  it("are killed, and come back", async () => {
    await origins.kill("198.51.100.1", 443);
    expect(await asked({})).to.equal("ECONNREFUSED");
    await origins.revive("198.51.100.1", 443);
    expect(await asked({})).to.equal(200);
  });

  it("are not to be seen from outside", async () => {
    const server = createServer();
    const code = await new Promise((resolve) => {
      server.once("error", ({ code: said }: NodeJS.ErrnoException) => resolve(said));
      server.listen(0, "198.51.100.1", () => resolve("listening"));
    });
    server.close();
    expect(code).to.equal("EADDRNOTAVAIL");
  });
});
