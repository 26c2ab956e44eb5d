import { assert, expect } from "chai";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { unknownValue } from "../../../core/known";
import { types } from "../../../sandbox/cloud/account/indexes";
import {
  defaultAccountId as accountId,
  defaultZoneId as zoneId,
} from "../../../sandbox/cloud/accountSeed";
import { SdkShapes } from "../../../sandbox/cloud/types/shapes";
import type { Properties } from "../../../sandbox/cloud/values";
import { DirectCloud } from "./direct";

describe("inputs against the declared types of the installed SDKs", () => {
  let direct: DirectCloud;
  beforeEach(async () => {
    direct = await DirectCloud.start();
  });
  afterEach(() => direct.stop());

  it("names what is missing, unknown and of the wrong type, however deep", async () => {
    const inputs = {
      accountId,
      nam: "p",
      checkRegions: "WEU",
      minimumOrigins: "1",
      origins: [
        { name: "a", adress: "198.51.100.1", weight: "1", header: { host: ["x"] } },
        "198.51.100.2",
      ],
    };
    expect(await direct.check(types.pool, inputs)).to.deep.equal([
      'checkRegions must be a list; got "WEU"',
      'minimumOrigins must be a number; got "1"',
      "name must be given; got nothing",
      "origins[0].header.host must be a property that the installed SDK declares; got an unknown name. Did you mean hosts?",
      'origins[0].weight must be a number; got "1"',
      "origins[0].adress must be a property that the installed SDK declares; got an unknown name. Did you mean address?",
      'origins[1] must be an object; got "198.51.100.2"',
      "nam must be a property that the installed SDK declares; got an unknown name. Did you mean name?",
    ]);
  });

  it("looks into maps and lists of lists", async () => {
    const inputs = {
      zoneId,
      name: "www.example.com",
      defaultPools: ["a"],
      fallbackPool: "a",
      regionPools: { WEU: ["a"], ENAM: "a" },
      randomSteering: { poolWeights: { a: "1" } },
    };
    expect(await direct.check(types.loadBalancer, inputs)).to.deep.equal([
      'randomSteering.poolWeights["a"] must be a number; got "1"',
      'regionPools["ENAM"] must be a list; got "a"',
    ]);
  });

  it("lets unknown values pass everywhere and shows no secret", async () => {
    const inputs: Properties = {
      accountId,
      name: unknownValue,
      origins: [unknownValue],
      monitor: 3,
    };
    expect(await direct.check(types.pool, inputs, ["monitor"])).to.deep.equal([
      "monitor must be a string; got [secret]",
    ]);
  });

  it("reads namespaced AWS types and unions with enumerations", async () => {
    const inputs = {
      name: "x",
      ingress: [{ protocol: "tcp", fromPort: 1 }],
      tags: { a: 1 },
    };
    expect(await direct.check(types.securityGroup, inputs)).to.deep.equal([
      "ingress[0].toPort must be given; got nothing",
      'tags["a"] must be a string; got 1',
    ]);
    const vpc = { cidrBlock: "10.0.0.0/16", instanceTenancy: "default" };
    expect(await direct.check(types.vpc, vpc)).to.deep.equal([]);
  });

  it("takes a type without rules of its own, checked and stored", async () => {
    const type = "cloudflare:index/waitingRoom:WaitingRoom";
    const inputs = {
      zoneId,
      host: "www.example.com",
      name: "room",
      newUsersPerMinute: 200,
      totalActiveUsers: 200,
    };
    expect(await direct.check(type, { ...inputs, host: 1 })).to.deep.equal([
      "host must be a string; got 1",
    ]);
    const made = await direct.create(type, inputs);
    expect((await direct.diff(type, made.outputs, inputs, inputs)).changed).to.deep.equal([]);
    const { changed } = await direct.diff(type, made.outputs, inputs, { ...inputs, name: "r" });
    expect(changed).to.deep.equal(["name"]);
    await direct.delete(type, made);
    expect(direct.cloud.account.size).to.equal(0);
  });

  it("refuses types that the installed SDK does not have", async () => {
    await expect(direct.check("cloudflare:index/teapot:Teapot", {}))
      .to.be.rejectedWith(
        /^cloudflare:index\/teapot:Teapot is no resource type of @pulumi\/cloudflare \d+\.\d+\.\d+; check the type and the SDK's version$/,
      )
      .and.eventually.include({ name: "Error" });
    await expect(direct.check("gcp:compute/instance:Instance", {}))
      .to.be.rejectedWith(
        /^gcp:compute\/instance:Instance belongs to no provider of the sandbox; it has stand-ins for cloudflare, aws, tls and newrelic$/,
      )
      .and.eventually.include({ name: "Error" });
  });

  it("keeps what it read on disk, and does without a cache that is broken or cannot be written", async () => {
    const folder = mkdtempSync(join(tmpdir(), "steady-edge-test-"));
    try {
      const first = await new SdkShapes("cloudflare", process.cwd(), folder).resource(types.pool);
      const [file = ""] = readdirSync(folder);
      expect(file).to.match(/^cloudflare-\d+\.\d+\.\d+-2\.json$/);
      const again = new SdkShapes("cloudflare", process.cwd(), folder);
      expect(await again.resource(types.pool)).to.deep.equal(first);
      writeFileSync(join(folder, file), "{");
      const broken = new SdkShapes("cloudflare", process.cwd(), folder);
      expect(await broken.resource(types.pool)).to.deep.equal(first);
      const unwritable = new SdkShapes("cloudflare", process.cwd(), join(folder, file, "x"));
      expect(await unwritable.resource(types.pool)).to.deep.equal(first);
      expect(readdirSync(folder)).to.deep.equal([file]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("says which outputs an SDK promises", async () => {
    const shapes = new SdkShapes("cloudflare", process.cwd(), join(tmpdir(), "nowhere", "\0"));
    const shape = await shapes.resource(types.monitor);
    assert.isDefined(shape);
    expect(shape.outputs.createdOn).to.equal(true);
    expect(shape.outputs.port).to.equal(false);
  });
});
