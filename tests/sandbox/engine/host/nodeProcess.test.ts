import assert from "node:assert/strict";
import { NodeProcesses } from "../../../../sandbox/engine/host/nodeProcess";

describe("a program of the language host", () => {
  it("is refused where the SDK is missing, with what to do", async () => {
    const run = new NodeProcesses().run(
      "peer",
      {
        script: "run",
        programDirectory: "/nowhere/project",
        args: [],
        cwd: "/",
        environment: {},
        onLine: () => assert.fail("it says nothing"),
      },
      () => assert.fail("it is not begun"),
    );
    await assert.rejects(run, {
      message: "/nowhere/project has no @pulumi/pulumi installed. Run npm install there",
    });
  });
});
