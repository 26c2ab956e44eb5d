import { lowestServerErrorStatus } from "../../facts/httpStatus";
import { setMaxListeners } from "node:events";
import { applicationPages } from "../../facts/applicationPages";
import { schemes } from "../../facts/cloudflare/expressionLanguage";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { judgeHealth } from "./health";
import { judgePing, judgePoolStatus, poolPaths } from "./phpFpm";
import { firstAnswering } from "./places";
import { healthPaths, platformOf, type Platform } from "./platform";
import type { HttpAnswer } from "../httpAnswer";
import { askApplication, type ApplicationPlace } from "./request";

/** An application, and where it may be asked. */
export interface ApplicationTarget {
  readonly hostname: string;
  /** The path that visitors ask for, with its query. */
  readonly path: string;
  /** Where to ask, the best first: an origin, or Cloudflare where none is known. The first that answers is asked on. */
  readonly places: readonly ApplicationPlace[];
}

/**
 * Looks at an application by what it says of itself: its pages of errors, its endpoints of health, the pages of PHP-FPM. At most
 * half a dozen requests are sent, one after the other, and one to each place that is silent.
 * @param target - The application.
 * @param signal - The deadline.
 * @returns What was seen. Never rejects for what is answered.
 */
export async function examineApplication(
  target: ApplicationTarget,
  signal: AbortSignal,
): Promise<Evidence[]> {
  setMaxListeners(0, signal);
  const { hostname, path, places } = target;
  const first = await firstAnswering(
    places,
    (place, until) => askApplication(place, hostname, path, until),
    signal,
  );
  if (!("place" in first)) {
    const why = first.length === 0 ? "no place to ask" : first.join(", ");
    return [witness("application", "page", hostname).unknown(`no answer (${why})`)];
  }
  const { place, answer } = first;
  const at = `${place.isTls ? schemes.encrypted : schemes.clear}://${hostname}`;
  const more = await askOn(place, hostname, platformOf(answer), signal);
  return [judgePage(`${at}${path}`, answer), ...judged(at, more)];
}

/** What further paths answered, by path. */
type Answers = ReadonlyMap<string, HttpAnswer>;

async function askOn(
  place: ApplicationPlace,
  hostname: string,
  platform: Platform | undefined,
  signal: AbortSignal,
): Promise<Answers> {
  const isPhp = platform !== undefined && platform !== "Node";
  const paths = [...healthPaths(platform), ...(isPhp ? Object.values(poolPaths) : [])];
  const answers = new Map<string, HttpAnswer>();
  for (const path of paths) {
    const answer = await askApplication(place, hostname, path, signal);
    if (typeof answer === "string") {
      break;
    }
    answers.set(path, answer);
  }
  return answers;
}

function judged(at: string, answers: Answers): Evidence[] {
  const found = [...answers].map(([path, answer]) => {
    switch (path) {
      case poolPaths.status:
        return judgePoolStatus(at, answer);
      case poolPaths.ping:
        return judgePing(at, answer);
      default:
        return judgeHealth(path, at, answer);
    }
  });
  const told = found.filter((each) => each !== undefined);
  const isHealthSaid = told.some(({ check }) => check === "health");
  const asked = [...answers.keys()].filter(
    (path) => !Object.values<string>(poolPaths).includes(path),
  );
  return isHealthSaid
    ? told
    : [
        ...told,
        witness("application", "health", at).unknown(
          `no endpoint says how the application is${asked.length === 0 ? "" : ` (asked for ${asked.join(", ")})`}`,
        ),
      ];
}

/** A page of an error counts with an error's status alone: others may write about errors. */
function judgePage(at: string, answer: HttpAnswer): Evidence {
  const { status, body } = answer;
  const { pass, fail, unknown } = witness("application", "page", at);
  const platform = platformOf(answer);
  const shown = `${status}${platform === undefined ? "" : `, made with ${platform}`}`;
  const found = applicationPages.find(
    ({ statuses, text }) => statuses.includes(status) && text.test(body),
  );
  if (found !== undefined) {
    return fail(`${shown}: ${found.says}`, found.causes);
  }
  return status >= lowestServerErrorStatus
    ? unknown(`${shown}: the page names no cause`)
    : pass(shown);
}

export type { ApplicationPlace } from "./request";
