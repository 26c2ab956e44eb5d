import { assert, expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { fencedBlocks } from "../support/markdown";
import { runPageProgram } from "../support/pageProgram";

/** The only fenced block of the README with that mark. */
function block(mark: string): string {
  const [only, ...more] = fencedBlocks("README.md").filter((each) => each.mark === mark);
  assert(only !== undefined && more.length === 0, `one block of ${mark}`);
  return only.text;
}

/** Runs a program under mocks; lists the types of what it registers. */
async function registering(prove: () => Promise<void> | void): Promise<string[]> {
  const registered: string[] = [];
  await pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs }) => {
      registered.push(type);
      return { id: `${name}-id`, state: inputs as object };
    },
    call: ({ token }) => expect.fail(`the program calls ${token}`),
  });
  await prove();
  await pulumi.runtime.disconnect();
  return registered;
}

describe("the README", () => {
  it("shows a program that declares the whole site", async () => {
    const registered = await registering(async () => {
      const url = runPageProgram(block("ts")).url as pulumi.Output<string> & {
        promise(): Promise<string>;
      };
      expect(await url.promise()).to.equal("https://www.example.com");
    });
    expect(registered.filter((type) => type.startsWith("steady-edge:")).sort()).to.deep.equal([
      "steady-edge:index:FailoverLoadBalancer",
      "steady-edge:index:HealthAlerts",
      "steady-edge:index:OriginFirewall",
      "steady-edge:index:ResilientSite",
      "steady-edge:index:StrictTls",
    ]);
    expect(registered.filter((type) => type.endsWith(":LoadBalancerPool"))).to.have.lengthOf(2);
  });

  it("shows the error that wrong values get, word by word", async () => {
    const wrong = block("ts").replace("198.51.100.20", "203.0.113.10").replace("/healthz", "/");
    const registered = await registering(() => {
      expect(() => runPageProgram(wrong))
        .to.throw()
        .that.includes({ message: block("text").trimEnd() });
    });
    expect(registered).to.deep.equal([]);
  });
});
