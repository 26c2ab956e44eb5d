import { answering, nginxServers, type NginxServer } from "../../configuration/nginxServers";
import type { Evidence, Step, Weight } from "../../evidence";
import { witness, type Witness } from "../../witness";
import type { Bundle } from "../format";

/** What a bundle is asked about. */
export interface BundleTarget {
  /** The port that Cloudflare connects to. */
  readonly port: number;
  /** The name that visitors ask for. Defaults to not known: whichever server answers may be meant then. */
  readonly hostname?: string;
}

/** A bundle, and what of it bears on the target. */
export interface Subject {
  readonly bundle: Bundle;
  readonly target: BundleTarget;
  /** The servers of nginx that may answer for the target. */
  readonly servers: readonly NginxServer[];
  /** Whether they do for certain; what is wrong with others need not be the matter. */
  readonly isCertain: boolean;
  /** Makes a witness at a place of the host. Its word weighs as an experiment, for it looked. */
  readonly told: (check: string, what: string, weight?: Weight, step?: Step) => Witness;
}

/** One kind of judgement. */
export type Judge = (subject: Subject) => Evidence[];

/**
 * Makes the subject of all judgements.
 * @param bundle - The bundle.
 * @param target - What it is asked about.
 */
export function subjectOf(bundle: Bundle, target: BundleTarget): Subject {
  const all = configurationsOf(bundle, "nginx").flatMap(({ directives }) =>
    nginxServers(directives),
  );
  return {
    ...{ bundle, target, ...answering(all, target) },
    told: (check, what, weight = "experiment", step = "application") =>
      witness(step, check, `${bundle.host.name}: ${what}`, weight),
  };
}

/**
 * Finds the configurations that a server runs with.
 * @param bundle - The bundle.
 * @param server - Which server.
 */
export function configurationsOf(
  { configurations }: Bundle,
  server: Bundle["configurations"][number]["server"],
): Bundle["configurations"] {
  return configurations.filter((one) => one.server === server && one.isRunning);
}

/** A socket that accepts connections. */
export type Listener = NonNullable<Bundle["listeners"]>[number];

/**
 * Finds the sockets that accept connections to a place of this host.
 * @param bundle - The bundle.
 * @param place - The path of a Unix socket, or a port.
 * @returns The sockets; undefined where they were not read.
 */
export function listenersAt(
  { listeners }: Bundle,
  place: { readonly path: string } | { readonly port: number },
): Listener[] | undefined {
  return listeners?.filter((one) =>
    "path" in place ? one.path === place.path : one.port === place.port,
  );
}
