import { rehearsalConstants, type RehearsalConstant } from "../../facts/rehearsalConstants";
import { rehearsalColumns } from "../../model/rehearsal/columns";
import { holds } from "../../model/rehearsal/failures";
import type { Rehearsal, RehearsedFault } from "../../model/rehearsal/rehearsal";
import { pageStyle } from "./htmlStyle";
import { Html, markup } from "./htmlText";
import type { PictureSide } from "./picture";
import { rehearsalTimeline } from "./rehearsalTimeline";
import { svgOfSides } from "./svg";

/**
 * Writes a rehearsal as one HTML page that loads nothing and runs nothing.
 * @param rehearsal - What was measured.
 * @param path - The path of the hostname, as it is drawn. Defaults to none.
 * @returns The page. The same rehearsal gives the same page.
 */
export function rehearsalAsHtml(rehearsal: Rehearsal, path?: PictureSide): string {
  const title = `Rehearsal of ${rehearsal.hostname}`;
  const head = [
    markup`<meta charset="utf-8">\n`,
    markup`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\n`,
    markup`<meta name="viewport" content="width=device-width, initial-scale=1">\n`,
    markup`<title>${title}</title>\n<style>${pageStyle}${ownStyle}</style>\n`,
  ];
  const { faults } = rehearsal;
  const parts = [
    markup`<h1>Rehearsal of <code dir="auto">${rehearsal.hostname}</code></h1>\n`,
    outcome(rehearsal),
    rehearsalTable(faults),
    legend(faults),
    drawing(path),
    ...faults.map(section),
    notes(rehearsal),
    constants(faults),
  ];
  return markup`<!doctype html>\n<html lang="en">\n<head>\n${head}</head>\n<body>\n<main>\n${parts}</main>\n</body>\n</html>\n`
    .text;
}

/**
 * The table of a rehearsal's faults.
 * @param faults - The faults.
 * @returns The table; it scrolls where a window is narrow.
 */
function rehearsalTable(faults: readonly RehearsedFault[]): Html {
  const heads = ["fault", ...rehearsalColumns.map(({ title }) => title)];
  const rows = faults.map((fault) => {
    const cells = rehearsalColumns.map(({ cell }) => markup`<td>${cell(fault)}</td>`);
    const name = holds(fault) === true ? "holds" : "fails";
    return markup`<tr class="${name}"><th scope="row">${fault.fault}</th>${cells}</tr>\n`;
  });
  const titles = heads.map((each) => markup`<th scope="col">${each}</th>`);
  return markup`<div class="picture"><table class="rehearsal">\n<thead><tr>${titles}</tr></thead>\n<tbody>\n${rows}</tbody>\n</table></div>\n`;
}

/** What the table and the pictures mean, for who sees them for the first time. */
function legend(faults: readonly RehearsedFault[]): Html {
  return faults.length === 0
    ? markup``
    : markup`<p class="legend">First and last: errors of visitors. Out and back: when monitors took the first origin out, and when it was in again. Bound: no visitor may see an error after it. A dash: it did not happen, or none is computed. In the pictures a bar is a second of requests, those that failed at its foot, in red; the fault lasts where the ground is yellow.</p>\n`;
}

const ownStyle = new Html(`
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .25rem .7rem; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th::first-letter { text-transform: uppercase; }
tr.fails th { color: var(--red); }
`);

function outcome({ faults, speed, rate }: Rehearsal): Html {
  const failing = faults.filter((fault) => holds(fault) === false);
  const unjudged = faults.filter((fault) => holds(fault) === null);
  const of = `of ${faults.length} faults`;
  const [worst, title] =
    faults.length === 0
      ? ["medium", "No fault was rehearsed, so nothing is known of the site"]
      : failing.length > 0
        ? ["high", `The site does not do what it declares under ${failing.length} ${of}`]
        : unjudged.length > 0
          ? ["medium", `The machine was too slow to tell of ${unjudged.length} ${of}`]
          : ["none", "Visitors saw no errors, or only within the time that the site declares"];
  return markup`<p class="verdict ${worst}"><strong>${title}.</strong> ${rate} requests a modelled second, ${speed} times as fast as real time. Times count from the fault's begin.</p>\n`;
}

function drawing(path: PictureSide | undefined): Html {
  if (path === undefined || path.nodes.length === 0) {
    return markup``;
  }
  const picture = svgOfSides([["What was rehearsed", path]], "Path of the traffic");
  return markup`<h2>Path of the traffic</h2>\n<div class="picture path">${picture}</div>\n`;
}

function section(fault: RehearsedFault): Html {
  const verdicts = fault.verdicts.map(({ holds: isWell, sentence, hint }) => {
    const way = hint === null ? markup`` : markup`<br>${hint}.`;
    return markup`<li class="${isWell === true ? "holds" : "fails"}">${sentence}.${way}</li>\n`;
  });
  return markup`<section class="fault">\n<h2>${fault.fault}</h2>\n<p>${fault.what}, for ${fault.lastedSeconds} s.</p>\n<ul class="verdicts">\n${verdicts}</ul>\n<div class="picture">${rehearsalTimeline(fault)}</div>\n</section>\n`;
}

function notes({ ranOn, assumptions, inapplicable, notServed }: Rehearsal): Html {
  const rows = [
    ...ranOn,
    ...assumptions.map((each) => `Assumed: ${each}`),
    ...inapplicable.map(({ fault, because }) => `${fault} was not rehearsed. ${because}`),
    ...notServed.map(({ hostname, because }) => `${hostname} was not rehearsed: ${because}`),
  ];
  const items = rows.map((each) => markup`<li>${each}.</li>\n`);
  return rows.length === 0
    ? markup``
    : markup`<h2>What it ran on, what was assumed, and what was left out</h2>\n<ul class="notes">\n${items}</ul>\n`;
}

/** Those that what was seen rests on; what is not plainly documented first. */
function constants(faults: readonly RehearsedFault[]): Html {
  const order = ["contested", "derived", "documented"];
  const used = new Set(faults.flatMap((fault) => fault.constants));
  const all: [string, RehearsalConstant][] = Object.entries(rehearsalConstants);
  const rows = all
    .filter(([id]) => used.has(id))
    .map(([, constant]) => constant)
    .sort((one, other) => order.indexOf(one.standing) - order.indexOf(other.standing))
    .map(({ what, value, unit, standing, otherValues, source }) => {
      const others = otherValues.length === 0 ? "" : ` (others: ${otherValues.join(", ")})`;
      const cells = [what, `${String(value)} ${unit}`, `${standing}${others}`, source];
      return markup`<tr>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`;
    });
  return markup`<details><summary>The constants that this rests on, those that sources contest first</summary>\n<div class="picture"><table class="constants">\n<thead><tr><th>What</th><th>Value</th><th>Standing</th><th>Source</th></tr></thead>\n<tbody>\n${rows}</tbody>\n</table></div></details>\n`;
}
