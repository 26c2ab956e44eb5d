import { expect } from "chai";
import { chmodSync, mkdirSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fixture, fixturePath, stateFile } from "../checks/report/plans";
import { folderPerTest } from "../sandbox/engine/folders";
import { interruptedReview, reviewOfPipe } from "./reviewOfPipe";
import { assertRefused, runReview } from "./runReview";
import { cut, kinds, made, noJson, unusablePlans, update } from "./unusablePlans";

describe("steady-edge review, given what it cannot use", () => {
  const folder = folderPerTest();
  const written = (name: string, content: string | Buffer): string => {
    const file = path.join(folder(), name);
    writeFileSync(file, content);
    return file;
  };
  const quoted = (file: string): string => JSON.stringify(file);
  const calm = (): string => written("calm.json", fixture("no-change.json"));
  const state = fixturePath(stateFile);

  for (const [what, [content, says]] of Object.entries(unusablePlans)) {
    it(`refuses ${what}`, async () => {
      const file = written("bad.json", content);
      assertRefused(await runReview(file), says.replaceAll("FILE", quoted(file)));
    });
  }

  it("refuses a file of 500 MB without reading it whole", async () => {
    const file = written("huge.json", "{");
    truncateSync(file, 500 * 2 ** 20);
    const before = process.memoryUsage().rss;
    const way = "Preview without --show-sames, or split the stack";
    assertRefused(
      await runReview(file),
      `${quoted(file)} must be at most 128 MiB long; got more. ${way}`,
    );
    expect(process.memoryUsage().rss - before).to.be.below(300 * 2 ** 20);
  });

  it("refuses a file that is not there, by its whole path", async () => {
    const file = path.join(folder(), "a".repeat(100), "plan.json");
    assertRefused(
      await runReview(file),
      `${quoted(file)} must be a file that can be read; got no such file`,
    );
  });

  it("refuses a folder, and a path through a file", async () => {
    assertRefused(
      await runReview(folder()),
      `${quoted(folder())} must be a file that can be read; got a folder`,
    );
    const through = path.join(calm(), "plan.json");
    assertRefused(
      await runReview(through),
      `${quoted(through)} must be a file that can be read; got a path through a file`,
    );
  });

  it("refuses a file that may not be read", async () => {
    const locked = path.join(folder(), "locked");
    mkdirSync(locked);
    const file = written("locked/plan.json", "{}");
    const run = await withoutRights(locked, () => runReview(file));
    assertRefused(run, `${quoted(file)} must be a file that can be read; got no permission`);
  });

  it("tells all files that it cannot use at once", async () => {
    const [empty, text] = [written("empty.json", ""), written("text.json", "hello")];
    assertRefused(
      await runReview(empty, calm(), text),
      [
        "Some input cannot be used:",
        `  - ${quoted(empty)} must be ${kinds}; got an empty file. ${made}`,
        `  - ${quoted(text)} must be ${kinds}; ${noJson}`,
      ].join("\n"),
    );
    const gone = path.join(folder(), "gone.json");
    assertRefused(
      await runReview(gone, calm(), "--base", folder()),
      [
        "Some input cannot be used:",
        `  - ${quoted(gone)} must be a file that can be read; got no such file`,
        `  - ${quoted(folder())} must be a file that can be read; got a folder`,
      ].join("\n"),
    );
  });

  it("writes the same as JSON where JSON was asked for", async () => {
    const file = written("bad.json", "");
    const { exitCode, stdout, stderr } = await runReview(file, "--format", "json");
    const message = `${quoted(file)} must be ${kinds}; got an empty file. ${made}`;
    expect([exitCode, stderr]).to.deep.equal([2, `${message}\n`]);
    expect(JSON.parse(stdout)).to.deep.equal({
      error: {
        message,
        problems: [
          {
            ...{ path: quoted(file), rule: `be ${kinds}`, actual: "an empty file", hint: made },
            sentence: message,
          },
        ],
      },
    });
  });

  describe("as the state before", () => {
    const exported = "the output of `pulumi stack export`";
    const exporting = "pulumi stack export";
    const bases: Readonly<Record<string, readonly [content: string, says: string]>> = {
      "an empty file": [
        "",
        `FILE must be ${exported}; got an empty file. Make one with: ${exporting}`,
      ],
      text: [
        "error: no stack selected\n",
        `FILE must be ${exported}; got text that is not JSON. Keep standard error out of the file, and make it with: ${exporting}`,
      ],
      "a truncated state": [fixture(stateFile).slice(0, 3000), `FILE must be ${exported}; ${cut}`],
      "a preview": [
        fixture("no-change.json"),
        `FILE must be ${exported}; got an object with config, steps, diagnostics, duration. Make one with: ${exporting}`,
      ],
      "a state of Terraform": [
        '{"version":4,"terraform_version":"1.9.0","resources":[]}',
        `FILE must be ${exported}; got a plan or state of Terraform. Make one with: ${exporting}`,
      ],
      "a state of a newer version": [
        '{"version":99,"deployment":{}}',
        "version of FILE must be one of 3 and 4; got 99. A newer engine wrote this state: update this package",
      ],
      "resources of another shape": [
        '{"version":3,"deployment":{"resources":{}}}',
        `deployment.resources of FILE must be a list of objects; got "object". ${update}`,
      ],
      "the state of another stack": [
        fixture(stateFile).replaceAll("urn:pulumi:production::shop::", "urn:pulumi:dev::shop::"),
        "FILE must be the state of shop/production, which the plan is about; got the state of shop/dev. Make it with: pulumi stack export --stack production",
      ],
      "the state of another project": [
        fixture(stateFile).replaceAll(
          "urn:pulumi:production::shop::",
          "urn:pulumi:production::blog::",
        ),
        "FILE must be the state of shop/production, which the plan is about; got the state of blog/production. Make it with: pulumi stack export --stack production",
      ],
    };
    for (const [what, [content, says]] of Object.entries(bases)) {
      it(`refuses ${what}`, async () => {
        const file = written("base.json", content);
        const run = await runReview(fixturePath("ssl-full.json"), "--base", file);
        assertRefused(run, says.replaceAll("FILE", quoted(file)));
      });
    }

    it("refuses a second state of one stack", async () => {
      const again = written("again.json", fixture(stateFile));
      assertRefused(
        await runReview(fixturePath("ssl-full.json"), "--base", state, "--base", again),
        `${quoted(again)} must be the only state of shop/production; got another one in ${quoted(state)}`,
      );
    });

    it("refuses a state of no plan's stack among several, also where others fit", async () => {
      const other = written(
        "dev.json",
        fixture(stateFile).replaceAll("urn:pulumi:production::shop::", "urn:pulumi:dev::shop::"),
      );
      const plans = [fixturePath("ssl-full.json"), fixturePath("events-drift.json")];
      assertRefused(
        await runReview(...plans, "--base", state, "--base", other),
        `${quoted(other)} must be the state of a stack that a plan is about: shop/production, shop/test; got the state of shop/dev. Make each with: pulumi stack export --stack NAME`,
      );
      const text = written("text.json", "hello");
      assertRefused(
        await runReview(...plans, "--base", state, "--base", text),
        `${quoted(text)} must be ${exported}; got text that is not JSON. Keep standard error out of the file, and make it with: ${exporting}`,
      );
    });
  });

  describe("on standard input", () => {
    it("refuses nothing at all, and more than 128 MiB", async () => {
      assertRefused(
        await reviewOfPipe("", "-"),
        `standard input must be ${kinds}; got an empty file. ${made}`,
      );
      assertRefused(
        await reviewOfPipe(Buffer.alloc(129 * 2 ** 20, " "), "-"),
        "standard input must be at most 128 MiB long; got more. Preview without --show-sames, or split the stack",
      );
    });

    it("is waited for no longer once the user interrupts", async () => {
      expect(await interruptedReview()).to.deep.equal({
        exitCode: 130,
        stdout: "",
        stderr: "Stopping; once more to stop at once\nStopped before the end\n",
      });
    });

    it("is read once", async () => {
      assertRefused(
        await reviewOfPipe("", "-", "-"),
        "standard input must be read once; got - 2 times. Write all but one of them to files",
      );
    });

    it("takes a plan, and the state before another", async () => {
      const plan = await reviewOfPipe(fixture("no-change.json"), "-");
      expect(plan).to.deep.equal(await runReview(fixturePath("no-change.json")));
      const file = fixturePath("ssl-full.json");
      const based = await reviewOfPipe(fixture(stateFile), file, "--base", "-");
      expect(based).to.deep.equal(await runReview(file, "--base", state));
    });
  });
});

/** Runs something without the rights to look into a folder, which the superuser gives up for the time. */
async function withoutRights<T>(locked: string, run: () => Promise<T>): Promise<T> {
  chmodSync(locked, 0);
  const isSuperuser = process.geteuid?.() === 0;
  if (isSuperuser) {
    process.seteuid?.(65_534);
  }
  try {
    return await run();
  } finally {
    if (isSuperuser) {
      process.seteuid?.(0);
    }
    chmodSync(locked, 0o700);
  }
}
