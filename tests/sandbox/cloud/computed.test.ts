import assert from "node:assert/strict";

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
    assert.match(address.id, /^eipalloc-[0-9a-f]{17}$/);
    assert.match(address.outputs.publicIp as string, /^198\.51\.100\.\d{1,3}$/);
    const again = await direct.read(type, address.id, address.outputs, inputs);
    assert.equal(again?.outputs.publicIp, address.outputs.publicIp);
    const repository = await direct.create("aws:ecr/repository:Repository", { name: "app" });
    assert.match(
      repository.outputs.repositoryUrl as string,
      /^[0-9a-f]{12}\.aws\.example\/repository-/,
    );
    assert.match(repository.outputs.arn as string, /^arn:aws:ecr:us-east-1:123456789012:/);
    const zone = await direct.create("aws:route53/zone:Zone", { name: "example.org" });
    assert.equal(zone.outputs.zoneId, zone.id);
    assert.equal((zone.outputs.nameServers as string[]).length, 4);
  });

  it("leaves alone what a program may give", async () => {
    const { outputs } = await direct.create("aws:iam/role:Role", { assumeRolePolicy: "{}" });
    assert.deepEqual([outputs.path, outputs.description], [undefined, undefined]);
  });

  it("is told of files whose names lost a capital", async () => {
    const inputs = { accountId: direct.ids.accountId, name: "assets" };
    assert.deepEqual(await direct.check("cloudflare:index/r2Bucket:R2Bucket", inputs), []);
  });

  it("gives each name of a certificate the record that proves it", async () => {
    const { outputs } = await direct.create("aws:acm/certificate:Certificate", {
      domainName: "example.com",
      subjectAlternativeNames: ["*.example.com", "www.example.org"],
      validationMethod: "DNS",
    });
    const options = outputs.domainValidationOptions as Record<string, string>[];
    assert.deepEqual(
      options.map(({ domainName }) => domainName),
      ["example.com", "*.example.com", "www.example.org"],
    );
    assert.match(options[0]?.resourceRecordName ?? "", /^_[0-9a-f]{32}\.example\.com\.$/);
    assert.equal(options[1]?.resourceRecordName, options[0]?.resourceRecordName);
    assert.match(options[2]?.resourceRecordValue ?? "", /^_[0-9a-f]{16}\.acm-validations\.aws\.$/);
  });
});
