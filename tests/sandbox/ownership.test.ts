import assert from "node:assert/strict";
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

const user = process.geteuid?.() ?? 0;
const elsewhere = "look elsewhere";

/** What is said of a path; nothing where it is this user's own. */
function refusalOf(file: string, isSecret = false): string | undefined {
  try {
    requireOwn(file, { elsewhere, isSecret });
    return undefined;
  } catch (error) {
    assert.ok(error instanceof SandboxError);
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
      assert.equal(refusalOf(file(mode)), undefined);
    });
  }

  it("passes where nothing lies, or nothing can be looked at", () => {
    assert.equal(refusalOf(path.join(folder(), "missing")), undefined);
    assert.equal(refusalOf(path.join(file(0o600), "beneath a file")), undefined);
  });

  for (const [mode, shown] of [
    [0o620, "0620"],
    [0o602, "0602"],
    [0o777, "0777"],
    [0o1777, "1777"],
  ] as const) {
    it(`is refused with mode ${shown}, with the command that mends it`, () => {
      const made = file(mode);
      assert.equal(
        refusalOf(made),
        `${made} must be writable by its owner alone; got mode ${shown}. ` +
          `Run chmod -R go-w ${made} if nobody else has written there, or look elsewhere`,
      );
      assert.equal(spawnSync("sh", ["-c", `chmod -R go-w ${made}`]).status, 0);
      assert.equal(refusalOf(made), undefined);
    });
  }

  it("is refused as a secret that others can read, with the command that mends it", () => {
    const made = file(0o640, "it's a key");
    const quoted = `'${folder()}/it'\\''s a key'`;
    assert.equal(refusalOf(made), undefined);
    assert.equal(
      refusalOf(made, true),
      `${made} must be readable by its owner alone; got mode 0640. Run chmod 600 ${quoted}, or look elsewhere`,
    );
    assert.equal(spawnSync("sh", ["-c", `chmod 600 ${quoted}`]).status, 0);
    assert.equal(refusalOf(made, true), undefined);
  });

  it("is refused where it is a link, also one to what is this user's own", () => {
    const link = path.join(folder(), "link");
    symlinkSync(file(0o600), link);
    assert.equal(
      refusalOf(link),
      `${link} must be no symbolic link; got a link to "${folder()}/it". ` +
        "Put what it leads to in its place, or look elsewhere",
    );
  });

  it("is refused where it is another user's, with the command that mends it", function () {
    const made = file(0o600);
    chown(this, made, nobody);
    assert.equal(
      refusalOf(made),
      `${made} must be owned by root; got one of user ${nobody}. ` +
        `Run chown -R 0 ${made} if nobody else has written there, or look elsewhere`,
    );
    assert.equal(spawnSync("sh", ["-c", `chown -R 0 ${made}`]).status, 0);
    assert.equal(refusalOf(made), undefined);
  });

  it("passes where it is root's and this user is not, and is refused where it is a third one's", function () {
    const roots = file(0o644, "root");
    const thirds = file(0o644, "third");
    chown(this, thirds, 1234);
    chmodSync(folder(), 0o755);
    assert.ok(process.seteuid);
    process.seteuid(nobody);
    try {
      assert.equal(refusalOf(roots), undefined);
      assert.equal(
        refusalOf(thirds),
        `${thirds} must be owned by user ${nobody} or by root; got one of user 1234. ` +
          `Run sudo chown -R ${nobody} ${thirds} if nobody else has written there, or look elsewhere`,
      );
    } finally {
      process.seteuid(0);
    }
  });
});

function restoreVariable(name: string, value: string | undefined): void {
  if (value === undefined) {
    delete process.env[name];
  } else {
    process.env[name] = value;
  }
}

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
      assert.equal(path.dirname(made), place());
      assert.match(path.basename(made), /^steady-edge-thing-\w{6}$/);
      assert.equal(statSync(made).mode & 0o777, 0o700);
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
    assert.equal(path.dirname(made), path.join(folder(), "cache", "tmp"));
    assert.equal(statSync(made).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(place()), []);
  });

  it("is made in the cache where the folder is another user's", async function () {
    if (user !== 0) {
      skipBecause(this, "only root can give a folder away");
    }
    chownSync(place(), 1234, 1234);
    assert.equal(path.dirname(await madeBeside()), path.join(folder(), "cache", "tmp"));
  });
});

describe("a private file", () => {
  const folder = folderPerTest();

  it("is for its owner alone, also under a umask that takes nothing away", () => {
    const file = path.join(folder(), "key");
    const umask = process.umask(0);
    try {
      assert.equal(makePrivateFile(file, "secret"), true);
    } finally {
      process.umask(umask);
    }
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it("is copied into its place where the file system has no hard links", () => {
    const file = path.join(folder(), "key");
    const { linkSync } = fs;
    fs.linkSync = () => {
      throw Object.assign(new Error("no links"), { code: "ENOTSUP" });
    };
    try {
      assert.equal(makePrivateFile(file, "first"), true);
      assert.equal(makePrivateFile(file, "second"), false);
    } finally {
      fs.linkSync = linkSync;
    }
    assert.equal(fs.readFileSync(file, "utf8"), "first");
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder()), ["key"]);
  });

  it("does not replace another, and leaves nothing beside it", () => {
    const file = path.join(folder(), "key");
    assert.equal(makePrivateFile(file, "first"), true);
    assert.equal(makePrivateFile(file, "second"), false);
    assert.equal(spawnSync("ls", ["-A", folder()], { encoding: "utf8" }).stdout, "key\n");
    assert.equal(spawnSync("cat", [file], { encoding: "utf8" }).stdout, "first");
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
    assert.deepEqual(readdirSync(folder()).sort(), kept);
  });

  it("takes the place of another whole, with rights of its own", () => {
    const file = path.join(folder(), "account");
    writeFileSync(file, "before", { mode: 0o644 });
    replacePrivateFile(file, "after");
    assert.equal(readFileSync(file, "utf8"), "after");
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder()), ["account"]);
  });

  it("is not made where there is no folder for it", () => {
    mkdirSync(path.join(folder(), "other"));
    assert.throws(() => makePrivateFile(path.join(folder(), "missing", "key"), "secret"), {
      code: "ENOENT",
    });
    assert.equal(spawnSync("ls", ["-A", folder()], { encoding: "utf8" }).stdout, "other\n");
  });
});
