import type * as pulumi from "@pulumi/pulumi";
import type { CertificateKey } from "../originCertificate/args";

/** Which public certificate load balancers get. */
export interface PublicCertificateArgs {
  /** The zone's id. */
  zoneId: pulumi.Input<string>;
  /** The zone's name, for example `example.com`. Must be known at preview. */
  zoneName: string;
  /**
   * The names to cover: full names, or wildcards of one level such as `*.example.com`. 1 to 100, the first of at most 64 characters;
   * AWS gives 10 until the quota is raised. Defaults to the zone's name and the wildcard beneath it.
   */
  hostnames?: string[];
  /** The kind of the key. Defaults to `rsa`. */
  keyAlgorithm?: CertificateKey;
  /** The AWS regions of the load balancers. */
  regions: string[];
}
