import { expect } from "chai";
import { rangesAsText } from "../../../core/rangesText";
import {
  addresses,
  asArgument,
  beforeAnyRule,
  expectedEnds,
  inOriginNetwork,
  whyNoNetwork,
  type Attempt,
} from "./originNetwork";
import { skipBecause } from "../../support/skipped";

const { origin, originIpv6, cloudflare, cloudflareIpv6, stranger, strangerIpv6 } = addresses;

const attemptsAfter: readonly Attempt[] = [
  { from: cloudflare, to: origin, port: 443, expect: "open" },
  { from: cloudflareIpv6, to: originIpv6, port: 443, expect: "open" },
  { from: stranger, to: origin, port: 22, expect: "open" },
  { from: stranger, to: origin, port: 443, expect: "dropped" },
  { from: strangerIpv6, to: originIpv6, port: 443, expect: "dropped" },
  { from: cloudflare, to: origin, port: 80, expect: "dropped" },
];
const attemptsBefore = beforeAnyRule(attemptsAfter, 80);
/* Connects as Cloudflare all the while, and says how many attempts did not come through. */
const visitor = `
import net from "node:net";
import fs from "node:fs";
let failed = 0;
const pending = [];
while (!fs.existsSync("done")) {
  pending.push(new Promise((resolve) => {
    const socket = net.connect({ host: "${origin}", port: 443, localAddress: "${cloudflare}" });
    const end = (isOpen) => { clearTimeout(timer); socket.destroy(); failed += isOpen ? 0 : 1; resolve(); };
    const timer = setTimeout(end, 60_000, false);
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
  }));
  await new Promise((resolve) => setTimeout(resolve, 200));
}
await Promise.all(pending);
console.log(pending.length > 0 ? failed + " failed" : "no attempt");
`;

describe("the ranges as ufw takes them, beside rules of the machine's own", function () {
  before(function () {
    const reason = whyNoNetwork({ ufw: "--version", iptables: "--version" });
    if (reason !== undefined) {
      skipBecause(this, reason);
    }
  });

  it("shut strangers out although a rule lets everybody in, and let Cloudflare in all the while", () => {
    const lines = inOriginNetwork(
      { "cloudflare.sh": rangesAsText("ufw"), "visitor.mjs": visitor },
      `
      mkdir settings
      cp -a /etc/ufw/. settings
      mount --bind settings /etc/ufw
      { ufw --force reset; ufw allow 22/tcp; ufw allow 443; ufw --force enable; } > own.log 2>&1
      connect "$outside" ${asArgument(attemptsBefore)}
      $outside node visitor.mjs > visitor.log &
      bash -e cloudflare.sh > first.log 2>&1
      touch done
      wait $!
      cat visitor.log
      connect "$outside" ${asArgument(attemptsAfter)}
      bash -e cloudflare.sh > again.log 2>&1
      sort again.log | uniq -c
      `,
    );
    expect(lines.map((line) => line.trim())).to.deep.equal([
      expectedEnds(attemptsBefore),
      "0 failed",
      expectedEnds(attemptsAfter),
      "16 Skipping inserting existing rule",
      "8 Skipping inserting existing rule (v6)",
    ]);
  });
});
