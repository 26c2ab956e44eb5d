import { causes as facts, type CauseId } from "../../facts/causes";
import type { Evidence } from "../evidence";
import { lookAlikes, type LookAlike } from "./lookAlikes";
import { probeBetween } from "./probes";
import { behind, rootFirst } from "./symptoms";
import type { JudgedCause, Undecided, Verdict } from "./verdict";
import { byWeight, isRuledOut, rulingOut, support } from "./weighing";

/** The causes as their table has them: those that nothing else orders. */
const inTable = Object.keys(facts) as CauseId[];

/** Checks that see the site served: without one of them nobody is called healthy. */
const serving: readonly (readonly [Evidence["step"], string])[] = [
  ["edge", "answer"],
  ["origin", "answer"],
];

/**
 * Weighs evidence into a verdict.
 * @param seen - What the checks saw, in any order.
 * @param now - When it is judged. Defaults to this moment.
 * @returns The causes, what remains undecided, what is allowed and not shown, what only looks wrong, and what was not looked at.
 */
export function judge(seen: readonly Evidence[], now = new Date()): Verdict {
  const all = passes(seen, "edge", "answer") ? seen.map((each) => agedBy(now, each)) : seen;
  const cleared = all.flatMap((evidence) => {
    const row = lookAlikeOf(evidence, all);
    return row === undefined ? [] : [{ evidence, because: row.because }];
  });
  const isCleared = new Set(cleared.map(({ evidence }) => evidence));
  const fails = all.filter((each) => each.outcome === "fail" && !isCleared.has(each));
  const shown = fails.filter(({ weight }) => weight !== "setting");
  const settled = settle(shown, fails, all);
  const undecided = shown.flatMap((evidence) => undecidedOf(evidence, settled, all));
  const allowed = unique(
    fails.filter(({ weight }) => weight === "setting").flatMap(({ speaksFor }) => speaksFor),
  ).filter((cause) => !settled.has(cause));
  return {
    kind: kindOf(settled, undecided, all),
    causes: ranked([...settled], fails, all),
    undecided,
    allowed: ranked(allowed, fails, all),
    cleared,
    unknown: all.filter(({ outcome }) => outcome === "unknown"),
  };
}

/** For how long a log's word counts where visitors are served again, in milliseconds: a day. */
const freshMilliseconds = 86_400_000;

/** What a log last told of before that is over; that it happens it still allows. */
function agedBy(now: Date, evidence: Evidence): Evidence {
  const last = Date.parse(evidence.occurrences?.last ?? "");
  return evidence.outcome === "fail" && last < now.getTime() - freshMilliseconds
    ? { ...evidence, weight: "setting" }
    : evidence;
}

function kindOf(
  settled: ReadonlySet<CauseId>,
  undecided: readonly Undecided[],
  all: readonly Evidence[],
): Verdict["kind"] {
  if (settled.size > 0) {
    return "cause";
  }
  const isServed = serving.some(([step, check]) => passes(all, step, check));
  return undecided.length > 0 || !isServed ? "undecided" : "healthy";
}

function passes(all: readonly Evidence[], step: Evidence["step"], check: string): boolean {
  const seen = all.filter((each) => each.step === step && each.check === check);
  return (
    seen.some(({ outcome }) => outcome === "pass") &&
    seen.every(({ outcome, weight }) => outcome !== "fail" || weight === "setting")
  );
}

function lookAlikeOf(evidence: Evidence, all: readonly Evidence[]): LookAlike | undefined {
  return evidence.outcome === "fail"
    ? lookAlikes.find(
        ({ step, checks, causes, shownBy = ["edge", "answer"] }) =>
          evidence.step === step &&
          checks.includes(evidence.check) &&
          evidence.speaksFor.every((cause) => causes.includes(cause)) &&
          passes(all, ...shownBy),
      )
    : undefined;
}

/** The causes that evidence names alone, and then those that explain what names several. */
function settle(
  shown: readonly Evidence[],
  fails: readonly Evidence[],
  all: readonly Evidence[],
): ReadonlySet<CauseId> {
  const remaining = shown.map((evidence) => ({ evidence, left: leftOf(evidence, all) }));
  const settled = new Set(remaining.flatMap(({ left }) => (left.length === 1 ? left : [])));
  for (const { evidence, left } of remaining) {
    if (left.length > 1 && explaining(evidence, settled).length === 0) {
      const one = likeliestOf(left, fails) ?? certainOf(left);
      if (one !== undefined) {
        settled.add(one);
      }
    }
  }
  return settled;
}

function leftOf(evidence: Evidence, all: readonly Evidence[]): CauseId[] {
  return evidence.speaksFor.filter((cause) => !isRuledOut(cause, evidence, all));
}

/** Settled causes that evidence may come from: those that it names, and those that may be behind what it names. */
function explaining(evidence: Evidence, settled: ReadonlySet<CauseId>): CauseId[] {
  return [...settled].filter((cause) =>
    evidence.speaksFor.some((named) => named === cause || behind(named).has(cause)),
  );
}

/** What is so whichever it is: all others would be behind it. */
function certainOf(left: readonly CauseId[]): CauseId | undefined {
  return left.find((cause) => left.every((other) => other === cause || behind(cause).has(other)));
}

/** The one for which more speaks than for each other one. */
function likeliestOf(left: readonly CauseId[], fails: readonly Evidence[]): CauseId | undefined {
  const [first, second] = left
    .map((cause) => ({ cause, points: support(cause, fails) }))
    .sort((one, other) => other.points - one.points);
  return first !== undefined && first.points > (second?.points ?? 0) ? first.cause : undefined;
}

function undecidedOf(
  evidence: Evidence,
  settled: ReadonlySet<CauseId>,
  all: readonly Evidence[],
): Undecided[] {
  if (explaining(evidence, settled).length > 0) {
    return [];
  }
  const between = leftOf(evidence, all);
  return [{ between, evidence, probe: probeBetween(between) }];
}

/** Whether of two that may each be behind the other the first is the root. */
function isRootOf(cause: CauseId, other: CauseId, evidence: readonly Evidence[]): boolean {
  return (
    rootFirst.some(([root, seen]) => root === cause && seen === other) &&
    evidence.some(({ speaksFor }) => speaksFor.length === 1)
  );
}

/** The weightiest first; what has a found cause behind it after that one. */
function ranked(
  found: readonly CauseId[],
  fails: readonly Evidence[],
  all: readonly Evidence[],
): JudgedCause[] {
  const judged = found.map((cause): JudgedCause & { readonly points: number } => {
    const evidence = fails
      .filter(({ speaksFor }) => speaksFor.includes(cause))
      .sort((one, other) => byWeight(one.weight, other.weight));
    return {
      ...{ cause, what: facts[cause].what, evidence, points: support(cause, fails) },
      weight: evidence[0]?.weight ?? "setting",
      against: unique(evidence.flatMap((each) => [...rulingOut(cause, each, all)])),
      behind: found.filter(
        (other) => behind(cause).has(other) && !isRootOf(cause, other, evidence),
      ),
    };
  });
  return judged
    .sort(
      (one, other) =>
        one.behind.length - other.behind.length ||
        other.points - one.points ||
        inTable.indexOf(one.cause) - inTable.indexOf(other.cause),
    )
    .map(({ points: _points, ...cause }) => cause);
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
