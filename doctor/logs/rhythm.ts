/** Seconds after a start within which what happens belongs to it. */
const startSeconds = 10;

/** Bursts are apart where nothing happens for more than this, in seconds. */
const quietSeconds = 5;

/** nginx's `fail_timeout` of its own. Source: nginx documentation, ngx_http_upstream_module, server. */
const failTimeout = 10;

/**
 * Says how events lie in time.
 * @param seconds - When something happened, in seconds, each with how often.
 * @param starts - When a server started or reloaded, in seconds.
 * @returns The rhythm in words; undefined where there is none to be seen.
 */
export function rhythmOf(
  seconds: ReadonlyMap<number, number>,
  starts: readonly number[],
): string | undefined {
  const times = [...seconds.keys()].sort((one, other) => one - other);
  const total = [...seconds.values()].reduce((sum, count) => sum + count, 0);
  const atStarts = times
    .filter((time) => starts.some((start) => time >= start && time <= start + startSeconds))
    .reduce((sum, time) => sum + (seconds.get(time) ?? 0), 0);
  if (total >= 3 && atStarts / total >= 0.8) {
    return `${atStarts} of ${total} within ${startSeconds} s after a start or reload`;
  }
  return wavesOf(times);
}

function wavesOf(times: readonly number[]): string | undefined {
  const bursts = times.filter(
    (time, index) => time - (times[index - 1] ?? -Infinity) > quietSeconds,
  );
  const gaps = bursts.slice(1).map((burst, index) => burst - (bursts[index] ?? 0));
  const middle = [...gaps].sort((one, other) => one - other)[Math.floor(gaps.length / 2)];
  if (middle === undefined || gaps.length < 3) {
    return undefined;
  }
  const regular = gaps.filter((gap) => Math.abs(gap - middle) <= Math.max(1, middle * 0.15));
  if (regular.length / gaps.length < 0.8) {
    return undefined;
  }
  return middle >= failTimeout && middle <= failTimeout + 1
    ? `every ${middle} s, as nginx sets a failed server aside for ${failTimeout} s`
    : `in waves, every ${middle} s`;
}
