import { expect } from "chai";

import { unknownValue } from "../../../core/known";
import type { Properties } from "../../../sandbox/cloud/values";
import { DirectCloud } from "./direct";

describe("what resources without rules of their own say about themselves", () => {
  let direct: DirectCloud;

  beforeEach(async () => {
    direct = await DirectCloud.start();
  });
  afterEach(() => direct.stop());

  it("is of the declared type, looks like its name, and stays the same", async () => {
    const inputs = { domain: "vpc" };
    const type = "aws:ec2/eip:Eip";
    const address = await direct.create(type, inputs);
    expect(address.id).to.match(/^eipalloc-[0-9a-f]{17}$/);
    expect(address.outputs.publicIp).to.equal("203.0.113.1");
    const again = await direct.read(type, address.id, address.outputs, inputs);
    expect(again?.outputs.publicIp).to.equal(address.outputs.publicIp);
    const repository = await direct.create("aws:ecr/repository:Repository", { name: "app" });
    expect(repository.outputs.repositoryUrl).to.match(/^[0-9a-f]{12}\.aws\.example\/repository-/);
    expect(repository.outputs.arn).to.match(/^arn:aws:ecr:us-east-1:123456789012:/);
    const zone = await direct.create("aws:route53/zone:Zone", { name: "example.org" });
    expect(zone.outputs.zoneId).to.equal(zone.id);
    expect(zone.outputs.nameServers).to.have.lengthOf(4);
  });

  it("leaves alone what a program may give", async () => {
    const { outputs } = await direct.create("aws:iam/role:Role", { assumeRolePolicy: "{}" });
    expect([outputs.path, outputs.description]).to.deep.equal([undefined, undefined]);
  });

  it("is told of files whose names lost a capital", async () => {
    const inputs = { accountId: direct.ids.accountId, name: "assets" };
    expect(await direct.check("cloudflare:index/r2Bucket:R2Bucket", inputs)).to.deep.equal([]);
  });

  it("gives a domain of API Gateway its target, also where a preview changes it", async () => {
    const type = "aws:apigatewayv2/domainName:DomainName";
    const inputs = {
      domainName: "api.example.com",
      domainNameConfiguration: {
        certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
        ...{ endpointType: "REGIONAL", securityPolicy: "TLS_1_2" },
      },
    };
    const foretold = await direct.foretell(type, inputs);
    const { targetDomainName: late } = foretold.outputs.domainNameConfiguration as Properties;
    expect(late).to.equal(unknownValue);
    const { id, outputs } = await direct.create(type, inputs);
    const { targetDomainName } = outputs.domainNameConfiguration as Properties;
    expect(id).to.equal("api.example.com");
    expect(targetDomainName).to.match(/^d-[0-9a-f]{10}\.execute-api\.us-east-1\.amazonaws\.com$/);
    const { endpointType, certificateArn } = inputs.domainNameConfiguration;
    const configuration = { endpointType, certificateArn, securityPolicy: "TLS_1_0" };
    const later = { ...inputs, domainNameConfiguration: configuration };
    const preview = await direct.update(type, { id, outputs }, inputs, later, true);
    expect(preview.outputs.domainNameConfiguration).to.deep.equal({
      ...{ ...configuration, targetDomainName },
    });
  });

  it("gives each name of a certificate the record that proves it", async () => {
    const { outputs } = await direct.create("aws:acm/certificate:Certificate", {
      domainName: "example.com",
      subjectAlternativeNames: ["*.example.com", "www.example.org"],
      validationMethod: "DNS",
    });
    const options = outputs.domainValidationOptions as Record<string, string>[];
    expect(options.map(({ domainName }) => domainName)).to.deep.equal([
      "example.com",
      "*.example.com",
      "www.example.org",
    ]);
    expect(options[0]?.resourceRecordName ?? "").to.match(/^_[0-9a-f]{32}\.example\.com\.$/);
    expect(options[1]?.resourceRecordName).to.equal(options[0]?.resourceRecordName);
    expect(options[2]?.resourceRecordValue ?? "").to.match(
      /^_[0-9a-f]{16}\.acm-validations\.aws\.$/,
    );
  });
});
