import { s3Hostnames } from "../../facts/aws/hostnames";
import { getOrCreate } from "../../core/getOrCreate";
import { modelType } from "../../model/graph/resourceTypes";
import { bucketOrigins } from "../../model/origin/bucketOrigins";
import type { SampleRequest } from "../../model/rules/sampleRequests";
import { withPlannedRequests } from "./exemptedPaths";
import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import { unknownValue } from "../../core/known";
import { connectorPhase, originPhase } from "../../facts/cloudflare/requestPhases";
import { answeredError } from "../../model/origin/answeredErrors";
import { platformAt } from "../../model/origin/namedPlatforms";
import { OriginPaths } from "../../model/origin/originPaths";
import type { EdgeRule } from "../../model/rules/edgeRules";
import type { RequestSettings } from "../../model/rules/requestSettings";
import { leadsNowhere } from "../../model/traffic/edgeServices";
import type { TrafficModel } from "../../model/traffic/path";
import type { Severity } from "../findings/severity";
import { say, type Phrase } from "../words/words";
import { askedOf, type AskedRequest } from "./askedRequests";
import { placesOf } from "./recordPlaces";
import {
  answerBefore,
  meetingRisk,
  Meetings,
  ruleName,
  sentPhrase,
  type Meeting,
  type Passage,
} from "./edgeMeetings";
import type { Risk } from "./risk";

/** Where rules say which origin is asked. */
const phases = [originPhase, connectorPhase, "page rules"];

/** Where requests of a hostname ask an origin, and for which name. */
interface AskedOrigin {
  /** A hostname or addresses. */
  readonly place: string;
  /** The port; 0 for the usual one. */
  readonly port: number;
  readonly name: string;
  readonly by: readonly EdgeRule[];
}

/** Requests that ask another origin than before, or for another name. */
interface Moving {
  readonly then: AskedOrigin;
  readonly now: AskedOrigin;
  /** Whether requests of every day are among them. */
  isOfEveryDay: boolean;
  /** Whether the plan has what is asked now, so that it may well serve them. */
  readonly isOfPlan: boolean;
  /** Whether a service is made for them that takes what they send, and a bucket gets them, which anybody may read at most. */
  readonly isWriting: boolean;
  /** The name of the bucket whose website gets them, which S3 finds by the name that it is asked for. Undefined for other origins. */
  readonly bucket: string | undefined;
}

/**
 * Finds requests that origin rules come to send elsewhere, or no longer do, where nothing shows that they are served there.
 * @param passages - The hostnames.
 * @param told - The hostnames of which another risk tells more.
 */
export function originMoveRisks(
  passages: readonly Passage[],
  told: ReadonlySet<string | undefined>,
): Risk[] {
  const found = new Meetings<Moving>();
  for (const passage of passages.filter(({ hostname }) => !told.has(hostname.title))) {
    const { context, hostname, is } = passage;
    const [then, after] = [context.before, context.after].map((model) => ownPlace(model, passage));
    if (then === undefined || then !== after) {
      continue;
    }
    const asked = [...askedOf(passage, phases), ...writing(passage)].flatMap((each) =>
      movedOf(each, then, hostname.host),
    );
    const isWhole = asked.some(({ sample, old, now }) => sample.isPage && old.place !== now.place);
    for (const { sample, old, now, by } of asked) {
      const isWriting = isSent(sample) && now.place !== old.place && isBucket(now);
      const isOfEveryDay = is.some((each) => each.sample === sample);
      const isOfPlan = isBorne(passage, old, now);
      // Where a rule comes to lead is most often made for it, but what was made for some pages, or led elsewhere, may not be.
      const isWidened =
        isWhole &&
        asked.some(({ old: { by: led, place } }) => led.length > 0 && place === now.place);
      const isMeant =
        now.place === old.place || (old.by.length === 0 && !(isOfEveryDay && isWidened));
      if (!isWriting && isOfPlan && isMeant) {
        continue;
      }
      const which = [now.place, now.port, now.name, isWriting, isOfPlan];
      const key = [by.resource.key, by.place, ...which].join("\n");
      const bucket = websiteOf(context.after, hostname.title);
      const own = { then: old, now, isOfEveryDay, isWriting, isOfPlan, bucket };
      const moving = found.add(passage, by, sample, own, key);
      moving.isOfEveryDay ||= isOfEveryDay;
    }
  }
  return found.all().map(moveRisk);
}

/** Where a request asked an origin and asks one now; none where no rule says, or nobody knows. */
function movedOf(
  { sample, settings, before }: AskedRequest,
  own: string,
  host: string,
): { sample: SampleRequest; old: AskedOrigin; now: AskedOrigin; by: EdgeRule }[] {
  const [old, now] = [before, settings].map((each) => each && askedOrigin(own, host, each));
  const [by] = [now, old].flatMap((each) => each?.by ?? []);
  return old === undefined || now === undefined || by === undefined
    ? []
    : [{ sample, old, now, by }];
}

/** Requests that send something, for which a rule of the origin's load balancer has a service. */
function writing(passage: Passage): readonly AskedRequest[] {
  const met = passage.zones.metIn(passage.zone).phases;
  if (![originPhase, connectorPhase].some((phase) => met.has(phase))) {
    return [];
  }
  const { was, is } = withPlannedRequests(passage);
  return is
    .filter(({ sample }) => isSent(sample))
    .map(({ sample, settings }) => {
      return { sample, settings, before: answerBefore(was, sample)?.settings };
    });
}

const readMethods: readonly (string | undefined)[] = [undefined, "GET", "HEAD", "OPTIONS"];

function isSent({ isPlanned, forms }: SampleRequest): boolean {
  return isPlanned === true && forms.every(({ method }) => !readMethods.includes(method));
}

function isBucket({ place, by }: AskedOrigin): boolean {
  return (
    by.some(({ resource }) => modelType(resource.type) === "cloudConnector") ||
    Object.values(s3Hostnames).some((hostnames) => hostnames.test(place))
  );
}

const websites = new WeakMap<TrafficModel, ReadonlyMap<string, string>>();

/** The bucket whose website a hostname leads to. */
function websiteOf(model: TrafficModel, hostname: string): string | undefined {
  const found = getOrCreate(websites, model, () => {
    const sites = [...bucketOrigins(model).values()].filter(({ isWebsite }) => isWebsite);
    return new Map(sites.flatMap(({ name, hostnames }) => hostnames.map((each) => [each, name])));
  });
  return found.get(hostname);
}

/** Where records lead a hostname for itself. A load balancer of Cloudflare has places and names of its own. */
function ownPlace(model: TrafficModel, { hostname }: Passage): string | undefined {
  const path = model.pathOf(hostname.title);
  return path.loadBalancer !== undefined || path.records.length === 0
    ? undefined
    : placesOf(path).join(", ").toLowerCase();
}

function askedOrigin(
  own: string,
  hostname: string,
  { originHost, port, hostHeader, serverName }: RequestSettings,
): AskedOrigin | undefined {
  const said = [originHost, port, hostHeader, serverName].filter((each) => each !== undefined);
  if (said.some(({ value }) => value === unknownValue)) {
    return undefined;
  }
  const usual = [defaultHttpPort, defaultHttpsPort, undefined].includes(port?.value as number);
  const named = String(originHost?.value ?? own).toLowerCase();
  return {
    // A hostname that is resolved in place of itself leads where it does anyway.
    place: named === hostname.toLowerCase() ? own : named,
    port: usual ? 0 : Number(port?.value),
    name: String(hostHeader?.value ?? hostname).toLowerCase(),
    by: said.map(({ by }) => by),
  };
}

/** Whether nothing changes, or the plan shows that what is asked now serves what it is asked for. */
function isBorne(
  { context: { before, after }, hostname }: Passage,
  then: AskedOrigin,
  now: AskedOrigin,
): boolean {
  const isElsewhere = now.place !== then.place;
  const origins = OriginPaths.of(after);
  const machines = after.inventory
    .ofType("awsLoadBalancer")
    .filter((each) => origins.hostnames(each).includes(isElsewhere ? now.place : hostname.title));
  const isOfPlatform = platformAt(now.place, now.name)?.knows === "yes";
  const isOfPlan = [before, after].every(
    (model) => model.pathOf(now.place).answeredAt !== undefined,
  );
  const listens =
    now.port === then.port ||
    machines.some((each) => origins.listeners(each).has(now.port || defaultHttpsPort));
  const isNamed =
    now.name === then.name ||
    now.name === now.place ||
    now.name === websiteOf(after, hostname.title) ||
    isOfPlatform ||
    machines.some((each) => answeredError(after, each, now.name) === undefined);
  return (!isElsewhere || isOfPlan || isOfPlatform) && listens && isNamed;
}

function moveRisk(moving: Meeting & Moving): Risk {
  const { context, hostnames, then, now, rule, isOfEveryDay, isWriting, isOfPlan, bucket } = moving;
  const isNew = then.by.length === 0;
  const isMoved = now.place !== then.place || now.port !== then.port;
  const isNowhere =
    now.by.length === 0 && [...hostnames.keys()].every((name) => leadsNowhere(context.after, name));
  const isUnknown = !isMoved && bucket !== undefined && ![bucket, now.place].includes(now.name);
  const isCertain = isNowhere || isWriting || isUnknown;
  const isLikely = isOfPlan ? !isNew && isOfEveryDay : !isNew || isOfEveryDay;
  const severity: Severity = isCertain ? "high" : isLikely ? "medium" : "low";
  const why =
    now.by.length === 0
      ? say`since ${ruleName(rule)} no longer says otherwise`
      : say`by ${ruleName(rule)}`;
  const what = isMoved
    ? say`go to ${movedPhrase(then, now)}, ${why}: ${isWriting ? say`a bucket, which anybody may read at most, answers what they send with Error 403 or 405` : isNowhere ? say`that leads nowhere on purpose, and visitors get Error 522` : say`where that does not serve them yet, visitors get its errors, or Error 522, 525 or 526`}`
    : isUnknown
      ? say`ask the origin for the name ${now.name} instead of ${then.name}, ${why}: S3 looks for a bucket of that name, and the one behind is ${bucket ?? ""}, so that all that the edge does not keep is answered with its Error 404 (NoSuchBucket)`
      : say`ask the origin for the name ${now.name} instead of ${then.name}, ${why}: where it does not serve that name, visitors get its Error 404 or the page of another site, and Error 526 where its certificate has another one and the mode is strict`;
  return meetingRisk(moving, isMoved ? "destination-changed" : "host-header-changed", severity, {
    consequence: say`From this change on ${sentPhrase(moving)} ${what}, until a rule leads them back.`,
    hint: say`See first that the origin which is asked from then on answers for that name.`,
  });
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
