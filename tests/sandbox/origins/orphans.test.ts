import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { packageFile } from "../../../sandbox/packageFile";
import { installedWebServers } from "../../../sandbox/origins/nginx/webServers";
import { commandEntry } from "../../support/built";
import { skipBecause } from "../../support/skipped";
import { shareTranslations } from "../../support/translations";
import { startedBy, stillRunning } from "./processes";

const program = path.join(__dirname, "forgetful.ts");

describe("processes of a rehearsal", function () {
  this.timeout(120_000);
  let folder = "";
  let child: ChildProcess | undefined;

  before(function () {
    if (!existsSync("/proc/self/stat")) {
      skipBecause(this, "this system does not list its processes in /proc");
    }
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "orphans-"));
    shareTranslations(folder);
  });
  afterEach(() => {
    child?.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  /** Starts a program whose temporary files are in the folder. */
  function start(args: readonly string[]): ChildProcess {
    child = spawn(process.execPath, [...args], {
      env: { ...process.env, TMPDIR: folder },
      ...{ stdio: ["pipe", "pipe", "pipe"], detached: true },
    });
    return child;
  }

  async function allEnded(known: ReturnType<typeof startedBy>): Promise<void> {
    for (let looks = 0; looks < 1000 && stillRunning(known).length > 0; looks += 1) {
      await sleep(20);
    }
    expect(stillRunning(known)).to.deep.equal([]);
    expect(readdirSync(folder).filter((name) => name.startsWith("steady-edge-"))).to.deep.equal([]);
  }

  const ways = [
    ["stay", "is killed"],
    ["throw", "fails as an assertion does"],
    ["end", "ends and forgets them"],
  ] as const;
  for (const ground of ["loopback", "namespace", "nginx"]) {
    // Of the others, what is different is whose children they are.
    for (const [how, title] of ground === "loopback" ? ways : ways.slice(0, 2)) {
      it(`end when the process that started them ${title}: ${ground}`, async function () {
        if (ground === "nginx") {
          try {
            installedWebServers(process.env.PATH);
          } catch {
            skipBecause(this, "there is no nginx here with PHP-FPM");
          }
        }
        const forgetful = start(["--import", "tsx", program, how, ground]);
        const ended = once(forgetful, "exit");
        const lines = createInterface(forgetful.stdout as NodeJS.ReadableStream);
        const [line] = (await once(lines, "line")) as [string];
        expect(line).to.match(/^200\. /);
        const known = startedBy(forgetful.pid ?? 0);
        if (how !== "end") {
          const names = known.map(({ name }) => name);
          expect(names.filter((name) => name === "nginx")).to.have.length(
            ground === "nginx" ? 2 : 0,
          );
          expect(names.length).to.be.at.least(2);
        }
        if (how === "stay") {
          forgetful.kill("SIGKILL");
        }
        if (how === "throw") {
          forgetful.stdin?.end("fail\n");
        }
        const [exitCode] = (await ended) as [number | null];
        expect(exitCode).to.equal({ stay: null, throw: 1, end: 0 }[how]);
        await allEnded(known);
      });
    }
  }

  const stops = [
    { title: "by Ctrl-C", signal: "SIGINT", isOfGroup: false, exits: 130 },
    { title: "with its process group by SIGTERM", signal: "SIGTERM", isOfGroup: true, exits: 143 },
    { title: "by SIGKILL", signal: "SIGKILL", isOfGroup: false, exits: null },
  ] as const;
  for (const { title, signal, isOfGroup, exits } of stops) {
    it(`end when the command is stopped ${title}`, async () => {
      const plan = packageFile("tests/corpus/plans/balancer-over-record.json");
      const command = start([...commandEntry(), "rehearse", "--plan", plan, "--all"]);
      const pid = command.pid ?? expect.fail("the command did not start");
      const ended = once(command, "exit");
      let known = startedBy(pid);
      // Two scenes, each with a network and two origins.
      while (known.length < 6 && command.exitCode === null) {
        await sleep(50);
        known = startedBy(pid);
      }
      process.kill(isOfGroup ? -pid : pid, signal);
      const [exitCode] = (await ended) as [number | null];
      expect(exitCode).to.equal(exits);
      expect(known).to.have.length.of.at.least(6);
      await allEnded(known);
    });
  }
});
