import { z } from "zod";
import { parseJson } from "../json";
import type { Hop, PathReport } from "./path";

const hub = z.object({
  count: z.number(),
  host: z.string(),
  "Loss%": z.number(),
  Snt: z.number(),
  Avg: z.number(),
  Wrst: z.number(),
});

const report = z.object({
  report: z.object({ mtr: z.object({ dst: z.string() }), hubs: z.array(hub) }),
});

/** What mtr writes where a hop said nothing. */
const silent = "???";

/**
 * Reads what `mtr --json` wrote (0.95).
 * @param text - Its output.
 * @returns The path; undefined where it is none.
 */
export function readMtr(text: string): PathReport | undefined {
  const read = report.safeParse(parseJson(text));
  if (!read.success) {
    return undefined;
  }
  const { mtr, hubs } = read.data.report;
  const hops = hubs.map((each): Hop => ({
    number: each.count,
    host: each.host === silent ? undefined : each.host,
    sent: each.Snt,
    lost: Math.round((each["Loss%"] * each.Snt) / 100),
    averageMilliseconds: each.host === silent ? undefined : each.Avg,
    ...(each.host !== silent && { worstMilliseconds: each.Wrst }),
  }));
  return { destination: mtr.dst, hops };
}
