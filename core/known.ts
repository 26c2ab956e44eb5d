/** A value that is not known yet. It is there; only its content comes later. */
export const unknownValue: unique symbol = Symbol("unknown value");

/** A value that is known, or known to be there but not yet what it is. */
export type Known<T> = T | typeof unknownValue;
