import type { CauseId } from "../../facts/causes";
import type { DiagnosedRemedy } from "../../model/diagnosis/diagnosis";
import { accessRemedies } from "./access";
import { edgeRemedies } from "./edge";
import { machineRemedies } from "./machine";
import { nameRemedies } from "./names";
import { tlsRemedies } from "./tls";
import { upstreamRemedies } from "./upstream";

/**
 * The way out of each cause. Commands are those of Debian and of Amazon Linux; settings are named as the dashboard and the servers'
 * own documentation do. Sources: Cloudflare docs, support/troubleshooting/http-status-codes/cloudflare-5xx-errors and the pages that
 * facts/ names; nginx.org, httpd.apache.org and php.net, documentation of the directives; commands from memory of their manuals.
 */
export const remedies: Readonly<Record<CauseId, DiagnosedRemedy>> = {
  ...machineRemedies,
  ...upstreamRemedies,
  ...tlsRemedies,
  ...accessRemedies,
  ...nameRemedies,
  ...edgeRemedies,
};
