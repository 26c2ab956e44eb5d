import { assert, expect } from "chai";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { findEngine, type FindEngineOptions } from "../../../../sandbox/engine";
import { pinnedVersion } from "../../../../sandbox/engine/acquire/engine";
import { engineRoot } from "../../../../sandbox/engine/acquire/makeEngine";
import type { EngineMaker, MakerContext } from "../../../../sandbox/engine/acquire/makers";
import { SandboxError } from "../../../../sandbox/errors";
import { folderSnapshot } from "../../folderSnapshot";
import { fakeEngine, folderPerTest, script } from "../folders";
import { skipBecause } from "../../../support/skipped";

const pinned = pinnedVersion();
const [major = 0, minor = 0] = pinned.split(".").map(Number);

describe("finding an engine", () => {
  const folder = folderPerTest();
  const inFolder = (...names: string[]): string => path.join(folder(), ...names);
  const cache = (): string => inFolder("cache");

  const find = (
    environment: NodeJS.ProcessEnv,
    options: Omit<FindEngineOptions, "environment"> = {},
  ) =>
    findEngine({
      makers: [],
      ...options,
      // The scripts need a shell's own commands; none of them is an engine.
      environment: { STEADY_EDGE_HOME: cache(), PATH: inFolder("empty"), ...environment },
    });

  const maker = (
    make: (context: MakerContext) => Promise<string | undefined>,
    name: EngineMaker["name"] = "build",
  ): EngineMaker => ({ name, make });

  const goodMaker = (counts: { made: number }): EngineMaker =>
    maker((context) => {
      counts.made += 1;
      fakeEngine(path.join(context.root, "bin", "pulumi"), `v${context.version}`);
      return Promise.resolve(undefined);
    });

  describe("that STEADY_EDGE_ENGINE names", () => {
    it("takes an executable, before one on PATH", async () => {
      fakeEngine(inFolder("bin", "pulumi"), `v${pinned}`);
      const named = fakeEngine(inFolder("named", "my-pulumi"), `v${major}.${minor + 4}.1`);
      const environment = { STEADY_EDGE_ENGINE: named, PATH: inFolder("bin") };
      expect(await find(environment)).to.deep.equal({
        version: `${major}.${minor + 4}.1`,
        source: "STEADY_EDGE_ENGINE",
        command: named,
        root: inFolder("named"),
        hasNodejsHost: false,
      });
    });

    it("takes a folder with bin/pulumi, and sees the language host beside it", async () => {
      const command = fakeEngine(inFolder("root", "bin", "pulumi"), `v${pinned}`);
      fakeEngine(inFolder("root", "bin", "pulumi-language-nodejs"), "");
      expect(await find({ STEADY_EDGE_ENGINE: inFolder("root") })).to.deep.equal({
        version: pinned,
        source: "STEADY_EDGE_ENGINE",
        command,
        root: inFolder("root"),
        hasNodejsHost: true,
      });
    });

    const refused = [
      {
        title: "rejects a path where nothing lies",
        prepare: () => undefined,
        reason: "it cannot be run (ENOENT)",
      },
      {
        title: "rejects a file that cannot be run",
        prepare: (file: string) => writeFileSync(file, "", { mode: 0o644 }),
        reason: "it cannot be run (EACCES)",
      },
      {
        title: "rejects an executable that knows no version",
        prepare: (file: string) => fakeEngine(file, "hello"),
        reason: 'it does not answer to "version" (exit code 0)',
      },
      {
        title: "rejects an engine that is too old",
        prepare: (file: string) => fakeEngine(file, "v3.100.2"),
        reason: `it is version 3.100.2, and ${pinned} or a newer ${major}.x is needed`,
      },
    ];
    for (const { title, prepare, reason } of refused) {
      it(title, async () => {
        const named = inFolder("it");
        prepare(named);
        await expect(find({ STEADY_EDGE_ENGINE: named })).to.be.rejected.and.eventually.satisfy(
          (error: unknown) => {
            assert.instanceOf(error, SandboxError);
            expect(error.problems).to.deep.equal([
              {
                path: "STEADY_EDGE_ENGINE",
                rule: `name a pulumi executable of version ${pinned} or newer, or a folder with bin/pulumi`,
                actual: `"${named}": ${reason}`,
                hint: "Correct it, or unset it to have an engine found or made",
              },
            ]);
            return true;
          },
        );
      });
    }
  });

  describe("on PATH", () => {
    it("takes it, and makes nothing", async () => {
      const command = fakeEngine(inFolder("bin", "pulumi"), `v${pinned}`);
      const counts = { made: 0 };
      const engine = await find({ PATH: inFolder("bin") }, { makers: [goodMaker(counts)] });
      expect({ command: engine.command, source: engine.source, made: counts.made }).to.deep.equal({
        command,
        source: "path",
        made: 0,
      });
    });

    for (const version of ["3.100.2", `${major + 1}.0.0`, `${major}.${minor - 1}.9`]) {
      it(`passes over version ${version}, and says so`, async () => {
        const command = fakeEngine(inFolder("bin", "pulumi"), `v${version}`);
        const steps: string[] = [];
        const engine = await find(
          { PATH: inFolder("bin") },
          { makers: [goodMaker({ made: 0 })], onProgress: ({ text }) => steps.push(text) },
        );
        expect(engine.source).to.equal("build");
        expect(steps[0]).to.equal(
          `Passing over ${command}: it is version ${version}, and ${pinned} or a newer ${major}.x is needed`,
        );
      });
    }
  });

  describe("in the cache", () => {
    it("makes it once, then takes it from there", async () => {
      const counts = { made: 0 };
      const first = await find({}, { makers: [goodMaker(counts)] });
      const second = await find({}, { makers: [goodMaker(counts)] });
      const root = engineRoot(path.join(cache(), "engines"));
      expect(first).to.deep.equal({
        version: pinned,
        source: "build",
        command: path.join(root, "bin", "pulumi"),
        root,
        hasNodejsHost: false,
      });
      expect(second).to.deep.equal(first);
      expect(counts.made).to.equal(1);
    });

    it("makes it once for all that want it at once, and the others wait", async () => {
      let made = 0;
      let waiting = 0;
      let othersWait = (): void => undefined;
      const bothOthersWait = new Promise<void>((resolve) => (othersWait = resolve));
      const slow = maker(async (context) => {
        made += 1;
        await bothOthersWait;
        fakeEngine(path.join(context.root, "bin", "pulumi"), `v${context.version}`);
        return undefined;
      });
      const onProgress = ({ text }: { text: string }): void => {
        waiting += text === "Waiting for another process that is making the engine" ? 1 : 0;
        if (waiting === 2) {
          othersWait();
        }
      };
      const options = { makers: [slow], onProgress };
      const engines = await Promise.all([find({}, options), find({}, options), find({}, options)]);
      expect(new Set(engines.map(({ command }) => command)).size).to.equal(1);
      expect({ made, waiting }).to.deep.equal({ made: 1, waiting: 2 });
    });

    const damages = [
      ["whose file was changed", (root: string) => append(path.join(root, "bin", "pulumi"))],
      ["without its note", (root: string) => writeFileSync(path.join(root, "engine.json"), "")],
    ] as const;
    for (const [title, damage] of damages) {
      it(`makes one again ${title}`, async () => {
        const counts = { made: 0 };
        const options = { makers: [goodMaker(counts)] };
        const { root } = await find({}, options);
        damage(root);
        await find({}, options);
        expect(counts.made).to.equal(2);
        await find({}, options);
        expect(counts.made).to.equal(2);
      });
    }

    it("takes over the lock and the leftovers of a process that is gone", async () => {
      const engines = path.join(cache(), "engines");
      mkdirSync(path.join(engines, ".lock"), { recursive: true });
      mkdirSync(path.join(engines, ".unfinished-old"));
      const anHourAgo = Date.now() / 1000 - 3600;
      utimesSync(path.join(engines, ".lock"), anHourAgo, anHourAgo);
      const { root } = await find({}, { makers: [goodMaker({ made: 0 })] });
      expect(readdirSync(engines)).to.deep.equal([path.basename(root)]);
    });

    it("rejects a cache that cannot be written to, and names STEADY_EDGE_HOME", async () => {
      writeFileSync(inFolder("file"), "");
      const home = inFolder("file", "cache");
      await expect(find({ STEADY_EDGE_HOME: home })).to.be.rejected.and.eventually.satisfy(
        (error: unknown) => {
          assert.instanceOf(error, SandboxError);
          expect(error.problems).to.deep.equal([
            {
              path: "STEADY_EDGE_HOME",
              rule: "be a folder that can be written to",
              actual: `"${path.join(home, "engines")}" (ENOTDIR)`,
              hint: "Set STEADY_EDGE_HOME to a folder of your own outside the repository",
            },
          ]);
          return true;
        },
      );
    });
  });

  describe("in a cache that somebody else could have written to", () => {
    const refused = async (rule: string, actual: string, at: string): Promise<void> => {
      const before = folderSnapshot(folder());
      const makers = [goodMaker({ made: 0 })];
      await expect(find({}, { makers })).to.be.rejected.and.eventually.satisfy((error: unknown) => {
        assert.instanceOf(error, SandboxError);
        const found = error.problems.map(({ path, rule, actual }) => ({ path, rule, actual }));
        expect(found).to.deep.equal([{ path: at, rule, actual }]);
        return true;
      });
      expect(folderSnapshot(folder())).to.deep.equal(before);
    };
    const alone = "be writable by its owner alone";
    /** An engine that leaves a mark where it is started. */
    const planted = async (): Promise<string> => {
      const { root } = await find({}, { makers: [goodMaker({ made: 0 })] });
      script(path.join(root, "bin", "pulumi"), `touch ${inFolder("mark")}; echo v${pinned}`);
      return root;
    };

    it("refuses its root, before anything is made in it", async () => {
      mkdirSync(cache());
      chmodSync(cache(), 0o777);
      await refused(alone, "mode 0777", cache());
    });

    const places: readonly (readonly string[])[] = [
      [],
      ["bin"],
      ["bin", "pulumi"],
      ["bin", "pulumi-language-nodejs"],
      ["engine.json"],
    ];
    for (const names of places) {
      it(`refuses what others may write: ${["the engine's folder", ...names].join("/")}`, async () => {
        const root = await planted();
        writeFileSync(path.join(root, "bin", "pulumi-language-nodejs"), "");
        chmodSync(path.join(root, ...names), 0o775);
        await refused(alone, "mode 0775", path.join(root, ...names));
        expect(existsSync(inFolder("mark"))).to.equal(false);
      });
    }

    it("refuses one that is reached through a link", async () => {
      const root = await planted();
      renameSync(cache(), inFolder("elsewhere"));
      symlinkSync(inFolder("elsewhere"), cache());
      await refused("be no symbolic link", `a link to "${inFolder("elsewhere")}"`, cache());
      rmSync(cache());
      renameSync(inFolder("elsewhere"), cache());
      renameSync(root, `${root}-elsewhere`);
      symlinkSync(`${root}-elsewhere`, root);
      await refused("be no symbolic link", `a link to "${root}-elsewhere"`, root);
      expect(existsSync(inFolder("mark"))).to.equal(false);
    });

    it("refuses another user's, as root does with a home that is not its own", async function () {
      if (process.geteuid?.() !== 0) {
        skipBecause(this, "only root can give a folder away");
      }
      await planted();
      chownSync(path.join(cache(), "engines"), 1234, 1234);
      await refused("be owned by root", "one of user 1234", path.join(cache(), "engines"));
      expect(existsSync(inFolder("mark"))).to.equal(false);
    });

    it("takes what it made itself under a umask that takes nothing away", async () => {
      const umask = process.umask(0);
      try {
        const counts = { made: 0 };
        await find({}, { makers: [goodMaker(counts)] });
        const { root } = await find({}, { makers: [goodMaker(counts)] });
        expect(counts.made).to.equal(1);
        expect(statSync(cache()).mode & 0o777).to.equal(0o700);
        expect(statSync(path.join(root, "engine.json")).mode & 0o777).to.equal(0o600);
      } finally {
        process.umask(umask);
      }
    });

    it("takes one beneath a link that others made, as homes on other disks are", async () => {
      mkdirSync(inFolder("disk"));
      symlinkSync(inFolder("disk"), inFolder("home"));
      const counts = { made: 0 };
      const environment = { STEADY_EDGE_HOME: inFolder("home", "steady-edge") };
      await find(environment, { makers: [goodMaker(counts)] });
      await find(environment, { makers: [goodMaker(counts)] });
      expect(counts.made).to.equal(1);
    });
  });

  describe("that is made", () => {
    it("tries the next way when one refuses, and notes which one it was", async () => {
      const refusing = maker(() => Promise.resolve("it is closed today"), "installer");
      const engine = await find({}, { makers: [refusing, goodMaker({ made: 0 })] });
      expect(engine.source).to.equal("build");
    });

    it("rejects one that does not answer with the version that was asked for", async () => {
      const wrong = maker((context) => {
        fakeEngine(path.join(context.root, "bin", "pulumi"), "v3.0.0");
        return Promise.resolve(undefined);
      });
      await expect(find({}, { makers: [wrong] })).to.be.rejectedWith(
        /what it made says that it is version 3\.0\.0/,
      );
      expect(readdirSync(path.join(cache(), "engines"))).to.deep.equal([]);
    });

    it("rejects with one error that names the three ways out when there is none", async () => {
      const makers = [
        maker(() => Promise.resolve("github.com cannot be reached (ENOTFOUND)"), "installer"),
        maker(() => Promise.resolve("no go on PATH")),
      ];
      await expect(find({}, { makers })).to.be.rejected.and.eventually.satisfy((error: unknown) => {
        assert.instanceOf(error, SandboxError);
        expect(error.message).to.equal(
          `engine must be a Pulumi engine of version ${pinned} or newer; ` +
            "got none (pulumi on PATH: there is none; " +
            "the official release: github.com cannot be reached (ENOTFOUND); " +
            "the build from Go modules: no go on PATH). " +
            `Any one of these will do: install Pulumi ${pinned} or newer and have it on PATH, ` +
            "or point STEADY_EDGE_ENGINE at it; let this machine reach github.com, for the official release; " +
            "or install Go 1.25.8 or newer and let it reach a Go module proxy, for the build",
        );
        return true;
      });
      expect(readdirSync(path.join(cache(), "engines"))).to.deep.equal([]);
    });

    it("leaves nothing behind when it is stopped", async () => {
      const stop = new AbortController();
      const stopped = maker((context) => {
        fakeEngine(path.join(context.root, "bin", "pulumi"), `v${pinned}`);
        stop.abort();
        return Promise.resolve(undefined);
      });
      await expect(
        find({}, { makers: [stopped], signal: stop.signal }),
      ).to.be.rejected.and.eventually.include({
        name: "AbortError",
      });
      expect(readdirSync(path.join(cache(), "engines"))).to.deep.equal([]);
    });
  });
});

function append(file: string): void {
  writeFileSync(file, "# damaged\n", { flag: "a" });
}
