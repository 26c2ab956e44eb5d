import { setTimeout as sleep } from "node:timers/promises";
import type { HttpAnswer } from "../httpAnswer";
import type { ApplicationPlace } from "./request";

/** A place that answered, and what. */
export interface AnsweringPlace {
  readonly place: ApplicationPlace;
  readonly answer: HttpAnswer;
}

/** Asks a place once: the answer, or why there is none. */
type Ask = (place: ApplicationPlace, signal: AbortSignal) => Promise<HttpAnswer | string>;

/** Milliseconds of silence after which the next place is asked beside: places that are silent are waited for together. */
const headStartMilliseconds = 3000;

/**
 * Finds the first of some places that answers. One that fails is followed by the next at once, one that is silent is waited for beside it.
 * @param places - The places, the best first.
 * @param ask - Asks one.
 * @param signal - The deadline.
 * @returns The place, or why none answers, in the order of the places.
 */
export async function firstAnswering(
  places: readonly ApplicationPlace[],
  ask: Ask,
  signal: AbortSignal,
): Promise<AnsweringPlace | readonly string[]> {
  const rest = new AbortController();
  const end = (): void => rest.abort();
  signal.addEventListener("abort", end, { once: true });
  const asked: Promise<AnsweringPlace | string>[] = [];
  try {
    for (const place of places) {
      const answered = ask(place, rest.signal);
      asked.push(
        answered.then((answer) => (typeof answer === "string" ? answer : { place, answer })),
      );
      const headStart = sleep(headStartMilliseconds, undefined, { ref: false });
      const found = await Promise.race([oneOf(asked), headStart]);
      if (found !== undefined) {
        return found;
      }
    }
    const reasons = async (): Promise<string[]> =>
      (await Promise.all(asked)).filter((each) => typeof each === "string");
    return (await oneOf(asked)) ?? (await reasons());
  } finally {
    signal.removeEventListener("abort", end);
    end();
  }
}

/** The first that answers; undefined once all have failed. */
function oneOf(
  asked: readonly Promise<AnsweringPlace | string>[],
): Promise<AnsweringPlace | undefined> {
  const answers = asked.map(async (each) => {
    const found = await each;
    if (typeof found === "string") {
      throw new Error(found);
    }
    return found;
  });
  return Promise.any(answers).catch(() => undefined);
}
