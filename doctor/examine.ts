import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { withinTime } from "../core/timeLimit";
import { stateEvidence } from "./access";
import { examineAccount } from "./api";
import { examineApplication, type ApplicationPlace } from "./application";
import { bundleEvidence, certificateEvidence } from "./bundle";
import { deadlineSeconds, usualPatience } from "./deadline";
import { examineDns } from "./dns";
import { examineEdge, type EdgeTarget } from "./edge";
import type { Evidence, Step } from "./evidence";
import { examineNetwork } from "./network";
import {
  cloudflareRangeOf,
  examineOrigin,
  shownFingerprint,
  usualPorts,
  type OriginTarget,
} from "./origin";
import { findOrigins, type FoundOrigins } from "./origins";
import type { SiteToExamine } from "./site";
import { witness } from "./witness";

/** How far an examination is. */
export interface ExaminationProgress {
  /** What is at work: a step, or the look at the account at Cloudflare or into the bundle. */
  readonly step: Step | "account" | "bundle";
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

/** The work of each step, by what it is called. */
type Works = readonly (readonly [ExaminationProgress["step"], Work])[];

/** Whose word it is where one of them ends by a fault of its own. */
const witnessing: Readonly<Record<ExaminationProgress["step"], Step>> = {
  ...{ origin: "origin", logs: "logs", access: "access", dns: "dns", application: "application" },
  ...{ network: "network", edge: "edge", account: "edge", bundle: "application" },
};

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
  const { patience = usualPatience, deadlineSeconds: seconds = deadlineSeconds(patience) } = site;
  const seen = await withinTime(signal, seconds * 1000, (deadline) =>
    stepsOf(site, signal, deadline, onProgress),
  );
  signal.throwIfAborted();
  return seen.flat();
}

function stepsOf(
  site: SiteToExamine,
  signal: AbortSignal,
  deadline: AbortSignal,
  onProgress: (progress: ExaminationProgress) => void,
): Promise<(readonly Evidence[])[]> {
  setMaxListeners(0, deadline);
  const works = worksOn(site, deadline);
  let ended = 0;
  return Promise.all(
    works.map(async ([step, work]) => {
      const began = performance.now();
      const tell = (evidence: readonly Evidence[] | undefined): void => {
        const seconds = (performance.now() - began) / 1000;
        if (!signal.aborted) {
          onProgress({ step, evidence, seconds, steps: works.length, ended });
        }
      };
      tell(undefined);
      const evidence = await guarded(step, work, deadline);
      ended += 1;
      tell(evidence);
      return evidence;
    }),
  );
}

function worksOn(site: SiteToExamine, deadline: AbortSignal): Works {
  const { resolvers, retired, zone, api: access } = site;
  const { atOrigin, edge } = targetsOf(site);
  const { hostname, path } = edge;
  const account = examineAccount(
    { hostname, path, access, retired, origins: site.origins },
    deadline,
  );
  const declared = account.then(
    (read) => read.origins,
    () => [],
  );
  const origins = findOrigins(site, declared, deadline);
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
    [
      "application",
      async () => {
        const places = placesOf((await origins).addresses, atOrigin, edge);
        return examineApplication({ hostname, path, places }, deadline);
      },
    ],
    ["edge", () => examineEdge(edge, deadline)],
    ["account", async () => (await account).evidence],
    ...ofBundle(site, origins, atOrigin, deadline),
    ...ofState(site, atOrigin.httpsPort),
  ];
}

/** What is asked at each of the origin's addresses, and at Cloudflare. */
function targetsOf({ url, ports, patience = usualPatience, trusted, connectTo }: SiteToExamine): {
  readonly atOrigin: Omit<OriginTarget, "address">;
  readonly edge: EdgeTarget;
} {
  const { hostname } = url;
  const port = url.port === "" ? usualPorts.httpsPort : Number(url.port);
  const asked = { hostname, path: `${url.pathname}${url.search}`, ...(trusted && { trusted }) };
  return {
    atOrigin: {
      ...{ ...asked, patience, httpsPort: ports?.https ?? port },
      httpPort: ports?.http ?? usualPorts.httpPort,
    },
    edge: { ...asked, port: ports?.edge ?? port, ...(connectTo !== undefined && { connectTo }) },
  };
}

/** The bundle is of one host: the certificate that is shown is compared with its own where there is one address alone. */
function ofBundle(
  { bundle }: SiteToExamine,
  origins: Promise<FoundOrigins>,
  atOrigin: Omit<OriginTarget, "address">,
  deadline: AbortSignal,
): Works {
  if (bundle === undefined) {
    return [];
  }
  const { hostname, httpsPort: port } = atOrigin;
  const target = { hostname, port };
  const work = async (): Promise<Evidence[]> => {
    const { addresses } = await origins;
    const [address = ""] = addresses;
    const shown =
      addresses.length === 1
        ? await shownFingerprint({ ...atOrigin, address }, deadline)
        : undefined;
    return [
      ...bundleEvidence(bundle, target),
      ...(shown === undefined ? [] : certificateEvidence(bundle, target, shown, address)),
    ];
  };
  return [["bundle", work]];
}

function ofState({ state }: SiteToExamine, port: number): Works {
  return state === undefined ? [] : [["access", () => Promise.resolve(stateEvidence(state, port))]];
}

/** An origin's addresses over TLS, then in clear; Cloudflare where no origin is known. */
function placesOf(
  addresses: readonly string[],
  { httpsPort, httpPort }: Pick<OriginTarget, "httpsPort" | "httpPort">,
  { hostname, port, connectTo = hostname }: EdgeTarget,
): ApplicationPlace[] {
  const own = addresses.filter((address) => cloudflareRangeOf(address) === undefined).slice(0, 2);
  return own.length === 0
    ? [{ address: connectTo, port, isTls: true }]
    : [
        ...own.map((address) => ({ address, port: httpsPort, isTls: true })),
        ...own.map((address) => ({ address, port: httpPort, isTls: false })),
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
  step: ExaminationProgress["step"],
  work: Work,
  deadline: AbortSignal,
): Promise<readonly Evidence[]> {
  const { unknown } = witness(witnessing[step], "step", step);
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
