import { lookSeconds } from "../../../sandbox/edge/silence";
import { ModelledClock } from "../../../sandbox/modelledClock";

/** Real milliseconds that a wait takes which rings: what goes on meanwhile must have time, on a slow machine too. */
export const soonMilliseconds = 300;

/** Real milliseconds from one look at silent connections to the next. */
const lookMilliseconds = 10;

/** Longer than any test. */
const neverMilliseconds = 2_000_000_000;

/**
 * A clock of which a test says which waits end: those of exactly these modelled seconds end soon, all others never. What a limit does is seen
 * so whatever the speed of the machine, and another limit than the one that is named is not met at all.
 */
export class RingingClock extends ModelledClock {
  /** Modelled seconds that have passed. */
  now = 0;
  /** Every wait that was asked for, in modelled seconds. */
  readonly asked: number[] = [];
  readonly #rings: ReadonlySet<number>;

  constructor(...rings: readonly number[]) {
    super(1);
    this.#rings = new Set(rings);
  }

  override get seconds(): number {
    return this.now;
  }

  override milliseconds(seconds: number): number {
    this.asked.push(seconds);
    if (seconds === lookSeconds) {
      return lookMilliseconds;
    }
    return this.#rings.has(seconds) ? soonMilliseconds : neverMilliseconds;
  }
}
