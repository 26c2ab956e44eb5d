import { assert } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Cloud, Fault } from "../../sandbox/testing";

/** When an engine is killed, seen from one call of the cloud's API. */
export const killMoments = [
  /** The call is on its way and the cloud never gets it. */
  "before",
  /** The cloud has done what it was asked to and the engine never hears of it. */
  "after",
  /** The engine has its answer, and may have begun with the next calls. */
  "answered",
] as const;

/** Where in a run its engine is killed. */
export interface KillPoint {
  /** The call, 1 being the first of the run, or what is part of the path of the first such call. */
  readonly call: number | string;
  readonly moment: (typeof killMoments)[number];
}

/**
 * Kills the engine of the one run that is under way, with SIGKILL, when a call comes.
 * @param cloud - The cloud that is called.
 * @param state - The run's state directory.
 * @param point - When.
 * @returns A function that says whether it came to that.
 */
export function killAt(cloud: Cloud, state: string, point: KillPoint): () => boolean {
  let killed = false;
  const kill = (): void => {
    killed = true;
    process.kill(engineOf(state), "SIGKILL");
  };
  if (point.moment === "before") {
    cloud.faults.add({
      match: typeof point.call === "number" ? { nth: point.call } : { path: point.call },
      get fault(): Fault {
        kill();
        return { kind: "refused", status: 400, message: "never sent" };
      },
    });
  } else {
    const first = cloud.journal.calls.length;
    cloud.journal.onCall(({ sequence, path: called }) => {
      const { call } = point;
      const isIt = typeof call === "number" ? sequence === first + call : called.includes(call);
      if (!killed && isIt) {
        if (point.moment === "after") {
          kill();
        } else {
          killed = true;
          setImmediate(() => setImmediate(kill));
        }
      }
    });
  }
  return () => killed;
}

/** The process that holds the lock of the only stack in a state directory: the engine of the run under way. */
export function engineOf(state: string): number {
  const locks = path.join(state, "backend", ".pulumi", "locks");
  const [name] = readdirSync(locks, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".json"),
  );
  assert.ok(name, "no engine runs");
  return (JSON.parse(readFileSync(path.join(locks, name), "utf8")) as { pid: number }).pid;
}

/**
 * Random numbers that are the same for the same seed (mulberry32).
 * @param seed - A whole number.
 * @returns A function that gives a whole number below the one it is given.
 */
export function randomBelow(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}
