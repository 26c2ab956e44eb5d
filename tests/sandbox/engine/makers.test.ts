import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { EngineStep } from "../../../sandbox/engine";
import { goBuild, officialInstaller } from "../../../sandbox/engine/makers";
import { folderPerTest, isRunning, script } from "./folders";

describe("the official installer", () => {
  const folder = folderPerTest();
  let server: Server | undefined;
  afterEach(() => server?.close());

  const make = (address: string) =>
    officialInstaller(address).make({
      root: folder(),
      version: "3.246.0",
      environment: {},
      onProgress: () => undefined,
    });

  const serve = async (status: number): Promise<string> => {
    server = createServer((_request, response) => response.writeHead(status).end());
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  it("refuses where its site answers with an error", async () => {
    const host = await serve(403);
    assert.equal(
      await make(`http://${host}/install.sh`),
      `${host} cannot be reached (it answers 403)`,
    );
  });

  it("refuses where its site cannot be reached", async () => {
    const host = await serve(200);
    await new Promise((resolve) => server?.close(resolve));
    assert.equal(
      await make(`http://${host}/install.sh`),
      `${host} cannot be reached (ECONNREFUSED)`,
    );
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
    assert.equal(await make({ PATH: path.join(folder(), "bin") }), "no go on PATH");
    assert.deepEqual(steps, []);
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
    assert.equal(await make(environment), undefined);
    const pulumi = "github.com/pulumi/pulumi";
    const settings = "-buildvcs=false -mod=readonly|off|on|0|http://127.0.0.1:1";
    assert.deepEqual(readFileSync(log, "utf8").trim().split("\n"), [
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
    assert.deepEqual(steps, [
      { text: "Fetching the engine's Go modules" },
      { text, completed: 0, total: 3 },
      { text, completed: 1, total: 3 },
      { text, completed: 2, total: 3 },
    ]);
  });

  it("says what Go said last when modules cannot be had", async () => {
    script(path.join(folder(), "bin", "go"), "echo first >&2; echo no such host >&2; exit 1");
    assert.equal(
      await make({ PATH: path.join(folder(), "bin") }),
      "go could not fetch the modules (no such host)",
    );
  });

  it("says what Go said last when the build fails", async () => {
    script(path.join(folder(), "bin", "go"), '[ "$1" = list ] || { echo disk full >&2; exit 2; }');
    assert.equal(await make({ PATH: path.join(folder(), "bin") }), "go build failed (disk full)");
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
    assert.equal(await making, "go could not fetch the modules (ready)");
    assert.equal(isRunning(compiler), false);
  });
});

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
