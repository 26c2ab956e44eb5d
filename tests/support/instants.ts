const dayMilliseconds = 24 * 60 * 60 * 1000;

/**
 * An instant some days from now, as arguments take it: to the second, in UTC.
 * @param days - How many; negative for one that is past.
 */
export function instantIn(days: number): string {
  return `${new Date(Date.now() + days * dayMilliseconds).toISOString().slice(0, 19)}Z`;
}
