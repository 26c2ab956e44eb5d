import { leadsNowhere } from "../../model/traffic/edgeServices";
import type { Severity } from "../findings/severity";
import { say, type Phrase } from "../words/words";
import { untrustedStatus, type AskedOrigin } from "./askedOrigins";
import { meetingRisk, ruleName, sentPhrase, type Meeting } from "./edgeMeetings";
import type { Risk } from "./risk";

/** Requests that ask another origin than before, or for another name. */
export interface Moving {
  /** The origin that they asked. */
  readonly then: AskedOrigin;
  /** The one that they ask from now on. */
  readonly now: AskedOrigin;
  /** Whether requests of every day are among them. */
  isOfEveryDay: boolean;
  /** Whether the plan has what is asked now, so that it may well serve them. */
  readonly isOfPlan: boolean;
  /** Whether a service is made for them that takes what they send, and a bucket gets them, which anybody may read at most. */
  readonly isWriting: boolean;
  /** The status with which they are surely answered, and were not before. Undefined where something may serve them. */
  readonly error: number | undefined;
  /** The name of the bucket whose website gets them, which S3 finds by the name that it is asked for. Undefined for other origins. */
  readonly bucket: string | undefined;
}

/** Tells of requests that ask another origin than before, or for another name. */
export function moveRisk(moving: Meeting & Moving): Risk {
  const { context, hostnames, then, now, rule, isOfEveryDay, isWriting, isOfPlan } = moving;
  const { bucket, error } = moving;
  const isNew = then.by.length === 0;
  const isMoved = now.place !== then.place || now.port !== then.port;
  const isNowhere =
    now.by.length === 0 && [...hostnames.keys()].every((name) => leadsNowhere(context.after, name));
  const isUnknown = !isMoved && bucket !== undefined && ![bucket, now.place].includes(now.name);
  const isCertain = isNowhere || isWriting || isUnknown || error !== undefined;
  const isNamed = then.name !== now.name;
  const isLikely = isOfPlan ? !isNew && isOfEveryDay : !isNew || isOfEveryDay;
  const isWeighty = isLikely && (isMoved || isNamed);
  const severity: Severity = isCertain ? "high" : isWeighty ? "medium" : "low";
  const why =
    now.by.length === 0
      ? say`since ${ruleName(rule)} no longer says otherwise`
      : say`by ${ruleName(rule)}`;
  const where = isMoved
    ? say`go to ${movedPhrase(then, now)}`
    : isNamed
      ? say`ask the origin for the name ${now.name} instead of ${then.name}`
      : say`ask the origin, in the TLS handshake, for ${now.serverName} instead of ${then.serverName}`;
  const meets = isMoved
    ? movedMeets(moving, isNowhere)
    : isNamed
      ? namedMeets(moving, isUnknown)
      : say`where its certificate does not have that name, and the mode is strict, visitors get Error ${untrustedStatus}`;
  return meetingRisk(moving, isMoved ? "destination-changed" : "host-header-changed", severity, {
    consequence: say`From this change on ${sentPhrase(moving)} ${where}, ${why}: ${meets}, until a rule leads them back.`,
    hint: say`See first that the origin which is asked from then on answers for that name.`,
  });
}

/** What becomes of requests that go elsewhere. */
function movedMeets({ now, isWriting, error }: Moving, isNowhere: boolean): Phrase {
  if (isWriting) {
    return say`a bucket, which anybody may read at most, answers what they send with Error 403 or 405`;
  }
  if (isNowhere) {
    return say`that leads nowhere on purpose, and visitors get Error 522`;
  }
  return error === undefined
    ? say`where that does not serve them yet, visitors get its errors, or Error 522, 525 or 526`
    : errorPhrase(now, error);
}

/** What becomes of requests for which an origin is asked by another name. */
function namedMeets({ now, error, bucket }: Moving, isUnknown: boolean): Phrase {
  if (isUnknown) {
    return say`S3 looks for a bucket of that name, and the one behind is ${bucket ?? ""}, so that all that the edge does not keep is answered with its Error 404 (NoSuchBucket)`;
  }
  return error === undefined
    ? say`where it does not serve that name, visitors get its Error 404 or the page of another site, and Error 526 where its certificate has another one and the mode is strict`
    : errorPhrase(now, error);
}

function errorPhrase({ name, serverName }: AskedOrigin, error: number): Phrase {
  return error === untrustedStatus
    ? say`the load balancer there has no certificate for ${serverName}, and the mode is strict, so that visitors get Error ${error}`
    : say`the load balancer there answers all that is asked for ${name} with Error ${error}`;
}

function movedPhrase(then: AskedOrigin, now: AskedOrigin): Phrase {
  const [old, is] = [then, now].map(({ port }) => (port === 0 ? "the usual port" : `port ${port}`));
  return now.place === then.place
    ? say`${[is ?? ""]} of ${now.place} instead of ${[old ?? ""]}`
    : say`${placeOf(now)} instead of ${placeOf(then)}`;
}

function placeOf({ place, port }: AskedOrigin): string {
  return port === 0 ? place : `${place} port ${port}`;
}
