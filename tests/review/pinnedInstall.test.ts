import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { pulumiArchiveAddress, pulumiArchives } from "../../facts/pulumiArchives";
import { stepsOf, workflowText } from "./workflowFiles";
import { JobFolder, needsPrograms } from "./workflowShell";

const { version, sha256 } = pulumiArchives;
const gitlab = parse(workflowText("docs/workflows/gitlab-review.yml")) as {
  review: { before_script: string[] };
};
const named = (file: string, name: string): string =>
  stepsOf(file).find((step) => step.name === name)?.run ?? "";

/** How the two workflows install the review, and where they keep the lockfile. */
const installs = [
  {
    workflow: "github-review.yml",
    script: named("docs/workflows/github-review.yml", "Install the review"),
    kept: ".github/plan-review",
  },
  { workflow: "gitlab-review.yml", script: gitlab.review.before_script[1] ?? "", kept: "." },
];

interface Lock {
  packages: Record<string, { integrity?: string }>;
}

for (const { workflow, script, kept } of installs) {
  describe(`the install of ${workflow}`, function () {
    this.timeout(60_000);
    let made: JobFolder | undefined;
    let folder: JobFolder;

    needsPrograms("bash", "jq");

    /** A package of the name, packed, and locked as the head of the workflow says. */
    before(() => {
      made = folder = new JobFolder();
      const script = 'require("node:fs").writeFileSync("ran.txt", "")';
      folder.file("package/index.js", "#!/usr/bin/env node\nconsole.log('reviewed');\n");
      folder.file(
        "package/package.json",
        JSON.stringify({
          ...{ name: "steady-edge", version: "0.1.0", bin: { "steady-edge": "index.js" } },
          scripts: { install: `node -e '${script}'` },
        }),
      );
      folder.file(`${kept}/package.json`, '{ "private": true }');
      npm("package", ["pack", "--silent", "--pack-destination", path.join(folder.path, kept)]);
      const install = ["install", "--ignore-scripts", "--legacy-peer-deps", "--save-exact"];
      npm(kept, [...install, "--offline", "--no-audit", "./steady-edge-0.1.0.tgz"]);
      // What is committed is the lockfile; a checkout has no packages.
      rmSync(at("node_modules"), { recursive: true });
    });
    after(() => made?.remove());

    beforeEach(() => {
      folder = new JobFolder();
      cpSync(made?.path ?? "", folder.path, { recursive: true });
    });
    afterEach(() => folder.remove());

    const npm = (cwd: string, args: readonly string[]): string =>
      execFileSync("npm", args, {
        cwd: path.join(folder.path, cwd),
        env: { ...process.env, npm_config_cache: path.join(folder.path, "first-cache") },
        encoding: "utf8",
        stdio: "pipe",
      });
    const at = (file: string): string => path.join(folder.path, kept, file);
    const relock = (change: (lock: Lock) => void): void => {
      const lock = JSON.parse(readFileSync(at("package-lock.json"), "utf8")) as Lock;
      change(lock);
      writeFileSync(at("package-lock.json"), JSON.stringify(lock));
    };
    const run = () =>
      folder.run(script, {
        npm_config_cache: path.join(folder.path, "cache"),
        npm_config_offline: "true",
      });

    it("takes what the lockfile pins, and runs no script of it", async () => {
      const { exitCode, output } = await run();
      expect(exitCode, output).to.equal(0);
      const { output: said } = await folder.run(`${kept}/node_modules/.bin/steady-edge`, {});
      expect(said).to.equal("reviewed\n");
      expect(existsSync(at("node_modules/steady-edge/ran.txt"))).to.equal(false);
    });

    it("refuses a package of another content", async () => {
      folder.file("package/index.js", "#!/usr/bin/env node\nconsole.log('mine');\n");
      npm("package", ["pack", "--silent", "--pack-destination", path.join(folder.path, kept)]);
      const { exitCode, output } = await run();
      expect(exitCode).to.not.equal(0);
      expect(output).to.match(/EINTEGRITY/);
      expect(existsSync(at("node_modules/.bin/steady-edge"))).to.equal(false);
    });

    for (const [what, integrity] of [
      ["no integrity", undefined],
      ["an empty integrity", ""],
      ["a weak integrity", `sha1-${createHash("sha1").update("").digest("base64")}`],
    ] as const) {
      it(`refuses a lockfile with ${what}`, async () => {
        relock(({ packages }) => {
          const locked = packages["node_modules/steady-edge"] ?? expect.fail("it is locked");
          locked.integrity = integrity;
        });
        const { exitCode, output } = await run();
        expect(exitCode).to.equal(1);
        expect(output).to.match(/package-lock\.json has no sha512 of node_modules\/steady-edge/);
        expect(existsSync(at("node_modules/.bin/steady-edge"))).to.equal(false);
      });
    }

    it("refuses a lockfile without the package", async () => {
      relock(({ packages }) => delete packages["node_modules/steady-edge"]);
      const { exitCode, output } = await run();
      expect(exitCode).to.not.equal(0);
      expect(output).to.match(/steady-edge is not in the lockfile/);
    });
  });
}

describe("the install of Pulumi in github-plan.yml", () => {
  const script = named("docs/workflows/github-plan.yml", "Install Pulumi");
  let folder: JobFolder;

  needsPrograms("bash", "tar", "sha256sum");
  beforeEach(() => {
    folder = new JobFolder();
    folder.program("pulumi/pulumi", `#!/bin/sh\necho v${version}\n`);
    execFileSync("tar", ["-czf", "served.tar.gz", "pulumi"], { cwd: folder.path });
    const serve = 'while [ "$1" != --output ]; do shift; done; cp "$HOME/served.tar.gz" "$2"';
    folder.program("bin/curl", `#!/bin/sh\necho "$@" > "$HOME/curl-args.txt"\n${serve}\n`);
    folder.file("temp/.keep", "");
  });
  afterEach(() => folder.remove());

  const checksum = (): string =>
    createHash("sha256")
      .update(readFileSync(path.join(folder.path, "served.tar.gz")))
      .digest("hex");
  const run = (checksum: string) =>
    folder.run(script, {
      PULUMI_VERSION: version,
      PULUMI_SHA256: checksum,
      RUNNER_TEMP: path.join(folder.path, "temp"),
      GITHUB_PATH: path.join(folder.path, "path.txt"),
    });

  it("takes the archive that the checksum names", async () => {
    const { exitCode, output } = await run(checksum());
    expect(exitCode, output).to.equal(0);
    const search = readFileSync(path.join(folder.path, "path.txt"), "utf8").trim();
    expect((await folder.run(`${search}/pulumi version`, {})).output).to.equal(`v${version}\n`);
    const asked = readFileSync(path.join(folder.path, "curl-args.txt"), "utf8");
    expect(asked.trim().split(" ").at(-1)).to.equal(pulumiArchiveAddress(version, "linux-x64"));
  });

  for (const [what, given, words] of [
    ["without a checksum", "", /PULUMI_SHA256 is empty: write the checksum of Pulumi 3\.\d+\.\d+/],
    ["of another content", "0".repeat(64), /is not the one that PULUMI_SHA256 names/],
    ["with half a checksum", "abc", /is not the one that PULUMI_SHA256 names/],
  ] as const) {
    it(`unpacks nothing ${what}`, async () => {
      const { exitCode, output } = await run(given);
      expect(exitCode).to.equal(1);
      expect(output).to.match(words);
      expect(existsSync(path.join(folder.path, "temp/pulumi"))).to.equal(false);
      expect(existsSync(path.join(folder.path, "path.txt"))).to.equal(false);
    });
  }

  it("comes with the release that the sandbox is proven with, and its checksum", () => {
    const env = stepsOf("docs/workflows/github-plan.yml").find(
      ({ name }) => name === "Install Pulumi",
    )?.env;
    expect(env).to.deep.equal({ PULUMI_VERSION: version, PULUMI_SHA256: sha256["linux-x64"] });
  });
});

describe("the image of gitlab-plan.yml", () => {
  it("has the release that the sandbox is proven with", () => {
    const { plan } = parse(workflowText("docs/workflows/gitlab-plan.yml")) as {
      plan: { image: string };
    };
    expect(plan.image).to.equal(`pulumi/pulumi-nodejs:${version}`);
  });
});
