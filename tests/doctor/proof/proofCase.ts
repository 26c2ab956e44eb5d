import type { CauseId } from "../../../facts/causes";
import type { ApiAccess } from "../../../doctor/api";
import type { Patience } from "../../../doctor/origin";
import type { DeclaredSite } from "../../../model/serving/declaredSite";
import { origin } from "../../sandbox/edge/sites";
import type { Lab } from "./lab/lab";

/** What a set-up leaves for the doctor. */
export interface SetUp {
  /** What the zone declares, where it differs from Full (strict) with one proxied record. */
  readonly site?: Partial<DeclaredSite>;
  /** The addresses that are named with --origin. Defaults to the origin's. */
  readonly origins?: readonly string[];
  readonly retired?: readonly string[];
  /** How the account at Cloudflare is read. Defaults to not at all, as without a token. */
  readonly api?: ApiAccess;
  /** The path of the site that is looked at. */
  readonly path?: string;
  /** Where the name leads that does not go through Cloudflare. */
  readonly direct?: string;
  /** Whether nobody can log in at the origin's host. Defaults to false. */
  readonly hasNoBundle?: boolean;
  /** How many visitors come before the doctor does. Defaults to 4. */
  readonly visits?: number;
  /** Visitors who come through Cloudflare all the time, while the doctor looks. Defaults to none. */
  readonly crowd?: number;
  readonly patience?: Partial<Patience>;
  /** What goes on while the doctor looks. */
  readonly meanwhile?: () => unknown;
  /** Runs when visitors have come, before the doctor looks. */
  readonly after?: () => unknown;
}

/**
 * A site with records for addresses, all of which are named with --origin.
 * @param all - The addresses.
 */
export function atAddresses(...all: readonly string[]): Pick<SetUp, "site" | "origins"> {
  return { site: { addresses: all.map((address) => origin(address)) }, origins: all };
}

/** A fault, or a healthy variant. The right answer was decided before it was run. */
export interface ProofCase {
  readonly id: string;
  /** The cause that must be found; "healthy" where nothing may be. */
  readonly expected: CauseId | "healthy";
  /** Causes that are true of it as well, and may be named beside it. */
  readonly besides?: readonly CauseId[];
  /** Makes the site, and its fault. */
  readonly setUp: (lab: Lab) => Promise<SetUp>;
}

/**
 * Writes a case.
 * @param id - What it is called.
 * @param expected - The right answer.
 * @param setUp - Makes it.
 * @param besides - What is true of it as well. Defaults to nothing.
 */
export function proofCase(
  id: string,
  expected: ProofCase["expected"],
  setUp: (lab: Lab) => Promise<SetUp | void> | SetUp | void,
  besides: readonly CauseId[] = [],
): ProofCase {
  return { id, expected, besides, setUp: async (lab) => (await setUp(lab)) ?? {} };
}
