import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { runCommand } from "../../cli/command";
import {
  apacheConfig,
  nginxConfig,
  nodeConfig,
  phpFpmConfig,
  serverConfigCloudInit,
  serverConfigText,
} from "../../components/origin/serverConfig";
import { fakeTerminal } from "./fakeTerminal";

describe("server-config", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "steady-edge-cli-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = async (...args: string[]) => {
    const terminal = fakeTerminal();
    const exitCode = await runCommand(["server-config", ...args], terminal);
    return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
  };
  const fine = (stdout: string) => ({ exitCode: 0, stdout, stderr: "" });
  const argsFile = (text: string): string => {
    const file = path.join(folder, "args.yaml");
    writeFileSync(file, text);
    return file;
  };

  it("writes what the library writes, for every server", async () => {
    expect(await run("nginx")).to.deep.equal(fine(serverConfigText(nginxConfig())));
    expect(await run("apache", "--set", "onlyCloudflare=true")).to.deep.equal(
      fine(serverConfigText(apacheConfig({ onlyCloudflare: true }))),
    );
    const fpm = { memoryMegabytes: 2048, workerMegabytes: 64, version: "8.10" };
    const set = Object.entries(fpm).flatMap(([name, value]) => ["--set", `${name}=${value}`]);
    expect(await run("php-fpm", ...set)).to.deep.equal(fine(serverConfigText(phpFpmConfig(fpm))));
    const file = argsFile("service: shop\nfolder: /opt/shop\nwebServer: {}\n");
    expect(await run("node", "--args", file)).to.deep.equal(
      fine(serverConfigText(nodeConfig({ service: "shop", folder: "/opt/shop", webServer: {} }))),
    );
  });

  it("takes single arguments over those of the file", async () => {
    const file = argsFile(
      "application: { address: 127.0.0.1:3000, idleSeconds: 20 }\nstatusPort: 9000\n",
    );
    const set = [
      "--set",
      "application.idleSeconds=30",
      "--set",
      "serverNames=[a.example.com, b.example.com]",
    ];
    const config = nginxConfig({
      application: { address: "127.0.0.1:3000", idleSeconds: 30 },
      serverNames: ["a.example.com", "b.example.com"],
      statusPort: 9000,
    });
    expect(await run("nginx", "--args", file, ...set, "--format", "json")).to.deep.equal(
      fine(`${JSON.stringify(config, undefined, 2)}\n`),
    );
    const cloudInit = await run("nginx", "--args", file, ...set, "--format", "cloud-init");
    expect(cloudInit).to.deep.equal(fine(serverConfigCloudInit(config)));
    expect(parse(cloudInit.stdout)).to.have.keys(["packages", "write_files", "runcmd"]);
  });

  it("takes an empty file for no arguments", async () => {
    expect(await run("nginx", "--args", argsFile(""))).to.deep.equal(
      fine(serverConfigText(nginxConfig())),
    );
  });

  const wrong: readonly (readonly [args: readonly string[], stderr: string])[] = [
    [
      ["php-fpm"],
      "Invalid arguments of server-config php-fpm:\n" +
        "  - memoryMegabytes must be a whole number of 1 or more; got nothing\n" +
        "  - workerMegabytes must be a whole number of 1 or more; got nothing\n",
    ],
    [
      ["nginx", "--set", "tls.certificateFil=/a"],
      "Invalid arguments of server-config nginx:\n" +
        "  - tls.certificateFil must be an argument that there is; got an unknown name. Did you mean certificateFile?\n" +
        "  - tls.certificateFile must be an absolute path of letters, digits and . _ + @ - /; got nothing\n" +
        "  - tls.keyFile must be an absolute path of letters, digits and . _ + @ - /; got nothing\n",
    ],
    [
      ["nginx", "--set", "health"],
      '--set must be a name and a value with = between them; got "health". For example --set health.path=/healthz\n',
    ],
    [
      ["nginx", "--set", "__proto__.x=1"],
      '--set must be a name and a value with = between them; got "__proto__.x=1". For example --set health.path=/healthz\n',
    ],
    [
      ["nginx", "--set", "constructor=1"],
      "constructor must be an argument that there is; got an unknown name. There are " +
        "serverNames, documentRoot, application, php, loadBalancer, tls, timeouts, health, statusPort, onlyCloudflare\n",
    ],
  ];
  for (const [args, stderr] of wrong) {
    it(`ends with 2: ${args.join(" ")}`, async () => {
      expect(await run(...args)).to.deep.equal({ exitCode: 2, stdout: "", stderr });
    });
  }

  it("ends with 2 where the file is none, no YAML, or of another kind", async () => {
    const missing = path.join(folder, "none.yaml");
    expect(await run("nginx", "--args", missing)).to.deep.include({ exitCode: 2, stdout: "" });
    const broken = await run("nginx", "--args", argsFile("a: [\n"));
    expect(broken).to.deep.include({ exitCode: 2, stdout: "" });
    expect(broken.stderr).to.match(/args\.yaml"? must be YAML or JSON; got /);
    expect(
      await run("nginx", "--args", argsFile("- a\n"), "--set", "statusPort=9000"),
    ).to.deep.equal({
      exitCode: 2,
      stdout: "",
      stderr:
        'args must be a map with serverNames, documentRoot, application, php and so on; got ["a"]\n',
    });
  });

  it("ends with 2 for a server that there is none of", async () => {
    const { exitCode, stdout, stderr } = await run("caddy");
    expect([exitCode, stdout]).to.deep.equal([2, ""]);
    expect(stderr).to.match(
      /'caddy' is invalid for argument 'server'\. Allowed choices are nginx, apache, php-fpm, node\./,
    );
  });
});
