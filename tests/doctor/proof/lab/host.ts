import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { entering, shell, type Place } from "./networks";

/** A program that runs in the lab, and what it said. */
export interface Running {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly output: string;
}

/** A host of the lab: files, and programs in a network. */
export class Host {
  /**
   * Has nothing running yet.
   * @param place - Where it is; the namespace of this process where it is left out.
   */
  constructor(readonly place?: Place) {}

  /** Writes a file, and its folder. */
  write(file: string, content: string | Buffer, mode = 0o644): void {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, mode);
  }

  /** Runs a command of the shell to its end. */
  run(script: string): string {
    return shell(script, this.place);
  }

  /** Starts a program; what it says goes to a file. */
  start(
    command: string,
    args: readonly string[],
    output = `/var/log/${path.basename(command)}.journal.log`,
  ): Running {
    const file = openSync(output, "a");
    const [first = "", ...others] = [...entering(this.place), command, ...args];
    const child = spawn(first, others, { stdio: ["ignore", file, file] });
    return { child, pid: child.pid ?? 0, output };
  }

  /** Starts a program, and waits until it listens at a port, or at the path of a socket. */
  async serve(command: string, args: readonly string[], at: number | string): Promise<Running> {
    const running = this.start(command, args);
    const isThere = (): boolean => (typeof at === "string" ? existsSync(at) : this.isListening(at));
    await until(isThere, `${command} at ${at}`, () => readFileSync(running.output, "utf8"));
    return running;
  }

  /** Whether something listens at a TCP port. */
  isListening(port: number): boolean {
    return this.run(`ss -Hltn 'sport = :${port}'`).trim() !== "";
  }
}

/**
 * Waits until something is so.
 * @param isSo - Looks.
 * @param what - What is waited for.
 * @param why - Says more where it does not come.
 */
export async function until(
  isSo: () => boolean,
  what: string,
  why: () => string = () => "",
): Promise<void> {
  const began = performance.now();
  while (!isSo()) {
    if (performance.now() - began > 20_000) {
      throw new Error(`${what} does not come: ${why().slice(-500)}`);
    }
    await sleep(30);
  }
}
