import type { CauseId } from "../../../facts/causes";
import type { Evidence } from "../../evidence";
import { isAt, placeOfPool, type Judge, type Listener, type Subject } from "./subject";
import { upstreamsOf, type Upstream } from "./upstreams";

/** Whether connections wait in vain to be accepted. */
export const judgeQueues: Judge = (subject) => {
  const upstreams = upstreamsOf(subject);
  return (subject.bundle.listeners ?? []).flatMap((listener) => {
    const cause = causeOf(subject, upstreams, listener);
    return cause === undefined ? [] : ofOne(subject, listener, cause);
  });
};

function ofOne({ told }: Subject, listener: Listener, cause: CauseId): Evidence[] {
  const { address = "", port, path, waiting, backlog } = listener;
  const place = path ?? (address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`);
  const { pass, fail, unknown } = told("accept-queue", place);
  if (waiting === undefined || backlog === undefined) {
    const isQuiet = waiting?.most === 0;
    return isQuiet
      ? [pass("no connection waits to be accepted")]
      : [unknown("how many connections may wait was not said")];
  }
  // The kernel takes one more than the backlog. Source: Linux, include/net/sock.h, sk_acceptq_is_full.
  const full = Math.max(backlog, 1);
  const count = `${waiting.most} of ${backlog} connections wait to be accepted`;
  if (waiting.least >= full) {
    return [fail(`the accept queue is full: ${count}`, [cause])];
  }
  return waiting.most >= full
    ? [
        told("accept-queue", place, "setting").fail(
          `the accept queue was full at one of two looks: ${count}`,
          [cause],
        ),
      ]
    : [pass(count)];
}

function causeOf(
  { bundle, target }: Subject,
  upstreams: readonly Upstream[],
  listener: Listener,
): CauseId | undefined {
  if (listener.port === target.port) {
    return "web-server-slots";
  }
  if (bundle.pools.some(({ listen }) => isAt(placeOfPool(listen), listener))) {
    return "php-fpm-pool-exhausted";
  }
  const asked = upstreams.find(({ places }) =>
    places.some((place) => place !== "elsewhere" && isAt(place, listener)),
  );
  return asked?.isFastcgi === true ? "php-fpm-pool-exhausted" : asked && "upstream-slow";
}
