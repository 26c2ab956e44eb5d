import { getOrCreate } from "../../core/getOrCreate";
import type {
  Plan,
  PlanDrift,
  PlanFailure,
  PlanPolicyResult,
  PlanRename,
} from "../../model/plan/plan";
import type { PolicyConfiguration } from "../policy/configuration";
import type { Finding, PolicyResult } from "../policy/evaluate";
import { severities, type Severity } from "../policy/rule";
import { judge } from "./judgement";
import { failoverChanges, type FailoverChange } from "../risks/failover";
import { changeGroups, type ChangeGroup } from "./groups";
import { notJudged, type NotJudged } from "./notJudged";
import { endpointDiffs, type EndpointDiffs } from "../risks/endpointDiffs";
import { pathPicture, type Picture } from "./picture";
import { refusedChanges, withStanding } from "./standing";
import { byRisk, riskContext, type Risk, type RiskContext } from "../risks/risk";
import { apiCallRisks } from "../risks/apiCalls";
import { balancerRisks } from "../risks/balancers";
import { firewallRisks } from "../risks/firewalls";
import { hostnameRisks } from "../risks/hostnames";
import { touchedHostnames, type TouchedHostname } from "../risks/touched";
import { inUseRisks } from "../risks/inUse";
import { introducedRisks } from "../risks/introduced";
import { permissionRisks } from "../risks/permissions";
import { edgeCertificateRisks } from "../risks/edgeCertificates";
import { edgeServiceRisks } from "../risks/edgeServices";
import { egressRisks } from "../risks/egress";
import { listenerRisks } from "../risks/listeners";
import { machineRisks } from "../risks/machines";
import { poolRisks } from "../risks/pools";
import { monitorRisks } from "../risks/monitors";
import { otherRecordRisks } from "../risks/otherRecords";
import { refusalRisks } from "../risks/refusals";
import { tlsModeRisks } from "../risks/tlsModes";
import { duplicateRisks } from "../risks/duplicates";
import { wildcardRisks } from "../risks/wildcards";
import { certificateRisks, lostZoneRisks, zoneRisks } from "../risks/zones";

/** How a plan is reviewed. */
export interface ReviewOptions {
  /** How the policy rules are to be applied. Defaults to all rules as they are. */
  readonly configuration?: PolicyConfiguration;
  /** The moment of the review, for what expires. Defaults to now. */
  readonly now?: Date;
  /** The plans of other stacks that are reviewed together with this one. Defaults to none. */
  readonly beside?: readonly Plan[];
}

/** A risk as it stands in a review. */
export interface ReviewedRisk extends Risk {
  /** Whether the configuration names it as wanted; then it does not count. */
  readonly acknowledged: boolean;
}

/** A policy finding as it stands in a review. */
export interface ReviewedFinding extends Finding {
  /** Whether this plan introduces it; what stood before, on whatever resource, it does not. */
  readonly introduced: boolean;
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
  readonly risks: readonly ReviewedRisk[];
  /** The failover time of the hostnames that the change touches. */
  readonly failover: readonly FailoverChange[];
  /** The path of traffic before and after, of the hostnames that the change touches. */
  readonly picture: Picture;
  /** Policy findings, those apart that a risk says already. */
  readonly findings: readonly ReviewedFinding[];
  /** Policy findings that the configuration excuses. */
  readonly excused: readonly Finding[];
  /** What the policy packs of the run said. */
  readonly policies: readonly PlanPolicyResult[];
  /** What changed outside Pulumi. */
  readonly drift: readonly PlanDrift[];
  /** The changes of which nobody read what they do, so that no verdict is about them. */
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
 * @param plan - The plan.
 * @param options - How.
 * @returns The review. The same plan gives the same review, whatever the order of its steps.
 */
export function reviewPlan(plan: Plan, options: ReviewOptions = {}): Review {
  const standing = withStanding(plan);
  const { judged, introduced, rules } = judge(standing, options);
  const context = riskContext(standing, rules, options.beside, refusedChanges(plan));
  const touched = touchedHostnames(context);
  const guarded = endpointDiffs(context);
  const fresh = new Set(introduced);
  const found = allRisks(context, touched, guarded, introduced);
  const wanted = excusedRisks(found, judged);
  const risks = found.map((risk) => ({ ...risk, acknowledged: wanted.has(risk) }));
  const said = new SaidFindings(risks);
  const findings = judged.findings
    .filter((finding) => !said.says(finding))
    .map((finding) => ({ ...finding, introduced: fresh.has(finding) }));
  const { project, stack, policies, drift, renames, unchanged, whole, failures } = plan;
  const unread = [...plan.unread, ...rules.leftOut];
  return {
    ...(project === undefined ? {} : { project }),
    ...(stack === undefined ? {} : { stack }),
    worst: worstOf([...risks.filter(({ acknowledged }) => !acknowledged), ...introduced]),
    worstBefore: worstOf(judged.findings.filter((finding) => !fresh.has(finding))),
    ...{ risks, findings, excused: judged.excused, policies, drift, renames },
    ...{ unchanged, whole, failures, unread },
    failover: failoverChanges(context, touched),
    picture: pathPicture(context, touched, guarded, risks),
    notJudged: notJudged(context, touched),
    groups: changeGroups(plan),
  };
}

function allRisks(
  context: RiskContext,
  touched: readonly TouchedHostname[],
  guarded: EndpointDiffs,
  introduced: readonly Finding[],
): Risk[] {
  const derived = [
    ...hostnameRisks(context, touched),
    ...balancerRisks(context),
    ...poolRisks(context),
    ...monitorRisks(context),
    ...zoneRisks(context),
    ...lostZoneRisks(context),
    ...certificateRisks(context),
    ...edgeCertificateRisks(context),
    ...tlsModeRisks(context),
    ...firewallRisks(context, guarded),
    ...permissionRisks(context),
    ...machineRisks(context),
    ...listenerRisks(context),
    ...egressRisks(context),
    ...edgeServiceRisks(context),
    ...refusalRisks(context),
    ...inUseRisks(context),
    ...duplicateRisks(context),
    ...wildcardRisks(context),
    ...otherRecordRisks(context),
    ...apiCallRisks(context),
  ];
  const said = new SaidFindings(derived);
  const others = introduced.filter((finding) => !said.says(finding));
  const refused = new Set(derived.filter(isRefused).map(({ title }) => title));
  const coming = derived.filter(({ kind, title }) => kind !== moved || !refused.has(title));
  return [...coming, ...introducedRisks(context, touched, others)].sort(byRisk);
}

/** A name whose new record is refused goes on as it was. */
const moved = "destination-changed";

function isRefused({ kind }: Risk): boolean {
  return kind === "record-refused";
}

/** Knows which findings are said by risks already. */
class SaidFindings<R extends Risk> {
  readonly #risks = new Map<string, R[]>();

  constructor(risks: readonly R[]) {
    for (const risk of risks) {
      const { covers, subject, title, about = [], causes } = risk;
      const keys = causes.flatMap(({ change }) => [change.key, change.renamedFrom ?? change.key]);
      for (const name of new Set([subject, title, ...about, ...keys])) {
        for (const rule of covers) {
          getOrCreate(this.#risks, `${rule}\n${name}`, () => []).push(risk);
        }
      }
    }
  }

  says(finding: Finding): boolean {
    return namesOf(finding).some((id) => this.#risks.has(id));
  }

  /** The risks that say one of several findings. */
  saying(findings: readonly Finding[]): Set<R> {
    const ids = new Set(findings.flatMap(namesOf));
    return new Set([...ids].flatMap((id) => this.#risks.get(id) ?? []));
  }
}

function namesOf({ rule, subject, title }: Finding): string[] {
  return [subject, title].map((name) => `${rule}\n${name}`);
}

/** Risks of which every finding that says the same is excused. */
function excusedRisks(risks: readonly Risk[], { findings, excused }: PolicyResult): Set<Risk> {
  const said = new SaidFindings(risks);
  const wanted = said.saying(excused);
  said.saying(findings).forEach((risk) => wanted.delete(risk));
  return wanted;
}

function worstOf(found: readonly { readonly severity: Severity }[]): Severity | undefined {
  return severities.find((severity) => found.some((each) => each.severity === severity));
}
