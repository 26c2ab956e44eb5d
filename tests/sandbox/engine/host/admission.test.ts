import { expect } from "chai";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import {
  LanguageHandshakeRequest,
  ProgramInfo,
  RunPluginRequest,
  RunRequest,
  type RunPluginResponse,
} from "@pulumi/pulumi/proto/language_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import {
  Admission,
  EngineToken,
  tokenKey,
  tokenVariable,
} from "../../../../sandbox/engine/host/admission";
import { serveInline } from "../../../../sandbox/engine/host/inlineProgram";
import { startLanguageHost, type LanguageHost } from "../../../../sandbox/engine/host/languageHost";
import { restoreVariable } from "../../../support/variables";
import { folderPerTest } from "../folders";

const refusedProgram = "This sandbox runs no such program: its own engine did not ask for it";
const refusedPlugin =
  "This sandbox runs no such policy pack or package: its own engine did not ask for it";

describe("what a language host runs", () => {
  const folder = folderPerTest();
  const inFolder = (...names: string[]): string => path.join(folder(), ...names);
  const token = new EngineToken();
  let host: LanguageHost;
  let admission: Admission;
  let client: LanguageRuntimeClient;

  beforeEach(async () => {
    writeProgram("project");
    writeProgram("other");
    const yaml = [
      "name: demo",
      "runtime: { name: nodejs, options: { nodeargs: --no-deprecation } }",
      "main: program/index.js",
      "plugins: { providers: [{ name: own, path: ../package }] }",
    ];
    mkdirSync(inFolder("project", "program"));
    writeFileSync(inFolder("project", "program", "index.js"), "");
    writeFileSync(inFolder("project", "Pulumi.yaml"), yaml.join("\n"));
    admission = new Admission(inFolder("project"), "dev", token);
    host = await startLanguageHost({ environment: {}, admission });
    client = new LanguageRuntimeClient(`127.0.0.1:${host.port}`, credentials.createInsecure());
    const handshake = new LanguageHandshakeRequest().setEngineAddress("127.0.0.1:1");
    await new Promise<void>((resolve, reject) => {
      client.handshake(handshake, (error) => (error === null ? resolve() : reject(error)));
    });
  });
  afterEach(async () => {
    client.close();
    await host.stop();
  });

  /** A folder whose SDK leaves a mark whenever something of it is run. */
  function writeProgram(name: string): string {
    for (const script of ["run", "run-policy-pack", "run-plugin"]) {
      const place = inFolder(name, "node_modules", "@pulumi", "pulumi", "cmd", script);
      mkdirSync(place, { recursive: true });
      const mark = JSON.stringify(inFolder("mark"));
      writeFileSync(
        path.join(place, "index.js"),
        `require("node:fs").writeFileSync(${mark}, JSON.stringify(process.env));`,
      );
    }
    return inFolder(name);
  }

  const info = (root: string, program = root, entryPoint = "."): ProgramInfo => {
    const made = new ProgramInfo();
    made.setRootDirectory(root);
    made.setProgramDirectory(program);
    made.setEntryPoint(entryPoint);
    made.setOptions(Struct.fromJavaScript({ nodeargs: "--no-deprecation" }));
    return made;
  };

  /** What the sandbox's own engine asks for. */
  const ownRequest = (): RunRequest => {
    const program = inFolder("project", "program");
    const request = new RunRequest();
    request.setProject("demo");
    request.setStack("dev");
    request.setPwd(program);
    request.setMonitorAddress("127.0.0.1:1");
    request.setInfo(info(inFolder("project"), program, "index.js"));
    request.getConfigMap().set(tokenKey, token.text);
    return request;
  };

  /** What is said to a program; nothing where it ran to its end. */
  const run = (request: RunRequest): Promise<string> =>
    new Promise((resolve, reject) => {
      client.run(request, (error, response) =>
        error === null ? resolve(response.getError()) : reject(error),
      );
    });
  const hasRun = (): boolean => {
    const has = existsSync(inFolder("mark"));
    rmSync(inFolder("mark"), { force: true });
    return has;
  };

  it("is the program of the project that was opened, and knows nothing of the token", async () => {
    expect(await run(ownRequest())).to.equal("");
    expect(hasRun()).to.equal(true);
    symlinkSync(inFolder("project"), inFolder("link"));
    const linked = ownRequest();
    const program = inFolder("link", "program");
    linked.setPwd(program);
    linked.setInfo(info(inFolder("link"), program, "index.js"));
    expect(await run(linked)).to.equal("");
    expect(hasRun()).to.equal(true);
  });

  it("leaves no folder of a program behind that runs when the host is stopped", async () => {
    const temporary = process.env.TMPDIR;
    mkdirSync(inFolder("tmp"));
    process.env.TMPDIR = inFolder("tmp");
    try {
      const sdk = inFolder(
        "project",
        "node_modules",
        "@pulumi",
        "pulumi",
        "cmd",
        "run",
        "index.js",
      );
      appendFileSync(sdk, "setInterval(() => {}, 1000);");
      const ended = run(ownRequest());
      while (!existsSync(inFolder("mark"))) {
        await setTimeout(10);
      }
      expect(readdirSync(inFolder("tmp"))).to.have.length(1);
      await host.stop();
      expect(readdirSync(inFolder("tmp"))).to.deep.equal([]);
      expect(await ended.catch(() => "broken off")).to.be.oneOf([
        "The program was stopped",
        "broken off",
      ]);
    } finally {
      restoreVariable("TMPDIR", temporary);
    }
  });

  const strangers: Readonly<Record<string, (request: RunRequest) => void>> = {
    "no token": (request) => request.getConfigMap().del(tokenKey),
    "another token": (request) => request.getConfigMap().set(tokenKey, new EngineToken().text),
    "half a token": (request) => request.getConfigMap().set(tokenKey, token.text.slice(0, 16)),
    "another project": (request) => request.setProject("other"),
    "another stack": (request) => request.setStack("prod"),
    "another working directory": (request) => request.setPwd(inFolder("other")),
    "no working directory": (request) => request.setPwd(""),
    "another program": (request) => request.setInfo(info(inFolder("other"))),
    "another root": (request) =>
      request.setInfo(info(inFolder("other"), inFolder("project", "program"), "index.js")),
    "another entry point": (request) =>
      request.setInfo(info(inFolder("project"), inFolder("project", "program"), "../evil.js")),
    "no program": (request) => request.setInfo(undefined),
    arguments: (request) => request.setArgsList(["--inspect"]),
    "arguments for Node.js": (request) =>
      request.getInfo()?.setOptions(Struct.fromJavaScript({ nodeargs: "--require /tmp/evil.js" })),
    "another compiler configuration": (request) =>
      request
        .getInfo()
        ?.setOptions(
          Struct.fromJavaScript({ nodeargs: "--no-deprecation", tsconfig: "evil.json" }),
        ),
    "a monitor on another machine": (request) => request.setMonitorAddress("192.0.2.1:80"),
  };
  for (const [title, change] of Object.entries(strangers)) {
    it(`is not a request with ${title}`, async () => {
      const request = ownRequest();
      change(request);
      expect(await run(request)).to.equal(refusedProgram);
      expect(hasRun()).to.equal(false);
    });
  }

  /** What a policy pack or package wrote, and its exit code. */
  const runPlugin = async (
    kind: string,
    program: string,
    environment: readonly string[],
  ): Promise<readonly [said: string, exitCode: number]> => {
    const request = new RunPluginRequest();
    request.setKind(kind);
    request.setPwd(inFolder("project"));
    request.setInfo(info(program));
    request.setEnvList([...environment]);
    let said = "";
    let exitCode = -1;
    const call = client.runPlugin(request);
    call.on("data", (response: RunPluginResponse) => {
      said += Buffer.from(response.getStderr_asU8()).toString();
      exitCode = response.hasExitcode() ? response.getExitcode() : exitCode;
    });
    await new Promise((resolve, reject) => call.once("end", resolve).once("error", reject));
    return [said, exitCode];
  };
  const withToken = [`PATH=/usr/bin`, `${tokenVariable}=${token.text}`];

  it("is a policy pack of the run and a package of the project, and nothing else", async () => {
    const pack = writeProgram("pack");
    const own = writeProgram("package");
    admission.policyPacks = [pack];
    const refused = [`${refusedPlugin}\n`, 1] as const;
    expect(await runPlugin("analyzer", inFolder("other"), withToken)).to.deep.equal(refused);
    expect(await runPlugin("resource", inFolder("other"), withToken)).to.deep.equal(refused);
    expect(await runPlugin("resource", pack, withToken)).to.deep.equal(refused);
    expect(await runPlugin("analyzer", own, withToken)).to.deep.equal(refused);
    expect(await runPlugin("analyzer", pack, ["PATH=/usr/bin"])).to.deep.equal(refused);
    expect(await runPlugin("resource", own, [`${tokenVariable}=`])).to.deep.equal(refused);
    expect(hasRun()).to.equal(false);
    expect(await runPlugin("analyzer", pack, withToken)).to.deep.equal(["", 0]);
    expect(hasRun()).to.equal(true);
    expect(await runPlugin("resource", own, withToken)).to.deep.equal(["", 0]);
    expect(hasRun()).to.equal(true);
    admission.policyPacks = [];
    expect(await runPlugin("analyzer", pack, withToken)).to.deep.equal(refused);
    expect(hasRun()).to.equal(false);
  });
});

describe("a program of this process that knows its engine", () => {
  it("is not run for another one", async () => {
    const token = new EngineToken();
    let ran = 0;
    const program = (): Promise<object> => Promise.resolve({ ran: (ran += 1) });
    const inline = await serveInline({ name: "demo", program }, token);
    const client = new LanguageRuntimeClient(
      `127.0.0.1:${inline.port}`,
      credentials.createInsecure(),
    );
    const request = new RunRequest().setProject("demo").setStack("dev");
    request.setMonitorAddress("127.0.0.1:1");
    request.getConfigMap().set(tokenKey, new EngineToken().text);
    const error = await new Promise<ServiceError | null>((resolve) => client.run(request, resolve));
    expect(error?.details).to.equal(refusedProgram);
    expect(ran).to.equal(0);
    client.close();
    inline.stop();
  });
});
