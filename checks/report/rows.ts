import type { PlanDrift, PlanPolicyResult, PlanRename } from "../../model/plan/plan";
import { readUrn } from "../../model/graph/urns";
import { changeWords, propertyRows } from "./changeRows";
import type { FailoverChange, FailoverTime } from "../risks/failover";
import type { RiskFinding } from "../risks/risk";
import type { Review } from "./review";
import { notJudgedRows } from "./notJudgedRows";
import { firstRows, type Row } from "./row";
import { getOrCreate } from "../../core/getOrCreate";
import { names, say, type Phrase } from "../words/words";

/** What a severity is called at the beginning of a row. */
export const severityTitles = { high: "High", medium: "Medium", low: "Low" } as const;

/** How many causes of one risk are shown. */
const mostCauses = 5;

/** How many risks of one kind and weight it takes to tell them as one. */
const fewestAlike = 3;

/** How many alike risks are listed one by one. */
const mostAlike = 20;

/**
 * Says what can cause an outage, alike risks together: those of one kind and weight.
 * @returns One row each: consequence, causes, way out; of alike ones the consequence of the first, with the others beneath it.
 */
export function riskRows(risks: readonly RiskFinding[]): Row[] {
  const alike = new Map<string, RiskFinding[]>();
  for (const risk of risks) {
    const { id, severity, acknowledged } = risk;
    getOrCreate(alike, `${id} ${severity} ${acknowledged}`, () => []).push(risk);
  }
  return [...alike.values()].flatMap((group) =>
    group.length < fewestAlike ? group.map(riskRow) : [alikeRow(group)],
  );
}

function riskRow(risk: RiskFinding): Row {
  return {
    words: [...riskHead(risk), ": ", ...risk.consequence],
    below: [...causeRows(risk), hintRow(risk)],
  };
}

function alikeRow(group: readonly RiskFinding[]): Row {
  const [first, ...others] = group;
  if (first === undefined) {
    return { words: [] };
  }
  const titles = [...new Set(group.map(({ title }) => title))];
  return {
    words: [
      ...riskHead(first),
      `, ${group.length} alike, of `,
      ...names(titles),
      ": ",
      ...first.consequence,
    ],
    below: [
      ...causeRows(first),
      ...firstRows(
        others,
        mostAlike,
        (each) => ({ words: each.consequence, below: causeRows(each) }),
        (rest) => say`and ${rest} more`,
      ),
      hintRow(first),
    ],
  };
}

function riskHead({ severity, acknowledged }: RiskFinding): Phrase {
  return [`${severityTitles[severity]}${acknowledged ? ", acknowledged" : ""}`];
}

function causeRows({ cause }: RiskFinding): Row[] {
  return firstRows(
    cause,
    mostCauses,
    ({ change, properties }) => ({
      words: [...say`Cause: `, ...changeWords(change)],
      below: propertyRows(change.type, properties),
    }),
    (rest) => say`and ${rest} more causes, in the whole change below`,
  );
}

function hintRow({ hint }: RiskFinding): Row {
  return { words: [...say`Way out: `, ...hint] };
}

/**
 * Says what limits the review.
 * @returns One row each: errors of the engine, what nobody judged, what could not be read, what the plan does not show.
 */
export function noteRows({ failures, notJudged, unread, whole, groups }: Review): Row[] {
  return [
    ...failures.map(({ message, key }) => ({
      words:
        key === undefined
          ? say`The engine said: ${message}`
          : say`The engine said of ${readUrn(key)?.name ?? key}: ${message}`,
    })),
    ...notJudgedRows(notJudged),
    ...unread.map((sentence) => ({ words: say`Not read: ${sentence}` })),
    ...(whole || groups.length === 0
      ? []
      : [
          {
            words: say`This plan lists only what changes, so what stands around it is judged as unknown. Pass the state before it with --base, or make the plan with --show-sames.`,
          },
        ]),
  ];
}

/** How many hostnames are listed with their failover time. */
const mostTimes = 10;

/**
 * Says how long visitors are sent to a dead origin, before and after.
 * @param changes - The times.
 * @returns One row per hostname, and one that counts the rest.
 */
export function failoverRows(changes: readonly FailoverChange[]): Row[] {
  return firstRows(
    changes,
    mostTimes,
    ({ hostname, before, after }) => ({
      words: [
        ...say`${hostname}: `,
        before === after ? timeWords(after) : `${timeWords(before)} → ${timeWords(after)}`,
        ` until an origin that does not answer is out${before === after ? ", as before" : ""}`,
      ],
    }),
    (rest) => say`and ${rest} more hostnames`,
  );
}

function timeWords(time: FailoverTime | undefined): string {
  if (typeof time === "number") {
    return `${time} s`;
  }
  const words = {
    "never out": "never, since nobody probes it",
    none: "never, without a load balancer",
    unknown: "not known from this plan",
  };
  return time === undefined ? "no such hostname" : words[time];
}

/**
 * Lists what the run's policy packs said.
 * @param policies - What they said.
 * @returns One row each.
 */
export function policyRows(policies: readonly PlanPolicyResult[]): Row[] {
  return policies.map(({ level, pack, policy, key, message }) => ({
    words: [
      ...say`${level}: ${pack}/${policy}`,
      ...(key === undefined ? [] : say` about ${readUrn(key)?.name ?? key}`),
      ...say`: ${message}`,
    ],
  }));
}

/**
 * Lists what changed outside Pulumi.
 * @returns One row per resource, with whether this plan repairs it.
 */
export function driftRows({ drift, groups }: Review): Row[] {
  const changed = new Set(groups.flatMap(({ changes }) => changes.map(({ key }) => key)));
  return drift.map(({ key, gone, properties }: PlanDrift) => {
    const urn = readUrn(key);
    const fate = changed.has(key) ? say`this plan changes it` : say`this plan leaves it as it is`;
    return {
      words: gone
        ? say`${urn?.name ?? key} (${urn?.type ?? ""}) is gone; ${fate}`
        : say`${urn?.name ?? key} (${urn?.type ?? ""}) differs from what was recorded; ${fate}`,
      below: propertyRows(urn?.type ?? "", properties),
    };
  });
}

/**
 * Lists what only changes its name.
 * @returns One row each.
 */
export function renameRows(renames: readonly PlanRename[]): Row[] {
  return renames.map(({ from, to }) => {
    const [old, now] = [readUrn(from), readUrn(to)];
    const same = old?.name === now?.name;
    return {
      words: same
        ? say`${now?.name ?? to} (${now?.type ?? ""}) moves to another place among components`
        : say`${old?.name ?? from} is now called ${now?.name ?? to} (${now?.type ?? ""})`,
    };
  });
}
