/**
 * A signal that fires with another, or after a time. `AbortSignal.any` with `AbortSignal.timeout` in it is none: neither holds the
 * timeout, and once garbage is collected it fires never. Source: nodejs/node issue 57736, seen with Node 20.
 * @param signal - The other.
 * @param milliseconds - The time, which keeps no process alive.
 * @returns The signal; its reason is the other's, or a `TimeoutError`.
 */
export function withTimeLimit(signal: AbortSignal, milliseconds: number): AbortSignal {
  const limit = new AbortController();
  const end = (reason: unknown): void => {
    clearTimeout(timer);
    signal.removeEventListener("abort", follow);
    limit.abort(reason);
  };
  const follow = (): void => end(signal.reason);
  const timer = setTimeout(
    () => end(new DOMException("The time is over", "TimeoutError")),
    milliseconds,
  ).unref();
  signal.addEventListener("abort", follow, { once: true });
  if (signal.aborted) {
    follow();
  }
  return limit.signal;
}
