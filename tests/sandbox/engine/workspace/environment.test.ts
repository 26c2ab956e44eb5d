import { assert, expect } from "chai";
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
    expect(others).to.deep.equal({
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
      NODE_COMPILE_CACHE: path.join(state, "compiled"),
      GOGC: "400",
      PULUMI_DEBUG_COMMANDS: "true",
      PULUMI_DEBUG_PROVIDERS: "cloudflare:1",
    });
    expect(passphrase ?? "").to.match(/^[\w-]{32}$/);
  });

  it("makes the passphrase once for each sandbox, for this user's eyes only", () => {
    const passphraseOf = (name: string): string | undefined =>
      engineEnvironment({ engine, stateDirectory: path.join(folder(), name) })
        .PULUMI_CONFIG_PASSPHRASE;
    const first = passphraseOf("one");
    expect(passphraseOf("one")).to.equal(first);
    expect(passphraseOf("two")).to.not.equal(first);
    const file = path.join(folder(), "one", "passphrase");
    expect(readFileSync(file, "utf8")).to.equal(first);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(statSync(path.dirname(file)).mode & 0o777).to.equal(0o700);
  });

  it("makes no other passphrase where there are stacks of one that is lost", () => {
    const state = path.join(folder(), "state");
    mkdirSync(path.join(state, "backend", ".pulumi", "stacks", "demo"), { recursive: true });
    expect(() => engineEnvironment({ engine, stateDirectory: state }))
      .to.throw()
      .that.satisfies((error: unknown) => {
        assert.instanceOf(error, SandboxError);
        expect(error.problems.map(describeProblem)).to.deep.equal([
          `${state}/passphrase must be the passphrase that the sandbox's stacks were made with; got no such file. ` +
            `Put it back, or delete the folder ${state} to begin anew with an empty account`,
        ]);
        return true;
      });
    expect(existsSync(path.join(state, "passphrase"))).to.equal(false);
  });

  it("refuses a state directory and a passphrase that are not for this user alone, and changes nothing", () => {
    const state = path.join(folder(), "state");
    const open = (): unknown => engineEnvironment({ engine, stateDirectory: state });
    const refused = (message: string): void => {
      const before = folderSnapshot(folder());
      expect(open).to.throw().that.includes({ name: "SandboxError", message });
      expect(folderSnapshot(folder())).to.deep.equal(before);
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
    expect(cacheRoot(both)).to.equal("/a");
    expect(cacheRoot({ ...both, STEADY_EDGE_HOME: "" })).to.equal("/b/steady-edge");
    expect(cacheRoot({ XDG_CACHE_HOME: "relative" })).to.match(/^\/.*\/\.cache\/steady-edge$/);
    expect(cacheRoot({})).to.match(/^\/.*\/\.cache\/steady-edge$/);
  });

  it("names the whole path of a folder that cannot be made, however long it is", () => {
    const folder = path.join(__filename, "a".repeat(100), "b".repeat(100));
    expect(() => writableFolder(folder))
      .to.throw()
      .that.includes({
        message:
          `STEADY_EDGE_HOME must be a folder that can be written to; got ${JSON.stringify(folder)} (ENOTDIR). ` +
          "Set STEADY_EDGE_HOME to a folder of your own outside the repository",
      });
  });
});
