/** Those who work on requests; who finds none free waits in turn. */
export class Workers {
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  /**
   * Makes them.
   * @param count - How many there are.
   */
  constructor(private count: number) {}

  /**
   * Changes their number; those who are at work end it first.
   * @param count - How many there are.
   */
  resize(count: number): void {
    this.count = count;
    this.#serve();
  }

  /** Waits for one. Whoever got it calls `free`, once. */
  take(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#serve();
    });
  }

  /** Gives one back. */
  free(): void {
    this.#busy -= 1;
    this.#serve();
  }

  #serve(): void {
    while (this.#busy < this.count) {
      const next = this.#waiting.shift();
      if (next === undefined) {
        return;
      }
      this.#busy += 1;
      next();
    }
  }
}
