import { setMaxListeners } from "node:events";
import { proxiedHttpsPorts } from "../../facts/cloudflare/ports";
import { edgeHeaders, tracePath } from "../../facts/cloudflare/visitorErrors";
import type { Evidence } from "../evidence";
import { kindsOf } from "../kindsOf";
import { witness } from "../witness";
import { judgeEdgeAnswer } from "./judged";
import type { HttpAnswer } from "../httpAnswer";
import { askEdge, authorityOf, type EdgeTarget } from "./request";

/** How many answers are looked at. */
const asked = 3;

/** Where answers took this long there is no next: a site that hangs takes Cloudflare's whole wait each time, and no more is learned. */
const slowMilliseconds = 15_000;

/**
 * Looks at a site through Cloudflare: whether it is served, and who made its errors.
 * @param target - The name.
 * @param signal - The deadline.
 * @returns What was seen. Never rejects for what is answered.
 */
export async function examineEdge(target: EdgeTarget, signal: AbortSignal): Promise<Evidence[]> {
  setMaxListeners(0, signal);
  const url = `https://${authorityOf(target)}${target.path}`;
  const [answers, trace] = await Promise.all([
    inSeries(target, signal),
    askEdge(target, tracePath, signal),
  ]);
  return [
    ...ofPort(target),
    ...ofTrace(target, trace),
    ...folded(answers.map((answer) => ofAnswer(url, answer))),
  ];
}

/** In a rehearsal the edge is at any port. */
function ofPort({ hostname, port, connectTo }: EdgeTarget): Evidence[] {
  return connectTo !== undefined || proxiedHttpsPorts.includes(port)
    ? []
    : [
        witness("edge", "port", `${hostname}:${port}`, "setting").unknown(
          `Cloudflare takes HTTPS at the ports ${proxiedHttpsPorts.join(", ")} alone, unless Spectrum is set up: through it nobody reaches this one`,
        ),
      ];
}

async function inSeries(target: EdgeTarget, signal: AbortSignal): Promise<(HttpAnswer | string)[]> {
  const answers: (HttpAnswer | string)[] = [];
  const began = performance.now();
  do {
    answers.push(await askEdge(target, target.path, signal));
  } while (
    answers.length < asked &&
    !signal.aborted &&
    performance.now() - began < slowMilliseconds
  );
  return answers;
}

function ofAnswer(url: string, answer: HttpAnswer | string): Evidence {
  return typeof answer === "string"
    ? witness("edge", "answer", url).unknown(`no answer (${answer})`)
    : judgeEdgeAnswer(url, answer);
}

/** Fails, each kind once with how many of all; without one what was not seen; and a pass where all are. */
function folded(evidence: readonly Evidence[]): Evidence[] {
  const fails = kindsOf(
    evidence.filter(({ outcome }) => outcome === "fail"),
    evidence.length,
  );
  const other = evidence.find(({ outcome }) => outcome === "unknown") ?? evidence[0];
  return fails.length > 0 || other === undefined ? fails : [other];
}

/** The trace says which of Cloudflare's places answered; a site that goes elsewhere does not know the page. */
function ofTrace({ hostname }: EdgeTarget, trace: HttpAnswer | string): Evidence[] {
  const { pass, fail, unknown } = witness("edge", "trace", hostname, "setting");
  if (typeof trace === "string") {
    return [unknown(`no answer (${trace})`)];
  }
  const colo = /^colo=([A-Z]{3})$/m.exec(trace.body)?.[1];
  if (trace.headers[edgeHeaders.ray] === undefined && colo === undefined) {
    return [fail("the name does not go through Cloudflare", ["dns-not-proxied"])];
  }
  return [
    pass(colo === undefined ? "goes through Cloudflare" : `goes through Cloudflare at ${colo}`, [
      "dns-not-proxied",
    ]),
  ];
}

export type { EdgeTarget } from "./request";
