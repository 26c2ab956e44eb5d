import type { Certainty } from "../../core/certainty";
import { unknownValue, type Known } from "../../core/known";

/** What is assumed of a site where the plan does not say. */
export class Assumed {
  readonly #sentences = new Set<string>();

  /** The sentences, each once, in the order in which they came. */
  get sentences(): readonly string[] {
    return [...this.#sentences];
  }

  /**
   * Notes an assumption.
   * @param sentence - What is assumed, without a full stop.
   */
  note(sentence: string): void {
    this.#sentences.add(sentence);
  }

  /**
   * A value, or what is assumed in its place.
   * @param value - The value.
   * @param otherwise - What is taken where it is not known.
   * @param what - What it is a value of, to be read before "is not known yet".
   */
  value<T>(value: Known<T>, otherwise: T, what: string): T {
    if (value !== unknownValue) {
      return value;
    }
    const taken = otherwise === "" ? "none" : String(otherwise);
    this.note(`${what} is not known yet: ${taken} is taken`);
    return otherwise;
  }

  /**
   * Whether something holds, or what is assumed.
   * @param certainty - Whether it does.
   * @param otherwise - What is taken where it is not known.
   * @param what - What it is, to be read before "is not known yet".
   */
  flag(certainty: Certainty, otherwise: boolean, what: string): boolean {
    return certainty === "unknown"
      ? this.value<boolean>(unknownValue, otherwise, what)
      : certainty === "yes";
  }
}
