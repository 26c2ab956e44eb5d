import type * as pulumi from "@pulumi/pulumi";
import type { EdgeCertificateAuthority } from "../../facts/cloudflare/certificatePacks";

/** Which certificate visitors are shown at Cloudflare's edge. */
export interface EdgeCertificateArgs {
  /** The zone's id. The zone must have bought Advanced Certificate Manager. */
  zoneId: pulumi.Input<string>;
  /** The zone's name, for example `example.com`. Must be known at preview. */
  zoneName: string;
  /**
   * The names to cover beside the zone's own, which every certificate has: full names, or wildcards of one level such as
   * `*.shop.example.com`. 1 to 49.
   */
  hostnames: string[];
  /** Who issues it. Defaults to `google`. */
  certificateAuthority?: EdgeCertificateAuthority;
  /** How many seconds an update waits until it is active, 0 to 3600. Defaults to 900. */
  waitSeconds?: number;
}
