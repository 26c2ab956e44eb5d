import { expect } from "chai";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { runProgram, startCloud, type Cloud, type TestStack } from "../../sandbox/testing";
import { strangersPrograms } from "./strangersPrograms";

describe("programs of strangers, who make everything themselves", () => {
  let cloud: Cloud;
  let stack: TestStack | undefined;

  beforeEach(async () => {
    cloud = await startCloud();
  });
  afterEach(async () => {
    await stack?.close();
    stack = undefined;
    await cloud.stop();
  });

  for (const [what, { resources, program }] of Object.entries(strangersPrograms)) {
    it(`brings up ${what}, finds nothing to change, and takes it down`, async () => {
      stack = await runProgram(cloud, program as PulumiFn);
      expect((await stack.preview()).changes).to.deep.equal({ create: resources });
      expect((await stack.up()).changes).to.deep.equal({ create: resources });
      expect((await stack.up()).changes).to.deep.equal({});
      expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
      expect((await stack.destroy()).changes).to.deep.equal({ delete: resources });
      expect(cloud.account.resources().map(({ key }) => key)).to.deep.equal([]);
    });
  }
});
