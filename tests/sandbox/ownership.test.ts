import { assert, expect } from "chai";
import { spawnSync } from "node:child_process";
import fs, {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { describeProblem } from "../../core/problem";
import { SandboxError } from "../../sandbox/errors";
import { requireOwn } from "../../sandbox/ownership";
import { makePrivateFile, replacePrivateFile, sweepDrafts } from "../../sandbox/privateFile";
import { temporaryFolder } from "../../sandbox/temporaryFolder";
import { folderPerTest } from "./engine/folders";
import { nobody } from "./strangers";
import { skipBecause } from "../support/skipped";
import { restoreVariable } from "../support/variables";

const user = process.geteuid?.() ?? 0;
const elsewhere = "look elsewhere";

/** What is said of a path; nothing where it is this user's own. */
function refusalOf(file: string, isSecret = false): string | undefined {
  try {
    requireOwn(file, { elsewhere, isSecret });
    return undefined;
  } catch (error) {
    assert.instanceOf(error, SandboxError);
    return error.problems.map(describeProblem).join("\n");
  }
}

describe("what is this user's own", () => {
  const folder = folderPerTest();
  const file = (mode: number, name = "it"): string => {
    const made = path.join(folder(), name);
    writeFileSync(made, "content");
    chmodSync(made, mode);
    return made;
  };
  const chown = (test: Mocha.Context, made: string, owner: number): void => {
    if (user !== 0) {
      skipBecause(test, "only root can give a file away");
    }
    chownSync(made, owner, owner);
  };

  for (const mode of [0o600, 0o644, 0o755, 0o500, 0o1755]) {
    it(`passes with mode ${mode.toString(8)}`, () => {
      expect(refusalOf(file(mode))).to.equal(undefined);
    });
  }

  it("passes where nothing lies, or nothing can be looked at", () => {
    expect(refusalOf(path.join(folder(), "missing"))).to.equal(undefined);
    expect(refusalOf(path.join(file(0o600), "beneath a file"))).to.equal(undefined);
  });

  for (const [mode, shown] of [
    [0o620, "0620"],
    [0o602, "0602"],
    [0o777, "0777"],
    [0o1777, "1777"],
  ] as const) {
    it(`is refused with mode ${shown}, with the command that mends it`, () => {
      const made = file(mode);
      expect(refusalOf(made)).to.equal(
        `${made} must be writable by its owner alone; got mode ${shown}. ` +
          `Run chmod -R go-w ${made} if nobody else has written there, or look elsewhere`,
      );
      expect(spawnSync("sh", ["-c", `chmod -R go-w ${made}`]).status).to.equal(0);
      expect(refusalOf(made)).to.equal(undefined);
    });
  }

  it("is refused as a secret that others can read, with the command that mends it", () => {
    const made = file(0o640, "it's a key");
    const quoted = `'${folder()}/it'\\''s a key'`;
    expect(refusalOf(made)).to.equal(undefined);
    expect(refusalOf(made, true)).to.equal(
      `${made} must be readable by its owner alone; got mode 0640. Run chmod 600 ${quoted}, or look elsewhere`,
    );
    expect(spawnSync("sh", ["-c", `chmod 600 ${quoted}`]).status).to.equal(0);
    expect(refusalOf(made, true)).to.equal(undefined);
  });

  it("is refused where it is a link, also one to what is this user's own", () => {
    const link = path.join(folder(), "link");
    symlinkSync(file(0o600), link);
    expect(refusalOf(link)).to.equal(
      `${link} must be no symbolic link; got a link to "${folder()}/it". ` +
        "Put what it leads to in its place, or look elsewhere",
    );
  });

  it("is refused where it is another user's, with the command that mends it", function () {
    const made = file(0o600);
    chown(this, made, nobody);
    expect(refusalOf(made)).to.equal(
      `${made} must be owned by root; got one of user ${nobody}. ` +
        `Run chown -R 0 ${made} if nobody else has written there, or look elsewhere`,
    );
    expect(spawnSync("sh", ["-c", `chown -R 0 ${made}`]).status).to.equal(0);
    expect(refusalOf(made)).to.equal(undefined);
  });

  it("passes where it is root's and this user is not, and is refused where it is a third one's", function () {
    const roots = file(0o644, "root");
    const thirds = file(0o644, "third");
    chown(this, thirds, 1234);
    chmodSync(folder(), 0o755);
    assert.isDefined(process.seteuid);
    process.seteuid(nobody);
    try {
      expect(refusalOf(roots)).to.equal(undefined);
      expect(refusalOf(thirds)).to.equal(
        `${thirds} must be owned by user ${nobody} or by root; got one of user 1234. ` +
          `Run sudo chown -R ${nobody} ${thirds} if nobody else has written there, or look elsewhere`,
      );
    } finally {
      process.seteuid(0);
    }
  });
});

describe("a temporary folder", () => {
  const folder = folderPerTest();
  let temporary: string | undefined;
  beforeEach(() => {
    temporary = process.env.TMPDIR;
    process.env.TMPDIR = path.join(folder(), "tmp");
    mkdirSync(process.env.TMPDIR);
  });
  afterEach(() => restoreVariable("TMPDIR", temporary));
  const place = (): string => path.join(folder(), "tmp");

  for (const mode of [0o700, 0o755, 0o1777]) {
    it(`is this user's alone in one of mode ${mode.toString(8)}`, async () => {
      chmodSync(place(), mode);
      const made = await temporaryFolder("thing");
      expect(path.dirname(made)).to.equal(place());
      expect(path.basename(made)).to.match(/^steady-edge-thing-\w{6}$/);
      expect(statSync(made).mode & 0o777).to.equal(0o700);
    });
  }

  /** Makes one while the cache is a folder of its own. */
  const madeBeside = async (): Promise<string> => {
    const before = process.env.STEADY_EDGE_HOME;
    process.env.STEADY_EDGE_HOME = path.join(folder(), "cache");
    try {
      return await temporaryFolder("thing");
    } finally {
      restoreVariable("STEADY_EDGE_HOME", before);
    }
  };

  it("is made in the cache where others could put another one in its place", async () => {
    chmodSync(place(), 0o777);
    const made = await madeBeside();
    expect(path.dirname(made)).to.equal(path.join(folder(), "cache", "tmp"));
    expect(statSync(made).mode & 0o777).to.equal(0o700);
    expect(readdirSync(place())).to.deep.equal([]);
  });

  it("is made in the cache where the folder is another user's", async function () {
    if (user !== 0) {
      skipBecause(this, "only root can give a folder away");
    }
    chownSync(place(), 1234, 1234);
    expect(path.dirname(await madeBeside())).to.equal(path.join(folder(), "cache", "tmp"));
  });
});

describe("a private file", () => {
  const folder = folderPerTest();

  it("is for its owner alone, also under a umask that takes nothing away", () => {
    const file = path.join(folder(), "key");
    const umask = process.umask(0);
    try {
      expect(makePrivateFile(file, "secret")).to.equal(true);
    } finally {
      process.umask(umask);
    }
    expect(statSync(file).mode & 0o777).to.equal(0o600);
  });

  it("is copied into its place where the file system has no hard links", () => {
    const file = path.join(folder(), "key");
    const { linkSync } = fs;
    fs.linkSync = () => {
      throw Object.assign(new Error("no links"), { code: "ENOTSUP" });
    };
    try {
      expect(makePrivateFile(file, "first")).to.equal(true);
      expect(makePrivateFile(file, "second")).to.equal(false);
    } finally {
      fs.linkSync = linkSync;
    }
    expect(fs.readFileSync(file, "utf8")).to.equal("first");
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(readdirSync(folder())).to.deep.equal(["key"]);
  });

  it("does not replace another, and leaves nothing beside it", () => {
    const file = path.join(folder(), "key");
    expect(makePrivateFile(file, "first")).to.equal(true);
    expect(makePrivateFile(file, "second")).to.equal(false);
    expect(spawnSync("ls", ["-A", folder()], { encoding: "utf8" }).stdout).to.equal("key\n");
    expect(spawnSync("cat", [file], { encoding: "utf8" }).stdout).to.equal("first");
  });

  it("is rid of what killed processes left beside it, and of nothing else", () => {
    const file = path.join(folder(), "key");
    const kept = [
      "key",
      `key.${process.ppid}-0123456789ab.draft`,
      "key.999999999.draft",
      "other.999999999-0123456789ab.draft",
    ];
    const left = ["key.999999999-0123456789ab.draft", "key.lock.999999999-0123456789ab.draft"];
    for (const name of [...kept, ...left]) {
      writeFileSync(path.join(folder(), name), "secret");
    }
    sweepDrafts(file);
    expect(readdirSync(folder()).sort()).to.deep.equal(kept);
  });

  it("takes the place of another whole, with rights of its own", () => {
    const file = path.join(folder(), "account");
    writeFileSync(file, "before", { mode: 0o644 });
    replacePrivateFile(file, "after");
    expect(readFileSync(file, "utf8")).to.equal("after");
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(readdirSync(folder())).to.deep.equal(["account"]);
  });

  it("is not made where there is no folder for it", () => {
    mkdirSync(path.join(folder(), "other"));
    expect(() => makePrivateFile(path.join(folder(), "missing", "key"), "secret"))
      .to.throw()
      .that.includes({
        code: "ENOENT",
      });
    expect(spawnSync("ls", ["-A", folder()], { encoding: "utf8" }).stdout).to.equal("other\n");
  });
});
