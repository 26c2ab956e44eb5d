import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { packageFile } from "../../../../sandbox/engine";
import { callSitesLeftOut, leaveOutCallSites } from "../../../../sandbox/engine/host/callSites";
import { folderPerTest } from "../folders";

/** What is replaced in the SDK. */
interface Traced {
  readonly Resource: { stackTrace: (skipped: number) => readonly unknown[] };
}

/** How many places in source code a resource sends the engine, as a program; `null` where it is not asked. */
const program = `
  const pulumi = require("@pulumi/pulumi");
  const { Resource } = require("@pulumi/pulumi/resource");
  const { stackTrace } = Resource;
  const run = async () => {
    let places = null;
    Resource.stackTrace = (skipped) => {
      const found = stackTrace.call(Resource, skipped);
      places = found.length;
      return found;
    };
    await pulumi.runtime.setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) });
    new pulumi.ComponentResource("test:index:Group", "group");
    await pulumi.runtime.disconnect();
    Resource.stackTrace = stackTrace;
    return { places, isOfError: /:\\d+:\\d+/.test(new Error().stack) };
  };`;

describe("the places in source code that the SDK sends with resources", () => {
  const load = createRequire(__filename);
  const { Resource } = load("@pulumi/pulumi/resource") as Traced;
  let before: Traced["Resource"]["stackTrace"];
  beforeEach(() => (before = Resource.stackTrace));
  afterEach(() => {
    Resource.stackTrace = before;
  });

  it("are left out by the programs of this process, and those of errors stay", async () => {
    Resource.stackTrace = () => ["not replaced"];
    leaveOutCallSites();
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the same program as in a process of its own
    const run = new Function("require", `${program} return run();`) as (
      from: unknown,
    ) => Promise<unknown>;
    expect(await run(load)).to.deep.equal({ places: 0, isOfError: true });
  });
});

describe("the places in source code that the SDK of a process of its own sends with resources", () => {
  const folder = folderPerTest();
  beforeEach(() => {
    symlinkSync(packageFile("node_modules"), path.join(folder(), "node_modules"));
    const said = `${program} run().then((seen) => console.log(JSON.stringify(seen)));`;
    writeFileSync(path.join(folder(), "program.cjs"), said);
    writeFileSync(path.join(folder(), "preloaded.cjs"), callSitesLeftOut);
  });

  const seen = (...before: readonly string[]): unknown =>
    JSON.parse(
      execFileSync(process.execPath, [...before, path.join(folder(), "program.cjs")], {
        env: { PATH: process.env.PATH },
        encoding: "utf8",
      }),
    );

  it("are left out, and those of errors stay", () => {
    const left = seen("--require", path.join(folder(), "preloaded.cjs"));
    expect(left).to.deep.equal({ places: 0, isOfError: true });
  });

  it("are sent where that is not loaded before", () => {
    expect(seen()).to.have.property("places").that.is.above(0);
  });
});
