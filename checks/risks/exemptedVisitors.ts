import type { RequestStep } from "../../facts/cloudflare/requestPhases";
import { getOrCreate } from "../../core/getOrCreate";
import type { EdgeRule } from "../../model/rules/edgeRules";
import { answerOf, type EdgeAnswer } from "../../model/rules/edgeAnswers";
import type { MetRules } from "../../model/rules/metRules";
import { EdgeZones } from "../../model/rules/edgeZones";
import { exemptedVisitors, type ExemptedVisitor } from "../../model/rules/exemptedVisitors";
import { listParts } from "../../model/rules/listedItems";
import { namedRequest } from "../../model/rules/namedRequests";
import { ofHost, type SampleRequest } from "../../model/rules/sampleRequests";
import type { Severity } from "../findings/severity";
import { names, say } from "../words/words";
import {
  alikePassages,
  askedPhrase,
  hostsOf,
  meetingRisk,
  Meetings,
  ruleName,
  verbOf,
  type Meeting,
  type Passage,
} from "./edgeMeetings";
import { changesAnyOf, type Risk } from "./risk";

/** Visitors whom a rule let pass until now, and no longer does. */
interface Shutting {
  readonly visitors: Map<string, ExemptedVisitor>;
  /** Whether as many rules as before name them. */
  readonly isNamed: boolean;
  /** Whether nobody else passed at the hostname until now, and nobody does any more. */
  readonly isOfAll: boolean;
}

/** More visitors than these of one zone are not asked about. */
const mostVisitors = 20;

/** Both are the same for every hostname of a zone. */
const exempted = new WeakMap<MetRules, readonly ExemptedVisitor[]>();
const naming = new WeakMap<MetRules, ReadonlyMap<string, number>>();

const lists = new Set(["rulesList", "rulesListItem"] as const);

/** Finds rules that come to refuse those by address or country whom they let pass where they refuse everybody else. */
export function exemptedVisitorRisks(passages: readonly Passage[]): Risk[] {
  const found = new Meetings<Shutting>();
  for (const passage of alikePassages(passages)) {
    const { context, zone, zones } = passage;
    const [metBefore, met] = [EdgeZones.of(context.before), zones].map((side) => side.metIn(zone));
    if (metBefore === undefined || met === undefined || passage.was.length === 0) {
      continue;
    }
    const isChanged = [...refusing(metBefore), ...refusing(met)].some(({ resource }) =>
      context.changes.has(resource.key),
    );
    if (!isChanged && !changesAnyOf(context, lists)) {
      continue;
    }
    const [namedBefore, named] = [metBefore, met].map((each) =>
      getOrCreate(naming, each, () => timesNamed(each)),
    );
    const all = getOrCreate(exempted, metBefore, () =>
      exemptedVisitors(refusing(metBefore), metBefore.items),
    );
    const shut = shutRequests(passage, all.slice(0, mostVisitors), metBefore, met);
    for (const { visitor, own, by } of shut) {
      const { title } = visitor;
      const isNamed = (named?.get(title) ?? 0) >= (namedBefore?.get(title) ?? 0);
      const isKnown = by.lists.every((name) => listParts(zones.model.inventory, name).length > 0);
      const isOfAll = isKnown && !asksMore(by) && isForNobody(passage, all, metBefore, met);
      const key = `${by.resource.key} ${by.place} ${isNamed} ${isOfAll} ${visitor.by}`;
      found
        .add(passage, by, own, { visitors: new Map(), isNamed, isOfAll }, key)
        .visitors.set(title, visitor);
    }
  }
  return found.all().map(shuttingRisk);
}

/** Whether a rule lets somebody through for what they bring, beside where they ask from. */
export function asksMore({ fields }: EdgeRule): boolean {
  return [...fields].some((name) =>
    /^(?:cf\.tls_client_auth|http\.request\.(?:headers|cookies)|http\.cookie)/.test(name),
  );
}

/** Whether the home page was for some visitors alone, whom rules named, and is for none of them any more. */
function isForNobody(
  passage: Passage,
  visitors: readonly ExemptedVisitor[],
  before: MetRules,
  after: MetRules,
): boolean {
  const [home] = pagesOf(passage);
  const passing = (met: MetRules): ExemptedVisitor[] =>
    visitors.filter(
      ({ asks }) =>
        home !== undefined &&
        answerOf(met, { ...home, forms: home.forms.map(asks) }).outcome !== "blocked",
    );
  const isShut = [before, after].every(
    (met) => home !== undefined && answerOf(met, home).outcome === "blocked",
  );
  return (
    isShut &&
    visitors.length <= mostVisitors &&
    passing(before).length > 0 &&
    passing(after).length === 0
  );
}

/** A request of a visitor that passed where anybody else's did not, and the rule that blocks it now. */
interface ShutRequest {
  readonly visitor: ExemptedVisitor;
  readonly own: SampleRequest;
  readonly by: EdgeRule;
}

function shutRequests(
  passage: Passage,
  visitors: readonly ExemptedVisitor[],
  before: MetRules,
  after: MetRules,
): ShutRequest[] {
  const anybody = new Map<string, EdgeAnswer>();
  const rules = refusing(before).slice(0, mostVisitors);
  const pages = pagesOf(passage);
  const [home] = pages;
  const named = rules.map((rule) => home && namedRequest(rule, home));
  return visitors.flatMap((visitor) =>
    [...pages, ...requestsOf(visitor, rules, home, named)].flatMap((own): ShutRequest[] => {
      const asks = JSON.stringify(own.forms.map(({ path, method }) => [path, method]));
      if (getOrCreate(anybody, asks, () => answerOf(before, own)).outcome === "passes") {
        return [];
      }
      const asked = { ...own, forms: own.forms.map(visitor.asks) };
      if (answerOf(before, asked).outcome !== "passes") {
        return [];
      }
      const { outcome, by } = answerOf(after, asked);
      return by === undefined || outcome !== "blocked" ? [] : [{ visitor, own, by }];
    }),
  );
}

/** How many rules name a visitor, by what they are called. */
function timesNamed(met: MetRules): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { title } of refusing(met).flatMap((rule) => exemptedVisitors([rule], met.items))) {
    times.set(title, (times.get(title) ?? 0) + 1);
  }
  return times;
}

/** The pages that everybody asks a hostname for. */
function pagesOf({ hostname, is }: Passage): SampleRequest[] {
  return is
    .filter(({ sample }) => sample.isPage)
    .map(({ sample }) => ofHost(sample, hostname.host));
}

/** What rules name that a visitor asks for, else what they name that anybody does: whom they let pass, or do not refuse there. */
function requestsOf(
  visitor: ExemptedVisitor,
  rules: readonly EdgeRule[],
  home: SampleRequest | undefined,
  named: readonly (SampleRequest | undefined)[],
): readonly SampleRequest[] {
  const theirs = home && { ...home, forms: home.forms.map(visitor.asks) };
  return rules.flatMap((rule, index) => {
    const found = theirs && (namedRequest(rule, theirs) ?? named[index]);
    const paths = found?.forms.map(({ path, method }) => ({ path, ...(method && { method }) }));
    return home === undefined || found === undefined
      ? []
      : [
          {
            ...{ ...home, name: found.name },
            forms: home.forms.map((form, place) => ({ ...form, query: "", ...paths?.[place] })),
          },
        ];
  });
}

function refusing({ phases }: MetRules): EdgeRule[] {
  return refusingSteps.flatMap((step) =>
    (phases.get(step) ?? []).flatMap(({ rules = [] }) => rules),
  );
}

/** Where rules name visitors by address or country whom they let pass. */
const refusingSteps = [
  ...(["IP access rules", "http_request_firewall_custom", "zoneLockdown"] as const),
] satisfies readonly RequestStep[];

function shuttingRisk(shutting: Meeting & Shutting): Risk {
  const { rule, visitors, isNamed, isOfAll } = shutting;
  const [first] = visitors.values();
  const status = rule.action.kind === "block" ? String(rule.action.status) : "403";
  // Who is no longer named may be meant to go.
  const severity: Severity =
    isNamed || isOfAll ? "high" : first?.by === "country" ? "medium" : "low";
  const whom = first?.by === "country" ? say`visitors of` : say`those of`;
  const nobody = isOfAll ? say` Nobody else passed, and nobody does any more.` : [];
  const still = isNamed ? say` Rules name them still, and this one does not heed it.` : [];
  return meetingRisk(shutting, "edge-rule-blocks", severity, {
    consequence: [
      ...say`From this change on ${hostsOf(shutting)} ${verbOf(shutting, "answers", "answer")} ${askedPhrase(shutting)} of ${whom} ${names([...visitors.keys()])} with Error ${[status]} too, by ${ruleName(rule)}: they passed until now.`,
      ...[...nobody, ...still],
    ],
    hint: isNamed
      ? say`Let the exception stand before the rule that refuses, and outside what is joined by or: (a or b) and not c.`
      : say`Keep them among the exceptions until they have another way in.`,
  });
}
