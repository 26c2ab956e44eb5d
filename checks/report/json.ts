import { withoutSecrets } from "../../core/secrets";
import { visibleLines } from "../../core/visibleText";
import type { PlanChange } from "../../model/plan/plan";
import type { PropertyChange } from "../../model/plan/propertyChanges";
import type { Measured, RehearsedFault } from "../../model/rehearsal/rehearsal";
import { readUrn } from "../../model/graph/urns";
import type { HostnameReach } from "../findings/reach";
import { effectsBeside } from "./effects";
import type { RehearsedHostname } from "./rehearsalRows";
import type { Review } from "./review";
import type { RiskFinding } from "../risks/risk";
import { shownText } from "../words/shownText";
import { shownProperties } from "./values";
import { verdictOf } from "./verdict";
import { bareText, type Phrase } from "../words/words";

/** Version of the document: it changes when a member is renamed or taken out. */
export const reviewJsonVersion = 1;

/** How many hostnames of one finding are listed. */
const mostHostnames = 20;

/**
 * Writes reviews as a JSON document, for programs. Values of the plan are shown as in the other formats, so without secrets.
 * @param reviews - The reviews, one per stack.
 * @returns The document with a line end. The same reviews give the same text.
 */
export function reviewAsJson(reviews: readonly Review[]): string {
  const document = { version: reviewJsonVersion, stacks: reviews.map(stackOf) };
  const bare = (_name: string, value: unknown): unknown =>
    typeof value === "string" ? withoutSecrets(value) : value;
  // What JSON leaves as it is and a terminal does not is spelled out as JSON can: it says the same.
  return `${visibleLines(JSON.stringify(document, bare, 2))}\n`;
}

function stackOf(review: Review): object {
  const { project, stack, worst, worstBefore, findings, excused, failover, groups, unchanged } =
    review;
  const { title, detail } = verdictOf(review);
  const effectOf = effectsBeside(review.notJudged);
  return {
    ...{ project, stack, worst, worstBefore, verdict: `${title}. ${detail}` },
    risks: review.risks.map(riskOf),
    failover,
    ...(review.rehearsals.length === 0 ? {} : { rehearsals: review.rehearsals.map(rehearsalOf) }),
    findings: findings.map((finding) => ({
      ...{ rule: finding.id, severity: finding.severity },
      introduced: finding.introduced === "by this change",
      ...{ subject: finding.subject, mayTouch: firstOf(finding.mayTouch) },
      message: shownText(finding.breach.message),
      hint: bareText(finding.hint),
    })),
    excused: excused.map(({ id, subject, mayTouch, breach }) => ({
      ...{ rule: id, subject, mayTouch: firstOf(mayTouch), message: shownText(breach.message) },
    })),
    policies: review.policies.map((each) => ({ ...each, message: shownText(each.message) })),
    drift: review.drift.map(({ key, gone, properties }) => ({
      ...{ key, gone, properties: propertiesOf(readUrn(key)?.type ?? "", properties) },
    })),
    changes: groups.flatMap(({ components, changes }) =>
      changes.map((change) => ({ components, ...changeOf(change, effectOf(change)) })),
    ),
    ...{ renames: review.renames, unchanged, whole: review.whole },
    notJudged: review.notJudged.map(({ change: { key, operation }, properties, mayTouch }) => ({
      ...{ key, operation, properties: properties.map(shownText), mayTouch },
    })),
    failures: review.failures.map(({ key, message }) => ({ key, message: shownText(message) })),
    unread: review.unread.map(shownText),
  };
}

/** The hostnames of what a finding may touch, the first of them where there are many: one load balancer may serve thousands. */
function firstOf(reach: HostnameReach | undefined): object | undefined {
  if (reach === undefined || "zone" in reach) {
    return reach;
  }
  const more = reach.hostnames.length - mostHostnames;
  return { hostnames: reach.hostnames.slice(0, mostHostnames), ...(more > 0 && { more }) };
}

/** Without what happened second by second, which stands in the rehearsals' own documents. */
function rehearsalOf({ hostname, before, after }: RehearsedHostname): object {
  return { hostname, before: before?.faults.map(faultOf), after: after.faults.map(faultOf) };
}

function faultOf({ fault, boundSeconds, declared, defaults, verdicts }: RehearsedFault): object {
  const figures = ({ requests, failed, lastFailureSeconds }: Measured): object => ({
    ...{ requests, failed, lastFailureSeconds },
  });
  return {
    ...{ fault, boundSeconds },
    ...{ declared: figures(declared), defaults: figures(defaults), verdicts },
  };
}

function riskOf(risk: RiskFinding): object {
  const { id, severity, subject, title, acknowledged, consequence, cause, hint } = risk;
  return {
    ...{ kind: id, severity, subject, title, acknowledged },
    consequence: bareText(consequence),
    causes: cause.map(({ change, properties }) => ({
      ...{ key: change.key, operation: change.operation },
      properties: propertiesOf(change.type, properties),
    })),
    hint: bareText(hint),
  };
}

function changeOf(change: PlanChange, effect: Phrase): object {
  const { key, operation, deleteFirst, replacedFor, renamedFrom, type, properties } = change;
  return {
    ...{ key, operation, effect: bareText(effect) },
    ...{ deleteFirst, replacedFor, renamedFrom },
    properties: propertiesOf(type, properties),
  };
}

function propertiesOf(type: string, properties: readonly PropertyChange[]): object[] {
  return shownProperties(type, properties).map(({ path, old, now }) => ({
    ...{ path, old: bareText(old), new: bareText(now) },
  }));
}
