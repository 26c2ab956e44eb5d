import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { OriginCertificate, type OriginCertificateArgs } from "../../../components";
import { originCaRoots } from "../../../facts/cloudflare/originCaRoots";
import { makeCertificate } from "../../support/certificates";
import { inBothModes, underMocks, unknown, type Run } from "../../support/mocks";
import { rejects } from "../../support/problems";
import { isSecret, value } from "../../support/value";

const types = {
  component: "steady-edge:index:OriginCertificate",
  key: "tls:index/privateKey:PrivateKey",
  request: "tls:index/certRequest:CertRequest",
  certificate: "cloudflare:index/originCaCertificate:OriginCaCertificate",
  acm: "aws:acm/certificate:Certificate",
  alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
} as const;

const zoneName = "example.com";
const topic = "arn:aws:sns:us-east-1:123456789012:oncall";

function build(args: Partial<OriginCertificateArgs>) {
  return (parent: pulumi.Resource) =>
    new OriginCertificate("origin", { zoneName, ...args }, { parent });
}

function counts(run: Run<unknown>): Record<string, number> {
  const found = Object.entries(types).map(([noun, token]) => [noun, run.of(token).length]);
  expect(found.reduce((sum, [, count]) => sum + Number(count), 0)).to.equal(run.registered.length);
  return Object.fromEntries(found) as Record<string, number>;
}

/** Every output that hangs on a refused one says so. */
function distinct(errors: readonly unknown[]): string[] {
  return [...new Set(errors.map(String))];
}

const served = makeCertificate();

/** What the providers answer; a preview of a new stack knows nothing of it. */
const answers = {
  state: ({ type, name }: pulumi.runtime.MockResourceArgs): Record<string, unknown> =>
    ({
      [types.key]: { privateKeyPem: served.privateKeyPem },
      [types.request]: { certRequestPem: `request of ${name}` },
      [types.certificate]: { certificate: served.certificatePem },
      [types.acm]: { arn: `arn of ${name}` },
    })[type] ?? {},
};

describe("OriginCertificate", () => {
  it("makes a key, a request and a certificate for the zone and all beneath it", async () => {
    await inBothModes(
      build({}),
      async (run) => {
        expect(counts(run)).to.deep.equal({
          ...{ component: 1, key: 1, request: 1, certificate: 1, acm: 0, alarm: 0 },
        });
        expect(run.one(types.key, "origin-key-1").inputs).to.deep.equal({
          algorithm: "RSA",
          rsaBits: 2048,
        });
        expect(run.one(types.request, "origin-request-1").inputs).to.deep.equal({
          privateKeyPem: { secret: served.privateKeyPem },
          subject: { organization: "steady-edge" },
          dnsNames: ["*.example.com", "example.com"],
        });
        const certificate = run.one(types.certificate, "origin-certificate-1");
        expect(certificate.inputs).to.deep.equal({
          csr: "request of origin-request-1",
          hostnames: ["*.example.com", "example.com"],
          requestType: "origin-rsa",
          requestedValidity: 5475,
        });
        expect(certificate.options).to.deep.equal({ retainOnDelete: true });
        const { result } = run;
        expect(await value(result.certificatePem)).to.equal(served.certificatePem);
        expect(await value(result.privateKeyPem)).to.equal(served.privateKeyPem);
        expect(await isSecret(result.certificatePem)).to.equal(true);
        expect(await isSecret(result.privateKeyPem)).to.equal(true);
        expect(await value(result.acmCertificateArns)).to.deep.equal({});
        expect(await value(result.expiresOn)).to.match(/^\d{4}-\d\d-\d\dT[\d:]+\.000Z$/);
        expect(await isSecret(result.expiresOn)).to.equal(false);
      },
      answers,
    );
  });

  it("knows nothing of the certificate in the preview that makes it", async () => {
    const run = await underMocks(true, build({ acmRegions: ["us-east-1"] }));
    expect(run.errors).to.deep.equal([]);
    expect(run.one(types.certificate, "origin-certificate-1").inputs.csr).to.equal(unknown);
    expect(await value(run.result.certificatePem)).to.equal(undefined);
  });

  it("imports each generation into each region, and tells of the one that serves", async () => {
    const args: Partial<OriginCertificateArgs> = {
      ...{ keyAlgorithm: "ecdsa", validityDays: 365, generation: 3, keptGenerations: [2] },
      ...{ acmRegions: ["us-east-1", "eu-central-1"], expiryTopicArns: { "us-east-1": topic } },
      revokeRetired: true,
    };
    await inBothModes(
      build(args),
      async (run) => {
        expect(counts(run)).to.deep.equal({
          ...{ component: 1, key: 2, request: 2, certificate: 2, acm: 4, alarm: 1 },
        });
        expect(run.one(types.key, "origin-key-2").inputs).to.deep.equal({
          algorithm: "ECDSA",
          ecdsaCurve: "P256",
        });
        const { inputs, options } = run.one(types.certificate, "origin-certificate-2");
        expect([inputs.requestType, inputs.requestedValidity]).to.deep.equal(["origin-ecc", 365]);
        expect(options).to.deep.equal({ retainOnDelete: false });
        const imported = run.one(types.acm, "origin-acm-eu-central-1-3");
        expect(imported.inputs).to.deep.equal({
          region: "eu-central-1",
          certificateBody: served.certificatePem,
          privateKey: { secret: served.privateKeyPem },
          certificateChain: originCaRoots["origin-ecc"],
        });
        expect(imported.options.replaceOnChanges).to.deep.equal(["privateKey"]);
        expect(run.one(types.alarm, "origin-expiry-us-east-1").inputs).to.deep.equal({
          region: "us-east-1",
          name: "origin-expiry-us-east-1",
          alarmDescription: "The origin's certificate expires within 30 days: raise its generation",
          namespace: "AWS/CertificateManager",
          metricName: "DaysToExpiry",
          dimensions: { CertificateArn: "arn of origin-acm-us-east-1-3" },
          statistic: "Minimum",
          comparisonOperator: "LessThanThreshold",
          threshold: 30,
          period: 86400,
          evaluationPeriods: 1,
          treatMissingData: "ignore",
          alarmActions: [topic],
        });
        expect(await value(run.result.acmCertificateArns)).to.deep.equal({
          "us-east-1": "arn of origin-acm-us-east-1-3",
          "eu-central-1": "arn of origin-acm-eu-central-1-3",
        });
      },
      answers,
    );
  });

  it("refuses a preview in which the certificate that serves has too few days left", async () => {
    const answersOf = (days: number) => ({
      state: (made: pulumi.runtime.MockResourceArgs) =>
        made.type === types.certificate && made.name === "origin-certificate-1"
          ? { certificate: makeCertificate({ untilDays: days }).certificatePem }
          : answers.state(made),
    });
    const refused = async (args: Partial<OriginCertificateArgs>, days: number) =>
      distinct((await underMocks(true, build(args), answersOf(days))).errors);
    expect(await refused({}, 31)).to.deep.equal([]);
    const [error, ...others] = await refused({}, 29);
    expect(others).to.deep.equal([]);
    expect(error).to.match(
      /Invalid origin certificate:\n {2}- generation must be raised where the certificate has less than 30 days left; got 1, which expires on \d{4}-\d\d-\d\d\. Set generation to 2, and keptGenerations to \[1\]/,
    );
    expect(await refused({ expiryRefusedWithinDays: 7 }, 29)).to.deep.equal([]);
    expect(await refused({ validityDays: 30 }, 11)).to.deep.equal([]);
    expect(await refused({ validityDays: 30 }, 9)).to.have.length(1);
    expect(await refused({ generation: 2, keptGenerations: [1] }, -3)).to.deep.equal([]);
  });

  it("takes a certificate of the Origin CA that is there already, and keeps both halves secret", async () => {
    const args = { existing: served, acmRegions: ["us-east-1"] };
    for (const existing of [served, pulumi.output(served)]) {
      const given = { ...args, existing: existing as OriginCertificateArgs["existing"] };
      if (pulumi.Output.isInstance(existing)) {
        await rejects(build(given), ["existing"]);
        continue;
      }
      await inBothModes(
        build(given),
        async (run) => {
          expect(counts(run)).to.deep.equal({
            ...{ component: 1, key: 0, request: 0, certificate: 0, acm: 1, alarm: 0 },
          });
          expect(run.one(types.acm, "origin-acm-us-east-1-existing").inputs).to.deep.equal({
            region: "us-east-1",
            certificateBody: served.certificatePem,
            privateKey: { secret: served.privateKeyPem },
            certificateChain: originCaRoots["origin-ecc"],
          });
          expect(await value(run.result.privateKeyPem)).to.equal(served.privateKeyPem);
          expect(await isSecret(run.result.privateKeyPem)).to.equal(true);
        },
        answers,
      );
    }
  });

  it("refuses expired and foreign certificates, names that are not covered, and keys of others", async () => {
    const told = async (existing: OriginCertificateArgs["existing"], paths: string[]) =>
      (await rejects(build({ existing }), paths)).map(({ reason }) => reason);
    const at = (field: string): string => `existing.${field}`;
    const { privateKeyPem } = makeCertificate();
    expect(await told({ ...served, privateKeyPem }, [at("privateKeyPem")])).to.deep.equal([
      "existing.privateKeyPem must be the key of the certificate; got the key of another one",
    ]);
    const [expired] = await told(makeCertificate({ untilDays: -1, fromDays: -9 }), [
      at("certificatePem"),
    ]);
    expect(expired).to.match(/must be valid; got one that expired on \d{4}-\d\d-\d\d$/);
    const [soon] = await told(makeCertificate({ untilDays: 5 }), [at("certificatePem")]);
    expect(soon).to.match(/must be valid for 30 days more; got one that expires on/);
    const [early] = await told(makeCertificate({ fromDays: 2 }), [at("certificatePem")]);
    expect(early).to.match(/must be valid already; got one that counts from/);
    const [foreign] = await told(makeCertificate({ issuer: "itself" }), [at("certificatePem")]);
    expect(foreign).to.match(
      /must be issued by Cloudflare's Origin CA, .*; got one of CN=made by a test$/,
    );
    const [uncovered] = await told(makeCertificate({ hostnames: ["example.com"] }), [
      at("certificatePem"),
    ]);
    expect(uncovered).to.match(/must cover every hostname; got one without \*\.example\.com$/);
    expect(
      await told({ certificatePem: "hush", privateKeyPem: "hush", chainPem: "hush" }, [
        at("certificatePem"),
        at("privateKeyPem"),
        at("chainPem"),
      ]),
    ).to.deep.equal([
      "existing.certificatePem must be a certificate in PEM form; got something else",
      "existing.privateKeyPem must be a private key in PEM form that is not encrypted; got something else",
      "existing.chainPem must be certificates in PEM form; got something else. Leave it out for none",
    ]);
  });

  it("refuses a given certificate that becomes known late, without showing it", async () => {
    const { certificatePem } = served;
    const privateKeyPem = pulumi.output(makeCertificate().privateKeyPem);
    const { errors } = await underMocks(
      false,
      build({ existing: { certificatePem, privateKeyPem } }),
    );
    expect(distinct(errors)).to.have.length(1);
    expect(String(errors[0])).to.match(
      /existing\.privateKeyPem must be the key of the certificate; got the key of another one/,
    );
    expect(String(errors[0])).not.to.match(/BEGIN/);
  });

  it("refuses names that Cloudflare does not certify, and numbers that cannot be, all at once", async () => {
    const told = await rejects(
      build({
        hostnames: ["a.example.com", "A.example.com.", "shop.example.org", "*.example.org"],
        validityDays: 7,
        expiryRefusedWithinDays: 7,
        generation: 2,
        keptGenerations: [1, 2, 1],
        acmRegions: ["us-east-1", "us-east-1"],
        expiryTopicArns: { "eu-west-1": topic, "us-east-1": "oncall" },
      }),
      [
        ...["hostnames[1]", "hostnames[2]", "hostnames[3]", "expiryRefusedWithinDays"],
        ...["keptGenerations[1]", "keptGenerations[2]", "acmRegions[1]"],
        ...[
          'expiryTopicArns["eu-west-1"]',
          'expiryTopicArns["eu-west-1"]',
          'expiryTopicArns["us-east-1"]',
        ],
      ],
    );
    expect(told.map(({ reason }) => reason).slice(0, 4)).to.deep.equal([
      'hostnames[1] must not repeat a name; got "A.example.com."',
      'hostnames[2] must be example.com or a name in it; got "shop.example.org"',
      'hostnames[3] must be example.com or a name in it; got "*.example.org"',
      "expiryRefusedWithinDays must be less than the 7 days of validityDays: else the certificate is refused from its first day; got 7",
    ]);
  });

  it("refuses each name that cannot be certified, and too many of them", async () => {
    const told = await rejects(
      build({
        hostnames: ["*.*.example.com", "a.*.example.com", "203.0.113.10", "*", "a b.example.com"],
        validityDays: 100,
      }),
      [...[0, 1, 2, 3, 4].map((index) => `hostnames[${index}]`), "validityDays"],
    );
    expect(told.map(({ reason }) => reason)).to.deep.equal([
      'hostnames[0] must have at most one wildcard, as its first label; got "*.*.example.com"',
      'hostnames[1] must have at most one wildcard, as its first label; got "a.*.example.com"',
      'hostnames[2] must be a full host name such as www.example.com; got "203.0.113.10"',
      'hostnames[3] must have at most one wildcard, as its first label; got "*"',
      'hostnames[4] must have only letters, digits and inner hyphens in its labels; got "a b.example.com"',
      "validityDays must be one of 7, 30, 90, 365, 730, 1095, 5475; got 100",
    ]);
    const many = Array.from({ length: 201 }, (_, index) => `a${index}.example.com`);
    await rejects(build({ hostnames: many }), ["hostnames"]);
    await rejects(build({ hostnames: [] }), ["hostnames"]);
    await inBothModes(build({ hostnames: many.slice(1) }), (run) => {
      expect(run.of(types.certificate)).to.have.length(1);
    });
  });

  it("takes names in Unicode, and of zones beneath a public suffix", async () => {
    const args = { zoneName: "bücher.example", hostnames: ["*.BÜCHER.example", "bücher.example."] };
    await inBothModes(build(args), (run) => {
      expect(run.one(types.certificate, "origin-certificate-1").inputs.hostnames).to.deep.equal([
        "*.xn--bcher-kva.example",
        "xn--bcher-kva.example",
      ]);
    });
  });

  it("refuses to issue beside a certificate that is given", async () => {
    const told = await rejects(
      build({ existing: served, generation: 1, keyAlgorithm: "rsa", revokeRetired: false }),
      ["keyAlgorithm", "generation", "revokeRetired"],
    );
    expect(told[0]?.reason).to.equal(
      'keyAlgorithm must be left out where existing is given: nothing is issued then; got "rsa"',
    );
  });
});
