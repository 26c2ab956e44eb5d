import { expect } from "chai";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const folder = path.join(__dirname, "..", "golden");

/**
 * Asserts that a text equals the golden file of that name. A changed line is a change of the public face: review it by hand, and
 * accept it with `UPDATE_GOLDEN=1`.
 * @param name - File name below `tests/golden`.
 * @param text - What there is today.
 */
export function equalsGolden(name: string, text: string): void {
  const file = path.join(folder, name);
  if (process.env.UPDATE_GOLDEN === "1") {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(existsSync(file), `no golden file ${name}: run once with UPDATE_GOLDEN=1`).to.equal(true);
  expect(text, `${name} differs: UPDATE_GOLDEN=1 accepts it`).to.equal(readFileSync(file, "utf8"));
}

/**
 * Reads a golden file.
 * @param name - File name below `tests/golden`.
 * @returns Its text.
 */
export function readGolden(name: string): string {
  return readFileSync(path.join(folder, name), "utf8");
}
