import * as pulumi from "@pulumi/pulumi";
import { ownEntry } from "../core/ownEntry";
import type { Environment } from "./environment";

/** The ARNs of an environment's certificates in Certificate Manager, by the certificate and then by region. */
export type CertificateArns = Readonly<Record<string, pulumi.Output<Record<string, string>>>>;

/** The certificates of an environment, for those of its load balancers that name none. Their ARNs are known once they are declared. */
export class AlbCertificates {
  /** The regions of each certificate, the first choice first. */
  readonly #regions: Readonly<Record<string, readonly string[]>>;
  readonly #awaited = new Map<string, (arns: CertificateArns) => void>();
  readonly #arns = new Map<string, pulumi.Output<string>>();

  /**
   * Looks where the environment has certificates.
   * @param environment - The environment.
   */
  constructor({ originCertificate, publicCertificate }: Environment) {
    this.#regions = {
      origin: originCertificate?.acmRegions ?? [],
      public: publicCertificate?.regions ?? [],
    };
  }

  /**
   * Finds the certificate of a region: the origins' own, or else the public one.
   * @param region - The region; undefined where the environment does not say.
   * @returns Its ARN, known later; undefined where there is none.
   */
  arnIn(region: string | undefined): pulumi.Output<string> | undefined {
    const certificate = Object.keys(this.#regions).find(
      (name) => region !== undefined && ownEntry(this.#regions, name)?.includes(region),
    );
    if (region === undefined || certificate === undefined) {
      return undefined;
    }
    const known = this.#arns.get(region);
    if (known !== undefined) {
      return known;
    }
    const [arn, provide] = pulumi.deferredOutput<string>();
    this.#arns.set(region, arn);
    this.#awaited.set(region, (arns) => {
      const byRegion = ownEntry(arns, certificate) ?? pulumi.output<Record<string, string>>({});
      provide(byRegion.apply((found) => ownEntry(found, region) ?? ""));
    });
    return arn;
  }

  /**
   * Takes the ARNs, once the certificates are declared.
   * @param arns - All of the environment.
   */
  provide(arns: CertificateArns): void {
    this.#awaited.forEach((take) => {
      take(arns);
    });
  }
}
