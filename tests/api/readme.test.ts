import { assert, expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import ts from "typescript";
import * as library from "../../components";
import { complaints } from "../support/complaints";
import { fencedBlocks } from "../support/markdown";

/** The only fenced block of the README with that mark. */
function block(mark: string): string {
  const [only, ...more] = fencedBlocks("README.md").filter((each) => each.mark === mark);
  assert(only !== undefined && more.length === 0, `one block of ${mark}`);
  return only.text;
}

/** Runs a program that imports the package, as TypeScript that was compiled. */
function run(program: string): Record<string, unknown> {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(program, { compilerOptions: options });
  const exported: Record<string, unknown> = {};
  const modules: Record<string, unknown> = { "steady-edge": library };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the README's own program
  const compiled = new Function("exports", "require", outputText) as (
    exported: object,
    load: (name: string) => unknown,
  ) => void;
  compiled(exported, (name) => modules[name] ?? expect.fail(`the program imports ${name}`));
  return exported;
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
  it("shows a program that compiles", function () {
    this.timeout(120_000);
    expect(complaints(block("ts"))).to.deep.equal([]);
    expect(complaints(block("ts").replace("pools:", "pool:"))).to.have.lengthOf(1);
  });

  it("shows a program that declares the whole site", async () => {
    const registered = await registering(async () => {
      const url = run(block("ts")).url as pulumi.Output<string> & { promise(): Promise<string> };
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
      expect(() => run(wrong))
        .to.throw()
        .that.includes({ message: block("text").trimEnd() });
    });
    expect(registered).to.deep.equal([]);
  });
});
