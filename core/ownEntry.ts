/**
 * What an object holds under a name itself: `constructor`, `toString` and the like, which every object has from birth, are not
 * found unless they were put there.
 * @param table - The object.
 * @param name - Any text.
 * @returns The value; undefined where there is none.
 */
export function ownEntry<Value>(
  table: Readonly<Record<string, Value>>,
  name: string,
): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/**
 * Puts a value into an object under any name, `__proto__` too, which an assignment takes for the object's prototype.
 * @param table - The object.
 * @param name - Any text.
 * @param value - The value.
 */
export function setEntry<Value>(table: Record<string, Value>, name: string, value: Value): void {
  if (name === "__proto__") {
    Object.defineProperty(table, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    // eslint-disable-next-line house/inherited-names -- this is the one place that makes sure of it
    table[name] = value;
  }
}
