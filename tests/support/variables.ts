/**
 * Puts a variable of the environment back.
 * @param name - Its name.
 * @param value - What it was before; undefined where it was not set.
 */
export function restoreVariable(name: string, value: string | undefined): void {
  if (value === undefined) {
    delete process.env[name];
  } else {
    process.env[name] = value;
  }
}
