import { countryFields } from "../../facts/cloudflare/fieldValues";
import { evaluate } from "../../core/expressions/evaluator";
import type { ImpossibleText } from "../../core/expressions/impossible";
import { answerOf } from "../../model/rules/edgeAnswers";
import type { MetRules } from "../../model/rules/metRules";
import type { EdgeRule } from "../../model/rules/edgeRules";
import { EdgeZones } from "../../model/rules/edgeZones";
import { namedRequest } from "../../model/rules/namedRequests";
import { ofHost, type SampleRequest } from "../../model/rules/sampleRequests";
import { names, say } from "../words/words";
import {
  alikePassages,
  hostsOf,
  impossiblePhrase,
  meetingRisk,
  Meetings,
  ruleName,
  verbOf,
  type Meeting,
  type Passage,
} from "./edgeMeetings";
import type { Risk } from "./risk";

/** Visitors of countries whom a rule names wrongly. */
interface Misnaming {
  readonly countries: Set<string>;
}

/** Finds rules that come to refuse visitors of countries whom they mean to let pass, since they name them as nobody is named. */
export function misnamedVisitorRisks(passages: readonly Passage[]): Risk[] {
  const found = new Meetings<Misnaming>();
  for (const passage of alikePassages(passages)) {
    const { context, zone, zones, hostname, was } = passage;
    const [before, after] = [EdgeZones.of(context.before), zones].map((side) => side.metIn(zone));
    const home = passage.is.find(({ sample, outcome }) => sample.isPage && outcome !== "blocked");
    if (was.length === 0 || home === undefined || before === undefined || after === undefined) {
      continue;
    }
    const own = ofHost(home.sample, hostname.host);
    const rules = (after.phases.get(customRules) ?? []).flatMap(({ rules: each = [] }) => each);
    for (const rule of rules) {
      for (const country of meantCountries(rule.impossible)) {
        const theirs = { ...own, forms: own.forms.map((form) => ({ ...form, country })) };
        const isShut = [theirs, namedRequest(rule, theirs)].some(
          (asked) => asked !== undefined && comesToRefuse(rule, before, after, asked),
        );
        if (isShut) {
          found.add(passage, rule, own, { countries: new Set() }).countries.add(country);
        }
      }
    }
  }
  return found.all().map(misnamedRisk);
}

function comesToRefuse(
  rule: EdgeRule,
  before: MetRules,
  after: MetRules,
  asked: SampleRequest,
): boolean {
  const { outcome, by } = answerOf(after, asked);
  return by === rule && outcome === "blocked" && answerOf(before, asked).outcome === "passes";
}

const customRules = "http_request_firewall_custom";

function meantCountries(impossible: readonly ImpossibleText[]): string[] {
  return impossible.flatMap(({ field, meant }) =>
    countryFields.includes(field) && meant !== undefined ? meant : [],
  );
}

/**
 * Whether a rule refuses visitors of a country whom it means to let pass.
 * @param rule - The rule.
 * @param sample - A request that it refuses of others.
 */
export function refusesMeant(
  { condition, impossible }: EdgeRule,
  { forms }: SampleRequest,
): boolean {
  return meantCountries(impossible).some((country) =>
    forms.every(
      (form) => condition !== undefined && evaluate(condition, { ...form, country }) === "yes",
    ),
  );
}

function misnamedRisk(meeting: Meeting & Misnaming): Risk {
  const { rule, countries, stood } = meeting;
  const status = rule.action.kind === "block" ? String(rule.action.status) : "403";
  return meetingRisk(meeting, "edge-rule-blocks", stood ? "high" : "medium", {
    consequence: [
      ...say`From this change on ${hostsOf(meeting)} ${verbOf(meeting, "answers", "answer")} visitors of ${names([...countries])} with Error ${[status]}, by ${ruleName(rule)}, which means to let them pass.`,
      ...impossiblePhrase(rule),
    ],
    hint: say`Name them ${names([...countries])} in the expression.`,
  });
}
