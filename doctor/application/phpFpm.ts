import { z } from "zod";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import type { HttpAnswer } from "../httpAnswer";
import { parseJson } from "../json";

/** Where pools show how they are, where they do. Source: php.net, FPM configuration, the examples of pm.status_path and ping.path. */
export const poolPaths = { status: "/status?json", ping: "/ping" } as const;

/** Source: php.net, FPM status page. */
const schema = z.object({
  pool: z.string(),
  "listen queue": z.number(),
  "listen queue len": z.number(),
  "idle processes": z.number(),
  "active processes": z.number(),
  "max children reached": z.number(),
});

/**
 * Judges the status page of a pool of PHP-FPM.
 * @param at - Where it was asked.
 * @param answer - The answer.
 * @returns What it says; undefined where it is no such page, which most sites rightly do not show.
 */
export function judgePoolStatus(at: string, { status, body }: HttpAnswer): Evidence | undefined {
  const read = status === 200 ? schema.safeParse(parseJson(body)) : undefined;
  if (read?.success !== true) {
    return undefined;
  }
  const { pool, "listen queue": waiting, "listen queue len": backlog } = read.data;
  const { "idle processes": idle, "active processes": active } = read.data;
  const reached = read.data["max children reached"];
  const { pass, fail } = witness("application", "php-fpm-status", `${at}${poolPaths.status}`);
  const seen = `pool ${pool}: ${active} active, ${idle} idle, ${waiting} of ${backlog} waiting, ${reached} times at its most`;
  if (waiting > 0) {
    return fail(seen, ["php-fpm-pool-exhausted"], { rulesOut: ["php-fpm-down"] });
  }
  return reached > 0
    ? fail(seen, ["php-fpm-pool-exhausted"], { rulesOut: ["php-fpm-down"], weight: "setting" })
    : pass(seen, ["php-fpm-down", "php-fpm-socket-rights", "php-fpm-pool-exhausted"]);
}

/**
 * Judges the ping page of a pool.
 * @param at - Where it was asked.
 * @param answer - The answer.
 * @returns A pass where the pool answers; else nothing, since most sites do not show it.
 */
export function judgePing(at: string, { status, body }: HttpAnswer): Evidence | undefined {
  return status === 200 && body.trim() === "pong"
    ? witness("application", "php-fpm-ping", `${at}${poolPaths.ping}`).pass("pong", [
        ...(["php-fpm-down", "php-fpm-socket-rights"] as const),
      ])
    : undefined;
}
