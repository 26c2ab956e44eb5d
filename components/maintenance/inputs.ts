import type * as pulumi from "@pulumi/pulumi";
import type { WorkersRouteArgs } from "@pulumi/cloudflare/workersRoute";
import type { WorkersScriptArgs } from "@pulumi/cloudflare/workersScript";
import { notInScriptNames } from "../../facts/cloudflare/workers";
import { objectName } from "../internal/names";
import type { ResolvedMaintenance } from "./resolve";
import { maintenanceWorker } from "./worker";

/** The behaviour of the runtime that the Worker was written for. */
const compatibilityDate = "2026-01-01";

const mainModule = "worker.js";

/**
 * The Worker that answers.
 * @param name - The component's child, from which the script has its name.
 * @param resolved - What is under maintenance.
 */
export function scriptInputs(name: string, resolved: ResolvedMaintenance): WorkersScriptArgs {
  return {
    accountId: resolved.accountId,
    scriptName: objectName(name, name.toLowerCase().replace(notInScriptNames, "-")),
    content: maintenanceWorker(resolved),
    mainModule,
    compatibilityDate,
  };
}

/**
 * The route that leads every request for a hostname to the Worker.
 * @param hostname - The hostname, canonical.
 * @param script - The script's name.
 * @param resolved - What is under maintenance.
 */
export function routeInputs(
  hostname: string,
  script: pulumi.Input<string>,
  { zoneId }: ResolvedMaintenance,
): WorkersRouteArgs {
  return { zoneId, pattern: `${hostname}/*`, script };
}
