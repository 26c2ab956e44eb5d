import { expect } from "chai";
import { createPublicKey } from "node:crypto";
import { issuedBy } from "../../../model/tls/pem";
import { unknownValue } from "../../../core/known";
import type { Properties } from "../../../sandbox/cloud/values";
import { certify } from "../../../sandbox/cloud/x509/certificate";
import { nameOf } from "../../../sandbox/cloud/x509/names";
import { originCa } from "../../../sandbox/cloud/x509/originCa";
import { brokenBy, WatchedCloud } from "./watchedCloud";

const dnsName = "edge-1.us-east-1.elb.amazonaws.com";
const [own, other] = [originCa("own", "origin-ecc"), originCa("other", "origin-ecc")];
const leafOf = (issuer: typeof own): string =>
  certify(
    {
      ...{ publicKey: createPublicKey(issuer.key), subject: nameOf({ commonName: "edge" }) },
      ...{ hostnames: [], use: ["client"] },
      ...{ from: new Date("2026-01-01T00:00:00Z"), until: new Date("2036-01-01T00:00:00Z") },
    },
    issuer,
  );

const listener = (trustStoreArn: string, mode = "verify"): Properties => ({
  ...{ loadBalancerArn: "alb", port: 443, protocol: "HTTPS" },
  defaultActions: [{ type: "forward", targetGroupArn: "tg" }],
  mutualAuthentication: { mode, trustStoreArn },
});
const bundle = (key: string, ...authorities: readonly (typeof own)[]): Properties => ({
  ...{ bucket: "trust", key },
  content: authorities.map(({ certificatePem }) => certificatePem).join(""),
});
const store = (key: string): Properties => ({
  caCertificatesBundleS3Bucket: "trust",
  caCertificatesBundleS3Key: key,
});

/** A hostname before a load balancer that takes what Cloudflare shows. */
function site(cloud: WatchedCloud): void {
  cloud.put("awsLoadBalancer", "alb", { arn: "alb", dnsName, name: "edge" });
  cloud.put("bundle", "own", bundle("own.pem", own));
  cloud.put("trustStore", "store", { ...store("own.pem"), arn: "store" });
  cloud.put("pullsCertificate", "shown", { zoneId: "z", certificate: leafOf(own) });
  cloud.put("pulls", "pulls", { zoneId: "z", enabled: true });
  cloud.put("listener", "https", listener("store"));
  cloud.put("record", "www", {
    ...{ zoneId: "z", name: "www.example.com", type: "CNAME", content: dnsName, proxied: true },
  });
}

type Change = (cloud: WatchedCloud) => void;

const words =
  "port 443 trusts no authority that issued the client certificate which Cloudflare shows for www.example.com";

describe("trust stores, under watch", () => {
  const breaking: Readonly<Record<string, readonly [Change, Change, path: string]>> = {
    "a trust store takes over another authority": [
      (cloud) => {
        cloud.put("bundle", "other", bundle("other.pem", other));
        cloud.put("trustStore", "store", { ...store("other.pem"), arn: "store" });
      },
      (cloud) => cloud.put("trustStore", "store", { ...store("own.pem"), arn: "store" }),
      "/trustStore/store",
    ],
    "a listener comes to another trust store": [
      (cloud) => {
        cloud.put("bundle", "other", bundle("other.pem", other));
        cloud.put("trustStore", "next", { ...store("other.pem"), arn: "next" });
        cloud.put("listener", "https", listener("next"));
      },
      (cloud) => cloud.put("listener", "https", listener("store")),
      "/listener/https",
    ],
    "Cloudflare comes to show what another authority issued": [
      (cloud) =>
        cloud.put("pullsCertificate", "shown", { zoneId: "z", certificate: leafOf(other) }),
      (cloud) => cloud.put("pullsCertificate", "shown", { zoneId: "z", certificate: leafOf(own) }),
      "/pullsCertificate/shown",
    ],
  };
  for (const [what, [change, mend, path]] of Object.entries(breaking)) {
    it(`break where ${what}, until that is mended`, () => {
      const cloud = new WatchedCloud(site);
      change(cloud);
      expect(cloud.watch.report().broken.map((moment) => moment.what)).to.deep.equal([words]);
      const at = cloud.journal.calls.length;
      mend(cloud);
      expect(brokenBy(cloud)).to.deep.equal([[path, "admitted", "edge", at + 1]]);
    });
  }

  const holding: Readonly<Record<string, Change>> = {
    "the object in S3 goes, which was taken over": (cloud) => cloud.delete("bundle", "own"),
    "the object in S3 changes, and nothing takes it over": (cloud) =>
      cloud.put("bundle", "own", bundle("own.pem", other)),
    "a revocation goes": (cloud) => {
      cloud.put("revocation", "list", { trustStoreArn: "store" });
      cloud.delete("revocation", "list");
    },
    "a trust store takes over a second authority": (cloud) => {
      cloud.put("bundle", "both", bundle("both.pem", own, other));
      cloud.put("trustStore", "store", { ...store("both.pem"), arn: "store" });
    },
    "another trust store with the same authority is there before the listener comes to it": (
      cloud,
    ) => {
      cloud.put("trustStore", "next", { ...store("own.pem"), arn: "next" });
      cloud.put("listener", "https", listener("next"));
      cloud.delete("trustStore", "store");
    },
    "what another program keeps in S3 is taken over": (cloud) =>
      cloud.put("trustStore", "store", { ...store("elsewhere.pem"), arn: "store" }),
    "the listener only passes on what is shown": (cloud) => {
      cloud.put("listener", "https", listener("store", "passthrough"));
      cloud.put("pullsCertificate", "shown", { zoneId: "z", certificate: leafOf(other) });
    },
    "an authority changes hands in three steps": (cloud) => {
      cloud.put("bundle", "both", bundle("both.pem", own, other));
      cloud.put("trustStore", "store", { ...store("both.pem"), arn: "store" });
      cloud.put("pullsCertificate", "shown", { zoneId: "z", certificate: leafOf(other) });
      cloud.put("bundle", "other", bundle("other.pem", other));
      cloud.put("trustStore", "store", { ...store("other.pem"), arn: "store" });
    },
  };
  for (const [what, change] of Object.entries(holding)) {
    it(`hold where ${what}`, () => {
      const cloud = new WatchedCloud(site);
      change(cloud);
      expect(brokenBy(cloud)).to.deep.equal([]);
    });
  }

  it("are not judged where a certificate cannot be read", () => {
    const { certificatePem } = own;
    expect(issuedBy(leafOf(own), certificatePem)).to.equal("yes");
    expect(issuedBy(leafOf(other), certificatePem)).to.equal("no");
    expect(issuedBy(`${leafOf(other)}${leafOf(own)}`, certificatePem)).to.equal("yes");
    expect(
      [
        issuedBy(unknownValue, certificatePem),
        issuedBy(leafOf(own), undefined),
        issuedBy("a certificate", certificatePem),
        issuedBy(leafOf(own), ""),
        issuedBy("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", certificatePem),
      ].join(),
    ).to.equal("unknown,unknown,unknown,unknown,unknown");
  });
});
