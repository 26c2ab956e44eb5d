import { expect } from "chai";
import type { FirewallRangesArgs } from "../../../components/originFirewall";
import {
  declaredRanges,
  joinRanges,
  liveRangesProblem,
  withLiveRanges,
} from "../../../components/originFirewall/ranges";
import { validateOriginFirewall } from "../../../components/originFirewall/validate";
import type { Problem } from "../../../core/problem";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";

const { ipv4, ipv6 } = cloudflareRanges;
const pinned = { ipv4, ipv6 };

function without(list: readonly string[], ...gone: string[]): string[] {
  return list.filter((range) => !gone.includes(range));
}

describe("declaredRanges", () => {
  it("gives the pinned list as it is pinned", () => {
    expect(declaredRanges(undefined, true)).to.deep.equal(pinned);
  });

  it("gives no IPv6 where it is off", () => {
    expect(declaredRanges(undefined, false)).to.deep.equal({ ipv4, ipv6: [] });
  });

  it("keeps the pinned family where only the other is given", () => {
    const given = [...ipv4, "203.0.114.0/24"];
    const declared = declaredRanges({ ipv4: given }, true);
    expect([...declared.ipv4].sort()).to.deep.equal(given.sort());
    expect(declared.ipv6).to.deep.equal(ipv6);
  });
});

describe("joinRanges", () => {
  it("keeps each range once, in the order of addresses, in one spelling", () => {
    expect(
      joinRanges(
        { ipv4: ["104.24.0.0/14", "9.9.9.0/24"], ipv6: ["2606:4700:0::/32"] },
        { ipv4: ["104.24.0.0/14", "104.16.0.0/13"], ipv6: ["2606:4700::/32", "2400:CB00::/32"] },
      ),
    ).to.deep.equal({
      ipv4: ["9.9.9.0/24", "104.16.0.0/13", "104.24.0.0/14"],
      ipv6: ["2400:cb00::/32", "2606:4700::/32"],
    });
  });

  it("drops what another range holds", () => {
    expect(
      joinRanges(pinned, { ipv4: ["104.16.0.0/12"], ipv6: [] }).ipv4.slice(3, 5),
    ).to.deep.equal(["104.16.0.0/12", "108.162.192.0/18"]);
  });
});

describe("withLiveRanges", () => {
  it("changes nothing for an empty answer", () => {
    expect(withLiveRanges(pinned, { ipv4Cidrs: [], ipv6Cidrs: [] }, true)).to.deep.equal(pinned);
  });

  it("adds what is new and leaves IPv6 out where it is off", () => {
    const live = { ipv4Cidrs: ["198.51.101.0/24"], ipv6Cidrs: ["2a0a::/32"] };
    const joined = withLiveRanges({ ipv4, ipv6: [] }, live, false);
    expect(joined).to.deep.equal({ ipv4: [...ipv4, "198.51.101.0/24"], ipv6: [] });
  });
});

function rangesProblems(
  ranges: FirewallRangesArgs,
  acceptShrunkenRanges: boolean,
): readonly Problem[] {
  const args = { vpcId: "vpc-0a1b2c3d", ranges, acceptShrunkenRanges };
  return validateOriginFirewall(args, "").problems;
}

describe("explicit ranges", () => {
  it("accepts the pinned list, and one that lost a fifteenth", () => {
    expect(rangesProblems({ ipv4: [...ipv4], ipv6: [...ipv6] }, false)).to.deep.equal([]);
    expect(rangesProblems({ ipv4: without(ipv4, "103.31.4.0/22") }, false)).to.deep.equal([]);
  });

  it("rejects a list without 172.64.0.0/13, since a third of the addresses are there", () => {
    expect(rangesProblems({ ipv4: without(ipv4, "172.64.0.0/13") }, false)).to.deep.equal([
      {
        path: "ranges.ipv4",
        rule: "cover at least 90 % of the pinned list",
        actual: "14 of 15 ranges and 65.6 % of their addresses, without 172.64.0.0/13",
        hint: "Add them, or say acceptShrunkenRanges: true if Cloudflare no longer connects from there",
      },
    ]);
  });

  it("rejects a list that lost two small ranges, though hardly any address", () => {
    const [problem] = rangesProblems(
      { ipv4: without(ipv4, "103.31.4.0/22", "131.0.72.0/22") },
      false,
    );
    expect(problem?.actual).to.equal(
      "13 of 15 ranges and 99.8 % of their addresses, without 103.31.4.0/22, 131.0.72.0/22",
    );
  });

  it("rejects a list that lost one of seven IPv6 ranges", () => {
    const [problem] = rangesProblems({ ipv6: without(ipv6, "2803:f800::/32") }, false);
    expect(problem?.path).to.equal("ranges.ipv6");
  });

  it("counts a range as kept when its halves are given", () => {
    const halves = [...without(ipv4, "104.16.0.0/13"), "104.16.0.0/14", "104.20.0.0/14"];
    expect(rangesProblems({ ipv4: halves }, false)).to.deep.equal([]);
  });

  it("accepts a shrunken list on the word, but never an empty one", () => {
    expect(rangesProblems({ ipv4: ["104.16.0.0/13"] }, true)).to.deep.equal([]);
    expect(
      rangesProblems({ ipv4: [], ipv6: [] }, true).map(({ path, actual }) => [path, actual]),
    ).to.deep.equal([
      ["ranges.ipv4", "[]"],
      ["ranges.ipv6", "[]"],
    ]);
  });

  const refused: [string, "ipv4" | "ipv6", RegExp][] = [
    ["0.0.0.0/0", "ipv4", /^be no wider than \/12/],
    ["::/0", "ipv6", /^be no wider than \/28/],
    ["104.0.0.0/8", "ipv4", /^be no wider than \/12/],
    ["104.16.0.0/12", "ipv4", /^not reach beyond Cloudflare's ranges/],
    ["172.64.0.0/12", "ipv4", /^not reach beyond Cloudflare's ranges/],
    ["2a06:98c0::/28", "ipv6", /^not reach beyond Cloudflare's ranges/],
    ["104.16.0.1/13", "ipv4", /^have no address bits beyond its prefix/],
    ["104.16.0.0", "ipv4", /^be an IPv4 range/],
    ["2400:cb00::/32", "ipv4", /^be an IPv4 range/],
    ["104.16.0.0/13", "ipv6", /^be an IPv6 range/],
    ["10.0.0.0/16", "ipv4", /^be a public range/],
    ["fd00::/32", "ipv6", /^be a public range/],
    ["", "ipv4", /^be an IPv4 range/],
  ];
  for (const [text, family, rule] of refused) {
    it(`rejects ${text || "an empty text"} as ${family}, even on the word`, () => {
      const problems = rangesProblems({ [family]: [...cloudflareRanges[family], text] }, true);
      expect(problems).to.have.lengthOf(1);
      expect(problems[0]?.path).to.equal(`ranges.${family}[${cloudflareRanges[family].length}]`);
      expect(problems[0]?.rule ?? "").to.match(rule);
    });
  }

  it("names the ranges to write in place of a wider one", () => {
    const [problem] = rangesProblems({ ipv4: ["172.64.0.0/12"] }, true);
    expect(problem?.hint).to.equal("Write 172.64.0.0/13 instead");
  });
});

describe("liveRangesProblem", () => {
  const live = { ipv4Cidrs: [...ipv4], ipv6Cidrs: [...ipv6] };

  it("accepts today's list, an empty one, and one joined into wider blocks", () => {
    expect(liveRangesProblem(live, pinned, true)).to.equal(undefined);
    expect(liveRangesProblem({ ipv4Cidrs: [], ipv6Cidrs: [] }, pinned, true)).to.equal(undefined);
    const wider = { ...live, ipv4Cidrs: ["104.16.0.0/12"] };
    expect(liveRangesProblem(wider, pinned, true)).to.equal(undefined);
  });

  it("rejects the whole world and what is no range", () => {
    const world = liveRangesProblem({ ...live, ipv4Cidrs: ["0.0.0.0/0"] }, pinned, true);
    expect(world?.path).to.equal("liveRanges.ipv4Cidrs[0]");
    const noRange = liveRangesProblem({ ...live, ipv6Cidrs: ["x"] }, pinned, true);
    expect(noRange?.path).to.equal("liveRanges.ipv6Cidrs[0]");
  });

  it("rejects more than the prefix list holds", () => {
    const more = Array.from({ length: 6 }, (_, index) => `198.5${index}.0.0/16`);
    expect(liveRangesProblem({ ...live, ipv4Cidrs: more }, pinned, true)).to.deep.equal({
      path: "liveRanges.ipv4Cidrs",
      rule: "fit with the declared ones into a prefix list of 20 entries",
      actual: "21 ranges",
      hint: "Leave liveRanges out, and give them as ranges with mode rules",
    });
  });
});
