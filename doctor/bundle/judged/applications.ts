import type { CauseId } from "../../../facts/causes";
import type { Evidence } from "../../evidence";
import type { Judge, Subject } from "./subject";
import { listenersAt } from "./subject";
import { upstreamsOf, type Place, type Upstream } from "./upstreams";

/** Whether something listens where the web server hands requests on to. */
export const judgeApplications: Judge = (subject) =>
  upstreamsOf(subject).flatMap((upstream) => ofOne(subject, upstream));

function ofOne(subject: Subject, { name, isFastcgi, places }: Upstream): Evidence[] {
  const { pass, fail, unknown } = subject.told(
    "application-socket",
    name,
    subject.isCertain || subject.servers.length === 0 ? "experiment" : "setting",
  );
  const cause: CauseId = isFastcgi ? "php-fpm-down" : "upstream-down";
  const states = places.map((place) => stateOf(subject, place));
  if (states.includes("listens")) {
    return [pass(`something listens at ${name}`)];
  }
  if (states.includes("elsewhere")) {
    return [];
  }
  return states.includes("unknown")
    ? [unknown(`it could not be seen whether something listens at ${name}`)]
    : [fail(`the web server hands requests on to ${name}, and nothing listens there`, [cause])];
}

function stateOf(
  { bundle }: Subject,
  place: Place,
): "listens" | "silent" | "elsewhere" | "unknown" {
  if (place === "elsewhere") {
    return "elsewhere";
  }
  if ("path" in place) {
    const kind = bundle.paths.find(({ path }) => path === place.path)?.kind;
    const isTold = bundle.listeners?.some(({ path }) => path !== undefined) === true;
    if (kind === "missing") {
      return "silent";
    }
    if (listenersAt(bundle, place)?.length !== 0 && isTold) {
      return "listens";
    }
    // A socket that was left behind is seen only where Unix sockets are.
    return isTold && kind === "socket" ? "silent" : "unknown";
  }
  const found = listenersAt(bundle, place);
  return found === undefined ? "unknown" : found.length > 0 ? "listens" : "silent";
}
