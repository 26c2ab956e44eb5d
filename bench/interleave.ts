/**
 * Measures several sides in turn, A B A B, so that whatever slows the machine for a while slows all of them.
 * @param runs - How many rounds.
 * @param sides - Measures a side once, by its name.
 * @returns The measurements of each side, in the order of the rounds.
 */
export async function interleaved<Name extends string, T>(
  runs: number,
  sides: Readonly<Record<Name, () => Promise<T>>>,
): Promise<Record<Name, T[]>> {
  const names = Object.keys(sides) as Name[];
  const measurements = Object.fromEntries(names.map((name) => [name, [] as T[]])) as Record<
    Name,
    T[]
  >;
  for (let round = 0; round < runs; round += 1) {
    for (const name of names) {
      measurements[name].push(await sides[name]());
    }
  }
  return measurements;
}
