import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { deadlineSeconds, usualPatience } from "./deadline";
import { examineDns } from "./dns";
import { examineEdge } from "./edge";
import type { Evidence, Step } from "./evidence";
import { examineNetwork } from "./network";
import { cloudflareRangeOf, examineOrigin, usualPorts } from "./origin";
import { findOrigins, type FoundOrigins } from "./origins";
import type { SiteToExamine } from "./site";
import { witness } from "./witness";

/** How far an examination is. */
export interface ExaminationProgress {
  readonly step: Step;
  /** What the step saw; undefined while it is at work. */
  readonly evidence: readonly Evidence[] | undefined;
  /** Seconds since the step began. */
  readonly seconds: number;
  /** How many steps there are, and how many have ended. */
  readonly steps: number;
  readonly ended: number;
}

/** What a step does. */
type Work = () => Promise<readonly Evidence[]>;

/** How long a step that does not heed the deadline is waited for after it, in milliseconds. */
const graceMilliseconds = 1000;

/**
 * Examines a site: all steps side by side, under one deadline. A step that fails by a fault of its own does not keep the others from it.
 * @param site - The site.
 * @param signal - Ends the examination before its end.
 * @param onProgress - Told when a step begins and ends. Defaults to nobody.
 * @returns What all steps saw, in the order of the steps.
 * @throws The signal's reason once it has fired.
 */
export async function examineSite(
  site: SiteToExamine,
  signal: AbortSignal,
  onProgress: (progress: ExaminationProgress) => void = () => undefined,
): Promise<Evidence[]> {
  signal.throwIfAborted();
  const { patience = usualPatience } = site;
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(deadlineSeconds(patience) * 1000)]);
  setMaxListeners(0, deadline);
  const works = worksOn(site, findOrigins(site, deadline), deadline);
  let ended = 0;
  const seen = await Promise.all(
    works.map(async ([step, work]) => {
      const began = performance.now();
      const tell = (evidence: readonly Evidence[] | undefined): void => {
        const seconds = (performance.now() - began) / 1000;
        onProgress({ step, evidence, seconds, steps: works.length, ended });
      };
      tell(undefined);
      const evidence = await guarded(step, work, deadline);
      ended += 1;
      tell(evidence);
      return evidence;
    }),
  );
  signal.throwIfAborted();
  return seen.flat();
}

function worksOn(
  site: SiteToExamine,
  origins: Promise<FoundOrigins>,
  deadline: AbortSignal,
): readonly (readonly [Step, Work])[] {
  const { url, resolvers, retired, zone, trusted, connectTo } = site;
  const { hostname } = url;
  const port = url.port === "" ? usualPorts.httpsPort : Number(url.port);
  const path = `${url.pathname}${url.search}`;
  const atOrigin = {
    ...{ hostname, path, patience: site.patience ?? usualPatience },
    httpsPort: site.ports?.https ?? port,
    httpPort: site.ports?.http ?? usualPorts.httpPort,
    ...(trusted && { trusted }),
  };
  const edge = {
    ...{ hostname, path, port: site.ports?.edge ?? port },
    ...(connectTo !== undefined && { connectTo }),
    ...(trusted && { trusted }),
  };
  const dns = { hostname, resolvers, retired, ...(zone && { zone }) };
  return [
    [
      "origin",
      async () => {
        const { addresses, evidence } = await origins;
        const targets = addresses.map((address) => ({ ...atOrigin, address }));
        return [...evidence, ...(await examineOrigin(targets, deadline))];
      },
    ],
    ["dns", async () => examineDns({ ...dns, origins: (await origins).addresses }, deadline)],
    ["network", async () => waysTo((await origins).addresses, atOrigin.httpsPort, deadline)],
    ["edge", () => examineEdge(edge, deadline)],
  ];
}

async function waysTo(
  addresses: readonly string[],
  port: number,
  deadline: AbortSignal,
): Promise<Evidence[]> {
  const own = addresses.filter((address) => cloudflareRangeOf(address) === undefined);
  const ways = await Promise.all(own.map((address) => examineNetwork({ address, port }, deadline)));
  return ways.flat();
}

/** Never rejects, and ends soon after the deadline whatever the step does. */
async function guarded(
  step: Step,
  work: Work,
  deadline: AbortSignal,
): Promise<readonly Evidence[]> {
  const { unknown } = witness(step, "step", "all of it");
  const ended = new AbortController();
  const late = new Promise<readonly Evidence[]>((resolve) => {
    const giveUp = async (): Promise<void> => {
      await sleep(graceMilliseconds, undefined, { signal: ended.signal }).catch(() => undefined);
      resolve([unknown("the deadline came before the step's end")]);
    };
    deadline.addEventListener("abort", () => void giveUp(), { once: true, signal: ended.signal });
  });
  try {
    return await Promise.race([work(), late]);
  } catch (error) {
    return [unknown(`the step ended by a fault of its own: ${String(error)}`)];
  } finally {
    ended.abort();
  }
}
