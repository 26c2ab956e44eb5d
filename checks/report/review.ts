import type {
  Plan,
  PlanDrift,
  PlanFailure,
  PlanPolicyResult,
  PlanRename,
} from "../../model/plan/plan";
import type { Severity } from "../findings/severity";
import { judge, type ReviewOptions } from "../judgement/judgement";
import type { NotJudged } from "../judgement/notJudged";
import type { RuleFinding } from "../policy/evaluate";
import { failoverChanges, type FailoverChange } from "../risks/failover";
import type { RiskFinding } from "../risks/risk";
import { changeGroups, type ChangeGroup } from "./groups";
import { pathPicture, type Picture } from "./picture";
import type { RehearsedHostname } from "./rehearsalRows";

/** How a plan is reviewed. */
export interface PlanReviewOptions extends ReviewOptions {
  /** What was rehearsed of its hostnames. Defaults to nothing. */
  readonly rehearsals?: readonly RehearsedHostname[];
}

/** What can be said of a plan. All lists are sorted, so that the same plan gives the same review. */
export interface Review {
  /** Project. Absent where the plan names no resource. */
  readonly project?: string;
  /** Stack. Absent where the plan names no resource. */
  readonly stack?: string;
  /** The worst that the change brings: risks that nobody acknowledged, and new policy findings. Undefined where there is nothing. */
  readonly worst: Severity | undefined;
  /** The worst policy finding that stood before. Undefined where there is none. */
  readonly worstBefore: Severity | undefined;
  /** What can cause an outage in this change, the worst first. */
  readonly risks: readonly RiskFinding[];
  /** The failover time of the hostnames that the change touches. */
  readonly failover: readonly FailoverChange[];
  /** The path of traffic before and after, of the hostnames that the change touches. */
  readonly picture: Picture;
  /** What was rehearsed of its hostnames. */
  readonly rehearsals: readonly RehearsedHostname[];
  /** Policy findings, without those that a risk says already. */
  readonly findings: readonly RuleFinding[];
  /** Policy findings that the configuration excuses. */
  readonly excused: readonly RuleFinding[];
  /** What the policy packs of the run said. */
  readonly policies: readonly PlanPolicyResult[];
  /** What changed outside Pulumi. */
  readonly drift: readonly PlanDrift[];
  /** The changes that nobody judged, so that no verdict is about them. */
  readonly notJudged: readonly NotJudged[];
  /** Everything that changes, by component. */
  readonly groups: readonly ChangeGroup[];
  /** What only changes its name. */
  readonly renames: readonly PlanRename[];
  /** How many resources stay the same. */
  readonly unchanged: number;
  /** Whether the plan shows every resource, also those that stay the same. */
  readonly whole: boolean;
  /** What went wrong while planning: the plan may be short of what comes after it. */
  readonly failures: readonly PlanFailure[];
  /** What of the input could not be read. */
  readonly unread: readonly string[];
}

/**
 * Reviews a plan: what can cause an outage, what breaks rules, and what changes.
 * @returns The review. The same plan gives the same review, whatever the order of its steps.
 */
export function reviewPlan(plan: Plan, options: PlanReviewOptions = {}): Review {
  const { worst, worstBefore, risks, findings, excused, ...judgement } = judge(plan, options);
  const { context, touched, guarded, notJudged, leftOut } = judgement;
  const { project, stack, policies, drift, renames, unchanged, whole, failures } = plan;
  return {
    ...(project === undefined ? {} : { project }),
    ...(stack === undefined ? {} : { stack }),
    ...{ worst, worstBefore, risks, findings, excused, policies, drift, renames },
    ...{ notJudged, unchanged, whole, failures, unread: [...plan.unread, ...leftOut] },
    failover: failoverChanges(context, touched),
    rehearsals: options.rehearsals ?? [],
    picture: pathPicture(context, touched, guarded, risks),
    groups: changeGroups(plan),
  };
}
