import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { PublicCertificate, type PublicCertificateArgs } from "../../../components";
import { inBothModes, underMocks, unknown } from "../../support/mocks";
import { rejects } from "../../support/problems";
import { value } from "../../support/value";

const types = {
  certificate: "aws:acm/certificate:Certificate",
  validation: "aws:acm/certificateValidation:CertificateValidation",
  record: "cloudflare:index/dnsRecord:DnsRecord",
} as const;

const zoneId = "fedcba9876543210fedcba9876543210";

function build(args: Partial<PublicCertificateArgs>) {
  const all = { zoneId, zoneName: "example.com", regions: ["us-east-1"], ...args };
  return (parent: pulumi.Resource) => new PublicCertificate("origin", all, { parent });
}

/** What AWS answers once it has been asked for a certificate. */
const answers = {
  state: ({ type, name, inputs }: pulumi.runtime.MockResourceArgs): Record<string, unknown> => {
    const { domainName = "", subjectAlternativeNames = [] } = inputs as {
      domainName?: string;
      subjectAlternativeNames?: string[];
    };
    const option = (certified: string) => ({
      domainName: certified,
      resourceRecordName: `_p.${certified.replace("*.", "")}.`,
      resourceRecordType: "CNAME",
      resourceRecordValue: "_v.acm-validations.aws.",
    });
    return type === types.certificate
      ? {
          arn: `arn of ${name}`,
          domainValidationOptions: [domainName, ...subjectAlternativeNames].map(option),
        }
      : {};
  },
};

describe("PublicCertificate", () => {
  it("asks each region for one, proves each name once, and waits until it is issued", async () => {
    const regions = ["us-east-1", "eu-central-1"];
    const hostnames = ["example.com", "*.example.com", "a.shop.example.com"];
    await inBothModes(
      build({ regions, hostnames, keyAlgorithm: "ecdsa" }),
      async (run) => {
        expect(run.registered).to.have.length(1 + 2 + 2 + 2);
        expect(run.one(types.certificate, "origin-acm-eu-central-1").inputs).to.deep.equal({
          region: "eu-central-1",
          domainName: "example.com",
          subjectAlternativeNames: ["*.example.com", "a.shop.example.com"],
          keyAlgorithm: "EC_prime256v1",
          validationMethod: "DNS",
        });
        expect(run.one(types.record, "origin-proof-example.com").inputs).to.deep.equal({
          zoneId,
          type: "CNAME",
          name: "_p.example.com",
          content: "_v.acm-validations.aws",
          proxied: false,
          ttl: 1,
        });
        expect(run.of(types.record).map(({ inputs }) => inputs.name)).to.deep.equal([
          "_p.a.shop.example.com",
          "_p.example.com",
        ]);
        expect(run.one(types.validation, "origin-issued-us-east-1").inputs).to.deep.equal({
          region: "us-east-1",
          certificateArn: "arn of origin-acm-us-east-1",
          validationRecordFqdns: ["_p.a.shop.example.com", "_p.example.com"],
        });
        expect(await value(run.result.acmCertificateArns)).to.deep.equal({
          "us-east-1": "arn of origin-acm-us-east-1",
          "eu-central-1": "arn of origin-acm-eu-central-1",
        });
      },
      answers,
    );
  });

  it("does not know the proofs in the preview that makes them", async () => {
    const run = await underMocks(true, build({}));
    expect(run.errors).to.deep.equal([]);
    const { name, content } = run.one(types.record, "origin-proof-example.com").inputs;
    expect([name, content]).to.deep.equal([unknown, unknown]);
  });

  it("refuses no region, a region twice, a long first name, foreign names and ids that are none", async () => {
    const long = `${"a".repeat(60)}.example.com`;
    const told = await rejects(
      build({ zoneId: "example.com", hostnames: [long, "example.org"], regions: [] }),
      ["zoneId", "hostnames[1]", "hostnames[0]", "regions"],
    );
    expect(told[2]?.reason).to.equal(
      `hostnames[0] must have at most 64 characters, since it becomes the common name; got "${long}". Put a shorter name first`,
    );
    await rejects(build({ regions: ["us-east-1", "us-east-1"] }), ["regions[1]"]);
    await rejects(build({ regions: ["Virginia"] }), ["regions[0]"]);
    const many = Array.from({ length: 101 }, (_, index) => `a${index}.example.com`);
    await rejects(build({ hostnames: many }), ["hostnames"]);
    await inBothModes(build({ hostnames: ["example.com", long] }), (run) => {
      expect(run.of(types.certificate)).to.have.length(1);
    });
  });
});
