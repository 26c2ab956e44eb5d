import { assert, expect } from "chai";
import { configOf, environmentOf, refusalLines, runStack } from "./program";

const topic = "arn:aws:sns:us-east-1:123456789012:oncall";

/** What `dev` is refused for with these certificates beside what it has. */
async function refusalOf(certificates: object): Promise<string> {
  const environment = { ...environmentOf("dev"), ...certificates };
  const { refusal } = await runStack(true, "dev", configOf(environment));
  assert.instanceOf(refusal, Error);
  return refusal.message;
}

describe("the certificates of an environment", () => {
  it("are refused with what is wrong at its own place, once", async () => {
    const originCertificate = {
      hostnames: ["www.example.org"],
      generation: 1,
      keptGenerations: [1],
      expiryTopicArns: { "us-east-1": topic },
    };
    const publicCertificate = { regions: [] };
    expect(await refusalOf({ originCertificate, publicCertificate })).to.equal(
      [
        'Invalid environment "dev":',
        '  - originCertificate.hostnames[0] must be example.com or a name in it; got "www.example.org"',
        "  - originCertificate.keptGenerations[0] must be another generation than that which serves, and named once; got 1",
        '  - originCertificate.expiryTopicArns["us-east-1"] must be of a region of acmRegions, where the certificate is that expires; got "us-east-1"',
        "  - publicCertificate.regions must name at least one region; got []",
      ].join("\n"),
    );
  });

  it("are missed by a load balancer of another region, which names none itself", async () => {
    const production = environmentOf("production");
    const path = "sites.www.pools[1].origins.euc1.alb.certificateArn";
    const sentence = `${path} must be the ARN of a certificate in ACM; got nothing. Or name the region of its firewall in originCertificate.acmRegions or publicCertificate.regions`;
    for (const preview of [true, false]) {
      const environment = { ...production, originCertificate: { acmRegions: ["us-east-1"] } };
      const run = await runStack(preview, "production", configOf(environment));
      expect(refusalLines(run.refusal)).to.deep.equal([sentence]);
      expect(run.declared).to.deep.equal([]);
    }
    const publicCertificate = { regions: ["eu-central-1"] };
    const both = { originCertificate: { acmRegions: ["us-east-1"] }, publicCertificate };
    const { refusal } = await runStack(true, "production", configOf({ ...production, ...both }));
    expect(refusal).to.equal(undefined);
  });

  it("are never given with their key: a file holds no secret", async () => {
    const existing = { certificatePem: "hush", privateKeyPem: "hush" };
    const refusal = await refusalOf({ originCertificate: { existing } });
    expect(refusal).to.match(
      /originCertificate\.existing must be a key that there is; got an unknown name/,
    );
    expect(refusal).not.to.match(/hush/);
  });
});
