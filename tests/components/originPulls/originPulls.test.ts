import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { OriginPulls, type OriginPullsArgs } from "../../../components";
import { inBothModes, underMocks } from "../../support/mocks";
import { rejects } from "../../support/problems";
import { value } from "../../support/value";

const types = {
  key: "tls:index/privateKey:PrivateKey",
  authority: "tls:index/selfSignedCert:SelfSignedCert",
  request: "tls:index/certRequest:CertRequest",
  leaf: "tls:index/locallySignedCert:LocallySignedCert",
  certificate:
    "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate",
  settings: "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings",
  bucket: "aws:s3/bucket:Bucket",
  shut: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  bundle: "aws:s3/bucketObjectv2:BucketObjectv2",
  store: "aws:lb/trustStore:TrustStore",
} as const;

const zoneId = "fedcba9876543210fedcba9876543210";
const zoneName = "example.com";
const monitorProbeZones = { www: zoneName };

function build(args: Partial<OriginPullsArgs>) {
  const all = { zoneId, zoneName, mode: "off" as const, ...args };
  return (parent: pulumi.Resource) => new OriginPulls("pulls", all, { parent });
}

/** What the providers answer. */
const answers = {
  state: ({ type, name }: pulumi.runtime.MockResourceArgs): Record<string, unknown> =>
    type === types.key
      ? { privateKeyPem: `key of ${name}` }
      : {
          ...{ certPem: `certificate of ${name}`, certRequestPem: `request of ${name}` },
          ...{ bucket: `bucket of ${name}`, arn: `arn of ${name}` },
          validityEndTime: "2031-11-28T00:00:00Z",
        },
};

describe("OriginPulls", () => {
  it("makes an authority of the zone's own, what Cloudflare shows and a trust store for each region", async () => {
    await inBothModes(
      build({ trustStoreRegions: ["us-east-1", "eu-central-1"], validityDays: 60, generation: 3 }),
      async (run) => {
        expect(run.registered).to.have.length(1 + 7 + 2 * 4);
        expect(run.one(types.authority, "pulls-authority").inputs).to.deep.equal({
          privateKeyPem: { secret: "key of pulls-authority-key" },
          subject: { commonName: "Origin pulls of example.com", organization: "steady-edge" },
          isCaCertificate: true,
          allowedUses: ["cert_signing", "crl_signing"],
          validityPeriodHours: 175_200,
        });
        expect(run.one(types.leaf, "pulls-leaf-3").inputs).to.deep.equal({
          certRequestPem: "request of pulls-request-3",
          caCertPem: "certificate of pulls-authority",
          caPrivateKeyPem: { secret: "key of pulls-authority-key" },
          allowedUses: ["client_auth", "digital_signature", "key_encipherment"],
          validityPeriodHours: 1440,
          earlyRenewalHours: 480,
        });
        expect(run.one(types.certificate, "pulls-certificate-3").inputs).to.deep.equal({
          zoneId,
          certificate: "certificate of pulls-leaf-3",
          privateKey: { secret: "key of pulls-key-3" },
        });
        const bucket = "bucket of pulls-bucket-us-east-1";
        const { key, ...bundle } = run.one(types.bundle, "pulls-bundle-us-east-1").inputs;
        expect(key).to.match(/^authority-[0-9a-f]{16}\.pem$/);
        expect(bundle).to.deep.equal({
          ...{ region: "us-east-1", bucket, content: "certificate of pulls-authority" },
          contentType: "application/x-pem-file",
        });
        expect(run.one(types.store, "pulls-trust-us-east-1").inputs).to.deep.equal({
          region: "us-east-1",
          namePrefix: "pulls-",
          caCertificatesBundleS3Bucket: bucket,
          caCertificatesBundleS3Key: key,
        });
        expect(run.one(types.shut, "pulls-bucket-shut-eu-central-1").inputs).to.include({
          restrictPublicBuckets: true,
          blockPublicPolicy: true,
        });
        expect(await value(run.result.authorityPem)).to.equal("certificate of pulls-authority");
        expect(await value(run.result.expiresOn)).to.equal("2031-11-28T00:00:00Z");
      },
      answers,
    );
  });

  for (const [mode, isShown, arns] of [
    ["off", false, {}],
    ["observe", true, {}],
    ["enforce", true, { "us-east-1": "arn of pulls-trust-us-east-1" }],
  ] as const) {
    it(`in mode ${mode} ${isShown ? "shows" : "shows no"} certificate, and lets ${Object.keys(arns).length} regions demand it`, async () => {
      await inBothModes(
        build({ mode, trustStoreRegions: ["us-east-1"], monitorProbeZones }),
        async (run) => {
          expect(run.one(types.settings, "pulls-settings").inputs).to.deep.equal({
            zoneId,
            enabled: isShown,
          });
          expect(await value(run.result.trustStoreArns)).to.deep.equal(arns);
        },
        answers,
      );
    });
  }

  it("refuses to enforce while a monitor has no probe zone, or may have none", async () => {
    const told = async (zones: OriginPullsArgs["monitorProbeZones"], paths: string[]) =>
      (await rejects(build({ mode: "enforce", monitorProbeZones: zones }), paths)).map(
        ({ reason }) => reason,
      );
    const rule =
      "must be example.com before origins demand the certificate: without it the monitor shows none, and finds all of them down";
    const hint = "Give the monitor its probeZone in an up of its own, with mode observe";
    expect(
      await told({ api: "", shop: "other.com", www: "Example.COM." }, [
        "monitorProbeZones.api",
        "monitorProbeZones.shop",
      ]),
    ).to.deep.equal([
      `monitorProbeZones.api ${rule}; got "". ${hint}`,
      `monitorProbeZones.shop ${rule}; got "other.com". ${hint}`,
    ]);
    expect(await told(undefined, ["monitorProbeZones"])).to.deep.equal([
      "monitorProbeZones must name the probeZone of every monitor of the origins where mode is enforce; got nothing. Say {} where nothing probes them",
    ]);
    for (const mode of ["off", "observe"] as const) {
      const { errors } = await underMocks(true, build({ mode, monitorProbeZones: { www: "" } }));
      expect(errors).to.deep.equal([]);
    }
  });

  it("hands out no trust store where a probe zone that becomes known late is missing", async () => {
    const late = { www: pulumi.output("") };
    const regions = { trustStoreRegions: ["us-east-1"] };
    const run = await underMocks(
      true,
      build({ mode: "enforce", monitorProbeZones: late, ...regions }),
      answers,
    );
    expect(new Set(run.errors.map(String)).size).to.equal(1);
    expect(String(run.errors[0])).to.include(
      "monitorProbeZones.www must be example.com before origins demand the certificate",
    );
  });

  it("refuses what cannot be, all at once", async () => {
    const problems = await rejects(
      build({
        zoneId: "no zone",
        mode: "on" as "off",
        trustStoreRegions: ["us-east-1", "us-east-1", "mars"],
        ...{ validityDays: 7, generation: 0 },
      }),
      [
        "mode",
        "trustStoreRegions[2]",
        "validityDays",
        "generation",
        "zoneId",
        "trustStoreRegions[1]",
      ],
    );
    expect(problems.map(({ reason }) => reason).slice(2, 4)).to.deep.equal([
      "validityDays must be a whole number of 30 to 3650; got 7",
      "generation must be a whole number of 1 or more; got 0",
    ]);
  });
});
