import { changeRows } from "./changeRows";
import { Html, html, htmlOf } from "./htmlText";
import type { Review } from "./review";
import {
  driftRows,
  failoverRows,
  findingRows,
  noteRows,
  policyRows,
  renameRows,
  riskRows,
  type Row,
} from "./rows";
import { shownText } from "./shownText";
import { svgOf } from "./svg";
import { bySeverity, changeCount, verdictOf } from "./verdict";

/**
 * Writes reviews as one HTML page that loads nothing and runs nothing.
 * @param reviews - The reviews, one per stack.
 * @returns The page. The same reviews give the same page.
 */
export function reviewAsHtml(reviews: readonly Review[]): string {
  const names = reviews.map(nameOf).join(", ");
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Review of ${shownText(names)}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <main>${reviews.map(stack)}</main>
      </body>
    </html> `;
  return page.markup;
}

function nameOf({ project = "", stack = "" }: Review): string {
  return `${project}/${stack}`;
}

function stack(review: Review): Html {
  const { risks, findings, picture, unchanged, renames } = review;
  const { severity, title, detail } = verdictOf(review);
  const hasPicture = picture.before.nodes.length + picture.after.nodes.length > 0;
  const more =
    picture.left === 0
      ? html``
      : html`<p>${picture.left} more of the hostnames that this touches are not drawn.</p>`;
  return html`<section class="stack">
    <h1>Review of <code dir="auto">${shownText(nameOf(review))}</code></h1>
    <p class="verdict ${severity ?? "none"}"><strong>${title}.</strong> ${detail}</p>
    ${list(noteRows(review), "notes")}${part("What can cause an outage", riskRows(risks), "risks")}${part("Failover", failoverRows(review.failover), "failover")}${
      hasPicture
        ? html`<h2>Path of the traffic, before and after</h2>
            <div class="picture">${svgOf(picture)}</div>
            ${more}`
        : html``
    }${folded(
      `Policy findings: ${bySeverity(findings)}`,
      findingRows(review),
      "findings",
      findings.some((each) => each.severity === "high"),
    )}${folded("What the policy packs of this run said", policyRows(review.policies), "policies")}${folded("Drift: changed outside Pulumi", driftRows(review), "drift")}${folded(`The whole change: ${changeCount(review)} changed, ${unchanged} unchanged`, changeRows(review), "changes")}${folded(`Renamed only: ${renames.length}, nothing happens to them`, renameRows(renames), "renames")}
  </section> `;
}

function part(title: string, rows: readonly Row[], name: string): Html {
  return rows.length === 0
    ? html``
    : html`<h2>${title}</h2>
        ${list(rows, name)}`;
}

function folded(title: string, rows: readonly Row[], name: string, open = false): Html {
  const content = html`<summary>${title}</summary>
${list(rows, name)}</details>
`;
  return rows.length === 0
    ? html``
    : open
      ? html`<details open>${content}</details>`
      : html`<details>${content}</details>`;
}

function list(rows: readonly Row[], name: string): Html {
  return rows.length === 0
    ? html``
    : html`<ul class="${name}">
        ${rows.map(item)}
      </ul> `;
}

function item({ words, heading, below = [] }: Row): Html {
  const title = heading === undefined ? html`` : html`<h3>${htmlOf(heading)}</h3>`;
  const inner =
    below.length === 0
      ? html``
      : html`<ul>
          ${below.map(item)}
        </ul>`;
  return html`<li>${title}${htmlOf(words)}${inner}</li> `;
}

const style = `
:root { color-scheme: light dark; --ink: #1f2328; --paper: #fff; --soft: #f6f8fa; --line: #57606a; --red: #cf222e; --redsoft: #ffebe9; --green: #1a7f37; --greensoft: #dafbe1; --yellow: #9a6700; --yellowsoft: #fff8c5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --soft: #161b22; --line: #8b949e; --red: #ff7b72; --redsoft: #3c1618; --green: #56d364; --greensoft: #12261e; --yellow: #e3b341; --yellowsoft: #2b2211; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 84rem; margin: 0 auto; padding: 1rem; }
code { background: var(--soft); padding: .1em .3em; border-radius: 4px; overflow-wrap: anywhere; font-size: .9em; }
.verdict { border-left: 6px solid var(--green); background: var(--greensoft); padding: .6rem 1rem; }
.verdict.high { border-color: var(--red); background: var(--redsoft); }
.verdict.medium, .verdict.low { border-color: var(--yellow); background: var(--yellowsoft); }
li { margin: .25rem 0; }
summary { cursor: pointer; padding: .4rem 0; font-weight: 600; }
.picture svg { max-width: 100%; height: auto; }
svg text { fill: var(--ink); font: 13px system-ui, sans-serif; }
svg .side-title { font-weight: 600; }
svg .kind { font-size: 11px; }
svg .name { font-family: ui-monospace, monospace; font-size: 12px; }
svg rect { fill: var(--soft); stroke: var(--line); }
svg .changed rect { fill: var(--yellowsoft); stroke: var(--yellow); }
svg .gone rect { fill: var(--redsoft); stroke: var(--red); stroke-dasharray: 5 3; }
svg .new rect { fill: var(--greensoft); stroke: var(--green); }
svg .edge { fill: none; stroke: var(--line); }
svg .weak { stroke-dasharray: 4 4; }
`;
