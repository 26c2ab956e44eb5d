import { assert, expect } from "chai";
import path from "node:path";
import { DnsRecord } from "@pulumi/cloudflare/dnsRecord";
import {
  defaultZoneId,
  OperationFailed,
  runProgram,
  startCloud,
  type Cloud,
  type TestStack,
} from "../../sandbox/testing";
import { packageFile } from "../../sandbox/engine";
import { folderPerTest } from "../sandbox/engine/folders";
import { writeProject } from "./engineProjects";

describe("policy packs in tests of programs that run in the same process", () => {
  const folder = folderPerTest();
  let cloud: Cloud;
  let stack: TestStack;

  beforeEach(async () => {
    cloud = await startCloud();
    stack = await runProgram(cloud, () => {
      new DnsRecord("www", {
        ...{ zoneId: defaultZoneId, name: "www", type: "A", content: "203.0.113.9", ttl: 300 },
      });
      return Promise.resolve();
    });
  });
  afterEach(async () => {
    await stack.close();
    await cloud.stop();
  });

  const packWith = (enforcementLevel: string): string =>
    writeProject(path.join(folder(), "pack"), {
      "PulumiPolicy.yaml": "runtime: nodejs\n",
      "package.json": '{ "name": "house-rules", "version": "1.0.0", "main": "index.js" }\n',
      "index.js": `const { PolicyPack } = require(${JSON.stringify(packageFile("node_modules/@pulumi/policy"))});
        new PolicyPack("house-rules", { policies: [{
          name: "records-are-proxied",
          description: "Records are proxied",
          enforcementLevel: ${JSON.stringify(enforcementLevel)},
          validateResource: (args, report) => {
            if (args.type.endsWith(":DnsRecord") && args.props.proxied !== true) report("proxied must be true");
          },
        }] });`,
    });
  const urn = "urn:pulumi:test::program::cloudflare:index/dnsRecord:DnsRecord::www";

  it("end a run with an error that names policy, pack, level, resource and words", async () => {
    await expect(
      stack.up({ policyPacks: [packWith("mandatory")] }),
    ).to.be.rejected.and.eventually.satisfy((error: unknown) => {
      assert.instanceOf(error, OperationFailed);
      expect(error.complaints[0]).to.equal(
        "policy records-are-proxied of house-rules (mandatory): cloudflare:index/dnsRecord:DnsRecord www: Records are proxied\nproxied must be true",
      );
      expect(error.message, error.message).to.include(error.complaints[0] ?? "-");
      expect(
        error.result.violations.map(({ policy, level, urn }) => [policy, level, urn]),
      ).to.deep.equal([["records-are-proxied", "mandatory", urn]]);
      return true;
    });
    expect(cloud.account.size).to.equal(0);
  });

  it("let a run pass that they only advise against, and say what they advise", async () => {
    const { changes, violations } = await stack.up({ policyPacks: [packWith("advisory")] });
    expect(changes).to.deep.equal({ create: 2 });
    expect(violations).to.deep.equal([
      {
        policy: "records-are-proxied",
        pack: "house-rules",
        level: "advisory",
        urn,
        message: "Records are proxied\nproxied must be true",
      },
    ]);
    expect((await stack.up()).violations).to.deep.equal([]);
  });
});
