import { expect } from "chai";
import { readRange, type AddressRange } from "../../../core/cidrs";
import {
  countPorts,
  refusalsOf,
  refusedPorts,
  withoutPorts,
} from "../../../model/network/aclAdmission";
import type { AclRule, PortSpan, SubnetAcl } from "../../../model/network/networkAcls";
import { cloudflareByFamily } from "../../../model/firewall/admittedRanges";

const range = (text: string): AddressRange => readRange(text)!;
const span = (first: number, last = first): PortSpan => ({ first, last });
const rule = (allows: boolean, cidr: string, ports: PortSpan): AclRule => ({
  ...{ number: 100, allows, range: range(cidr), ports },
});
const allow = (cidr: string, ports: PortSpan) => rule(true, cidr, ports);
const deny = (cidr: string, ports: PortSpan) => rule(false, cidr, ports);
const acl = (rules: readonly AclRule[], maybeMore = false): SubnetAcl => ({
  ...{ title: "acl", parts: [], rules: { ingress: rules, egress: [] } },
  ...{ maybeMore, mayDeny: maybeMore },
});

/** The ports that are refused to 10.0.0.0/24, written like `80-443`. */
function refused(ports: PortSpan, ...rules: readonly AclRule[]): string[] {
  return refusedPorts(acl(rules), "ingress", range("10.0.0.0/24"), ports).map(
    ({ first, last }) => `${first}-${last}`,
  );
}

const everywhere = "0.0.0.0/0";

describe("the ports that a network ACL turns away", () => {
  it("are all that no rule lets through", () => {
    expect(refused(span(1, 100))).to.deep.equal(["1-100"]);
    expect(refused(span(443), allow(everywhere, span(80)))).to.deep.equal(["443-443"]);
    expect(refused(span(443), allow("10.0.1.0/24", span(443)))).to.deep.equal(["443-443"]);
  });

  it("are what stands beside the ports of a rule, before it and behind it", () => {
    expect(refused(span(10, 20), allow(everywhere, span(12, 15)))).to.deep.equal([
      "10-11",
      "16-20",
    ]);
    expect(refused(span(10, 20), allow(everywhere, span(5, 15)))).to.deep.equal(["16-20"]);
    expect(refused(span(10, 20), allow(everywhere, span(15, 30)))).to.deep.equal(["10-14"]);
    expect(refused(span(10, 20), allow(everywhere, span(11, 20)))).to.deep.equal(["10-10"]);
    expect(refused(span(10, 20), allow(everywhere, span(10, 19)))).to.deep.equal(["20-20"]);
    expect(refused(span(10, 20), allow(everywhere, span(10, 20)))).to.deep.equal([]);
  });

  it("are those of a rule that turns them away before another lets them through, and no more", () => {
    const rest = allow(everywhere, span(0, 65_535));
    expect(refused(span(10, 20), deny(everywhere, span(5, 12)), rest)).to.deep.equal(["10-12"]);
    expect(refused(span(10, 20), deny(everywhere, span(18, 30)), rest)).to.deep.equal(["18-20"]);
    expect(refused(span(10, 20), rest, deny(everywhere, span(5, 12)))).to.deep.equal([]);
  });

  it("are refused where only a part of the addresses meets a rule", () => {
    const rest = allow(everywhere, span(0, 65_535));
    expect(refused(span(10, 20), deny("10.0.0.128/25", span(12)), rest)).to.deep.equal(["12-12"]);
    expect(refused(span(10, 20), allow("10.0.0.0/25", span(10, 20)))).to.deep.equal(["10-20"]);
    const halves = [allow("10.0.0.0/25", span(10, 20)), allow("10.0.0.128/25", span(10, 20))];
    expect(refused(span(10, 20), ...halves)).to.deep.equal([]);
    expect(refused(span(10, 20), deny("10.0.0.7/32", span(15)), rest)).to.deep.equal(["15-15"]);
  });

  it("are told once, sorted and joined where they touch or lie in each other", () => {
    const rest = allow(everywhere, span(0, 65_535));
    const found = refused(
      span(1, 100),
      ...[deny("10.0.0.0/25", span(50, 60)), deny("10.0.0.128/25", span(10, 20))],
      ...[deny("10.0.0.0/25", span(61, 62)), deny("10.0.0.0/26", span(12, 14))],
      ...[deny("10.0.0.128/25", span(55, 70)), deny("10.0.0.0/25", span(72)), rest],
    );
    expect(found).to.deep.equal(["10-20", "50-70", "72-72"]);
  });

  it("are none without an ACL, nor where no rule is known although there are some", () => {
    const of = (one: SubnetAcl | undefined) =>
      refusedPorts(one, "ingress", range("10.0.0.0/24"), span(443));
    expect(of(undefined)).to.deep.equal([]);
    expect(of(acl([], true))).to.deep.equal([]);
    expect(of(acl([], false))).to.deep.equal([span(443)]);
    expect(of(acl([allow(everywhere, span(80))], true))).to.deep.equal([span(443)]);
  });
});

describe("what a network ACL turns away of Cloudflare", () => {
  const [first, ...others] = cloudflareByFamily.ipv4.map(({ text }) => text);
  const of = (...rules: readonly AclRule[]) => refusalsOf(acl(rules), "ingress", "ipv4", span(443));

  it("is nothing without an ACL", () => {
    expect(refusalsOf(undefined, "ingress", "ipv4", span(443))).to.deep.equal([]);
  });

  it("is every range that does not get through whole, in the order of the list", () => {
    expect(of(allow(everywhere, span(443)))).to.deep.equal([]);
    expect(of(allow(first!, span(443)))).to.deep.equal(
      others.map((text) => ({ range: text, ports: [span(443)] })),
    );
    expect(
      refusalsOf(acl([allow(everywhere, span(443))]), "egress", "ipv4", span(443)),
    ).to.have.length(others.length + 1);
    expect(
      refusalsOf(acl([allow(everywhere, span(443))]), "ingress", "ipv6", span(443)),
    ).to.deep.equal(
      cloudflareByFamily.ipv6.map(({ text }) => ({ range: text, ports: [span(443)] })),
    );
  });
});

describe("spans of ports", () => {
  it("are counted with both ends", () => {
    expect(countPorts([])).to.equal(0);
    expect(countPorts([span(80), span(1000, 1009)])).to.equal(11);
  });

  it("lose what is taken from them", () => {
    expect(withoutPorts([span(1, 10), span(20, 30)], [span(5, 24), span(28)])).to.deep.equal([
      ...[span(1, 4), span(25, 27), span(29, 30)],
    ]);
    expect(withoutPorts([span(1, 10)], [])).to.deep.equal([span(1, 10)]);
    expect(withoutPorts([span(1, 10)], [span(1, 10)])).to.deep.equal([]);
  });
});
