/** Milliseconds of a day, by a clock that knows no summer time. */
export const dayMilliseconds = 86_400_000;
