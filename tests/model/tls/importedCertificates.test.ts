import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import {
  ModelReference,
  secretValue,
  type ModelResource,
  type ModelValue,
} from "../../../model/graph/resources";
import { certificates } from "../../../model/tls/certificates";
import { makeCertificate } from "../../support/certificates";
import { resource } from "../resource";

const said = { domainName: "old.example.com", subjectAlternativeNames: [], notAfter: "2027-02-02" };
const made = resource("originCertificate", "made", { hostnames: ["*.Example.com"] });
const other = resource("originCertificate", "other", { hostnames: ["example.org"] });
const { certificatePem } = makeCertificate({ hostnames: ["www.example.com", "*.example.org"] });

/** The names of what is imported, and when it expires. */
function read(certificateBody: ModelValue): readonly unknown[] {
  const imported = resource("acmCertificate", "imported", { ...said, certificateBody });
  const all = certificates(new Inventory([made, other, imported]));
  return all
    .filter(({ isImported }) => isImported)
    .map(({ hostnames, expires }) => [hostnames, expires]);
}

describe("a certificate that is imported", () => {
  it("has the names and the end that stand in it, whatever the provider said of its predecessor", () => {
    const [[names, expires] = []] = read(certificatePem) as [unknown, string][];
    expect(names).to.deep.equal(["www.example.com", "*.example.org"]);
    expect(Math.round((Date.parse(expires ?? "") - Date.now()) / 86_400_000)).to.equal(90);
  });

  it("has the names of the one that the Origin CA is about to make, beside what else is put together with it", () => {
    const reference = (...keys: readonly string[]): ModelReference => new ModelReference(keys);
    expect(read(reference(made.key, "tls:key"))).to.deep.equal([[["*.example.com"], "2027-02-02"]]);
    expect(read(reference(made.key, other.key))).to.deep.equal([[unknownValue, "2027-02-02"]]);
    expect(read(reference("tls:key"))).to.deep.equal([[unknownValue, "2027-02-02"]]);
  });

  it("has the names of the one that the program is about to make itself, which its request or it itself holds", () => {
    const [asked, late] = [
      resource("certRequest", "asked", { dnsNames: ["erp.example.com"], certRequestPem: "PEM" }),
      resource("certRequest", "late", { dnsNames: ["Late.example.com"] }),
    ];
    const signed = (certRequestPem: ModelValue, validityPeriodHours: ModelValue): ModelResource =>
      resource("locallySignedCert", "made", { certRequestPem, validityPeriodHours });
    const self = resource("selfSignedCert", "made", {
      ...{ dnsNames: ["own.example.com"], validityPeriodHours: 90 },
    });
    const readOf = (own: ModelResource): readonly unknown[] => {
      const certificateBody = new ModelReference([own.key]);
      const imported = resource("acmCertificate", "imported", { ...said, certificateBody });
      const all = certificates(new Inventory([asked, late, own, imported]));
      return all.map(({ hostnames, validityHours, isTrusted }) => [
        hostnames,
        validityHours,
        isTrusted,
      ]);
    };
    expect(readOf(signed("PEM", 90))).to.deep.equal([[["erp.example.com"], 90, "unknown"]]);
    expect(readOf(signed(new ModelReference([late.key]), 2160))).to.deep.equal([
      [["late.example.com"], 2160, "unknown"],
    ]);
    expect(readOf(signed("another", unknownValue))).to.deep.equal([
      [unknownValue, unknownValue, "unknown"],
    ]);
    expect(readOf(self)).to.deep.equal([[["own.example.com"], 90, "no"]]);
  });

  it("has names that are not known where nothing says what comes", () => {
    expect(read(unknownValue)).to.deep.equal([[unknownValue, "2027-02-02"]]);
  });

  it("has those that the provider said where it is a secret, or no certificate", () => {
    expect(read(secretValue)).to.deep.equal([[["old.example.com"], "2027-02-02"]]);
    expect(read("PEM")).to.deep.equal([[["old.example.com"], "2027-02-02"]]);
  });
});
