import { expect } from "chai";
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
        onLine: () => expect.fail("it says nothing"),
      },
      () => expect.fail("it is not begun"),
    );
    await expect(run).to.be.rejected.and.eventually.include({
      message: "/nowhere/project has no @pulumi/pulumi installed. Run npm install there",
    });
  });
});
