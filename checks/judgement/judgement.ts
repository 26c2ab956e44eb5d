import type { UnjudgedChange } from "../../model/judged/unjudged";
import { unknownProperties } from "../../model/judged/unknownProperties";
import type { Plan } from "../../model/plan/plan";
import { worstOf, type Severity } from "../findings/severity";
import type { PolicyConfiguration } from "../policy/configuration";
import { ruleContext } from "../policy/context";
import { judgeContext, type RuleFinding } from "../policy/evaluate";
import { endpointDiffs, type EndpointDiffs } from "../risks/endpointDiffs";
import { causeOf, riskContext, type Risk, type RiskFinding, type RiskContext } from "../risks/risk";
import { touchedHostnames, type TouchedHostname } from "../risks/touched";
import { allRisks } from "./allRisks";
import { FindingReach } from "./findingReach";
import { notJudged, type NotJudged } from "./notJudged";
import { SaidFindings } from "./saidFindings";
import { refusedChanges, withStanding } from "./standing";

/** How a plan is judged. */
export interface ReviewOptions {
  /** How the policy rules are to be applied. Defaults to all rules as they are. */
  readonly configuration?: PolicyConfiguration;
  /** The moment of the review, for what expires. Defaults to now. */
  readonly now?: Date;
  /** The plans of other stacks that are reviewed together with this one. Defaults to none. */
  readonly beside?: readonly Plan[];
}

/** What is found in a plan, and what it was found by. */
export interface Judgement {
  /** The worst that the change brings: what nobody acknowledged. Undefined where there is nothing. */
  readonly worst: Severity | undefined;
  /** The worst that stood before. Undefined where there is nothing. */
  readonly worstBefore: Severity | undefined;
  /** What can cause an outage in the change, the worst first. */
  readonly risks: readonly RiskFinding[];
  /** What breaks rules in the state after it, the worst first, but for what a risk says already. */
  readonly findings: readonly RuleFinding[];
  /** What breaks rules in the state after it and is acknowledged. */
  readonly excused: readonly RuleFinding[];
  /** The changes that nobody judged. */
  readonly notJudged: readonly NotJudged[];
  /** The paths of traffic and the changes. */
  readonly context: RiskContext;
  /** The hostnames that the plan touches. */
  readonly touched: readonly TouchedHostname[];
  /** How the firewalls before origins change. */
  readonly guarded: EndpointDiffs;
  /** What the rules did not look at, each as a sentence without a full stop. */
  readonly leftOut: ReadonlySet<string>;
}

/**
 * Judges the state that a plan leaves by the policy rules, and what it changes by the risks.
 * @returns What is found. The same plan gives the same judgement, whatever the order of its steps.
 */
export function judge(plan: Plan, options: ReviewOptions): Judgement {
  const standing = withStanding(plan);
  const rules = ruleContext(standing, options.now ?? new Date());
  const context = riskContext(standing, rules, options.beside, refusedChanges(plan));
  const touched = touchedHostnames(context);
  const guarded = endpointDiffs(context);
  const judged = judgeContext(rules, options.configuration);
  const reach = new FindingReach(context);
  const told = (finding: RuleFinding): RuleFinding => withReach(reach, finding);
  const broken = judged.findings.map((finding) => withCause(context, finding));
  const news = broken.filter(isNew);
  const unknown = unknownProperties(context.plan.changes);
  const found = allRisks(context, touched, guarded, news).filter(
    (risk) => risk.severity !== "high" || !restsOnUnknown(risk, unknown),
  );
  const said = new SaidFindings(found);
  const wanted = said.saying(judged.excused);
  said.saying(broken).forEach((risk) => wanted.delete(risk));
  const risks = found.map((risk) => (wanted.has(risk) ? { ...risk, acknowledged: true } : risk));
  return {
    worst: worstOf([...risks.filter(({ acknowledged }) => !acknowledged), ...news]),
    worstBefore: worstOf(broken.filter((finding) => !isNew(finding))),
    notJudged: notJudged(context, touched, found, unknown),
    findings: broken.filter((finding) => !said.says(finding)).map(told),
    ...{
      risks,
      excused: judged.excused.map(told),
      context,
      touched,
      guarded,
      leftOut: rules.leftOut,
    },
  };
}

/** Whether nothing causes a risk but updates to values that are not known yet, which prove no loss: they are not judged instead. */
function restsOnUnknown({ cause }: Risk, unknown: readonly UnjudgedChange[]): boolean {
  return (
    cause.length > 0 &&
    cause.every(({ change, properties }) => {
      const own = unknown.find((each) => each.change === change)?.properties ?? [];
      return (
        change.operation === "update" &&
        properties.length > 0 &&
        properties.every(({ path }) => own.includes(path))
      );
    })
  );
}

function isNew({ introduced }: RuleFinding): boolean {
  return introduced === "by this change";
}

function withReach(reach: FindingReach, finding: RuleFinding): RuleFinding {
  const mayTouch = reach.of(finding);
  return mayTouch === undefined ? finding : { ...finding, mayTouch };
}

function withCause({ changes }: RiskContext, finding: RuleFinding): RuleFinding {
  const change = isNew(finding) ? changes.get(finding.subject) : undefined;
  return change === undefined ? finding : { ...finding, cause: [causeOf(change)] };
}
