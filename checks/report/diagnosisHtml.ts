import type {
  DiagnosedCause,
  DiagnosedEvidence,
  DiagnosedQuestion,
  Diagnosis,
} from "../../model/diagnosis/diagnosis";
import { pageStyle } from "./htmlStyle";
import { Html, markup } from "./htmlText";

/**
 * Writes a diagnosis as one HTML page that loads nothing and runs nothing.
 * @param diagnosis - What the doctor says.
 * @returns The page. The same diagnosis gives the same page.
 */
export function diagnosisAsHtml(diagnosis: Diagnosis): string {
  const { url, causes, undecided, allowed, evidence } = diagnosis;
  const head = [
    markup`<meta charset="utf-8">\n`,
    markup`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\n`,
    markup`<meta name="viewport" content="width=device-width, initial-scale=1">\n`,
    markup`<title>Diagnosis of ${url}</title>\n<style>${pageStyle}${ownStyle}</style>\n`,
  ];
  const parts = [
    markup`<h1>Diagnosis of <code dir="auto">${url}</code></h1>\n`,
    outcome(diagnosis),
    ...causes.map(causeSection),
    ...undecided.map(question),
    folded(
      `Allowed by settings, and not shown by anything: ${allowed.length}`,
      allowed.map(causeSection),
    ),
    cleared(diagnosis),
    ...outcomes.map(([name, title]) => {
      const own = evidence.filter((each) => each.outcome === name);
      return folded(`${title}: ${own.length}`, own.length === 0 ? [] : [table(own)]);
    }),
  ];
  return markup`<!doctype html>\n<html lang="en">\n<head>\n${head}</head>\n<body>\n<main>\n${parts}</main>\n</body>\n</html>\n`
    .text;
}

const ownStyle = new Html(`
table { border-collapse: collapse; }
th, td { text-align: left; padding: .25rem .7rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
.cause, .question { border-top: 1px solid var(--line); }
pre { background: var(--soft); padding: .5rem .8rem; overflow-x: auto; }
pre code { padding: 0; overflow-wrap: normal; }
`);

const outcomes = [
  ["fail", "What speaks for causes"],
  ["unknown", "Not looked at"],
  ["pass", "As it should be"],
] as const;

const severities = { healthy: "none", cause: "high", undecided: "medium" } as const;

function outcome({ verdict, sentence, evidence }: Diagnosis): Html {
  const unknown = evidence.filter((each) => each.outcome === "unknown").length;
  const blind = unknown === 0 ? "" : ` ${unknown} could not look.`;
  return markup`<p class="verdict ${severities[verdict]}"><strong>${sentence}.</strong> ${evidence.length} checks.${blind}</p>\n`;
}

function causeSection({ cause, what, evidence, against, behind, remedy }: DiagnosedCause): Html {
  const { wayOut, commands, settings, prevention } = remedy;
  const parts = [
    markup`<h2>${what}</h2>\n<p><code>${cause}</code></p>\n`,
    titled("What was seen", evidence.map(seen)),
    titled("What speaks against it", against.map(seen)),
    titled(
      "What may be behind it",
      behind.map((other) => markup`<code>${other}</code>`),
    ),
    markup`<h3>The way out</h3>\n<p>${wayOut}.</p>\n`,
    commands.length === 0
      ? nothing
      : markup`<pre><code>${commands.map((each) => `${each}\n`).join("")}</code></pre>\n`,
    titled(
      "Settings",
      settings.map((each) => markup`${each}`),
    ),
    prevention === null
      ? markup`<p>Nothing of this library prevents it.</p>\n`
      : markup`<p>Prevented by <code>${prevention.component}</code>: ${prevention.how}.</p>\n`,
  ];
  return markup`<section class="cause">\n${parts}</section>\n`;
}

function question({ between, evidence, probe }: DiagnosedQuestion): Html {
  const title =
    between.length === 0
      ? "What was seen has no cause that is left"
      : `Undecided between ${between.join(", ")}`;
  const way = probe === null ? nothing : markup`<p>What tells them apart: ${probe}.</p>\n`;
  return markup`<section class="question">\n<h2>${title}</h2>\n<p>${seen(evidence)}</p>\n${way}</section>\n`;
}

function cleared(diagnosis: Diagnosis): Html {
  const rows = diagnosis.cleared.map(
    ({ evidence, because }) => markup`<li>${seen(evidence)}<br>${because}.</li>\n`,
  );
  const inner = rows.length === 0 ? [] : [markup`<ul>\n${rows}</ul>\n`];
  return folded(`Looks wrong, and is right: ${rows.length}`, inner);
}

const nothing = markup``;

function titled(title: string, items: readonly Html[]): Html {
  const rows = items.map((item) => markup`<li>${item}</li>\n`);
  return rows.length === 0 ? nothing : markup`<h3>${title}</h3>\n<ul>\n${rows}</ul>\n`;
}

function folded(title: string, inner: readonly Html[]): Html {
  return inner.length === 0
    ? nothing
    : markup`<details><summary>${title}</summary>\n${inner}</details>\n`;
}

function seen({ step, check, at, seen: what }: DiagnosedEvidence): Html {
  return markup`${step}, ${check}, <code dir="auto">${at}</code>: ${what}`;
}

function table(evidence: readonly DiagnosedEvidence[]): Html {
  const heads = ["Step", "Check", "At", "Seen"].map((each) => markup`<th scope="col">${each}</th>`);
  const rows = evidence.map(
    ({ step, check, at, seen: what }) =>
      markup`<tr><td>${step}</td><td>${check}</td><td><code dir="auto">${at}</code></td><td>${what}</td></tr>\n`,
  );
  return markup`<div class="picture"><table class="evidence">\n<thead><tr>${heads}</tr></thead>\n<tbody>\n${rows}</tbody>\n</table></div>\n`;
}
