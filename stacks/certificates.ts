import type { ProblemList } from "../components/internal/checked";
import { handOver } from "../components/internal/validation";
import type { OriginCertificateArgs } from "../components/originCertificate";
import { originCertificateFields } from "../components/originCertificate/schema";
import { checkOriginCertificate } from "../components/originCertificate/validate";
import type { PublicCertificateArgs } from "../components/publicCertificate";
import { publicCertificateFields } from "../components/publicCertificate/schema";
import { checkPublicCertificate } from "../components/publicCertificate/validate";
import type { Problem } from "../core/problem";
import { fieldsOf, without, type SchemaOf } from "../core/schema";
import type { Environment } from "./environment";

/** Where an environment has what its certificates take from the zone, and what no file may hold. */
const elsewhere = {
  zoneId: "zone.id",
  zoneName: "zone.name",
  existing: "nowhere: a file holds no private key",
} as const;

/** The certificate of Cloudflare's Origin CA with which the origins serve. */
export type EnvironmentOriginCertificate = Omit<OriginCertificateArgs, keyof typeof elsewhere>;

/** The public certificate of load balancers in AWS. */
export type EnvironmentPublicCertificate = Omit<PublicCertificateArgs, keyof typeof elsewhere>;

/** The schema of an environment's certificate of Cloudflare's Origin CA. */
export const environmentOriginCertificateSchema = fieldsOf(
  without(originCertificateFields, elsewhere) satisfies SchemaOf<EnvironmentOriginCertificate>,
);

/** The schema of an environment's public certificate. */
export const environmentPublicCertificateSchema = fieldsOf(
  without(publicCertificateFields, elsewhere) satisfies SchemaOf<EnvironmentPublicCertificate>,
);

/** What the certificates of an environment come to: their arguments, handed over with what they say. */
export interface ResolvedCertificates {
  /** The certificate with which the origins serve; undefined for none. */
  readonly originCertificate: OriginCertificateArgs | undefined;
  /** The public certificate of load balancers; undefined for none. */
  readonly publicCertificate: PublicCertificateArgs | undefined;
}

/**
 * Checks the certificates of an environment.
 * @param problems - Takes what is wrong.
 * @param environment - The environment.
 * @param under - Puts a certificate's problem at its place in the environment.
 * @returns Resolves them; to be called where nothing is wrong.
 */
export function checkCertificates(
  problems: ProblemList,
  { zone, originCertificate, publicCertificate }: Environment,
  under: (path: string, problem: Problem) => Problem,
): () => ResolvedCertificates {
  const { id: zoneId, name: zoneName } = zone;
  const origin = originCertificate && { ...originCertificate, zoneName };
  const open = publicCertificate && { ...publicCertificate, zoneId, zoneName };
  const checked = <Args, Resolved>(
    path: string,
    args: Args,
    check: (own: ProblemList, args: Args) => () => Resolved,
  ): (() => Resolved) =>
    problems.within(
      (problem) => under(path, problem),
      (own) => check(own, args),
    );
  const resolveOrigin = origin && checked("originCertificate", origin, checkOriginCertificate);
  const resolvePublic = open && checked("publicCertificate", open, checkPublicCertificate);
  return () => ({
    originCertificate: origin && resolveOrigin && handOver(origin, resolveOrigin()),
    publicCertificate: open && resolvePublic && handOver(open, resolvePublic()),
  });
}
