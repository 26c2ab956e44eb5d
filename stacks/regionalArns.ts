import * as pulumi from "@pulumi/pulumi";
import { ownEntry } from "../core/ownEntry";

/** ARNs by what has them, such as a certificate, and then by region. */
export type ArnsByRegion = Readonly<Record<string, pulumi.Output<Record<string, string>>>>;

/** ARNs in regions, for load balancers that name none. They are known once what has them is declared. */
export class RegionalArns {
  readonly #awaited = new Map<string, (arns: ArnsByRegion) => void>();
  readonly #arns = new Map<string, pulumi.Output<string>>();

  /**
   * Knows what there will be.
   * @param regions - The regions of each thing that has ARNs, the first choice first.
   */
  constructor(private readonly regions: Readonly<Record<string, readonly string[]>>) {}

  /**
   * Finds the ARN in a region, of the first choice that is there.
   * @param region - The region; undefined where the environment does not say.
   * @returns The ARN, known later; undefined where there is none.
   */
  arnIn(region: string | undefined): pulumi.Output<string> | undefined {
    const choice = Object.keys(this.regions).find(
      (name) => region !== undefined && ownEntry(this.regions, name)?.includes(region),
    );
    if (region === undefined || choice === undefined) {
      return undefined;
    }
    const known = this.#arns.get(region);
    if (known !== undefined) {
      return known;
    }
    const [arn, provide] = pulumi.deferredOutput<string>();
    this.#arns.set(region, arn);
    this.#awaited.set(region, (arns) => {
      const byRegion = ownEntry(arns, choice) ?? pulumi.output<Record<string, string>>({});
      provide(byRegion.apply((found) => ownEntry(found, region) ?? ""));
    });
    return arn;
  }

  /**
   * Takes the ARNs, once what has them is declared.
   * @param arns - All of the environment.
   */
  provide(arns: ArnsByRegion): void {
    this.#awaited.forEach((take) => {
      take(arns);
    });
  }
}
