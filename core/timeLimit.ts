/**
 * Works under a signal that fires with another, or after a time, and lets go of both when the work is over. `AbortSignal.any` with
 * `AbortSignal.timeout` in it is none: neither holds the timeout, and once garbage is collected it fires never. Source: nodejs/node issue
 * 57736, seen with Node 20.
 * @param signal - The other.
 * @param milliseconds - The time, which keeps no process alive.
 * @param work - What is done; the signal that it is given fires with the other's reason, or a `TimeoutError`.
 * @returns What the work returns.
 */
export async function withinTime<Result>(
  signal: AbortSignal,
  milliseconds: number,
  work: (limited: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const limit = new AbortController();
  const follow = (): void => limit.abort(signal.reason);
  const timer = setTimeout(
    () => limit.abort(new DOMException("The time is over", "TimeoutError")),
    milliseconds,
  ).unref();
  signal.addEventListener("abort", follow, { once: true });
  if (signal.aborted) {
    follow();
  }
  try {
    return await work(limit.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", follow);
  }
}
