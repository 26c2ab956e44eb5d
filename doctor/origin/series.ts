import type { CauseId } from "../../facts/causes";
import type { Evidence } from "../evidence";
import { kindsOf } from "../kindsOf";
import { witness } from "../witness";
import { ask, askForHead, type Answered } from "./answers";
import { placeOf, type OriginTarget, type Transport } from "./target";

/** How many answers of each address are looked at: enough to see that every second one fails. */
const answersEach = 4;

/** After answers that took this long together no other is asked for. */
const slowMilliseconds = 15_000;

/** What an address answers time after time. */
export interface Series {
  readonly answers: readonly Answered[];
  readonly evidence: readonly Evidence[];
}

/**
 * Asks an address several times, one request after the other, each on a connection of its own.
 * @param target - The address.
 * @param transport - Over TLS, or in clear.
 * @param signal - The deadline.
 * @returns Its answers; what they say alike is one evidence, with how often it was seen.
 */
export async function askInSeries(
  target: OriginTarget,
  transport: Transport,
  signal: AbortSignal,
): Promise<Series> {
  const answers: Answered[] = [];
  const began = performance.now();
  for (let asked = 0; asked < answersEach && !signal.aborted; asked += 1) {
    const answer = await ask(target, transport, signal);
    answers.push(answer);
    // An origin that hangs, or nearly, takes as long each time, and no more is learned.
    if (isSlow(answer) || performance.now() - began > slowMilliseconds) {
      break;
    }
  }
  const at = placeOf(target, transport);
  const small = answers.some(isSlow) ? await askForHead(target, transport, signal) : [];
  return { answers, evidence: [...folded(answers), ...pattern(answers, at), ...small] };
}

function isSlow({ evidence }: Answered): boolean {
  return evidence.some(({ speaksFor }) => speaksFor.includes("origin-slow"));
}

/** One evidence for each check: its first fail where there is one, with how many of all; a pass beside it rules nothing out. */
function folded(answers: readonly Answered[]): Evidence[] {
  const all = answers.flatMap(({ evidence }) => evidence);
  const checks = [...new Set(all.map(({ check }) => check))];
  return checks.flatMap((check) => {
    const ofCheck = all.filter((each) => each.check === check);
    const fails = ofCheck.filter(({ outcome }) => outcome === "fail");
    return fails.length === 0 ? worst(ofCheck) : kindsOf(fails, answers.length);
  });
}

function worst(evidence: readonly Evidence[]): Evidence[] {
  const found = evidence.find(({ outcome }) => outcome === "unknown") ?? evidence[0];
  return found === undefined ? [] : [found];
}

/** Good and bad in turns: there is more than one server behind the address, and one of them is at fault. */
function pattern(answers: readonly Answered[], at: string): Evidence[] {
  const shownFaults = answers.map(({ evidence }) =>
    evidence.filter(({ outcome, weight }) => outcome === "fail" && weight === "experiment"),
  );
  const faults = shownFaults.map(({ length }) => length > 0);
  const bad = faults.filter(Boolean).length;
  if (answers.length < answersEach || bad === 0 || bad === answers.length) {
    return [];
  }
  const causes = new Set<CauseId>(shownFaults.flat().flatMap(({ speaksFor }) => speaksFor));
  const isTurns = faults.every((fault, index) => index === 0 || fault !== faults[index - 1]);
  const shown = answers.map(({ status }) => status ?? "none").join(", ");
  const seen = isTurns
    ? `every second answer fails (${shown}): one of two servers behind this address is at fault`
    : `${bad} of ${answers.length} answers fail (${shown})`;
  return [witness("origin", "series", at).fail(seen, [...causes])];
}
