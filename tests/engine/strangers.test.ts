import { expect } from "chai";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import path from "node:path";
import { credentials } from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import {
  LanguageHandshakeRequest,
  ProgramInfo,
  RunRequest,
} from "@pulumi/pulumi/proto/language_pb";
import { tokenKey, tokenVariable } from "../../sandbox/engine/host/admission";
import { findEngine, Workspace } from "../../sandbox/engine";
import { folderPerTest } from "../sandbox/engine/folders";
import { callFrom, nobody, whyNoOtherUser } from "../sandbox/strangers";
import { plainProject, writeProject } from "./engineProjects";
import { skipBecause } from "../support/skipped";

/** Ports of the loopback interface on which this process listens, as anybody can find them out. */
function ownPorts(): number[] {
  const inodes = readdirSync("/proc/self/fd").map((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/self/fd/${fd}`))?.[1];
    } catch {
      return undefined;
    }
  });
  return readFileSync("/proc/net/tcp", "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === "0A" && inodes.includes(inode))
    .map(([, local = ""]) => parseInt(local.split(":")[1] ?? "", 16));
}

describe("a stranger beside a sandbox that runs", () => {
  const folder = folderPerTest();
  const inFolder = (...names: string[]): string => path.join(folder(), ...names);
  const shown = "console.log(process.env.PULUMI_CONFIG, JSON.stringify(process.env));";

  it("finds its language host, and has no program run by it", async function () {
    if (process.platform !== "linux") {
      skipBecause(this, "ports are found in /proc here");
    }
    writeProject(inFolder("project"), { ...plainProject, "index.js": shown });
    writeProject(inFolder("evil"), {
      ...plainProject,
      "index.js": `require("node:fs").writeFileSync(${JSON.stringify(inFolder("mark"))}, "");`,
    });
    const before = ownPorts();
    const engine = { ...(await findEngine()), hasNodejsHost: false };
    const stateDirectory = inFolder("state");
    const workspace = await Workspace.open({
      ...{ engine, project: inFolder("project"), stack: "dev", stateDirectory },
    });
    try {
      const [port = 0, ...others] = ownPorts().filter((each) => !before.includes(each));
      expect(others).to.deep.equal([]);
      expect(await runProgram(port, inFolder("evil"))).to.equal(
        "This sandbox runs no such program: its own engine did not ask for it",
      );
      if (whyNoOtherUser() === undefined) {
        const method = "/pulumirpc.LanguageRuntime/Run";
        expect(await callFrom(port, method, nobody)).to.match(/^cut off/);
      }
      expect(existsSync(inFolder("mark"))).to.equal(false);

      const { counts, events } = await workspace.run("preview");
      expect(counts).to.deep.equal({ create: 1 });
      const said = JSON.stringify(events);
      expect(said).to.match(/PULUMI_NODEJS_TYPESCRIPT/);
      expect(said).to.not.include(tokenKey);
      expect(said).to.not.include(tokenVariable);
    } finally {
      await workspace.close();
    }
    expect(ownPorts()).to.deep.equal(before);
  });

  /** Asks a language host to run a program as an engine does; returns what it said. */
  async function runProgram(port: number, directory: string): Promise<string> {
    const client = new LanguageRuntimeClient(`127.0.0.1:${port}`, credentials.createInsecure());
    const info = new ProgramInfo().setRootDirectory(directory).setProgramDirectory(directory);
    const request = new RunRequest().setProject("demo").setStack("dev").setPwd(directory);
    request.setMonitorAddress("127.0.0.1:1").setInfo(info.setEntryPoint("."));
    const handshake = new LanguageHandshakeRequest().setEngineAddress("127.0.0.1:1");
    try {
      await new Promise<void>((resolve, reject) => {
        client.handshake(handshake, (error) => (error === null ? resolve() : reject(error)));
      });
      return await new Promise((resolve, reject) => {
        client.run(request, (error, response) =>
          error === null ? resolve(response.getError()) : reject(error),
        );
      });
    } finally {
      client.close();
    }
  }
});
