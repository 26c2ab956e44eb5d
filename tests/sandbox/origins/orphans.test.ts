import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { expect } from "chai";

const program = path.join(__dirname, "forgetful.ts");

async function refused(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const answered = await Promise.race([
    once(socket, "connect").then(() => true),
    new Promise<boolean>((resolve) => socket.once("error", () => resolve(false))),
  ]).catch(() => false);
  socket.destroy();
  return !answered;
}

describe("processes of a rehearsal", () => {
  for (const args of [["stay"], []]) {
    const how = args.length > 0 ? "is killed" : "ends and forgets them";
    it(`end when the process that started them ${how}`, async () => {
      const child = spawn(process.execPath, ["--import", "tsx", program, ...args], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const ended = once(child, "exit");
      const [line] = (await once(
        createInterface(child.stdout as NodeJS.ReadableStream),
        "line",
      )) as [string];
      if (args.length > 0) {
        await expect(refused(Number(line))).to.eventually.equal(false);
        child.kill("SIGKILL");
      }
      await ended;
      while (!(await refused(Number(line)))) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    });
  }
});
