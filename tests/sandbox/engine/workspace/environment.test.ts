import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { writableFolder } from "../../../../sandbox/cacheRoot";
import { cacheRoot, engineEnvironment, type Engine } from "../../../../sandbox/engine";
import { describeProblem } from "../../../../core/problem";
import { SandboxError } from "../../../../sandbox/errors";
import { folderSnapshot } from "../../folderSnapshot";
import { folderPerTest } from "../folders";

const engine: Engine = {
  version: "3.246.0",
  source: "path",
  command: "/opt/pulumi/bin/pulumi",
  root: "/opt/pulumi",
  hasNodejsHost: true,
};

describe("the engine's environment", () => {
  const folder = folderPerTest();

  it("holds what runs programs and nothing of the user's logins, state or settings", () => {
    const state = path.join(folder(), "state");
    const environment = engineEnvironment({
      engine,
      stateDirectory: state,
      additions: { PULUMI_DEBUG_PROVIDERS: "cloudflare:1" },
      user: {
        PATH: "/usr/bin",
        LANG: "C.UTF-8",
        TMPDIR: "/var/tmp",
        HOME: "/home/user",
        PULUMI_ACCESS_TOKEN: "token",
        PULUMI_BACKEND_URL: "s3://states",
        PULUMI_CONFIG_PASSPHRASE: "theirs",
        PULUMI_CONFIG_PASSPHRASE_FILE: "/home/user/passphrase",
        PULUMI_HOME: "/home/user/.pulumi",
        CLOUDFLARE_API_TOKEN: "token",
        AWS_PROFILE: "production",
        AWS_SECRET_ACCESS_KEY: "key",
        SOMETHING_ELSE: "x",
      },
    });
    const { PULUMI_CONFIG_PASSPHRASE: passphrase, ...others } = environment;
    assert.deepEqual(others, {
      LANG: "C.UTF-8",
      TMPDIR: "/var/tmp",
      PATH: ["/opt/pulumi/bin", path.dirname(process.execPath), "/usr/bin"].join(":"),
      HOME: path.join(state, "home"),
      USERPROFILE: path.join(state, "home"),
      PULUMI_HOME: path.join(state, "pulumi"),
      PULUMI_BACKEND_URL: `${pathToFileURL(path.join(state, "backend")).href}?metadata=skip`,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
      PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
      PULUMI_SUPPRESS_NEO_LINK: "true",
      TS_NODE_CACHE_DIRECTORY: path.join(state, "translated"),
      PULUMI_DEBUG_COMMANDS: "true",
      PULUMI_DEBUG_PROVIDERS: "cloudflare:1",
    });
    assert.match(passphrase ?? "", /^[\w-]{32}$/);
  });

  it("makes the passphrase once for each sandbox, for this user's eyes only", () => {
    const passphraseOf = (name: string): string | undefined =>
      engineEnvironment({ engine, stateDirectory: path.join(folder(), name) })
        .PULUMI_CONFIG_PASSPHRASE;
    const first = passphraseOf("one");
    assert.equal(passphraseOf("one"), first);
    assert.notEqual(passphraseOf("two"), first);
    const file = path.join(folder(), "one", "passphrase");
    assert.equal(readFileSync(file, "utf8"), first);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(statSync(path.dirname(file)).mode & 0o777, 0o700);
  });

  it("makes no other passphrase where there are stacks of one that is lost", () => {
    const state = path.join(folder(), "state");
    mkdirSync(path.join(state, "backend", ".pulumi", "stacks", "demo"), { recursive: true });
    assert.throws(
      () => engineEnvironment({ engine, stateDirectory: state }),
      (error: unknown) => {
        assert.ok(error instanceof SandboxError);
        assert.deepEqual(error.problems.map(describeProblem), [
          `${state}/passphrase must be the passphrase that the sandbox's stacks were made with; got no such file. ` +
            `Put it back, or delete the folder ${state} to begin anew with an empty account`,
        ]);
        return true;
      },
    );
    assert.equal(existsSync(path.join(state, "passphrase")), false);
  });

  it("refuses a state directory and a passphrase that are not for this user alone, and changes nothing", () => {
    const state = path.join(folder(), "state");
    const open = (): unknown => engineEnvironment({ engine, stateDirectory: state });
    const refused = (message: string): void => {
      const before = folderSnapshot(folder());
      assert.throws(open, { name: "SandboxError", message });
      assert.deepEqual(folderSnapshot(folder()), before);
    };
    open();
    chmodSync(path.join(state, "passphrase"), 0o644);
    refused(
      `${state}/passphrase must be readable by its owner alone; got mode 0644. ` +
        `Run chmod 600 ${state}/passphrase, or delete the folder ${state} to begin anew with an empty account`,
    );
    chmodSync(path.join(state, "passphrase"), 0o600);
    rmSync(path.join(state, "home"), { recursive: true });
    chmodSync(state, 0o770);
    refused(
      `${state} must be writable by its owner alone; got mode 0770. ` +
        `Run chmod -R go-w ${state} if nobody else has written there, ` +
        "or set STEADY_EDGE_HOME to a folder of your own outside the repository",
    );
    chmodSync(state, 0o700);
    open();
  });
});

describe("the cache root", () => {
  it("is STEADY_EDGE_HOME, else in XDG_CACHE_HOME, else in the home", () => {
    const both = { STEADY_EDGE_HOME: "/a", XDG_CACHE_HOME: "/b" };
    assert.equal(cacheRoot(both), "/a");
    assert.equal(cacheRoot({ ...both, STEADY_EDGE_HOME: "" }), "/b/steady-edge");
    assert.match(cacheRoot({ XDG_CACHE_HOME: "relative" }), /^\/.*\/\.cache\/steady-edge$/);
    assert.match(cacheRoot({}), /^\/.*\/\.cache\/steady-edge$/);
  });

  it("names the whole path of a folder that cannot be made, however long it is", () => {
    const folder = path.join(__filename, "a".repeat(100), "b".repeat(100));
    assert.throws(() => writableFolder(folder), {
      message:
        `STEADY_EDGE_HOME must be a folder that can be written to; got ${JSON.stringify(folder)} (ENOTDIR). ` +
        "Set STEADY_EDGE_HOME to a folder of your own outside the repository",
    });
  });
});
