import { hasFailed } from "../../model/rehearsal/failures";
import type { Measured, RehearsedFault } from "../../model/rehearsal/rehearsal";
import { markup, type Html } from "./htmlText";

/** Units of the picture: one of its rows, and where it begins. */
const row = { height: 70, gap: 56, left: 40, width: 800 };

/** Units beneath the rows: seconds stand below what is written at the foot of the last one. */
const axisHeight = 40;

/** The span that a picture shows, in seconds from the fault's begin. */
interface Span {
  readonly first: number;
  readonly last: number;
  readonly most: number;
}

/**
 * Draws what visitors met, second by second: a bar each, errors at its foot; as declared above, on Cloudflare's defaults below.
 * @param fault - What was measured.
 * @returns An SVG.
 */
export function rehearsalTimeline(fault: RehearsedFault): Html {
  const { declared, defaults, lastedSeconds, boundSeconds } = fault;
  const span = spanOf([declared, defaults]);
  const rows = [
    timeline("As declared", declared, 0, { span, lastedSeconds, boundSeconds }),
    timeline("On Cloudflare's defaults", defaults, 1, { span, lastedSeconds, boundSeconds: null }),
  ];
  const width = row.left + row.width + 20;
  const height = 2 * (row.height + row.gap) + axisHeight;
  const label = `${fault.fault}: ${declared.failed} of ${declared.requests} requests failed as declared, ${defaults.failed} of ${defaults.requests} on defaults`;
  return markup`<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}">${rows}${axis(span, height)}</svg>\n`;
}

function spanOf(all: readonly Measured[]): Span {
  const seconds = all.flatMap(({ timeline: own }) => own.map(({ second }) => second));
  const sums = all.flatMap(({ timeline: own }) => own.map(({ answers }) => sum(answers)));
  return {
    first: Math.min(0, ...seconds),
    last: Math.max(1, ...seconds) + 1,
    most: Math.max(1, ...sums),
  };
}

interface Marks {
  readonly span: Span;
  readonly lastedSeconds: number;
  readonly boundSeconds: number | null;
}

function timeline(title: string, measured: Measured, at: number, marks: Marks): Html {
  const top = row.gap + at * (row.height + row.gap);
  const { span, lastedSeconds, boundSeconds } = marks;
  const x = (second: number): number => placed(span, second);
  const width = round(x(lastedSeconds) - x(0));
  const lines = [
    ...(boundSeconds === null
      ? []
      : [line("bound", x(boundSeconds), top, `bound ${boundSeconds} s`)]),
    ...(measured.detectedSeconds === null
      ? []
      : [line("out", x(measured.detectedSeconds), top, `out ${measured.detectedSeconds} s`)]),
  ];
  return markup`<g class="timeline"><text x="${row.left}" y="${top - 22}" class="side-title">${title}: ${measured.failed} of ${measured.requests} failed</text><rect class="during" x="${x(0)}" y="${top}" width="${width}" height="${row.height}"/>${measured.timeline.flatMap((each) => bars(each, top, span))}${lines}</g>`;
}

function bars({ second, answers }: Measured["timeline"][number], top: number, span: Span): Html[] {
  const failed = sum(answers.filter(hasFailed));
  const good = sum(answers) - failed;
  const scale = row.height / span.most;
  const x = placed(span, second);
  const width = round(row.width / (span.last - span.first));
  const bar = (name: string, count: number, below: number): Html[] =>
    count === 0
      ? []
      : [
          markup`<rect class="${name}" x="${x}" y="${round(top + row.height - (below + count) * scale)}" width="${width}" height="${round(count * scale)}"/>`,
        ];
  return [...bar("failed", failed, 0), ...bar("good", good, failed)];
}

function line(name: string, x: number, top: number, label: string): Html {
  const bottom = top + row.height;
  const y = name === "bound" ? top - 4 : bottom + 12;
  return markup`<line class="${name}" x1="${x}" x2="${x}" y1="${top}" y2="${bottom}"/><text class="kind" x="${x + 3}" y="${y}">${label}</text>`;
}

function axis(span: Span, height: number): Html {
  const every = span.last - span.first > 200 ? 60 : 20;
  const ticks = Array.from({ length: Math.ceil(span.last / every) }, (_, at) => at * every);
  const labels = ticks.map(
    (second) =>
      markup`<text class="kind" text-anchor="middle" x="${placed(span, second)}" y="${height - 4}">${second} s</text>`,
  );
  return markup`<g class="axis">${labels}</g>`;
}

function placed({ first, last }: Span, second: number): number {
  return round(row.left + ((second - first) / (last - first)) * row.width);
}

function sum(answers: readonly { readonly requests: number }[]): number {
  return answers.reduce((all, { requests }) => all + requests, 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
