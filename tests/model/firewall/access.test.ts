import { expect } from "chai";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { accessOf, isUnsafe, worstAccess, type Access } from "../../../model/firewall/access";
import type { Exposure } from "../../../model/firewall/exposure";

const { ipv4, ipv6 } = cloudflareRanges;

function exposure(more: Partial<Exposure> = {}): Exposure {
  return {
    ...{ port: 443, reachable: { ipv4: "yes", ipv6: "no" }, admitsCloudflare: true },
    ...{ missing: [...ipv6], closed: "yes", wider: [], ...more },
  };
}

const none = { reachable: { ipv4: "no", ipv6: "no" }, missing: [...ipv4, ...ipv6] } as const;

describe("who gets through a firewall, in few words", () => {
  const cases: [string, Partial<Exposure>, Access["cloudflare"], Access["others"]][] = [
    ["Cloudflare over IPv4 alone", {}, "all", "nobody"],
    [
      "Cloudflare over IPv6 alone",
      { reachable: { ipv4: "no", ipv6: "yes" }, missing: [...ipv4] },
      "all",
      "nobody",
    ],
    [
      "Cloudflare over both",
      { reachable: { ipv4: "yes", ipv6: "yes" }, missing: [] },
      "all",
      "nobody",
    ],
    ["nobody", none, "none", "nobody"],
    [
      "one range of Cloudflare",
      { ...none, missing: [...ipv4.slice(1), ...ipv6] },
      ...(["part", "nobody"] as const),
    ],
    [
      "all of IPv4 and a part of IPv6",
      { missing: ipv6.slice(1) },
      ...(["part", "nobody"] as const),
    ],
    [
      "perhaps Cloudflare",
      { ...none, reachable: { ipv4: "unknown", ipv6: "no" } },
      ...(["unknown", "nobody"] as const),
    ],
    [
      "IPv4, and IPv6 perhaps",
      { reachable: { ipv4: "yes", ipv6: "unknown" } },
      ...(["all", "nobody"] as const),
    ],
    ["perhaps others", { closed: "unknown" }, "all", "unknown"],
    ["some others", { closed: "no", wider: ["8.8.8.0/24"] }, "all", "some"],
    ["everybody over IPv4", { closed: "no", wider: ["0.0.0.0/0"] }, "all", "everybody"],
    ["everybody over IPv6", { closed: "no", wider: ["::/0", "8.8.8.0/24"] }, "all", "everybody"],
    [
      "everybody in two halves",
      { closed: "no", wider: ["0.0.0.0/1", "128.0.0.0/1"] },
      ...(["all", "everybody"] as const),
    ],
    ["half of everybody", { closed: "no", wider: ["0.0.0.0/1", "no range"] }, "all", "some"],
  ];
  for (const [title, more, cloudflare, others] of cases) {
    it(`is ${title}: Cloudflare ${cloudflare}, others ${others}`, () => {
      expect(accessOf(exposure(more))).to.deep.equal({ cloudflare, others });
    });
  }

  it("is in danger where Cloudflare is shut out or others are let in for certain", () => {
    const all = ["all", "part", "none", "unknown"] as const;
    expect(all.map((cloudflare) => isUnsafe({ cloudflare, others: "nobody" }))).to.deep.equal([
      ...[false, true, true, false],
    ]);
    const others = ["nobody", "some", "everybody", "unknown"] as const;
    expect(others.map((each) => isUnsafe({ cloudflare: "all", others: each }))).to.deep.equal([
      ...[false, true, true, false],
    ]);
  });
});

describe("the worst of several ports", () => {
  const closed = exposure();
  /** From the worst to the best. */
  const order: [Partial<Exposure>, Access][] = [
    [none, { cloudflare: "none", others: "nobody" }],
    [
      { ...none, missing: ipv4.slice(1) },
      { cloudflare: "part", others: "nobody" },
    ],
    [
      { closed: "no", wider: ["0.0.0.0/0"] },
      { cloudflare: "all", others: "everybody" },
    ],
    [
      { closed: "no", wider: ["8.8.8.0/24"] },
      { cloudflare: "all", others: "some" },
    ],
    [
      { ...none, reachable: { ipv4: "unknown", ipv6: "no" } },
      { cloudflare: "unknown", others: "nobody" },
    ],
    [{ closed: "unknown" }, { cloudflare: "all", others: "unknown" }],
  ];
  const exposures = order.map(([more], index) => exposure({ wider: [], ...more, port: index }));
  for (const [index, [, access]] of order.entries()) {
    it(`is Cloudflare ${access.cloudflare} and others ${access.others} before anything milder`, () => {
      const milder = [...exposures.slice(index), exposure({ port: 99, wider: [] })].reverse();
      expect(worstAccess(milder)).to.deep.equal({ access, port: index });
    });
  }

  it("is no port's own where all are alike", () => {
    expect(worstAccess([closed, { ...closed, port: 80 }])).to.deep.equal({
      access: { cloudflare: "all", others: "nobody" },
      port: undefined,
    });
    expect(worstAccess([exposures[3]!, { ...exposures[3]!, port: 80 }])).to.deep.equal({
      access: { cloudflare: "all", others: "some" },
      port: undefined,
    });
  });

  it("tells ports apart by both words", () => {
    const open = exposure({ port: 80, closed: "no", wider: ["8.8.8.0/24"] });
    const shut = exposure({ ...none, port: 22, closed: "no", wider: ["9.9.9.0/24"] });
    expect(worstAccess([open, shut]).port).to.equal(22);
  });

  it("is not known without a port", () => {
    expect(worstAccess([])).to.deep.equal({
      access: { cloudflare: "unknown", others: "unknown" },
      port: undefined,
    });
  });
});
