import assert from "node:assert/strict";
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
      assert.deepEqual((await stack.preview()).changes, { create: resources });
      assert.deepEqual((await stack.up()).changes, { create: resources });
      assert.deepEqual((await stack.up()).changes, {});
      assert.deepEqual((await stack.preview({ refresh: true })).changes, {});
      assert.deepEqual((await stack.destroy()).changes, { delete: resources });
      assert.deepEqual(
        cloud.account.resources().map(({ key }) => key),
        [],
      );
    });
  }
});
