import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { makeCertificate } from "../../support/certificates";
import { becomes, goes, riskLines, same, stands, urnOf, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";
const { acmCertificate, awsLoadBalancer, instance, listener, listenerCertificate, parameter } =
  modelTypes;
const names = ["shop.example.com", "blog.example.com"];
const told = ["high certificate-revoked old"];

const body = (hostnames: readonly string[]): object => ({
  ...{ certificateBody: makeCertificate({ hostnames }).certificatePem, privateKey: "key" },
});
const taken = (step: Step, from: Step["from"]): Step => ({ ...step, from });
const ofOld = { certificateBody: [urnOf("certificate", "old")] };
const oldArn = "arn:old";
const copy: Step = {
  ...taken(goes(acmCertificate, "copy", body(names)), ofOld),
  ...{ id: oldArn, outputs: { arn: oldArn } },
};
const origin = goes("certificate", "old", {
  ...{ hostnames: names, requestType: "origin-rsa", csr: "csr" },
});
const record = (name: string, content: string, type = "CNAME"): Step =>
  same("record", name, {
    ...{ zoneId, name: `${name}.example.com`, type, content, proxied: true, ttl: 1 },
  });
const https = (certificateArn = "arn:new", protocol = "HTTPS"): Step =>
  same(listener, "https", {
    ...{ loadBalancerArn: "edge", port: 443, protocol, certificateArn },
    defaultActions: [{ type: "forward", targetGroupArn: "arn:elsewhere" }],
  });

interface Parts {
  readonly certificate?: Step;
  readonly copies?: readonly Step[];
  readonly shown?: Step;
  readonly next?: readonly string[];
  readonly blog?: Step;
  readonly more?: readonly Step[];
}

/** An update that deletes a certificate whose names another has, which the listener presents. */
function update(parts: Parts = {}): string[] {
  const { certificate = origin, copies = [copy], shown = https(), next = names } = parts;
  const { blog = record("blog", dnsName), more = [] } = parts;
  return riskLines([
    ...[record("shop", dnsName), blog, certificate, ...copies, shown, ...more],
    stands(awsLoadBalancer, "edge", "edge", { name: "edge" }, { arn: "edge", dnsName }),
    stands(acmCertificate, "new", "arn:new", body(next), { arn: "arn:new" }),
  ]);
}

describe("the risks of a certificate of the Origin CA that nobody presents", () => {
  it("says nothing where its copy goes too and every listener presents another with its names", () => {
    expect(update()).to.deep.equal([]);
    expect(update({ next: ["*.example.com"] })).to.deep.equal([]);
    const elsewhere = record("docs", "docs.example.net");
    const other = same(instance, "machine", { userData: "another certificate" });
    expect(update({ more: [elsewhere, other] })).to.deep.equal([]);
  });

  it("tells of one that a listener may still present", () => {
    const further = same(listenerCertificate, "further", {
      ...{ listenerArn: "https", certificateArn: oldArn },
    });
    const unread = "arn:aws:acm:eu-west-1:123456789012:certificate/1";
    expect(update({ shown: https(oldArn) })).to.include.members(told);
    expect(update({ more: [further] })).to.include.members(told);
    expect(update({ shown: https(unread) })).to.deep.equal(told);
    expect(update({ shown: https("arn:new", "TCP") })).to.deep.equal(told);
    const old = taken(https("arn:new"), { certificateArn: [urnOf(acmCertificate, "copy")] });
    expect(update({ shown: old })).to.deep.equal(told);
  });

  it("tells of one whose copy stays, or of which there is none", () => {
    expect(update({ copies: [] })).to.deep.equal(told);
    expect(update({ copies: [{ ...copy, op: "same" }] })).to.deep.equal(told);
    expect(update({ copies: [{ ...copy, retainOnDelete: true }] })).to.deep.equal(told);
  });

  it("tells of one that a machine or a secret holds beside the copy", () => {
    const machine = taken(same(instance, "machine", { userData: "#!/bin/sh" }), {
      userData: [urnOf("certificate", "old")],
    });
    const kept = taken(goes(parameter, "kept", { value: "certificate" }), {
      value: [urnOf("certificate", "old")],
    });
    expect(update({ more: [machine] })).to.deep.equal(told);
    expect(update({ more: [kept] })).to.deep.equal(told);
  });

  it("tells of one with a name that leads to an unknown place, or that no other has", () => {
    expect(update({ blog: record("blog", "203.0.113.7", "A") })).to.deep.equal(told);
    expect(update({ next: ["shop.example.com"] })).to.deep.equal(told);
    const wider = { ...origin, old: { ...origin.old, hostnames: [...names, "old.example.com"] } };
    expect(update({ certificate: wider })).to.deep.equal(told);
    const led = becomes(
      "record",
      "blog",
      record("blog", dnsName).old ?? {},
      record("blog", "origin.example.net").old ?? {},
    );
    expect(update({ blog: led })).to.include.members(told);
  });
});
