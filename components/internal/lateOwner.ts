import type { Problem } from "../../core/problem";

/** Whose argument a value is that is checked once it is known, after those of its owner were taken. */
export interface LateOwner {
  /** What is wrong where it is refused, to be read after "Invalid". */
  readonly subject: string;
  /** Puts a problem at its whole path in the owner's arguments. */
  readonly place: (problem: Problem) => Problem;
}

/** Arguments are checked one after the other, never side by side: whose they are stands here meanwhile. */
let current: LateOwner = { subject: "value that became known late", place: (problem) => problem };

/** Whose arguments are being checked. */
export function lateOwner(): LateOwner {
  return current;
}

/**
 * Checks arguments as somebody's, where nobody checks them as a part of his own.
 * @param subject - Whose they are, to be read after "Invalid".
 * @param check - Checks them.
 * @returns What `check` returned.
 */
export function checkedAs<T>(subject: string, check: () => T): T {
  return during({ ...current, subject }, check);
}

/**
 * Checks what stands at a place of its own.
 * @param place - Puts a problem at that place.
 * @param check - Checks it, with paths that begin there.
 * @returns What `check` returned.
 */
export function checkedAt<T>(place: (problem: Problem) => Problem, check: () => T): T {
  const { place: outer, subject } = current;
  return during({ subject, place: (problem) => outer(place(problem)) }, check);
}

function during<T>(owner: LateOwner, check: () => T): T {
  const before = current;
  current = owner;
  try {
    return check();
  } finally {
    current = before;
  }
}
