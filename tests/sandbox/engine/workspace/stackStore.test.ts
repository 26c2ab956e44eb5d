import { expect } from "chai";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Engine } from "../../../../sandbox/engine";
import { EngineCommand } from "../../../../sandbox/engine/acquire/engineCommand";
import { stateFolders, type StateFolders } from "../../../../sandbox/engine/workspace/environment";
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

  /** The store of the stack `dev` of `demo`, with a script in the engine's place. */
  const storeWith = (lines: string): { store: StackStore; folders: StateFolders } => {
    const command = script(path.join(folder(), "pulumi"), lines);
    const folders = stateFolders(path.join(folder(), "state"));
    const environment = { PATH: process.env.PATH ?? "" };
    const engine: Engine = {
      ...{ version: "3.246.0", source: "path" },
      ...{ command, root: folder(), hasNodejsHost: true },
    };
    const calls = new EngineCommand(engine, environment, undefined);
    return { store: new StackStore(calls, folders, "demo", "dev"), folders };
  };

  it("seals secrets that stand in no command line, no environment and no file", async () => {
    const log = path.join(folder(), "log");
    const { store, folders } = storeWith(sealer(log));
    expect(
      await store.seal(["first hush", "-second hush"], { encryptionsalt: "salt" }),
    ).to.deep.equal(["FIRST HUSH", "-SECOND HUSH"]);
    const said = readFileSync(log, "utf8");
    expect(said.match(/^config set seal:text --secret .*--stack dev/gm)?.length).to.equal(2);
    expect(said).to.not.include("hush");
    expect(readdirSync(folders.config)).to.deep.equal([]);
  });

  it("reads from the state how the secrets of a stack are encrypted, and asks no engine", async () => {
    const { store, folders } = storeWith("exit 9");
    const file = path.join(folders.backend, ".pulumi", "stacks", "demo", "dev.json");
    mkdirSync(path.dirname(file), { recursive: true });
    for (const [state, encryption] of [
      [{ salt: "v1:a:b" }, { encryptionsalt: "v1:a:b" }],
      [
        { url: "awskms://alias/key", encryptedkey: "c2VhbGVk" },
        { secretsprovider: "awskms://alias/key", encryptedkey: "c2VhbGVk" },
      ],
    ] as const) {
      const latest = { secrets_providers: { state } };
      writeFileSync(file, JSON.stringify({ version: 3, checkpoint: { latest } }));
      expect(await store.open()).to.deep.equal(encryption);
    }
    writeFileSync(file, JSON.stringify({ checkpoint: { latest: { secrets_providers: {} } } }));
    await expect(store.open()).to.be.rejectedWith(/must be the state of a stack/);
  });
});
