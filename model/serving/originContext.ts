import type { HostnamePath } from "../traffic/hostnamePath";
import type { TrafficModel } from "../traffic/path";
import type { Assumed } from "./assumed";
import type { DeclaredSite } from "./declaredSite";

/** What an origin is read for. */
export interface OriginContext {
  readonly model: TrafficModel;
  /** The site's path. */
  readonly path: HostnamePath;
  /** How Cloudflare connects. */
  readonly encryptionMode: DeclaredSite["encryptionMode"];
  /** The client certificate that it shows. */
  readonly clientCertificate: DeclaredSite["clientCertificate"];
  readonly assumed: Assumed;
}
