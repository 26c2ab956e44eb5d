import type {
  DiagnosedCause,
  DiagnosedEvidence,
  DiagnosedQuestion,
  Diagnosis,
} from "../model/diagnosis/diagnosis";

/**
 * A diagnosis as people read it: the verdict, each cause with its reasons and the way out, and what was not looked at.
 * @param diagnosis - The diagnosis.
 * @returns Lines.
 */
export function diagnosisText(diagnosis: Diagnosis): string {
  const { url, verdict, sentence, causes, undecided, allowed, cleared, evidence } = diagnosis;
  const unknown = evidence.filter(({ outcome }) => outcome === "unknown");
  const lines = [
    `${verdictSigns[verdict]} ${url}: ${sentence}`,
    ...causes.flatMap((cause, index) => ["", ...causeLines(cause, index + 1)]),
    ...undecided.flatMap((question) => ["", ...questionLines(question)]),
    ...section("Allowed by settings, and not shown by anything", allowed.flatMap(allowedLines)),
    ...section(
      "Looks wrong, and is right",
      cleared.flatMap((each) => [`${place(each.evidence)}`, `  ${each.because}`]),
    ),
    ...section("Not looked at", unknown.map(place)),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

const verdictSigns: Readonly<Record<Diagnosis["verdict"], string>> = {
  healthy: "✓",
  cause: "✗",
  undecided: "?",
};

function causeLines(cause: DiagnosedCause, number: number): string[] {
  const { what, evidence, against, behind, remedy } = cause;
  const { wayOut, commands, settings, prevention } = remedy;
  return [
    `${number}. ${what} (${cause.cause})`,
    ...evidence.map((each) => `   seen: ${place(each)}${occurrences(each)}`),
    ...against.map((each) => `   against it: ${place(each)}`),
    ...(behind.length === 0 ? [] : [`   behind it may be: ${behind.join(", ")}`]),
    `   way out: ${wayOut}`,
    ...commands.map((command) => `     $ ${command}`),
    ...settings.map((setting) => `     set: ${setting}`),
    ...(prevention === null
      ? ["   nothing of this library prevents it"]
      : [`   prevented by ${prevention.component}: ${prevention.how}`]),
  ];
}

function questionLines({ between, evidence, probe }: DiagnosedQuestion): string[] {
  return [
    between.length === 0
      ? "? What was seen has no cause that is left"
      : `? Undecided between ${between.join(", ")}`,
    `   seen: ${place(evidence)}${occurrences(evidence)}`,
    ...(probe === null ? [] : [`   what tells them apart: ${probe}`]),
  ];
}

function allowedLines({ what, evidence, remedy }: DiagnosedCause): string[] {
  return [what, ...evidence.map((each) => `  seen: ${place(each)}`), `  way out: ${remedy.wayOut}`];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines.map((line) => `  ${line}`)];
}

function place({ step, check, at, seen }: DiagnosedEvidence): string {
  return `${step}, ${check}, ${at}: ${seen}`;
}

function occurrences({ occurrences: times }: DiagnosedEvidence): string {
  if (times === undefined) {
    return "";
  }
  const { count, first, last } = times;
  const when =
    first === undefined ? "" : ` from ${first}${last === undefined ? "" : ` to ${last}`}`;
  return ` (${count} ${count === 1 ? "time" : "times"}${when})`;
}
