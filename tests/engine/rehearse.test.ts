import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { findEngine, packageFile, type Engine } from "../../sandbox/engine";
import { folderPerTest } from "../sandbox/engine/folders";

/** What of the command's JSON is looked at. */
interface Rehearsed {
  readonly hostname: string;
  readonly faults: readonly {
    readonly fault: string;
    readonly boundSeconds: number;
    readonly declared: {
      readonly requests: number;
      readonly failed: number;
      readonly unanswered: number;
    };
    readonly defaults: { readonly failed: number };
    readonly verdicts: readonly { readonly id: string; readonly holds: boolean | null }[];
  }[];
}

describe("a rehearsal of dev from the command, on a real engine", () => {
  const folder = folderPerTest();
  let engine: Engine;
  before(async () => {
    engine = await findEngine();
  });

  const rehearse = (...args: string[]) => {
    const entry = ["--import", "tsx", packageFile("cli/index.ts"), "rehearse", ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, entry, {
      cwd: packageFile("."),
      env: {
        ...process.env,
        STEADY_EDGE_ENGINE: engine.command,
        STEADY_EDGE_HOME: path.join(folder(), "cache"),
      },
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    return { exitCode: status, stdout, stderr };
  };

  it("counts a killed origin and one that answers 502, next to Cloudflare's defaults", () => {
    const page = path.join(folder(), "out.html");
    const { exitCode, stdout, stderr } = rehearse(
      ...["--fault", "origin-killed", "upstream-dead", "--json", "--report", page],
    );
    const { hostname, faults } = JSON.parse(stdout) as Rehearsed;
    expect(hostname).to.equal("dev.example.com");
    expect(faults.map(({ fault }) => fault)).to.deep.equal(["origin-killed", "upstream-dead"]);
    const isJudged = faults.every(({ verdicts }) => verdicts.every(({ holds }) => holds !== null));
    // On a machine that does not keep up nothing is told of the site, and that is said.
    if (isJudged) {
      expect(exitCode, stderr).to.equal(0);
      for (const { declared, defaults, verdicts, fault } of faults) {
        expect(
          verdicts.map(({ holds }) => holds),
          fault,
        ).to.deep.equal([true]);
        expect(declared.unanswered, fault).to.equal(0);
        expect(declared.failed * 3, fault).to.be.at.most(defaults.failed);
      }
    } else {
      expect(stderr).to.match(/This machine did not keep up|were not answered in time before/);
    }
    expect(readFileSync(page, "utf8")).to.match(/^<!doctype html>/i);
  });

  it("refuses faults and hosts that there are not, with the nearest", () => {
    const fault = rehearse("--fault", "origin-kiled");
    expect([fault.exitCode, fault.stdout]).to.deep.equal([2, ""]);
    expect(fault.stderr).to.contain('got "origin-kiled". Did you mean origin-killed?');
    const speed = rehearse("--speed", "51");
    expect([speed.exitCode, speed.stdout]).to.deep.equal([2, ""]);
    expect(speed.stderr).to.contain("It must be a number from 1 to 50");
  });
});
