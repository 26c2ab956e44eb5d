import { expect } from "chai";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { reviewSteps, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";
const cloudflare = [...cloudflareRanges.ipv4];
const alb: Step = {
  ...{ op: "same", type: "aws:lb/loadBalancer:LoadBalancer", name: "edge", id: "arn" },
  ...{ old: { idleTimeout: 930, securityGroups: ["sg-1"] }, outputs: { dnsName } },
};
const group = (old: readonly string[], now: readonly string[]): Step => {
  const inputs = (cidrBlocks: readonly string[]): object => ({
    ...{ vpcId: "vpc-1", ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks }] },
  });
  const op = old === now ? "same" : "update";
  return { op, type: "group", name: "web", id: "sg-1", old: inputs(old), new: inputs(now) };
};
const record = (proxied: boolean, content = dnsName, name = "www"): Step => ({
  ...{ op: "same", type: "record", name, id: name },
  old: { zoneId, name: `${name}.example.com`, type: "CNAME", content, proxied, ttl: 1 },
});
const world = ["0.0.0.0/0"];
const said = (...steps: readonly Step[]): string[] =>
  reviewSteps([alb, ...steps])
    .risks.filter(({ id }) => id === "direct-visitors-shut")
    .map(({ severity, title, about, cause }) =>
      [severity, title, ...(about ?? []), ...cause.map(({ change }) => change.name)].join(" "),
    );

describe("a firewall that closes to Cloudflare only", () => {
  it("turns the visitors of a DNS-only hostname away", () => {
    expect(said(record(false), group(world, cloudflare))).to.deep.equal([
      "high edge www.example.com web",
    ]);
  });

  it("turns nobody away of a hostname that is proxied, leads elsewhere, or was shut out before", () => {
    expect(said(record(true), group(world, cloudflare))).to.deep.equal([]);
    expect(said(record(false, "other.example.net"), group(world, cloudflare))).to.deep.equal([]);
    expect(said(record(false), group(cloudflare, cloudflare))).to.deep.equal([]);
    expect(said(record(false), group(world, ["0.0.0.0/1", "128.0.0.0/1"]))).to.deep.equal([]);
  });
});
