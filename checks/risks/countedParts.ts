import { answerOf } from "../../model/rules/edgeAnswers";
import { EdgeZones } from "../../model/rules/edgeZones";
import type { SampleAnswer } from "../../model/rules/sampleAnswer";
import { namedRequest } from "../../model/rules/namedRequests";
import { settingsOf } from "../../model/rules/requestSettings";
import { imageName, ofHost } from "../../model/rules/sampleRequests";
import { cachePhases } from "./askedRequests";
import type { Passage } from "./edgeMeetings";

/** What is sent at a path that a limit names by one who does what the path is for. */
export interface NamedUse {
  /** The path. */
  readonly path: string;
  /** How many requests that takes. */
  readonly requests: number;
  /** Why, to be read after what the limit counts. */
  readonly what: string;
}

/** A request, and the limits that count it. */
export type Counted = Pick<SampleAnswer, "counting" | "sample"> & {
  /** Those that counted it before. Absent where that is known by the request's name. */
  readonly counted?: SampleAnswer["counting"];
  /** What of pages it asks for. Absent for what is asked for every day. */
  readonly part?: string | undefined;
  /** What is sent at a path that a limit names. Absent for what is asked for every day. */
  readonly named?: NamedUse | undefined;
};

/**
 * Makes requests for what rules of the cache name and keep, which pages are made of.
 * @param passage - The hostname.
 * @returns Each with the limits that count it, as far as they count what the cache answers.
 */
export function partAnswers({ context, zone, zones, hostname, is }: Passage): Counted[] {
  const page = is.find(({ sample }) => sample.isPage)?.sample;
  const met = zones.metIn(zone);
  const rules = cachePhases.flatMap((phase) =>
    (met.phases.get(phase) ?? []).flatMap((each) => each.rules ?? []),
  );
  return rules.flatMap((rule): Counted[] => {
    const request = page && namedRequest(rule, ofHost(page, hostname.host));
    if (request === undefined || settingsOf(met, request).isKept?.value !== "yes") {
      return [];
    }
    const [now, old] = [zones, EdgeZones.of(context.before)].map((side) =>
      answerOf(side.metIn(zone), request),
    );
    const counting = (now?.counting ?? []).filter(
      ({ action }) => action.kind === "limit" && !action.countsOriginOnly,
    );
    const part = request.forms[0]?.path;
    return [
      { sample: { ...request, name: imageName }, counting, counted: old?.counting ?? [], part },
    ];
  });
}
