import { expect } from "chai";
import path from "node:path";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { namedPlugin } from "../../sandbox/plugin/findPlugin";
import { runProgram, startCloud, type Cloud, type TestStack } from "../../sandbox/testing";
import { ownPlugin } from "../provider/plugin/ownPlugin";
import { folderPerTest } from "../sandbox/engine/folders";
import { doorPrograms } from "./strangersDoorPrograms";

describe("programs of strangers, through the door of the REST API", () => {
  const folder = folderPerTest();
  let cloud: Cloud;
  let stack: TestStack | undefined;

  beforeEach(async () => {
    const plugin = await namedPlugin(ownPlugin(path.join(folder(), "plugin")));
    cloud = await startCloud({ providers: { kind: "plugin", ...plugin } });
  });
  afterEach(async () => {
    await stack?.close();
    stack = undefined;
    await cloud.stop();
  });

  for (const [what, { program, resources = 0, drifts = {}, refused }] of Object.entries(
    doorPrograms,
  )) {
    it(`${refused === undefined ? "brings up" : "refuses"} ${what}`, async () => {
      stack = await runProgram(cloud, program as unknown as PulumiFn);
      if (refused !== undefined) {
        await expect(stack.up()).to.be.rejectedWith(refused);
        return;
      }
      // The stack itself is one more.
      expect((await stack.up()).changes).to.deep.equal({ create: resources + 1 });
      expect((await stack.up()).changes).to.deep.equal({});
      expect((await stack.preview({ refresh: true })).changes).to.deep.equal(drifts);
      expect((await stack.destroy()).changes).to.deep.equal({ delete: resources + 1 });
      expect(cloud.account.resources().map(({ key }) => key)).to.deep.equal([]);
    });
  }
});
