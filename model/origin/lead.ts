import type { Known } from "../../core/known";
import type { ModelResource } from "../graph/resources";

/** That requests for a hostname are sent to a machine. */
export interface Lead {
  /** The hostname that visitors ask for. */
  readonly hostname: string;
  /** The port that is asked; 0 for the protocol's own. */
  readonly port: Known<number>;
  /** The names that the origin is asked by, where a pool gives others than the visitor's. */
  readonly hosts: Known<readonly string[]>;
  /** Whether Cloudflare connects, or may, through a private network or a tunnel. */
  readonly isTunnelled: boolean;
  /** What names the machine: the record or the pool. */
  readonly by: ModelResource;
}
