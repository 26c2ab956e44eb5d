import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Engine } from "../../../../sandbox/engine";
import { EngineCommand } from "../../../../sandbox/engine/acquire/engineCommand";
import { stateFolders } from "../../../../sandbox/engine/workspace/environment";
import { StackStore } from "../../../../sandbox/engine/workspace/stackStore";
import { folderPerTest, script } from "../folders";

/** Writes down with what it is called, and seals what it reads by turning it into capitals. */
const sealer = (log: string): string => `
  echo "$*" >> "${log}"
  env >> "${log}"
  while [ "$#" -gt 0 ]; do [ "$1" = --config-file ] && file="$2"; shift; done
  printf 'config:\\n  seal:text: { secure: "%s" }\\n' "$(tr a-z A-Z)" > "$file"`;

describe("the store of a stack", () => {
  const folder = folderPerTest();

  it("seals secrets that stand in no command line, no environment and no file", async () => {
    const log = path.join(folder(), "log");
    const command = script(path.join(folder(), "pulumi"), sealer(log));
    const folders = stateFolders(path.join(folder(), "state"));
    const environment = { PATH: process.env.PATH ?? "" };
    const engine: Engine = {
      ...{ version: "3.246.0", source: "path" },
      ...{ command, root: folder(), hasNodejsHost: true },
    };
    const calls = new EngineCommand(engine, environment, undefined);
    const store = new StackStore(calls, folders, "demo", "dev");
    expect(await store.seal(["first hush", "-second hush"], "salt")).to.deep.equal([
      "FIRST HUSH",
      "-SECOND HUSH",
    ]);
    const said = readFileSync(log, "utf8");
    expect(said.match(/^config set seal:text --secret .*--stack dev/gm)?.length).to.equal(2);
    expect(said).to.not.include("hush");
    expect(readdirSync(folders.config)).to.deep.equal([]);
  });
});
