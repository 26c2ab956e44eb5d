import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  pulumiArchiveAddress,
  pulumiArchives,
  type PulumiArchives,
} from "../../../../facts/pulumiArchives";
import type { EngineStep } from "../../../../sandbox/engine";
import { executableOnPath } from "../../../../sandbox/executableOnPath";
import { pinnedVersion } from "../../../../sandbox/engine/acquire/engine";
import { officialInstaller } from "../../../../sandbox/engine/acquire/installer";
import { goBuild } from "../../../../sandbox/engine/acquire/makers";
import { folderPerTest, isRunning, script } from "../folders";
import { skipBecause } from "../../../support/skipped";

describe("the official installer", () => {
  const folder = folderPerTest();
  const platform = `${process.platform}-${process.arch}`;
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  /** An archive of an engine as releases are packed, with an owner and rights of another machine. */
  const archive = (): Buffer => {
    const packed = path.join(folder(), "packed");
    script(path.join(packed, "pulumi", "pulumi"), "echo v3.246.0");
    chmodSync(path.join(packed, "pulumi", "pulumi"), 0o777);
    const file = path.join(folder(), "packed.tar.gz");
    const owner = ["--owner=1234", "--group=1234"];
    expect(spawnSync("tar", ["-czf", file, ...owner, "-C", packed, "pulumi"]).status).to.equal(0);
    return readFileSync(file);
  };
  const sumOf = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
  const serve = async (answer: RequestListener): Promise<string> => {
    server = createServer(answer);
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const install = (
    host: string,
    sha256: PulumiArchives["sha256"],
    signal?: AbortSignal,
    environment: NodeJS.ProcessEnv = { PATH: process.env.PATH },
  ) => {
    mkdirSync(path.join(folder(), "root"));
    return officialInstaller({
      archives: { version: "3.246.0", sha256 },
      address: (version, on) => `http://${host}/${version}/${on}`,
    }).make({
      root: path.join(folder(), "root"),
      version: "3.246.0",
      environment,
      onProgress: () => undefined,
      ...(signal === undefined ? {} : { signal }),
    });
  };
  const left = (): string[] => readdirSync(path.join(folder(), "root"));

  it("knows the sums of the version that is pinned", () => {
    expect(pulumiArchives.version).to.equal(pinnedVersion());
    expect(Object.keys(pulumiArchives.sha256).sort()).to.deep.equal([
      "darwin-arm64",
      "darwin-x64",
      "linux-arm64",
      "linux-x64",
    ]);
    expect(new Set(Object.values(pulumiArchives.sha256)).size).to.equal(4);
    expect(Object.values(pulumiArchives.sha256).join()).to.match(
      /^[0-9a-f]{64}(,[0-9a-f]{64}){3}$/,
    );
    expect(pulumiArchiveAddress("3.246.0", "linux-x64")).to.equal(
      "https://github.com/pulumi/pulumi/releases/download/v3.246.0/pulumi-v3.246.0-linux-x64.tar.gz",
    );
  });

  it("installs an archive with the sum that is known, and takes no owner from it", async () => {
    const bytes = archive();
    const asked: (string | undefined)[] = [];
    const host = await serve((request, response) => {
      asked.push(request.url);
      response.end(bytes);
    });
    expect(await install(host, { [platform]: sumOf(bytes) })).to.equal(undefined);
    expect(asked).to.deep.equal([`/3.246.0/${platform}`]);
    expect(left()).to.deep.equal(["bin"]);
    const made = path.join(folder(), "root", "bin", "pulumi");
    expect(statSync(made).uid).to.equal(process.geteuid?.());
    expect(spawnSync(made, { encoding: "utf8" }).stdout).to.equal("v3.246.0\n");
  });

  it("refuses an archive with another sum before it is unpacked, and leaves nothing of it", async () => {
    const bytes = archive();
    const host = await serve((_request, response) => response.end(bytes));
    const known = "0".repeat(64);
    expect(await install(host, { [platform]: known })).to.equal(
      `${host} gave an archive with the SHA-256 sum ${sumOf(bytes)}, and the release's is ${known}`,
    );
    expect(left()).to.deep.equal([]);
  });

  it("refuses an archive that is cut off on its way", async () => {
    const bytes = archive();
    const host = await serve((_request, response) => {
      response.writeHead(200, { "content-length": bytes.length });
      response.write(bytes.subarray(0, 50), () => response.destroy());
    });
    expect((await install(host, { [platform]: sumOf(bytes) })) ?? "").to.match(
      /^127\.0\.0\.1:\d+ cannot be reached \((UND_ERR_SOCKET|ECONNRESET|terminated)\)$/,
    );
    expect(left()).to.deep.equal([]);
  });

  it("leaves nothing of an archive that is cut off before its file is opened", async () => {
    const bytes = archive();
    const host = await serve((_request, response) => {
      response.writeHead(200, { "content-length": bytes.length });
      response.write(bytes.subarray(0, 50), () => response.destroy());
    });
    const { open } = fs;
    const late = (...args: Parameters<typeof open>): void =>
      void setTimeout(() => open(...args), 200);
    fs.open = Object.assign(late, open);
    try {
      expect((await install(host, { [platform]: sumOf(bytes) })) ?? "").to.include(
        "cannot be reached",
      );
    } finally {
      fs.open = open;
    }
    await sleep(300);
    expect(left()).to.deep.equal([]);
  });

  it("refuses what has the sum and is no archive", async () => {
    const bytes = Buffer.from("no archive");
    const host = await serve((_request, response) => response.end(bytes));
    expect((await install(host, { [platform]: sumOf(bytes) })) ?? "").to.match(
      /^its archive cannot be unpacked \(.+\)$/,
    );
  });

  it("refuses a platform of which no sum is known, and asks nobody", async () => {
    let asked = 0;
    const host = await serve((_request, response) => {
      asked += 1;
      response.end();
    });
    expect(await install(host, { "win32-x64": "0".repeat(64) })).to.equal(
      `no checksum of Pulumi 3.246.0 for ${platform} is known`,
    );
    expect(asked).to.equal(0);
  });

  it("refuses without tar, where its site answers with an error, and where it cannot be reached", async () => {
    const sums = { [platform]: "0".repeat(64) };
    const host = await serve((_request, response) =>
      response.writeHead(403, { connection: "close" }).end(),
    );
    expect(await install(host, sums, undefined, { PATH: folder() })).to.equal("no tar on PATH");
    rmSync(path.join(folder(), "root"), { recursive: true });
    expect(await install(host, sums)).to.equal(`${host} cannot be reached (it answers 403)`);
    rmSync(path.join(folder(), "root"), { recursive: true });
    await new Promise((resolve) => server?.close(resolve));
    expect(await install(host, sums)).to.equal(`${host} cannot be reached (ECONNREFUSED)`);
    expect(left()).to.deep.equal([]);
  });

  it("leaves nothing behind when it is stopped on its way", async () => {
    const stop = new AbortController();
    const host = await serve((_request, response) => {
      response.writeHead(200);
      response.write("the first bytes", () => stop.abort());
    });
    await expect(
      install(host, { [platform]: "0".repeat(64) }, stop.signal),
    ).to.be.rejected.and.eventually.include({
      name: "AbortError",
    });
    expect(left()).to.deep.equal([]);
  });
});

describe("the build from Go modules", () => {
  const folder = folderPerTest();
  const steps: EngineStep[] = [];
  beforeEach(() => steps.splice(0));

  const make = (environment: NodeJS.ProcessEnv, signal?: AbortSignal) =>
    goBuild.make({
      root: path.join(folder(), "root"),
      version: "3.246.0",
      environment,
      onProgress: (step) => steps.push(step),
      signal,
    });

  it("refuses without Go", async () => {
    expect(await make({ PATH: path.join(folder(), "bin") })).to.equal("no go on PATH");
    expect(steps).to.deep.equal([]);
  });

  it("builds the pinned module with its version linked in, and counts packages", async () => {
    const log = path.join(folder(), "log");
    script(
      path.join(folder(), "bin", "go"),
      [
        `echo "$@" >> ${log}`,
        `echo "$GOFLAGS|$GOWORK|$GO111MODULE|$CGO_ENABLED|$GOPROXY" >> ${log}`,
        "/bin/ls >> " + log,
        'case "$1" in list) echo a; echo b; echo c;; build) echo a >&2; echo b >&2;; esac',
      ].join("\n"),
    );
    const environment = {
      PATH: path.join(folder(), "bin"),
      GOFLAGS: "-mod=vendor",
      GOPROXY: "http://127.0.0.1:1",
    };
    expect(await make(environment)).to.equal(undefined);
    const pulumi = "github.com/pulumi/pulumi";
    const settings = "-buildvcs=false -mod=readonly|off|on|0|http://127.0.0.1:1";
    expect(readFileSync(log, "utf8").trim().split("\n")).to.deep.equal([
      `list -deps ${pulumi}/pkg/v3/cmd/pulumi`,
      settings,
      "go.mod",
      "go.sum",
      `build -trimpath -v -ldflags -s -w -X ${pulumi}/sdk/v3/go/common/version.Version=v3.246.0 ` +
        `-o ${path.join(folder(), "root", "bin", "pulumi")} ${pulumi}/pkg/v3/cmd/pulumi`,
      settings,
      "go.mod",
      "go.sum",
    ]);
    const text = "Compiling Pulumi 3.246.0 with Go, about three minutes on two cores";
    expect(steps).to.deep.equal([
      { text: "Fetching the engine's Go modules" },
      { text, completed: 0, total: 3 },
      { text, completed: 1, total: 3 },
      { text, completed: 2, total: 3 },
    ]);
  });

  it("says what Go said last when modules cannot be had", async () => {
    script(path.join(folder(), "bin", "go"), "echo first >&2; echo no such host >&2; exit 1");
    expect(await make({ PATH: path.join(folder(), "bin") })).to.equal(
      "go could not fetch the modules (no such host)",
    );
  });

  it("is refused by Go where a module has another sum than this package says", async function () {
    this.timeout(120_000);
    const go = executableOnPath("go", process.env.PATH);
    const module = "github.com/pulumi/pulumi/pkg/v3";
    const cached = go && spawnSync(go, ["env", "GOMODCACHE"], { encoding: "utf8" }).stdout.trim();
    if (go === undefined || !existsSync(path.join(`${cached}`, `${module}@v3.246.0`))) {
      skipBecause(this, "there is no Go here, or not the engine's module");
    }
    const wrong = `${"A".repeat(43)}=`;
    const tamper = `s#^\\(${module} v3.246.0 h1:\\).*#\\1${wrong}#`;
    script(path.join(folder(), "bin", "go"), `sed -i '${tamper}' go.sum; exec ${go} "$@"`);
    const environment: NodeJS.ProcessEnv = { ...process.env, GOPROXY: "off", GONOSUMDB: "*" };
    environment.PATH = [path.join(folder(), "bin"), process.env.PATH].join(path.delimiter);
    expect(await make(environment)).to.equal(
      `go could not fetch the modules (verifying ${module}@v3.246.0: checksum mismatch)`,
    );
    expect(existsSync(path.join(folder(), "root", "bin", "pulumi"))).to.equal(false);
  });

  it("says what Go said last when the build fails", async () => {
    script(path.join(folder(), "bin", "go"), '[ "$1" = list ] || { echo disk full >&2; exit 2; }');
    expect(await make({ PATH: path.join(folder(), "bin") })).to.equal(
      "go build failed (disk full)",
    );
  });

  it("ends, with all that Go started, when it is stopped", async () => {
    const pid = path.join(folder(), "pid");
    script(
      path.join(folder(), "bin", "go"),
      `/bin/sleep 600 & echo $! > ${pid}; echo ready >&2; wait`,
    );
    const stop = new AbortController();
    const making = make({ PATH: path.join(folder(), "bin") }, stop.signal);
    let compiler = 0;
    while (compiler === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      compiler = Number(textOf(pid));
    }
    stop.abort();
    expect(await making).to.equal("go could not fetch the modules (ready)");
    expect(isRunning(compiler)).to.equal(false);
  });
});

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
