import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { makeCertificate } from "../../support/certificates";
import { becomes, comes, reviewSteps, riskLines, same, urnOf, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const { acmCertificate, awsLoadBalancer, listener, listenerCertificate } = modelTypes;
const { originAuthority } = modelTypes;
const pem = (...hostnames: readonly string[]): string =>
  makeCertificate({ hostnames }).certificatePem;
const both = pem("shop.example.com", "blog.example.com");
const shop = pem("shop.example.com");
const selfSigned = makeCertificate({
  ...{ hostnames: ["shop.example.com"], issuer: "itself" },
}).certificatePem;

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

  it("tells of one that is shown without its chain from now on, unless the Origin CA issued it", () => {
    const hostnames = ["shop.example.com", "blog.example.com"];
    const foreign = makeCertificate({ hostnames, issuer: "another authority" }).certificatePem;
    const chainGoes = (certificate: string): string[] => {
      const chained = { ...body(certificate), certificateChain: "the authority between" };
      return riskLines(site(imported(becomes(acmCertificate, "own", chained, body(certificate)))));
    };
    expect(chainGoes(foreign)).to.deep.equal(["high listener-certificate-untrusted edge"]);
    expect(chainGoes(both)).to.deep.equal([]);
  });

  const authority = "arn:aws:acm-pca:eu-west-1:123456789012:certificate-authority/a";
  const issued = { domainName: "*.example.com", validationMethod: "DNS" };
  const byOthers = (now: object): Step =>
    imported(becomes(acmCertificate, "own", issued, { ...issued, ...now }));
  const untrusted = ["high listener-certificate-untrusted edge"];

  it("tells of one that its own key signed, of the names that it has", () => {
    const steps = site(imported(becomes(acmCertificate, "own", issued, body(selfSigned))));
    const { risks } = reviewSteps(steps);
    expect(risks.map(({ id }) => id)).to.deep.equal([
      ...["listener-certificate-missing", "listener-certificate-untrusted"],
    ]);
    expect(risks.map(({ about }) => about)).to.deep.equal([
      ...[["blog.example.com"], ["shop.example.com"]],
    ]);
  });

  it("tells it as less where the zone has a trust store of its own for origins", () => {
    const store = same(originAuthority, "own", { zoneId, certificate: "an authority" });
    const steps = site(store, byOthers({ certificateAuthorityArn: authority }));
    expect(riskLines(steps)).to.deep.equal(["medium listener-certificate-untrusted edge"]);
  });

  it("tells of one of a private authority, unless the zone does not check who issued it", () => {
    const steps = site(byOthers({ certificateAuthorityArn: authority }));
    expect(riskLines(steps)).to.deep.equal(untrusted);
    const full = steps.map((step) =>
      step.name === "ssl" ? { ...step, old: { zoneId, settingId: "ssl", value: "full" } } : step,
    );
    expect(riskLines(full)).to.deep.equal([]);
  });

  it("says nothing of one that was not trusted before, and of one that comes to be", () => {
    const own = { ...issued, certificateAuthorityArn: authority };
    expect(
      [{ ...own, tags: { team: "web" } }, issued].map((now) =>
        riskLines(site(imported(becomes(acmCertificate, "own", own, now)))),
      ),
    ).to.deep.equal([[], []]);
  });

  it("says nothing of one beside one that is trusted and has the name as well", () => {
    const steps = site(
      byOthers({ certificateAuthorityArn: authority }),
      { ...same(acmCertificate, "public", issued), outputs: { arn: "arn:public" } },
      same(listenerCertificate, "more", { listenerArn: "https", certificateArn: "arn:public" }),
    );
    expect(riskLines(steps)).to.deep.equal([]);
  });

  describe("does not judge", () => {
    const listening = (certificateArn: string): object => ({
      ...{ loadBalancerArn: "edge", port: 443, protocol: "HTTPS", certificateArn },
      defaultActions: [{ type: "forward", targetGroupArn: "arn:elsewhere" }],
    });
    const sni = { listenerArn: "https", certificateArn: "arn:of-another-program" };
    const before = site().filter(({ name }) => name !== "https");
    const own = { ...same(acmCertificate, "own", issued), outputs: { arn: "arn:imported" } };
    const unjudged = (...steps: readonly Step[]): string[] => {
      const { risks, notJudged } = reviewSteps(steps);
      expect(risks).to.deep.equal([]);
      return notJudged.map(({ change, properties }) => `${change.name}: ${properties.join(", ")}`);
    };

    it("another certificate of a listener, of which the plan does not say what names it has", () => {
      const moves = becomes(listener, "https", listening("arn:imported"), listening("arn:other"));
      expect(unjudged(...before, own, moves)).to.deep.equal(["https: certificateArn"]);
    });

    it("one that goes, unless what is left is known to be enough", () => {
      const gone = { ...same(listenerCertificate, "more", sni), op: "delete" };
      expect(unjudged(...site(), gone)).to.deep.equal(["more: certificateArn"]);
      expect(unjudged(...site(own), gone)).to.deep.equal([]);
      expect(unjudged(...site(), comes(listenerCertificate, "more", sni))).to.deep.equal([]);
    });

    it("nothing of a listener that comes to speak in the clear, which shows none", () => {
      const clear = { ...listening("arn:imported"), certificateArn: undefined, protocol: "HTTP" };
      const moves = becomes(listener, "https", listening("arn:imported"), clear);
      const { risks, notJudged } = reviewSteps([...before, own, moves]);
      expect(risks.map(({ id }) => id)).to.deep.equal(["listener-clear"]);
      expect(notJudged).to.deep.equal([]);
    });

    it("nothing of the authority that issues one, which is judged", () => {
      const moves = becomes(acmCertificate, "own", issued, {
        ...issued,
        certificateAuthorityArn: authority,
      });
      const { risks, notJudged } = reviewSteps(site(imported(moves)));
      expect(risks.map(({ id }) => id)).to.deep.equal(["listener-certificate-untrusted"]);
      expect(notJudged).to.deep.equal([]);
    });
  });
});
