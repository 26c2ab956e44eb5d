import { setTimeout as sleep } from "node:timers/promises";

/** Time as a rehearsal models it: it runs faster than the real one, by a speed. */
export class ModelledClock {
  readonly #began = performance.now();

  /**
   * Begins at 0.
   * @param speed - Modelled seconds in a real one, 1 to 50: above, timers of the system are too coarse.
   */
  constructor(readonly speed: number) {}

  /** Modelled seconds since it began. */
  get seconds(): number {
    return ((performance.now() - this.#began) / 1000) * this.speed;
  }

  /**
   * How long modelled seconds take.
   * @param seconds - Modelled seconds.
   * @returns Real milliseconds.
   */
  milliseconds(seconds: number): number {
    return (seconds * 1000) / this.speed;
  }

  /**
   * Waits.
   * @param seconds - Modelled seconds.
   * @param signal - Ends the wait; the promise rejects then. Defaults to none.
   */
  async sleep(seconds: number, signal?: AbortSignal): Promise<void> {
    await sleep(this.milliseconds(seconds), undefined, signal === undefined ? {} : { signal });
  }

  /**
   * Runs something for which there is a limit of time.
   * @param seconds - Modelled seconds after which it is told to end.
   * @param outer - Ends it before.
   * @param work - What runs, until its signal ends it.
   * @returns What it returns.
   */
  async within<T>(
    seconds: number,
    outer: AbortSignal,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const control = new AbortController();
    const end = (): void => control.abort();
    const timer = setTimeout(end, this.milliseconds(seconds));
    outer.addEventListener("abort", end, { once: true });
    if (outer.aborted) {
      end();
    }
    try {
      return await work(control.signal);
    } finally {
      clearTimeout(timer);
      outer.removeEventListener("abort", end);
    }
  }
}
