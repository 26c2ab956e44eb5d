/** Milliseconds of a day, by a clock that knows no summer time. */
export const dayMilliseconds = 86_400_000;

/** Milliseconds of an hour. */
export const hourMilliseconds = 3_600_000;
