import { rewritingPhase } from "../../facts/cloudflare/requestPhases";
import { EdgeZones } from "../../model/rules/edgeZones";
import { answerOf, type EdgeAnswer } from "../../model/rules/edgeAnswers";
import { namedRequest } from "../../model/rules/namedRequests";
import { ofHost, type SampleRequest } from "../../model/rules/sampleRequests";
import { say } from "../words/words";
import {
  alikePassages,
  meetingRisk,
  Meetings,
  ruleName,
  sentPhrase,
  type Meeting,
  type Passage,
} from "./edgeMeetings";
import type { Risk } from "./risk";

/** Requests of which an origin comes to be asked for another path. */
interface Losing {
  readonly was: string;
  readonly is: string;
}

/** More rules than these of one zone are not asked for. */
const mostRules = 20;

/**
 * Finds requests whose path a rule changed until now, and that reach the origin with another one, or with their own.
 * @param passages - The hostnames.
 */
export function lostRewriteRisks(passages: readonly Passage[]): Risk[] {
  const found = new Meetings<Losing>();
  for (const passage of alikePassages(passages)) {
    const { context, zone, zones, hostname, was } = passage;
    const [before, after] = [EdgeZones.of(context.before).metIn(zone), zones.metIn(zone)];
    const rules = (before.phases.get(rewritingPhase) ?? []).flatMap((each) => each.rules ?? []);
    const [home] = was;
    const named = rules
      .slice(0, mostRules)
      .flatMap((rule) => (home && namedRequest(rule, ofHost(home.sample, hostname.host))) ?? []);
    const asked = was
      .filter(({ rewritten, sample }) => rewritten !== undefined && sample.asker === "visitors")
      .map(({ sample }) => ofHost(sample, hostname.host));
    for (const sample of rules.length === 0 ? [] : [...asked, ...named]) {
      const [old, now] = [answerOf(before, sample), answerOf(after, sample)];
      const [path, next] = [old, now].map((answer) => sentPath(answer, sample));
      const [rule] = old.rewritten?.by ?? [];
      if (rule !== undefined && path !== undefined && next !== undefined && path !== next) {
        const { decidedBy } = found.add(passage, rule, sample, { was: path, is: next });
        now.rewritten?.by.forEach(({ resource }) => decidedBy.add(resource));
      }
    }
  }
  return found
    .all()
    .map(losingRisk)
    .filter(({ cause }) => cause.length > 0);
}

/** The path that an origin is asked for; undefined where it is not known, or the request gets no further. */
function sentPath(
  { outcome, rewritten }: EdgeAnswer,
  { forms }: SampleRequest,
): string | undefined {
  return outcome !== "passes" ? undefined : (rewritten ?? { request: forms[0] }).request?.path;
}

function losingRisk(losing: Meeting & Losing): Risk {
  return meetingRisk(losing, "url-rewrite-changed", "medium", {
    consequence: say`From this change on ${sentPhrase(losing)} reach the origin as ${losing.is} and no longer as ${losing.was}, since ${ruleName(losing.rule)} no longer changes them so: where the origin knows the earlier path alone, visitors get its Error 404, until a rule leads there again.`,
    hint: say`See first that the origin answers for the path that it is asked for from then on.`,
  });
}
