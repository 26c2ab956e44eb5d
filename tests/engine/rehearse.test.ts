import { expect } from "chai";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { findEngine, type Engine } from "../../sandbox/engine";
import { folderPerTest } from "../sandbox/engine/folders";
import { runCommand } from "./commandRun";

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

  const rehearse = (...args: string[]) => run("rehearse", ...args);

  const run = (...args: string[]) => {
    const temporary = path.join(folder(), "tmp");
    mkdirSync(temporary, { recursive: true });
    const cache = path.join(folder(), "cache");
    return runCommand(args, { engine, cache, variables: { TMPDIR: temporary } });
  };

  it("counts an origin that answers 502, next to Cloudflare's defaults, and an engine that is killed in another environment", () => {
    const page = path.join(folder(), "out.html");
    const { exitCode, stdout, stderr } = rehearse(
      ...["--fault", "upstream-dead", "up-killed", "--rate", "4", "--json", "--report", page],
    );
    expect(stdout, stderr).to.match(/^\{/);
    const { hostname, faults } = JSON.parse(stdout) as Rehearsed;
    expect(hostname).to.equal("dev.example.com");
    expect(faults.map(({ fault }) => fault)).to.deep.equal(["upstream-dead", "up-killed"]);
    const isJudged = faults.every(({ verdicts }) => verdicts.every(({ holds }) => holds !== null));
    // On a machine that does not keep up nothing is told of the site, and that is said.
    if (isJudged) {
      expect(exitCode, stderr).to.equal(0);
      for (const { declared, verdicts, fault } of faults) {
        expect(
          verdicts.map(({ holds }) => holds),
          fault,
        ).to.deep.equal([true]);
        expect(declared.unanswered, fault).to.equal(0);
      }
      const [dead, killed] = faults;
      expect(dead?.declared.failed).to.be.at.most((dead?.defaults.failed ?? 0) / 3);
      // The other environment owns the zone's settings: what it changes of them is what this site wants too.
      expect([killed?.declared.failed, killed?.defaults.failed]).to.deep.equal([0, 0]);
    } else {
      expect(stderr).to.match(/This machine did not keep up|were not answered in time before/);
    }
    const html = readFileSync(page, "utf8");
    expect(html).to.match(/^<!doctype html>/i);
    // Both pools stand in the picture of the path, with their origins.
    const [, drawn = ""] = html.split("Path of the traffic</h2>");
    const [picture] = drawn.split("</svg>");
    expect(picture).to.contain("203.0.113.10").and.contain("198.51.100.20");
    // The sandbox itself has never seen the other environment.
    const states = readdirSync(path.join(folder(), "cache"), { recursive: true, encoding: "utf8" });
    expect(states.filter((file) => /production\.json$/.test(file))).to.deep.equal([]);
    expect(states.filter((file) => /dev\.json$/.test(file))).to.have.length(1);
    const left = readdirSync(path.join(folder(), "tmp"));
    expect(left.filter((name) => name.startsWith("steady-edge"))).to.deep.equal([]);
  });

  it("ends an `up` that is asked for it, as npm start does, and says so in its JSON", () => {
    const { exitCode, stdout, stderr } = run("sandbox", "up", "--rehearse", "--json");
    const { rehearsal, operations } = JSON.parse(stdout) as {
      operations: unknown[];
      rehearsal: Rehearsed;
    };
    expect(exitCode, stderr).to.equal(0);
    expect(operations).to.have.length(2);
    expect(rehearsal.faults.map(({ fault }) => fault)).to.deep.equal(["origin-killed"]);
    expect(stderr).to.match(/\n[✓?] origin-killed: /);
    const toldSlow = stderr.includes("This machine did not keep up");
    expect(rehearsal.faults[0]?.declared.unanswered).to.satisfy((n: number) => toldSlow || n === 0);
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
