import { expect } from "chai";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { SandboxError } from "../../../sandbox/errors";
import { findPlugin, namedPlugin, noPlugin } from "../../../sandbox/plugin/findPlugin";
import type { Patience } from "../../../sandbox/plugin/pluginTrial";
import { folderPerTest, isRunning, script } from "../engine/folders";
import { notesIn, pluginName, recordingPlugin } from "./pluginFiles";

const version = "6.22.1";

/** The head of a program for Linux on a processor that is not this one: a 64-bit ELF file for s390x. */
const foreignProgram = Buffer.concat([
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 2, 1, 0, ...Array.from({ length: 8 }, () => 0)]),
  Buffer.from([0, 2, 0, 22, 0, 0, 0, 1, ...Array.from({ length: 40 }, () => 0)]),
]);

describe("the search for the user's Cloudflare plugin", () => {
  const folder = folderPerTest();
  const inFolder = (...names: string[]): string => path.join(folder(), ...names);
  const kept = (of: string): string =>
    inFolder("pulumi", "plugins", `resource-cloudflare-v${of}`, pluginName);
  const search = (more: NodeJS.ProcessEnv = {}, patience: Patience = { seconds: 20 }) =>
    findPlugin({
      version,
      environment: { PULUMI_HOME: inFolder("pulumi"), PATH: inFolder("bin"), ...more },
      patience,
    });
  const nothingOnPath = `${pluginName} on PATH: there is none`;

  it("takes the one that Pulumi keeps of this version, and leaves nothing running", async () => {
    const log = inFolder("log");
    const command = recordingPlugin(kept(version), version, log);
    recordingPlugin(inFolder("bin", pluginName), version, inFolder("other"));
    expect(await search()).to.deep.equal({ plugin: { version, command } });
    const [started] = notesIn(log);
    expect(isRunning(started?.started as number)).to.equal(false);
    expect(notesIn(inFolder("other"))).to.deep.equal([]);
  });

  it("looks in the home of the user where PULUMI_HOME is not set, or empty", async () => {
    const at = inFolder(
      "home",
      ".pulumi",
      "plugins",
      `resource-cloudflare-v${version}`,
      pluginName,
    );
    const command = recordingPlugin(at, version, inFolder("log"));
    for (const PULUMI_HOME of [undefined, ""]) {
      expect(await search({ PULUMI_HOME, HOME: inFolder("home") })).to.deep.equal({
        plugin: { version, command },
      });
    }
  });

  it("takes the one on PATH where Pulumi keeps none, and hides from it what the user has set", async () => {
    const command = recordingPlugin(inFolder("bin", pluginName), `v${version}`, inFolder("log"));
    process.env.CLOUDFLARE_API_TOKEN = "of-the-user";
    process.env.HTTPS_PROXY = "http://127.0.0.1:9";
    try {
      expect(await search()).to.deep.equal({ plugin: { version, command } });
    } finally {
      delete process.env.CLOUDFLARE_API_TOKEN;
      delete process.env.HTTPS_PROXY;
    }
    const seen = notesIn(inFolder("log"))[0]?.environment as string[];
    expect(seen).to.include("PATH");
    expect(
      seen.filter((name) => /CLOUDFLARE|PROXY|PULUMI|AWS|HOME|TOKEN/i.test(name)),
    ).to.deep.equal([]);
  });

  it("passes over other versions, and says which there are", async () => {
    recordingPlugin(kept("6.17.0"), "6.17.0", inFolder("log"));
    recordingPlugin(kept("6.9.0"), "6.9.0", inFolder("log"));
    mkdirSync(inFolder("pulumi", "plugins", "resource-aws-v7.48.0"));
    const onPath = recordingPlugin(inFolder("bin", pluginName), "6.17.0", inFolder("path-log"));
    const both = [
      `${inFolder("pulumi", "plugins")}: it has only 6.17.0, 6.9.0`,
      `${onPath}: it is version 6.17.0`,
    ];
    expect(await search()).to.deep.equal({ reasons: both, passedOver: both });
    expect(notesIn(inFolder("log"))).to.deep.equal([]);
  });

  it("believes what a plugin says of its version, not its folder", async () => {
    const command = recordingPlugin(kept(version), "6.17.0", inFolder("log"));
    const other = `${command}: it is version 6.17.0`;
    expect(await search()).to.deep.equal({ reasons: [other, nothingOnPath], passedOver: [other] });
  });

  it("says that there is none of any version", async () => {
    expect(await search()).to.deep.equal({
      reasons: [`${inFolder("pulumi", "plugins")}: it has none of any version`, nothingOnPath],
      passedOver: [],
    });
  });

  const useless: Readonly<Record<string, readonly [body: string, reason: string]>> = {
    "ends at once": ["exit 0", "it ended with exit code 0"],
    "fails with words": [
      "echo first >&2; echo 'no licence for ghp_0123456789abcdefghijABCDEFGHIJ012345' >&2; exit 7",
      "it ended with exit code 7: no licence for [secret: a GitHub token]",
    ],
    "speaks of something else": [
      "echo Hello; exec sleep 600",
      'it says "Hello" where its port must stand',
    ],
    "names a port that cannot be": [
      "echo 70000; exec sleep 600",
      'it says "70000" where its port must stand',
    ],
    "names a port on which nobody listens": [
      "echo 1; exec sleep 600",
      "it does not answer as a resource plugin (",
    ],
    "says nothing": ["exec sleep 600", "it did not say within 1 s where it listens"],
    "is ended by a signal": ["kill -9 $$", "it was ended by a signal"],
  };
  for (const [what, [body, reason]] of Object.entries(useless)) {
    it(`says of one that ${what} why it is of no use`, async () => {
      const command = script(kept(version), `echo $$ > '${inFolder("pid")}'\n${body}`);
      const found = await findPlugin({
        version,
        environment: { PULUMI_HOME: inFolder("pulumi"), PATH: "/nowhere" },
        patience: { seconds: 1 },
      });
      expect("passedOver" in found ? found.passedOver : []).to.have.lengthOf(1);
      expect("passedOver" in found ? found.passedOver[0] : "").to.satisfy((text: string) =>
        text.startsWith(`${command}: ${reason}`),
      );
      expect(isRunning(Number(readFileSync(inFolder("pid"), "utf8")))).to.equal(false);
    });
  }

  it("greets it as the engine will, and says of one that never answers that it does not", async () => {
    const command = recordingPlugin(kept(version), "mute", inFolder("log"));
    const found = await search({}, { seconds: 1 });
    const passedOver = "passedOver" in found ? found.passedOver : [];
    expect(passedOver).to.have.lengthOf(1);
    expect(passedOver[0]).to.match(/: it d(oes not answer as a resource plugin|id not say within)/);
    expect(passedOver[0]).to.satisfy((words: string) => words.startsWith(command));
    const pids = notesIn(inFolder("log")).flatMap(({ started }) => (started as number) ?? []);
    expect(pids.filter(isRunning)).to.deep.equal([]);
  });

  it("says of one that dies of the greeting how it ended", async () => {
    const command = recordingPlugin(kept(version), "mortal", inFolder("log"));
    const reason = `${command}: it ended with exit code 5: half-way`;
    expect(await search()).to.deep.equal({
      reasons: [reason, nothingOnPath],
      passedOver: [reason],
    });
  });

  it("tries one again that takes longer than the engine waits, since a disk may be cold, and passes it over then", async () => {
    const starts = inFolder("starts");
    const slow = `echo $$ >> '${starts}'; sleep 1.2; exec '${recordingPlugin(inFolder("real"), version, inFolder("log"))}' "$@"`;
    const command = script(kept(version), slow);
    const found = await search({}, { seconds: 20, engineSeconds: 1 });
    const [reason = ""] = "passedOver" in found ? found.passedOver : [];
    expect(reason).to.match(/: it takes \d+ s until it answers, and the engine waits 1 s$/);
    expect(reason).to.satisfy((words: string) => words.startsWith(command));
    expect(readFileSync(starts, "utf8").trim().split("\n")).to.have.lengthOf(2);
  });

  it("takes one that was slow the first time only", async () => {
    const starts = inFolder("starts");
    const cold = `[ -e '${starts}' ] || sleep 10.1; echo $$ >> '${starts}'; exec '${recordingPlugin(inFolder("real"), version, inFolder("log"))}' "$@"`;
    const command = script(kept(version), cold);
    expect(await search({}, { seconds: 60 })).to.deep.equal({ plugin: { version, command } });
    expect(readFileSync(starts, "utf8").trim().split("\n")).to.have.lengthOf(2);
  });

  const strange: Readonly<Record<string, readonly [make: () => void, reason: RegExp]>> = {
    "a folder": [
      () => mkdirSync(kept(version), { recursive: true }),
      /: it cannot be run \(EACCES\)$/,
    ],
    "the program of another processor": [
      () => {
        mkdirSync(path.dirname(kept(version)), { recursive: true });
        writeFileSync(kept(version), foreignProgram, { mode: 0o755 });
      },
      /: it is a program for another processor$/,
    ],
    "a text that names no interpreter": [
      () => {
        mkdirSync(path.dirname(kept(version)), { recursive: true });
        writeFileSync(kept(version), "exit 9\n", { mode: 0o755 });
      },
      /: it ended with exit code 9$/,
    ],
    "a file in the place of its folder": [
      () => {
        mkdirSync(inFolder("pulumi", "plugins"), { recursive: true });
        writeFileSync(path.dirname(kept(version)), "");
      },
      /resource-cloudflare-v6\.22\.1: there is no pulumi-resource-cloudflare in it$/,
    ],
    "a folder with nothing in it": [
      () => mkdirSync(path.dirname(kept(version)), { recursive: true }),
      /resource-cloudflare-v6\.22\.1: there is no pulumi-resource-cloudflare in it$/,
    ],
    "a link that leads nowhere": [
      () => {
        mkdirSync(path.dirname(kept(version)), { recursive: true });
        symlinkSync(inFolder("nowhere"), kept(version));
      },
      /: it cannot be run \(ENOENT\)$/,
    ],
  };
  for (const [what, [make, reason]] of Object.entries(strange)) {
    it(`says of ${what} in the place of a plugin what it is`, async () => {
      make();
      const found = await search();
      const passedOver = "passedOver" in found ? found.passedOver : [];
      expect(passedOver).to.have.lengthOf(1);
      expect(passedOver[0]).to.match(reason);
    });
  }

  it("says of a file that is no program that it cannot be run", async () => {
    mkdirSync(path.dirname(kept(version)), { recursive: true });
    writeFileSync(kept(version), "not a program", { mode: 0o644 });
    const useless = `${kept(version)}: it cannot be run (EACCES)`;
    expect(await search()).to.deep.equal({
      reasons: [useless, nothingOnPath],
      passedOver: [useless],
    });
  });

  it("takes the one that the user names whatever its version, and refuses what is none", async () => {
    const command = recordingPlugin(inFolder("mine"), "6.17.0", inFolder("log"));
    expect(await namedPlugin(command)).to.deep.equal({ command, version: "6.17.0" });
    await expect(namedPlugin(inFolder("not-there"))).to.be.rejectedWith(
      SandboxError,
      `plugin must be the executable of a resource plugin; got ${inFolder("not-there")}: it cannot be run (ENOENT)`,
    );
  });

  it("has one sentence for there being none", () => {
    expect(noPlugin(version, ["a: b", "c: d"]).message).to.equal(
      "providers installed must find the Cloudflare plugin of version 6.22.1, which the project's @pulumi/cloudflare wants; " +
        "got none (a: b; c: d). Run pulumi plugin install resource cloudflare 6.22.1, or choose stand-in for the providers",
    );
  });
});
