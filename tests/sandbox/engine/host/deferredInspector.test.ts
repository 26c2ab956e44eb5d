import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packageFile } from "../../../../sandbox/engine";
import { deferredInspector } from "../../../../sandbox/engine/host/deferredInspector";
import { folderPerTest } from "../folders";

/** What a program saw. */
interface Seen {
  readonly isConnectedAtFirst: boolean;
  readonly places: readonly string[];
  readonly text: string;
}

/** Begins as the SDK's runner does, then takes functions apart: of files from before the first one and from after it. */
const program = `
const { createRequire } = require("node:module");
const runner = require.resolve("@pulumi/pulumi/cmd/run/index.js");
const isConnected = () => process.moduleLoadList.includes("NativeModule inspector");
async function see() {
  await createRequire(runner)("../../runtime/closure/v8Hooks").isInitializedAsync();
  const { runtime } = require("@pulumi/pulumi");
  const { getFunctionLocationAsync } = require("@pulumi/pulumi/runtime/closure/v8");
  const early = require("./early");
  const isConnectedAtFirst = isConnected();
  const places = [];
  for (const one of [early, require("./late")]) {
    const { file, line, column } = await getFunctionLocationAsync(one);
    places.push([require("node:path").basename(file), line, column].join(":"));
  }
  const { text } = await runtime.serializeFunction((event) => event.length + 3);
  return { isConnectedAtFirst, places, text };
}
see().then((seen) => console.log(JSON.stringify(seen)));
`;

describe("the inspector, by which the SDK knows where functions are", () => {
  const folder = folderPerTest();

  beforeEach(() => {
    symlinkSync(packageFile("node_modules"), path.join(folder(), "node_modules"));
    writeFileSync(path.join(folder(), "preloaded.cjs"), deferredInspector);
    writeFileSync(path.join(folder(), "program.js"), program);
    writeFileSync(path.join(folder(), "early.js"), "module.exports = () => 1;\n");
    writeFileSync(path.join(folder(), "late.js"), "\nmodule.exports = () => 2;\n");
  });

  const run = (...nodeArguments: readonly string[]): Seen => {
    const args = [...nodeArguments, path.join(folder(), "program.js")];
    const options = { cwd: folder(), env: { PATH: process.env.PATH }, encoding: "utf8" } as const;
    return JSON.parse(execFileSync(process.execPath, args, options)) as Seen;
  };

  it("is asked when a function is first taken apart, and knows the files of all", () => {
    const otherwise = run();
    expect(otherwise.isConnectedAtFirst).to.equal(true);
    expect(otherwise.places).to.deep.equal(["early.js:0:17", "late.js:1:17"]);
    expect(otherwise.text).to.include("event.length + 3");
    expect(run("--require", path.join(folder(), "preloaded.cjs"))).to.deep.equal({
      ...otherwise,
      isConnectedAtFirst: false,
    });
  });
});
