import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { makeCertificate } from "../../support/certificates";
import { becomes, comes, reviewSteps, riskLines, same, urnOf, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const { acmCertificate, awsLoadBalancer, listener } = modelTypes;
const pem = (...hostnames: readonly string[]): string =>
  makeCertificate({ hostnames }).certificatePem;
const both = pem("shop.example.com", "blog.example.com");
const shop = pem("shop.example.com");

const record = (name: string): Step =>
  same("record", name, {
    ...{ zoneId, name: `${name}.example.com`, type: "CNAME", content: dnsName },
    ...{ proxied: true, ttl: 1 },
  });
const imported = (step: Step): Step => ({
  ...step,
  ...{ id: "arn:imported", outputs: { arn: "arn:imported" } },
});
const site = (...steps: readonly Step[]): Step[] => [
  ...[record("shop"), record("blog")],
  same("setting", "ssl", { zoneId, settingId: "ssl", value: "strict" }),
  { ...same(awsLoadBalancer, "edge", { name: "edge" }), outputs: { arn: "edge", dnsName } },
  same(listener, "https", {
    ...{ loadBalancerArn: "edge", port: 443, protocol: "HTTPS", certificateArn: "arn:imported" },
    defaultActions: [{ type: "forward", targetGroupArn: "arn:elsewhere" }],
  }),
  ...steps,
];
const body = (certificateBody: string): object => ({ certificateBody, privateKey: "key" });
const lost = ["high listener-certificate-missing edge"];

describe("the risks of a certificate that is imported", () => {
  it("tells of a name that the next one lacks, and of no other", () => {
    const steps = site(imported(becomes(acmCertificate, "own", body(both), body(shop))));
    expect(riskLines(steps)).to.deep.equal(lost);
    const [risk] = reviewSteps(steps).risks;
    expect(risk?.about).to.deep.equal(["blog.example.com"]);
  });

  it("says nothing of one with more names, or with the same", () => {
    for (const now of [both, pem("*.example.com"), pem("blog.example.com", "shop.example.com")]) {
      const steps = site(imported(becomes(acmCertificate, "own", body(both), body(now))));
      expect(riskLines(steps)).to.deep.equal([]);
    }
  });

  it("tells of a name that a generation of the Origin CA lacks which is not made yet", () => {
    const next = (...hostnames: readonly string[]): Step[] =>
      site(comes("certificate", "next", { hostnames, requestType: "origin-rsa", csr: "csr" }), {
        ...imported(becomes(acmCertificate, "own", body(both), body(unknown))),
        from: { certificateBody: [urnOf("certificate", "next")] },
      });
    expect(riskLines(next("shop.example.com"))).to.deep.equal(lost);
    expect(riskLines(next("*.example.com"))).to.deep.equal([]);
  });

  it("says nothing of one that comes from where the plan does not see", () => {
    const steps = site(imported(becomes(acmCertificate, "own", body(both), body(unknown))));
    expect(riskLines(steps)).to.deep.equal([]);
  });
});
