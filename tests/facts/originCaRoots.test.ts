import { expect } from "chai";
import { X509Certificate } from "node:crypto";
import { originCaIssuers } from "../../facts/cloudflare/originCa";
import { originCaRoots } from "../../facts/cloudflare/originCaRoots";

describe("the roots of Cloudflare's Origin CA", () => {
  for (const [requestType, pem] of Object.entries(originCaRoots)) {
    it(`is one that signed itself, in the name of who issues: ${requestType}`, () => {
      const root = new X509Certificate(pem);
      expect(root.ca && root.verify(root.publicKey)).to.equal(true);
      const { organizationalUnit } = originCaIssuers[requestType as keyof typeof originCaIssuers];
      expect(root.subject.split("\n")).to.include(`OU=${organizationalUnit}`);
      expect(root.validTo).to.equal("Aug 15 17:00:00 2029 GMT");
    });
  }
});
