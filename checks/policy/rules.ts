import { nearestName } from "../../core/nearestName";
import type { LimitTable, Rule } from "./rule";
import { adaptiveRoutingOff } from "./rules/adaptiveRoutingOff";
import { addressRetired } from "./rules/addressRetired";
import { addressUnroutable } from "./rules/addressUnroutable";
import { alertWithoutReceiver } from "./rules/alertWithoutReceiver";
import { backupPoolMissing } from "./rules/backupPoolMissing";
import { balancerNotProxied } from "./rules/balancerNotProxied";
import { certificateExpiring } from "./rules/certificateExpiring";
import { certificateMissesHostname } from "./rules/certificateMissesHostname";
import { checkRegionsBeyondPlan } from "./rules/checkRegionsBeyondPlan";
import { checkRegionsEven } from "./rules/checkRegionsEven";
import { checkRegionsUnset } from "./rules/checkRegionsUnset";
import { cloudflareRangesIncomplete } from "./rules/cloudflareRangesIncomplete";
import { cnameConflict } from "./rules/cnameConflict";
import { deregistrationDelayShort } from "./rules/deregistrationDelayShort";
import { detectionSlow } from "./rules/detectionSlow";
import { edgeCertificateMissing } from "./rules/edgeCertificateMissing";
import { errorPageMissing } from "./rules/errorPageMissing";
import { fallbackPoolAlone } from "./rules/fallbackPoolAlone";
import { fallbackPoolDisabled } from "./rules/fallbackPoolDisabled";
import { hostHeaderForeign } from "./rules/hostHeaderForeign";
import { hostnameMoved } from "./rules/hostnameMoved";
import { idleTimeoutShort } from "./rules/idleTimeoutShort";
import { importReplacement } from "./rules/importReplacement";
import { listenerTlsOld } from "./rules/listenerTlsOld";
import { monitorBlind } from "./rules/monitorBlind";
import { monitorPathShallow } from "./rules/monitorPathShallow";
import { monitorWithoutProbeZone } from "./rules/monitorWithoutProbeZone";
import { nameDelegated } from "./rules/nameDelegated";
import { oneAvailabilityZone } from "./rules/oneAvailabilityZone";
import { originLeaked } from "./rules/originLeaked";
import { originOpen } from "./rules/originOpen";
import { originsUnsorted } from "./rules/originsUnsorted";
import { pageRuleInUse } from "./rules/pageRuleInUse";
import { poolWithoutAlert } from "./rules/poolWithoutAlert";
import { poolWithoutMonitor } from "./rules/poolWithoutMonitor";
import { poolsShareAddress } from "./rules/poolsShareAddress";
import { poolsShareRegion } from "./rules/poolsShareRegion";
import { rateLimitCountsMonitors } from "./rules/rateLimitCountsMonitors";
import { refusedByApi } from "./rules/refusedByApi";
import { routeOverCloudflare } from "./rules/routeOverCloudflare";
import { ruleNeverApplies } from "./rules/ruleNeverApplies";
import { rulesetPhaseShared } from "./rules/rulesetPhaseShared";
import { safetyRecordMissing } from "./rules/safetyRecordMissing";
import { secretInPlainText } from "./rules/secretInPlainText";
import { securityGroupQuota } from "./rules/securityGroupQuota";
import { servingPathRemoved } from "./rules/servingPathRemoved";
import { staleIfErrorMissing } from "./rules/staleIfErrorMissing";
import { targetCheckBlind } from "./rules/targetCheckBlind";
import { targetsInClear } from "./rules/targetsInClear";
import { tlsModeAutomatic } from "./rules/tlsModeAutomatic";
import { tlsNotStrict } from "./rules/tlsNotStrict";
import { tlsVersionOld } from "./rules/tlsVersionOld";
import { tlsVersionRefused } from "./rules/tlsVersionRefused";
import { webhookSecretInUrl } from "./rules/webhookSecretInUrl";
import { webhookUnreachable } from "./rules/webhookUnreachable";
import { zeroDowntimeConflict } from "./rules/zeroDowntimeConflict";
import { zonePaused } from "./rules/zonePaused";

/** Rules about one thing. */
export interface RuleGroup {
  /** What they are about. */
  readonly title: string;
  /** The rules. */
  readonly rules: readonly Rule[];
}

const groups = [
  {
    title: "TLS",
    rules: [
      tlsNotStrict,
      tlsModeAutomatic,
      tlsVersionOld,
      tlsVersionRefused,
      edgeCertificateMissing,
    ],
  },
  {
    title: "DNS",
    rules: [originLeaked, addressUnroutable, addressRetired, cnameConflict, nameDelegated],
  },
  {
    title: "Load balancing",
    rules: [
      balancerNotProxied,
      backupPoolMissing,
      poolsShareAddress,
      poolsShareRegion,
      fallbackPoolAlone,
      fallbackPoolDisabled,
      adaptiveRoutingOff,
      zeroDowntimeConflict,
      originsUnsorted,
      hostHeaderForeign,
      safetyRecordMissing,
    ],
  },
  {
    title: "Health",
    rules: [
      poolWithoutMonitor,
      monitorBlind,
      monitorPathShallow,
      monitorWithoutProbeZone,
      checkRegionsUnset,
      checkRegionsEven,
      checkRegionsBeyondPlan,
      detectionSlow,
      poolWithoutAlert,
      alertWithoutReceiver,
      webhookUnreachable,
      webhookSecretInUrl,
    ],
  },
  {
    title: "Origins",
    rules: [
      originOpen,
      cloudflareRangesIncomplete,
      securityGroupQuota,
      routeOverCloudflare,
      idleTimeoutShort,
      listenerTlsOld,
      deregistrationDelayShort,
      targetCheckBlind,
      targetsInClear,
      oneAvailabilityZone,
      certificateExpiring,
      certificateMissesHostname,
    ],
  },
  { title: "Every resource", rules: [refusedByApi] },
  { title: "Zones", rules: [zonePaused, rulesetPhaseShared] },
  {
    title: "Rules of the edge",
    rules: [
      ruleNeverApplies,
      rateLimitCountsMonitors,
      pageRuleInUse,
      errorPageMissing,
      staleIfErrorMissing,
    ],
  },
  { title: "Changes", rules: [importReplacement, hostnameMoved, servingPathRemoved] },
  { title: "Secrets", rules: [secretInPlainText] },
] as const satisfies readonly RuleGroup[];

/** The name of a rule. */
export type RuleId = (typeof groups)[number]["rules"][number]["id"];

/** The rules, by what they are about. */
export const ruleGroups: readonly RuleGroup[] = groups;

/** Every rule, in the order of the groups. */
export const rules: readonly Rule<LimitTable, RuleId>[] = groups.flatMap(
  (group): readonly Rule<LimitTable, RuleId>[] => group.rules,
);

const byId = new Map<string, Rule>(rules.map((rule) => [rule.id, rule]));

/**
 * Finds a rule.
 * @param id - Its name.
 * @returns The rule, or undefined where there is none of that name.
 */
export function ruleOf(id: string): Rule | undefined {
  return byId.get(id);
}

/**
 * Finds the rule that somebody may have meant.
 * @param text - What they wrote.
 * @returns The name of the nearest rule, or undefined where none is near.
 */
export function nearestRule(text: string): string | undefined {
  const wanted = text.toLowerCase().replace(/[\s_]+/g, "-");
  const ids = rules.map(({ id }) => id);
  const part = wanted.length > 3 ? ids.find((id) => id.includes(wanted)) : undefined;
  return part ?? nearestName(wanted, ids);
}
