/* eslint-disable @typescript-eslint/no-require-imports -- loaded by whoever draws a plot alone, since the package is large and optional */
import type { EChartsOption } from "echarts";
import { Html } from "./htmlText";

/** How large a plot is, in units of its SVG. */
export interface PlotSize {
  /** From left to right. */
  readonly width: number;
  /** From top to bottom. */
  readonly height: number;
}

/** Whether the package that draws plots is installed: npm leaves it out where it is told to omit what is optional. */
export function hasPlots(): boolean {
  try {
    require.resolve("echarts");
    return true;
  } catch {
    return false;
  }
}

/**
 * Draws a plot with Apache ECharts.
 * @param option - What it shows, in the library's terms. Colours may be the page's own, as `var(--red)`.
 * @param size - Its size.
 * @returns An SVG that runs nothing and loads nothing. The same option gives the same one.
 * @throws Error where the package is not installed.
 */
export function plot(option: EChartsOption, { width, height }: PlotSize): Html {
  const echarts = require("echarts") as typeof import("echarts");
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption({ animation: false, backgroundColor: "transparent", ...option });
    return new Html(withoutHovering(chart.renderToSVGString()));
  } finally {
    chart.dispose();
  }
}

/** Takes away what only a page with a script reads; the names of its classes are counted through the life of a process. */
function withoutHovering(svg: string): string {
  return svg
    .replace(/<style\b[^]*?<\/style>\s*/g, "")
    .replace(
      / (class|ecmeta_\w+|pointer-events|xml:space|xmlns:xlink|version|baseProfile)="[^"]*"/g,
      "",
    );
}
