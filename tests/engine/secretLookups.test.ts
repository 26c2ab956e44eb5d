import { expect } from "chai";
import { getParameterOutput, Parameter } from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { runProgram, startCloud } from "../../sandbox/testing";

describe("what functions find of a secret", () => {
  it("is a secret in the outputs and in the state", async () => {
    const cloud = await startCloud();
    const stack = await runProgram(cloud, () => {
      const value = pulumi.secret("hunter2-of-the-database");
      const made = new Parameter("password", { name: "/shop/password", type: "String", value });
      const found = getParameterOutput({ name: made.name });
      return Promise.resolve({ found: found.value });
    });
    try {
      await stack.up();
      expect(await stack.outputs()).to.deep.equal({ found: "[secret]" });
      expect(JSON.stringify(await stack.exportState())).to.not.include("hunter2-of-the-database");
    } finally {
      await stack.close();
      await cloud.stop();
    }
  });
});
