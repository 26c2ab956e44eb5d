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

/** What stands already: a filter that drops what it does not name, and a port that a container publishes. */
const own = `
table ip published {
  chain prerouting {
    type nat hook prerouting priority dstnat;
    ip daddr ${origin} tcp dport 4430 dnat to ${addresses.container}:8443
  }
}
table inet own {
  chain input {
    type filter hook input priority filter; policy drop;
    iifname "lo" accept
    ct state established,related accept
    meta l4proto ipv6-icmp accept
    tcp dport { 80, 443 } accept
  }
}
`;

const attemptsAfter: readonly Attempt[] = [
  { from: cloudflare, to: origin, port: 443, expect: "open" },
  { from: cloudflareIpv6, to: originIpv6, port: 443, expect: "open" },
  { from: cloudflare, to: origin, port: 4430, expect: "open" },
  { from: stranger, to: origin, port: 80, expect: "open" },
  { from: stranger, to: origin, port: 443, expect: "dropped" },
  { from: strangerIpv6, to: originIpv6, port: 443, expect: "dropped" },
  { from: stranger, to: origin, port: 4430, expect: "dropped" },
  // What the site's own filter drops stays dropped, for Cloudflare too.
  { from: cloudflare, to: origin, port: 22, expect: "dropped" },
];
const attemptsBefore = beforeAnyRule(attemptsAfter, 22);
const fromOrigin: readonly Attempt[] = [
  { from: "127.0.0.1", to: "127.0.0.1", port: 443, expect: "open" },
  { from: origin, to: origin, port: 443, expect: "open" },
  { from: origin, to: stranger, port: 443, expect: "open" },
];
const fromContainer: readonly Attempt[] = [
  { from: addresses.container, to: stranger, port: 443, expect: "open" },
];

describe("the ranges as nftables loads them, beside tables of the machine's own", function () {
  before(function () {
    const reason = whyNoNetwork({ nft: "-v" });
    if (reason !== undefined) {
      skipBecause(this, reason);
    }
  });

  it("shut strangers out, also of the ports of containers, and open nothing", () => {
    expect(
      inOriginNetwork(
        { "own.nft": own, "cloudflare.nft": rangesAsText("nftables", undefined, [443, 4430]) },
        `
        nft -f own.nft
        connect "$outside" ${asArgument(attemptsBefore)}
        nft -f cloudflare.nft
        nft -f cloudflare.nft
        connect "$outside" ${asArgument(attemptsAfter)}
        connect "" ${asArgument(fromOrigin)}
        connect "$container" ${asArgument(fromContainer)}
        nft list tables
        `,
      ),
    ).to.deep.equal([
      expectedEnds(attemptsBefore),
      expectedEnds(attemptsAfter),
      expectedEnds(fromOrigin),
      expectedEnds(fromContainer),
      "table ip published",
      "table inet own",
      "table inet cloudflare_origin",
    ]);
  });
});
