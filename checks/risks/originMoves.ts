import { s3Hostnames } from "../../facts/aws/hostnames";
import { connectorPhase, originPhase } from "../../facts/cloudflare/requestPhases";
import { machinesOf } from "../../model/origin/answeredErrors";
import { modelType } from "../../model/graph/resourceTypes";
import type { EdgeRule } from "../../model/rules/edgeRules";
import type { SampleRequest } from "../../model/rules/sampleRequests";
import {
  askedOrigin,
  isBorne,
  ownPlace,
  surelyError,
  websiteOf,
  type AskedOrigin,
} from "./askedOrigins";
import { askedOf, type AskedRequest } from "./askedRequests";
import { answerBefore, Meetings, type Passage } from "./edgeMeetings";
import { withPlannedRequests } from "./exemptedPaths";
import { moveRisk, type Moving } from "./originMoveWords";
import type { Risk, RiskContext } from "./risk";
import { strictnessOf } from "./serverNames";

/** Where rules say which origin is asked. */
const phases = [originPhase, connectorPhase, "page rules"];

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
    const { context, hostname } = passage;
    const [own, after] = [context.before, context.after].map((model) => ownPlace(model, passage));
    if (own === undefined || own !== after) {
      continue;
    }
    const moves = [...askedOf(passage, phases), ...writing(passage)].flatMap((each) =>
      moveOf(context, each, own, hostname.host),
    );
    for (const move of moves.filter(isMoved)) {
      const moving = movingOf(passage, own, move, moves);
      if (moving !== undefined) {
        const { now, isWriting, isOfPlan, isOfEveryDay, error } = moving;
        const which = [now.place, now.port, now.name, isWriting, isOfPlan, error];
        const key = [move.by.resource.key, move.by.place, ...which].join("\n");
        found.add(passage, move.by, move.sample, moving, key).isOfEveryDay ||= isOfEveryDay;
      }
    }
  }
  return found.all().map(moveRisk);
}

/** A request, where it asked an origin, and where it asks one now. */
interface Move {
  readonly sample: SampleRequest;
  readonly old: AskedOrigin;
  readonly now: AskedOrigin;
  readonly by: EdgeRule;
}

/** What is to be told of a request; undefined where it is meant, or the plan shows that it is served. */
function movingOf(
  passage: Passage,
  own: string,
  { sample, old, now, by }: Move,
  moves: readonly Move[],
): Moving | undefined {
  const isWriting = isSent(sample) && now.place !== old.place && isBucket(now);
  const isOfEveryDay = passage.is.some((each) => each.sample === sample);
  const isOfPlan = isBorne(passage, old, now);
  const isWhole = moves.some((each) => each.sample.isPage && each.old.place !== each.now.place);
  // Where a rule comes to lead is most often made for it, but what was made for some pages, or led elsewhere, may not be.
  const isWidened =
    isWhole && moves.some(({ old: { by: led, place } }) => led.length > 0 && place === now.place);
  const isMeant = now.place === old.place || (old.by.length === 0 && !(isOfEveryDay && isWidened));
  const [was, is] = [old, now].map((each) => surelyError(passage, each, own));
  const error = was === undefined ? is : undefined;
  const bucket = websiteOf(passage.context.after, passage.hostname.title);
  const isQuiet = error === undefined && !isWriting && isOfPlan && isMeant;
  return isQuiet && !mayBeUntrusted(passage, own, { sample, old, now, by })
    ? undefined
    : { then: old, now, isOfEveryDay, isWriting, isOfPlan, error, bucket };
}

/** Where a request asked an origin and asks one now; none where no rule says, or nobody knows. */
function moveOf(
  context: RiskContext,
  { sample, settings, before }: AskedRequest,
  own: string,
  host: string,
): Move[] {
  const old = before && askedOrigin(own, host, before, context.before);
  const now = askedOrigin(own, host, settings, context.after);
  const [by] = [now, old].flatMap((each) => each?.by ?? []);
  return old === undefined || now === undefined || by === undefined
    ? []
    : [{ sample, old, now, by }];
}

function isMoved({ old, now }: Move): boolean {
  return originParts.some((name) => old[name] !== now[name]);
}

const originParts = ["place", "port", "name", "serverName"] as const;

/** Whether the name alone changes that is asked for in the handshake, and nothing of the plan shows whether the origin has a certificate for it. */
function mayBeUntrusted(
  { context: { after }, hostname: { title } }: Passage,
  own: string,
  { old, now }: Move,
): boolean {
  const isAlone = originParts.every((name) => name === "serverName" || old[name] === now[name]);
  const led = now.place === own ? title : now.place;
  return (
    isAlone &&
    now.serverName !== now.place &&
    strictnessOf(after, title) !== "no" &&
    machinesOf(after, led).length === 0
  );
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
