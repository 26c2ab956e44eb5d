import type { EChartsOption } from "echarts";
import { hasFailed } from "../../model/rehearsal/failures";
import type { Measured, RehearsedFault } from "../../model/rehearsal/rehearsal";
import { markup, type Html } from "./htmlText";
import { hasPlots, plot } from "./plots";

/** Units of a picture, and of what stands around its bars: the title above, seconds and what monitors did below. */
const size = { width: 860, height: 160 };
const around = { left: 40, right: 40, top: 44, bottom: 46 };

/** The span that a fault's pictures show, in seconds from its begin, and the most requests in one of them. */
interface Span {
  readonly first: number;
  readonly last: number;
  readonly most: number;
}

/**
 * Draws what visitors met, second by second: a bar each, errors at its foot; as declared above, on Cloudflare's defaults below.
 * @param fault - What was measured.
 * @returns A picture of each, or what to install for them.
 */
export function rehearsalTimeline(fault: RehearsedFault): Html {
  const { declared, defaults, lastedSeconds, boundSeconds } = fault;
  if (!hasPlots()) {
    return markup`<p>No picture: the optional package <code>echarts</code> is not installed.</p>\n`;
  }
  const span = spanOf([declared, defaults]);
  return markup`${[
    timeline("As declared", declared, { span, lastedSeconds, boundSeconds }),
    timeline("On Cloudflare's defaults", defaults, { span, lastedSeconds, boundSeconds: null }),
  ]}`;
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

function timeline(side: string, measured: Measured, marks: Marks): Html {
  const { span } = marks;
  const title = `${side}: ${measured.failed} of ${measured.requests} failed`;
  const { first, last, most } = span;
  const every = last - first > 200 ? 60 : 20;
  const option: EChartsOption = {
    title: {
      ...{ text: title, left: around.left, top: 6, padding: 0 },
      textStyle: { color: "var(--ink)", fontSize: 14, fontWeight: "bold" },
    },
    grid: { ...around, outerBoundsMode: "none" },
    xAxis: {
      ...{ type: "value", min: first, max: last },
      ...{ splitLine: { show: false }, axisTick: { show: false } },
      axisLine: { lineStyle: { color: "var(--line)" } },
      axisLabel: {
        ...{ formatter: "{value} s", color: "var(--ink)", margin: 22 },
        customValues: Array.from({ length: Math.ceil(last / every) }, (_, at) => at * every),
      },
    },
    yAxis: { type: "value", min: 0, max: most, show: false },
    series: [bars("failed", measured, marks), bars("good", measured, marks)],
  };
  return markup`<div class="timeline" role="img" aria-label="${title}">${plot(option, size)}</div>\n`;
}

type Bars = Extract<NonNullable<EChartsOption["series"]>, readonly unknown[]>[number];

const colours = { failed: "var(--red)", good: "var(--green)" };

function bars(name: keyof typeof colours, measured: Measured, marks: Marks): Bars {
  const { first, last } = marks.span;
  const data = measured.timeline.map(({ second, answers }) => {
    const failed = sum(answers.filter(hasFailed));
    const count = name === "failed" ? failed : sum(answers) - failed;
    // A bar of none is not drawn.
    return [second + 0.5, count === 0 ? null : count] as [number, number];
  });
  return {
    ...{ type: "bar", name, stack: "requests", silent: true, color: colours[name], data },
    barWidth: (size.width - around.left - around.right) / (last - first),
    ...(name === "failed" && { markArea: during(marks), markLine: lines(measured, marks) }),
  };
}

function during({ lastedSeconds }: Marks): object {
  return {
    silent: true,
    itemStyle: { color: "var(--yellowsoft)" },
    data: [[{ xAxis: 0 }, { xAxis: lastedSeconds }]],
  };
}

function lines({ detectedSeconds }: Measured, { boundSeconds }: Marks): object {
  const line = (xAxis: number, name: string, position: "start" | "end", lineStyle: object) => ({
    ...{ xAxis, name, lineStyle },
    label: { position, formatter: `{b} ${xAxis} s`, color: "var(--ink)" },
  });
  return {
    ...{ silent: true, symbol: "none" },
    data: [
      ...(boundSeconds === null
        ? []
        : [line(boundSeconds, "bound", "end", { color: "var(--ink)", type: "dashed" })]),
      ...(detectedSeconds === null
        ? []
        : [
            line(detectedSeconds, "out", "start", {
              color: "var(--ink)",
              type: "solid",
              width: 2,
            }),
          ]),
    ],
  };
}

function sum(answers: readonly { readonly requests: number }[]): number {
  return answers.reduce((all, { requests }) => all + requests, 0);
}
