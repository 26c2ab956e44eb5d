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

/** Where connections are accepted on this host: the path of a Unix socket, or a port. */
export type LocalPlace = { readonly path: string } | { readonly port: number };

/**
 * Reads where PHP-FPM listens.
 * @param listen - Its `listen`: a path, a port, or an address with a port.
 */
export function placeOfPool(listen: string): LocalPlace {
  const [, port] = /(?:^|:)(\d{1,5})$/.exec(listen) ?? [];
  return listen.startsWith("/") ? { path: listen } : { port: Number(port) };
}

/**
 * Whether a socket, or what else has a path or a port, is at a place.
 * @param place - The place.
 * @param one - What may be there.
 */
export function isAt(
  place: LocalPlace,
  one: { readonly path?: string | undefined; readonly port?: number | undefined },
): boolean {
  return "path" in place ? one.path === place.path : one.port === place.port;
}

/**
 * Finds the sockets that accept connections to a place of this host.
 * @param bundle - The bundle.
 * @param place - The place.
 * @returns The sockets; undefined where they were not read.
 */
export function listenersAt({ listeners }: Bundle, place: LocalPlace): Listener[] | undefined {
  return listeners?.filter((one) => isAt(place, one));
}
