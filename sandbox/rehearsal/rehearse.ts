import {
  rehearsalVersion,
  type Rehearsal,
  type RehearsedFault,
} from "../../model/rehearsal/rehearsal";
import type { DeclaredSite } from "../../model/serving/declaredSite";
import { constantsUsed } from "../edge/constantsUsed";
import { ModelledClock } from "../modelledClock";
import type { WebServers } from "../origins/nginx/webServers";
import { boundSeconds } from "./bound";
import { onDefaults } from "./cloudflareDefaults";
import type { Fault } from "./faults";
import { requireFreePort } from "./freePort";
import { measure } from "./measure";
import { Run, type Played } from "./run";
import { Scene } from "./scene";
import { verdictsOf } from "./verdicts";
import type { RehearsalOptions } from "./options";

/** A rehearsal, but for what only its caller knows. */
type Rehearsed = Omit<Rehearsal, "notServed">;

/**
 * Runs a site as it is declared, and beside it on Cloudflare's defaults, and breaks both in the same ways, one after the other.
 * @param options - What, and how.
 * @returns What was measured. Nothing is left running, whatever happens.
 * @throws The signal's reason once it has fired.
 */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsed> {
  const { site, speed, rate, servers, up, signal } = options;
  const reasons = options.faults.map((fault) => ({ fault, because: fault.inapplicable(site, up) }));
  const possible = reasons.flatMap(({ fault, because }) => (because === undefined ? [fault] : []));
  await requireFreePort();
  const clock = new ModelledClock(speed);
  const scenes: Scene[] = [];
  const faults: RehearsedFault[] = [];
  try {
    for (const each of possible.length === 0 ? [] : [site, onDefaults(site)]) {
      scenes.push(await Scene.start(each, clock, servers));
      signal.throwIfAborted();
    }
    for (const fault of possible) {
      const run = new Run(scenes, fault, options);
      faults.push(judged(fault, site, await run.play()));
    }
  } finally {
    await Promise.all(scenes.map((scene) => scene.stop()));
  }
  return {
    ...{ version: rehearsalVersion, hostname: site.hostname, speed, rate, faults },
    ranOn: [originsAre(servers), ...scenes.slice(0, 1).map(({ network }) => network)],
    assumptions: [...site.assumptions],
    inapplicable: reasons.flatMap(({ fault, because }) =>
      because === undefined ? [] : [{ fault: fault.name, because }],
    ),
  };
}

function originsAre(servers: WebServers | undefined): string {
  return servers === undefined
    ? "Origins were servers of the rehearsal's own"
    : `Origins were nginx and PHP-FPM ${servers.phpVersion}, as \`steady-edge server-config\` configures them`;
}

function judged(
  { name: fault, what, struck }: Fault,
  site: DeclaredSite,
  { seen, times, stoodAtSeconds, lateSeconds, ...played }: Played,
): RehearsedFault {
  const [declared, defaults] = seen.map((each) => measure(each, times));
  if (declared === undefined || defaults === undefined) {
    throw new Error("A rehearsal runs a site twice.");
  }
  const bound = boundSeconds(site, declared);
  const beginningSeconds = stoodAtSeconds - times.beganAtSeconds;
  return {
    ...{ fault, what, lateSeconds, boundSeconds: bound, declared, defaults },
    constants: constantsUsed(
      site,
      seen.flatMap(({ answers }) => answers),
    ),
    lastedSeconds: Math.round(times.endedAtSeconds - times.beganAtSeconds),
    verdicts: verdictsOf({
      ...{ site, measured: declared, boundSeconds: bound, beginningSeconds, lateSeconds },
      ...{ lateConnections: played.lateConnections, unhealthy: played.unhealthy },
      struck: struck(site),
    }),
  };
}
