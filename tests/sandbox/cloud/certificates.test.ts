import { expect } from "chai";
import { createPrivateKey, X509Certificate } from "node:crypto";

import { originCaRoots } from "../../../facts/cloudflare/originCaRoots";
import { secretValue } from "../../../model/graph/resources";
import { types } from "../../../sandbox/cloud/account/indexes";
import { text, type Properties } from "../../../sandbox/cloud/values";
import { readRequest } from "../../../sandbox/cloud/x509/certificate";
import { originCa } from "../../../sandbox/cloud/x509/originCa";
import { makeCertificate } from "../../support/certificates";
import { DirectCloud, refusal } from "./direct";

const key = "tls:index/privateKey:PrivateKey";
const request = "tls:index/certRequest:CertRequest";
const selfSigned = "tls:index/selfSignedCert:SelfSignedCert";
const locallySigned = "tls:index/locallySignedCert:LocallySignedCert";
const kinds = {
  rsa: { wanted: { algorithm: "RSA" }, type: "rsa", requestType: "origin-rsa" },
  ecdsa: {
    wanted: { algorithm: "ECDSA", ecdsaCurve: "P256" },
    type: "ec",
    requestType: "origin-ecc",
  },
} as const;

describe("the stand-ins for keys and certificates", () => {
  let direct: DirectCloud;
  beforeEach(async () => {
    direct = await DirectCloud.start();
  });
  afterEach(() => direct.stop());

  const made = async (type: string, inputs: Properties): Promise<Properties> =>
    (await direct.create(type, inputs)).outputs;
  const words = async (type: string, inputs: Properties): Promise<string> => {
    const refused = await refusal(direct.create(type, inputs));
    return `${refused.status} ${refused.code ?? "-"} ${refused.words}`;
  };
  const requested = async (
    wanted: Properties,
    dnsNames = ["example.com", "*.example.com"],
  ): Promise<{ privateKeyPem: string; csr: string }> => {
    const privateKeyPem = text((await made(key, wanted)).privateKeyPem);
    const subject = { organization: "test" };
    const { certRequestPem } = await made(request, { privateKeyPem, dnsNames, subject });
    return { privateKeyPem, csr: text(certRequestPem) };
  };

  for (const [name, { wanted, type, requestType }] of Object.entries(kinds)) {
    it(`make a key, a request and a certificate of the Origin CA that belong together: ${name}`, async () => {
      const { privateKeyPem, csr } = await requested(wanted);
      const privateKey = createPrivateKey(privateKeyPem);
      expect(privateKey.asymmetricKeyType).to.equal(type);
      const read = readRequest(csr);
      expect([read?.isSigned, read?.hostnames]).to.deep.equal([
        true,
        ["example.com", "*.example.com"],
      ]);
      expect(direct.cloud.journal.calls).to.deep.equal([]);

      const hostnames = ["*.example.com", "example.com"];
      const inputs = { csr, requestType, hostnames, requestedValidity: 7 };
      const { certificate, expiresOn } = await made(types.originCaCertificate, inputs);
      const leaf = new X509Certificate(text(certificate));
      const authority = new X509Certificate(
        originCa(direct.ids.accountId, requestType).certificatePem,
      );
      expect(leaf.checkPrivateKey(privateKey)).to.equal(true);
      expect(leaf.checkIssued(authority) && leaf.verify(authority.publicKey)).to.equal(true);
      expect(authority.ca && authority.verify(authority.publicKey)).to.equal(true);
      expect(leaf.subjectAltName).to.equal("DNS:*.example.com, DNS:example.com");
      expect(leaf.ca).to.equal(false);
      const lifeSeconds = (Date.parse(leaf.validTo) - Date.now()) / 1000;
      expect(lifeSeconds).to.be.within(7 * 86_400 - 600, 7 * 86_400 + 1);
      expect(Math.abs(Date.parse(text(expiresOn)) - Date.parse(leaf.validTo))).to.be.below(1_001);
    });
  }

  it("refuse a request that is none, and one of a key of the other kind", async () => {
    const { csr } = await requested(kinds.rsa.wanted);
    const hostnames = ["example.com"];
    const { originCaCertificate: type } = types;
    const none = csr.replace(/\n[A-Za-z0-9+/]/, "\n-");
    expect(await words(type, { csr: none, requestType: "origin-rsa", hostnames })).to.equal(
      "400 - csr must be a certificate request in PEM form",
    );
    expect(await words(type, { csr, requestType: "origin-ecc", hostnames })).to.equal(
      "400 - request_type must be that of the key of the csr",
    );
    const nested = ["*.*.example.com"];
    expect(await words(type, { csr, requestType: "origin-rsa", hostnames: nested })).to.equal(
      "400 - *.*.example.com cannot be certified: a wildcard stands for one level",
    );
    const many = Array.from({ length: 201 }, (_, index) => `a${index}.example.com`);
    expect(await words(type, { csr, requestType: "origin-rsa", hostnames: many })).to.equal(
      "400 - a certificate takes 1 to 200 hostnames",
    );
  });

  it("sign with an authority of one's own", async () => {
    const root = text((await made(key, kinds.ecdsa.wanted)).privateKeyPem);
    const authority = await made(selfSigned, {
      ...{ privateKeyPem: root, subject: { commonName: "root" }, allowedUses: ["cert_signing"] },
      ...{ validityPeriodHours: 48, isCaCertificate: true },
    });
    const { csr } = await requested(kinds.rsa.wanted, []);
    const signed = await made(locallySigned, {
      ...{ caCertPem: text(authority.certPem), caPrivateKeyPem: root, certRequestPem: csr },
      ...{ allowedUses: ["client_auth"], validityPeriodHours: 24 },
    });
    const [above, leaf] = [authority, signed].map(
      ({ certPem }) => new X509Certificate(text(certPem)),
    );
    expect(above?.subject).to.equal("CN=root");
    expect(leaf?.issuer).to.equal("CN=root");
    expect(leaf?.verify(new X509Certificate(text(authority.certPem)).publicKey)).to.equal(true);
    expect(leaf?.keyUsage).to.deep.equal(["1.3.6.1.5.5.7.3.2"]);
  });

  it("refuse to import a certificate with the key of another, or without the chain of its issuer", async () => {
    const { csr, privateKeyPem } = await requested(kinds.ecdsa.wanted);
    const other = await requested(kinds.ecdsa.wanted);
    const { certificate } = await made(types.originCaCertificate, {
      csr,
      requestType: "origin-ecc",
      hostnames: ["example.com"],
    });
    const certificateBody = text(certificate);
    const certificateChain = originCaRoots["origin-ecc"];
    const foreign = { certificateBody, certificateChain, privateKey: other.privateKeyPem };
    expect(await words(types.certificate, foreign)).to.equal(
      "400 ValidationException The private key does not match the public key of the certificate",
    );
    for (const chain of [undefined, originCaRoots["origin-rsa"], certificateBody]) {
      expect(
        await words(types.certificate, {
          ...{ certificateBody, privateKey: privateKeyPem },
          ...(chain === undefined ? {} : { certificateChain: chain }),
        }),
      ).to.equal(
        "400 ValidationException The certificate is not self-signed, and its issuer is not in the certificate chain",
      );
    }
    const whole = { certificateBody, certificateChain, privateKey: privateKeyPem };
    expect((await made(types.certificate, whole)).status).to.equal("ISSUED");
    const [told] = direct.cloud.account
      .resources()
      .filter(({ type }) => type === types.certificate);
    expect(told?.properties).to.include({ certificateBody, privateKey: secretValue });
  });

  it("refuse to import a certificate that does not count now, and take one that signed itself", async () => {
    const imported = (fromDays: number, untilDays: number): Properties => {
      const { certificatePem, privateKeyPem } = makeCertificate({
        ...{ fromDays, untilDays, issuer: "itself" },
      });
      return { certificateBody: certificatePem, privateKey: privateKeyPem };
    };
    for (const [from, until] of [
      [-2, -1],
      [1, 2],
    ] as const) {
      expect(await words(types.certificate, imported(from, until))).to.equal(
        "400 ValidationException The certificate is not valid now",
      );
    }
    expect((await made(types.certificate, imported(-1, 1))).status).to.equal("ISSUED");
  });

  it("number certificates as DER takes them, whatever comes by chance", () => {
    const serials = Array.from({ length: 300 }, () => {
      const { serialNumber } = new X509Certificate(makeCertificate().certificatePem);
      return serialNumber.length;
    });
    expect(new Set(serials)).to.deep.equal(new Set([32]));
  });

  it("take what a zone shows origins once, however it is laid out, and again after it went", async () => {
    const { zoneId } = direct.ids;
    const { certificatePem, privateKeyPem } = makeCertificate();
    const shown = { zoneId, certificate: certificatePem, privateKey: privateKeyPem };
    const first = await direct.create(types.originPullsCertificate, shown);
    const again = { ...shown, certificate: `\n${certificatePem.replace(/\n/g, "\r\n")}\n` };
    expect(await words(types.originPullsCertificate, again)).to.equal(
      "400 1406 This certificate already exists for this zone.",
    );
    const other = makeCertificate();
    await direct.create(types.originPullsCertificate, {
      ...{ zoneId, certificate: other.certificatePem, privateKey: other.privateKeyPem },
    });
    await direct.delete(types.originPullsCertificate, first);
    await direct.create(types.originPullsCertificate, again);
    expect(direct.cloud.account.ofType(types.originPullsCertificate)).to.have.length(2);
  });

  it("show origins no authority, and keep a trust store that a listener names", async () => {
    const privateKeyPem = text((await made(key, kinds.ecdsa.wanted)).privateKeyPem);
    const authority = await made(selfSigned, {
      ...{ privateKeyPem, subject: { commonName: "root" }, allowedUses: ["cert_signing"] },
      ...{ validityPeriodHours: 48, isCaCertificate: true },
    });
    const { zoneId } = direct.ids;
    const shown = { zoneId, certificate: text(authority.certPem), privateKey: privateKeyPem };
    expect(await words(types.originPullsCertificate, shown)).to.equal(
      "400 1412 Only leaf certificate is allowed.",
    );
    const store = await direct.create(types.trustStore, {
      ...{ name: "pulls", caCertificatesBundleS3Bucket: "b", caCertificatesBundleS3Key: "k" },
    });
    expect(store.id).to.match(/:truststore\/pulls\/[0-9a-f]{16}$/);
    direct.cloud.account.put({
      ...{ type: types.listener, key: "l", id: "l", secrets: [] },
      properties: { mutualAuthentication: { mode: "verify", trustStoreArn: store.id } },
    });
    const { code, words: told } = await refusal(direct.delete(types.trustStore, store));
    expect([code, told]).to.deep.equal([
      "TrustStoreInUse",
      `Trust store '${store.id}' is currently in use`,
    ]);
  });

  it("issue a public certificate once its names are proven", async () => {
    const certificate = await direct.create(types.certificate, {
      domainName: "example.com",
      subjectAlternativeNames: ["*.example.com"],
      validationMethod: "DNS",
    });
    const waiting = { certificateArn: certificate.id };
    expect(await words(types.certificateValidation, waiting)).to.match(
      /^400 - waiting for ACM Certificate .*nothing proves example\.com$/,
    );
    const [proof] = certificate.outputs.domainValidationOptions as Properties[];
    await direct.create(types.record, {
      ...{ zoneId: direct.ids.zoneId, type: "CNAME", ttl: 1, proxied: false },
      name: text(proof?.resourceRecordName).replace(/\.$/, ""),
      content: text(proof?.resourceRecordValue).replace(/\.$/, ""),
    });
    const { certificateArn } = await made(types.certificateValidation, waiting);
    expect(certificateArn).to.equal(certificate.id);
    expect(await words(types.certificateValidation, { certificateArn: "arn:none" })).to.equal(
      "400 ResourceNotFoundException Could not find certificate arn:none",
    );
  });

  it("do not make up what they cannot make", async () => {
    const type = "tls:index/nothing:Nothing";
    const error = await direct.create(type, {}).catch((thrown: unknown) => thrown);
    expect(String(error)).to.match(/is no resource type of @pulumi\/tls 5\.6\.1/);
  });
});
