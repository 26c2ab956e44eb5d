import { changeRows } from "./changeRows";
import { pageStyle } from "./htmlStyle";
import { htmlOf, markup, type Html } from "./htmlText";
import { newFindingRows, standingFindingRows } from "./findingRows";
import { rehearsalRows } from "./rehearsalRows";
import type { Review } from "./review";
import { driftRows, failoverRows, noteRows, policyRows, renameRows, riskRows } from "./rows";
import type { Row } from "./row";
import { shownText } from "../words/shownText";
import { stackTitle } from "../words/stackTitle";
import { svgOf } from "./svg";
import { byAge, bySeverity, changeCount, verdictOf } from "./verdict";

/**
 * Writes reviews as one HTML page that loads nothing and runs nothing.
 * @param reviews - The reviews, one per stack.
 * @returns The page. The same reviews give the same page.
 */
export function reviewAsHtml(reviews: readonly Review[]): string {
  const names = reviews.map(stackTitle).join(", ");
  const head = [
    markup`<meta charset="utf-8">\n`,
    markup`<meta http-equiv="Content-Security-Policy" content="${policy}">\n`,
    markup`<meta name="viewport" content="width=device-width, initial-scale=1">\n`,
    markup`<title>Review of ${shownText(names)}</title>\n`,
    markup`<style>${pageStyle}</style>\n`,
  ];
  const body = markup`<body>\n<main>\n${reviews.map(stack)}</main>\n</body>\n`;
  return markup`<!doctype html>\n<html lang="en">\n<head>\n${head}</head>\n${body}</html>\n`.text;
}

/** Nothing is loaded and nothing runs, whatever the page holds. */
const policy = "default-src 'none'; style-src 'unsafe-inline'";

function stack(review: Review): Html {
  const { risks, unchanged, renames } = review;
  const { severity, title, detail } = verdictOf(review);
  const { news, standing } = byAge(review);
  const open = news.some((each) => each.severity === "high");
  const parts = [
    markup`<h1>Review of <code dir="auto">${shownText(stackTitle(review))}</code></h1>\n`,
    markup`<p class="verdict ${severity ?? "none"}"><strong>${title}.</strong> ${detail}</p>\n`,
    list(noteRows(review), "notes"),
    part("What can cause an outage", riskRows(risks), "risks"),
    part("Failover", failoverRows(review.failover), "failover"),
    part("Rehearsed", rehearsalRows(review.rehearsals), "rehearsed"),
    drawing(review),
    folded(
      `Policy findings of this change: ${bySeverity(news)}`,
      newFindingRows(review),
      "findings",
      open,
    ),
    folded(
      `Policy findings that stood before: ${bySeverity(standing)}`,
      standingFindingRows(review),
      "findings",
    ),
    folded("What the policy packs of this run said", policyRows(review.policies), "policies"),
    folded("Drift: changed outside Pulumi", driftRows(review), "drift"),
    folded(
      `The whole change: ${changeCount(review)} changed, ${unchanged} unchanged`,
      changeRows(review),
      "changes",
    ),
    folded(
      `Renamed only: ${renames.length}, nothing happens to them`,
      renameRows(renames),
      "renames",
    ),
  ];
  return markup`<section class="stack">\n${parts}</section>\n`;
}

function drawing({ picture }: Review): Html {
  if (picture.before.nodes.length + picture.after.nodes.length === 0) {
    return nothing;
  }
  const more =
    picture.left === 0
      ? nothing
      : markup`<p>${picture.left} more of the hostnames that this touches are not drawn.</p>\n`;
  const title = markup`<h2>Path of the traffic, before and after</h2>\n`;
  return markup`${title}<div class="picture">${svgOf(picture)}</div>\n${more}`;
}

const nothing = markup``;

function part(title: string, rows: readonly Row[], name: string): Html {
  return rows.length === 0 ? nothing : markup`<h2>${title}</h2>\n${list(rows, name)}`;
}

function folded(title: string, rows: readonly Row[], name: string, open = false): Html {
  const start = open ? markup`<details open>` : markup`<details>`;
  return rows.length === 0
    ? nothing
    : markup`${start}<summary>${title}</summary>\n${list(rows, name)}</details>\n`;
}

function list(rows: readonly Row[], name: string): Html {
  return rows.length === 0 ? nothing : markup`<ul class="${name}">\n${rows.map(item)}</ul>\n`;
}

function item({ words, heading, below = [] }: Row): Html {
  const title = heading === undefined ? nothing : markup`<h3>${htmlOf(heading)}</h3>`;
  const inner = below.length === 0 ? nothing : markup`<ul>\n${below.map(item)}</ul>`;
  return markup`<li>${title}${htmlOf(words)}${inner}</li>\n`;
}
