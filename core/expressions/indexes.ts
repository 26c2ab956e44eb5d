import { fromBytes } from "./bytes";
import { typeText } from "./calls";
import { readInteger } from "./literals";
import { ExpressionFault, type Scanner } from "./scanner";
import { readString } from "./strings";
import type { Index } from "./tree";
import { elementType, type ExpressionType } from "./types";

/** Steps into a value, and where they lead. */
export interface TypedIndexes {
  readonly indexes: readonly Index[];
  /** The type of what they lead to; of each where there are several. */
  readonly type: ExpressionType;
}

/**
 * Reads the steps into an array or a map.
 * @param scanner - Where they stand, if there are any.
 * @param type - The type of what they step into.
 * @returns The steps; none where no bracket is next.
 * @throws {ExpressionFault} Where the value has no such step.
 */
export function readIndexes(scanner: Scanner, type: ExpressionType): TypedIndexes {
  const indexes: Index[] = [];
  let current = type;
  while (scanner.takes("[")) {
    const at = scanner.at - 1;
    const index = readIndex(scanner);
    const element = elementType(current);
    const due = current.startsWith("Map<") ? "key" : "position";
    if (element === undefined || (index.kind !== "each" && index.kind !== due)) {
      const what = element === undefined ? "no bracket" : `a ${due} or * in the bracket`;
      throw new ExpressionFault(at, `have ${what} after ${typeText(current)}`, `a ${index.kind}`);
    }
    indexes.push(index);
    current = element;
  }
  return { indexes, type: current };
}

/**
 * Whether steps lead to each element of something.
 * @param indexes - The steps.
 */
export function isForEach(indexes: readonly Index[]): boolean {
  return indexes.some(({ kind }) => kind === "each");
}

/** One step, of which the opening bracket is taken. */
function readIndex(scanner: Scanner): Index {
  scanner.skipSpace();
  const { at } = scanner;
  const index: Index | undefined = scanner.takes("*")
    ? { kind: "each" }
    : scanner.next === '"'
      ? keyIndex(fromBytes(readString(scanner)))
      : positionIndex(readInteger(scanner));
  if (index === undefined) {
    throw new ExpressionFault(at, "have a key, a position from 0 or * in brackets", "another");
  }
  scanner.skipSpace();
  scanner.expect("]");
  return index;
}

/** A key of a map. */
function keyIndex(key: string | undefined): Index | undefined {
  return key === undefined ? undefined : { kind: "key", key };
}

/** A position in an array. */
function positionIndex(position: bigint): Index | undefined {
  const isOne = position >= 0n && position < 1n << 32n;
  return isOne ? { kind: "position", position: Number(position) } : undefined;
}
