import { assert, expect } from "chai";
import { mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import {
  findEngine,
  OperationFailed,
  Workspace,
  type Engine,
  type EngineEvent,
  type OperationOptions,
} from "../../sandbox/engine";
import { folderPerTest } from "../sandbox/engine/folders";
import { restoreVariable } from "../support/variables";
import { plainProject, writeProject } from "./engineProjects";

const policyPack = {
  "PulumiPolicy.yaml": "runtime: nodejs\n",
  "package.json": '{ "name": "pack", "version": "1.0.0", "main": "index.js" }\n',
  "index.js": `const { PolicyPack } = require("@pulumi/policy");
    const named = (name) => (args, report) => {
      if (args.type === "demo:index:Group" && args.name === name) report(name + " is not liked");
    };
    new PolicyPack("pack", { policies: [
      { name: "no-two", description: "no two", enforcementLevel: "mandatory", validateResource: named("two") },
      { name: "no-one", description: "no one", enforcementLevel: "advisory", validateResource: named("one") },
    ] });`,
};

const groups = (...names: string[]): string => `const pulumi = require("@pulumi/pulumi");
  for (const name of ${JSON.stringify(names)})
    new (class extends pulumi.ComponentResource { constructor() { super("demo:index:Group", name); } })();`;

describe("the language host on a real engine", () => {
  const folder = folderPerTest();
  const inFolder = (...names: string[]): string => path.join(folder(), ...names);
  let engine: Engine;
  before(async () => {
    // An engine with a host of its own would not use this one.
    engine = { ...(await findEngine()), hasNodejsHost: false };
  });

  let temporary: string | undefined;
  beforeEach(() => {
    temporary = process.env.TMPDIR;
    process.env.TMPDIR = inFolder("tmp");
    mkdirSync(inFolder("tmp"));
  });
  afterEach(() => restoreVariable("TMPDIR", temporary));

  const preview = async (options: OperationOptions = {}) => {
    const workspace = await Workspace.open({
      ...{ engine, project: inFolder("project"), stack: "dev", stateDirectory: inFolder("state") },
    });
    try {
      return await workspace.run("preview", options);
    } finally {
      await workspace.close();
    }
  };

  const failure = async (options: OperationOptions = {}): Promise<OperationFailed> => {
    try {
      await preview(options);
    } catch (error) {
      assert.instanceOf(error, OperationFailed);
      return error;
    }
    return expect.fail("it is to fail");
  };

  it("runs a TypeScript project, whose output goes to the engine's log and not to ours", async () => {
    writeProject(inFolder("project"), {
      "Pulumi.yaml": "name: demo\nruntime: nodejs\nmain: index.ts\n",
      "package.json": '{ "name": "demo", "version": "1.0.0" }\n',
      "tsconfig.json": '{ "compilerOptions": { "strict": true } }\n',
      "index.ts": `import * as pulumi from "@pulumi/pulumi";
        const stack: string = pulumi.getStack();
        console.log("out of", stack);
        console.error("complaint of", stack);
        process.stdout.write("no line end");
        export const isDryRun = pulumi.runtime.isDryRun();`,
    });
    const { counts, events } = await preview();
    expect(counts).to.deep.equal({ create: 1 });
    expect(messages(events)).to.deep.equal(["complaint of dev", "no line end", "out of dev"]);
    expect(readdirSync(inFolder("tmp")).filter(isOurs)).to.deep.equal([]);
  });

  it("says what is wrong in a program that does not compile", async () => {
    writeProject(inFolder("project"), {
      "Pulumi.yaml": "name: demo\nruntime: nodejs\nmain: index.ts\n",
      "package.json": '{ "name": "demo", "version": "1.0.0" }\n',
      "index.ts": "export const a: number = 'text';\n",
    });
    const { complaints } = await failure();
    expect(complaints).to.have.lengthOf(1);
    expect(complaints[0] ?? "").to.match(/Type 'string' is not assignable to type 'number'/);
  });

  it("says the exit code of a program that ends by itself", async () => {
    writeProject(inFolder("project"), { ...plainProject, "index.js": "process.exit(7);" });
    const { complaints } = await failure();
    expect(complaints).to.have.lengthOf(1);
    expect(complaints[0] ?? "").to.match(/Program exited with non-zero exit code: 7/);
  });

  it("takes the options of the runtime", async () => {
    writeProject(inFolder("project"), {
      ...plainProject,
      "Pulumi.yaml": [
        "name: demo",
        "main: index.js",
        "runtime:",
        "  name: nodejs",
        '  options: { nodeargs: "--title=wanted --no-deprecation", typescript: false }',
        "",
      ].join("\n"),
      "index.js":
        "console.log(process.execArgv.slice(-2).join(), process.env.PULUMI_NODEJS_TYPESCRIPT);",
    });
    const { events } = await preview();
    expect(messages(events)).to.deep.equal(["--title=wanted,--no-deprecation false"]);
  });

  it("lets a program's errors have stacks, and no promise of the SDK", async () => {
    writeProject(inFolder("project"), {
      ...plainProject,
      "index.js": `const promise = Promise.resolve();
        require("@pulumi/pulumi/runtime/debuggable").debuggablePromise(promise, "it");
        console.log(/^ +at /m.test(promise._debugStackTrace), /^ +at /m.test(new Error("it").stack));`,
    });
    const { events } = await preview();
    expect(messages(events)).to.deep.equal(["false true"]);
  });

  it("lets a program log, but for what nobody is shown", async () => {
    writeProject(inFolder("project"), {
      ...plainProject,
      "index.js": `const pulumi = require("@pulumi/pulumi");
        const engine = require("@pulumi/pulumi/runtime/settings").getEngine();
        const log = engine.log.bind(engine);
        let sent = 0;
        engine.log = (...call) => { sent += 1; return log(...call); };
        pulumi.log.debug("never").then(() => pulumi.log.info("said")).then(() => console.log(sent));`,
    });
    const { events } = await preview();
    expect(messages(events)).to.deep.equal(["1", "said"]);
  });

  it("runs policy packs", async () => {
    writeProject(inFolder("project"), { ...plainProject, "index.js": groups("one", "two") });
    const pack = writeProject(inFolder("pack"), policyPack);
    const { result, exitCode } = await failure({ policyPacks: [pack] });
    expect(exitCode).to.equal(1);
    const policies = result.events.flatMap(({ policyEvent }) => policyEvent ?? []);
    expect(
      policies
        .map(({ policyName, enforcementLevel }) => `${policyName} ${enforcementLevel}`)
        .sort(),
    ).to.deep.equal(["no-one advisory", "no-two mandatory"]);
    expect(readdirSync(inFolder("tmp")).filter(isOurs)).to.deep.equal([]);
  });

  it("runs policy packs that have nothing against it", async () => {
    writeProject(inFolder("project"), { ...plainProject, "index.js": groups("three") });
    const pack = writeProject(inFolder("pack"), policyPack);
    const { counts, events } = await preview({ policyPacks: [pack] });
    expect(counts).to.deep.equal({ create: 2 });
    expect(events.filter(({ policyEvent }) => policyEvent !== undefined)).to.have.lengthOf(0);
    const warnings = events.filter(
      ({ diagnosticEvent }) => diagnosticEvent?.severity === "warning",
    );
    expect(warnings).to.deep.equal([]);
  });

  it("runs component packages", async () => {
    writeProject(inFolder("greetings"), {
      "PulumiPlugin.yaml": "runtime: nodejs\n",
      "package.json": '{ "name": "greetings", "version": "1.0.0", "main": "index.ts" }\n',
      "tsconfig.json": '{ "compilerOptions": { "strict": true, "module": "commonjs" } }\n',
      "index.ts": `import * as pulumi from "@pulumi/pulumi";
        export interface GreetingArgs { name: pulumi.Input<string>; }
        export class Greeting extends pulumi.ComponentResource {
          public readonly text: pulumi.Output<string>;
          constructor(name: string, args: GreetingArgs, opts?: pulumi.ComponentResourceOptions) {
            super("greetings:index:Greeting", name, {}, opts);
            this.text = pulumi.interpolate\`hello \${args.name}\`;
            this.registerOutputs({ text: this.text });
          }
        }`,
    });
    writeProject(inFolder("project"), {
      ...plainProject,
      "Pulumi.yaml": `${plainProject["Pulumi.yaml"]}plugins:\n  providers:\n    - { name: greetings, path: ../greetings }\n`,
      "index.js": `const pulumi = require("@pulumi/pulumi");
        class Greeting extends pulumi.ComponentResource {
          constructor(name, args) { super("greetings:index:Greeting", name, { text: undefined, ...args }, {}, true); }
        }
        new Greeting("g", { name: "world" }).text.apply((text) => console.log(text));`,
    });
    const { counts, events } = await preview();
    expect(counts).to.deep.equal({ create: 2 });
    expect(messages(events)).to.include("hello world");
  });
});

/** What was said in the log, sorted: the order of two streams is nobody's promise. */
function messages(events: readonly EngineEvent[]): string[] {
  return events
    .flatMap(({ diagnosticEvent }) =>
      diagnosticEvent?.severity === "info" ? [diagnosticEvent.message.trim()] : [],
    )
    .sort();
}

function isOurs(name: string): boolean {
  return name.startsWith("steady-edge-");
}
