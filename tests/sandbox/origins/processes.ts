import { readdirSync, readFileSync } from "node:fs";

/** A process, told apart from a later one of the same number by when it began. */
interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly began: string;
  readonly name: string;
}

/**
 * The processes that one has started, and theirs, and so on.
 * @param pid - The number of the one.
 */
export function startedBy(pid: number): readonly Process[] {
  const all = processes();
  const found = new Set([pid]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    all.filter(({ parent }) => found.has(parent)).forEach((each) => found.add(each.pid));
  }
  return all.filter((each) => found.has(each.pid) && each.pid !== pid);
}

/**
 * Those of some processes that still run.
 * @param known - The processes.
 * @returns Their names.
 */
export function stillRunning(known: readonly Process[]): string[] {
  const now = new Map(processes().map(({ pid, began }) => [pid, began]));
  return known.filter(({ pid, began }) => now.get(pid) === began).map(({ name }) => name);
}

/** Source: proc(5): of `stat` the state is the third field, the parent the fourth, and when it began the twenty-second. */
function processes(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const text = readFileSync(`/proc/${name}/stat`, "utf8");
        const end = text.lastIndexOf(")");
        const [state = "", parent = "", ...rest] = text.slice(end + 2).split(" ");
        const named = { pid: Number(name), name: text.slice(text.indexOf("(") + 1, end) };
        return state === "Z" ? [] : [{ ...named, parent: Number(parent), began: rest[17] ?? "" }];
      } catch {
        return [];
      }
    });
}
