import { expect } from "chai";
import fs, { mkdtempSync, readdirSync, rmSync } from "node:fs";
import fsPromises from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { OperationFailed, Workspace } from "../../sandbox/engine";
import { Journal } from "../../sandbox/cloud/journal";
import { shareTranslations } from "../support/translations";
import { leaksInFolder, leaksInText, type Leak } from "./scan";
import { secretMark } from "./secretMark";

/** What was looked through so far, by where it was found. */
interface Scan {
  readonly leaks: Leak[];
  readonly looked: Record<string, number>;
  readonly look: (place: string, leaks: readonly Leak[]) => void;
}

type Undo = () => void;

/** What must stand nowhere: the mark of the tests' own secrets, and the end of the first line of every key. */
const sought = [secretMark, "PRIVATE KEY-----"];

function newScan(): Scan {
  const leaks: Leak[] = [];
  const looked: Record<string, number> = {};
  return {
    leaks,
    looked,
    look: (place, found) => {
      looked[place] = (looked[place] ?? 0) + 1;
      leaks.push(...found);
    },
  };
}

/** Looks through a value as it would be written. */
function lookAt(scan: Scan, place: string, value: unknown): void {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  const forms = leaksInText(text, sought);
  scan.look(
    place,
    forms.map((form) => ({ file: place, form })),
  );
}

/** What a sandbox keeps aside of its disk: 8 MiB of random bytes, which tell nothing and take long to look through. */
const reserve = `${path.sep}.reserve`;

/** Looks through temporary files and folders, before each of them is removed. */
function watchFiles(scan: Scan, folder: string): Undo {
  const look = (target: unknown): void => {
    if (typeof target === "string" && target.startsWith(folder) && !target.endsWith(reserve)) {
      scan.look("temporary files", leaksInFolder(target, sought));
    }
  };
  const { rmSync: removeNow } = fs;
  const { rm: remove } = fsPromises;
  fs.rmSync = (target, options) => {
    look(target);
    removeNow(target, options);
  };
  fsPromises.rm = (target, options) => {
    look(target);
    return remove(target, options);
  };
  return () => {
    Object.assign(fs, { rmSync: removeNow });
    Object.assign(fsPromises, { rm: remove });
  };
}

/**
 * Puts a method in the place of another: of a class, or of every object of one.
 * @param proto - The class, or its prototype.
 * @param name - The method's name.
 * @param make - Makes the method, given the one before.
 * @returns What puts that back.
 */
export function replaceMethod<T extends object, K extends keyof T>(
  proto: T,
  name: K,
  make: (original: T[K]) => T[K],
): Undo {
  const original = proto[name];
  proto[name] = make(original);
  return () => {
    proto[name] = original;
  };
}

/** Looks through what every engine says, what is asked of it, and every error with which it ends. */
function watchEngines(scan: Scan): Undo[] {
  const run = replaceMethod(
    Workspace.prototype,
    "run",
    (original) =>
      async function (this: Workspace, ...args) {
        try {
          const result = await original.apply(this, args);
          lookAt(scan, "events", result);
          return result;
        } catch (error) {
          const more = error instanceof OperationFailed ? error.result : undefined;
          lookAt(scan, "errors", [String(error), (error as Error).stack, more]);
          throw error;
        }
      },
  );
  const outputs = replaceMethod(
    Workspace.prototype,
    "outputs",
    (original) =>
      async function (this: Workspace) {
        const found = await original.call(this);
        lookAt(scan, "outputs", found);
        return found;
      },
  );
  const exportState = replaceMethod(
    Workspace.prototype,
    "exportState",
    (original) =>
      async function (this: Workspace) {
        const found = await original.call(this);
        lookAt(scan, "states", found);
        return found;
      },
  );
  return [run, outputs, exportState];
}

/** Looks through every line of every journal. */
function watchJournals(scan: Scan): Undo {
  return replaceMethod(
    Journal.prototype,
    "record",
    (original) =>
      function (this: Journal, call) {
        lookAt(scan, "journals", call);
        original.call(this, call);
      },
  );
}

/** Looks through what this process writes to its terminal. */
function watchOutput(scan: Scan): Undo {
  const undone = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    Object.assign(stream, {
      write: (...args: unknown[]): boolean => {
        lookAt(scan, "output", String(args[0]));
        return write(...args);
      },
    });
    return () => void Object.assign(stream, { write });
  });
  return () => undone.forEach((undo) => undo());
}

let looked: Readonly<Record<string, number>> = {};

/**
 * Gives the tests that follow a folder for temporary files and a look over the shoulder of every engine, journal and
 * terminal.
 * @returns What ends it: no secret may have been seen in clear, and no file may be left.
 */
export function startScan(): () => void {
  const outside = process.env.TMPDIR;
  const folder = mkdtempSync(path.join(tmpdir(), "steady-edge-scanned-"));
  shareTranslations(folder);
  process.env.TMPDIR = folder;
  const scan = newScan();
  looked = scan.looked;
  const undone = [
    watchFiles(scan, folder),
    ...watchEngines(scan),
    watchJournals(scan),
    watchOutput(scan),
  ];

  return () => {
    undone.forEach((undo) => undo());
    // The translator of TypeScript keeps what it has translated there.
    const left = readdirSync(folder).filter((name) => !name.startsWith("tsx-"));
    scan.look("temporary files", leaksInFolder(folder, sought));
    rmSync(folder, { recursive: true, force: true });
    if (outside === undefined) {
      delete process.env.TMPDIR;
    } else {
      process.env.TMPDIR = outside;
    }
    expect(scan.leaks).to.deep.equal([]);
    expect(left).to.deep.equal([]);
  };
}

/**
 * Names the places that were looked at since the scan began.
 * @returns Their names, sorted.
 */
export function placesLookedAt(): string[] {
  return Object.keys(looked).sort();
}
