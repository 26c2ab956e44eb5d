import { callLimit } from "../facts/cloudflare/apiErrors";
import { cloudflareResourceRules } from "../facts/cloudflare/resourceRules";
import type { EngineEvent } from "../sandbox/engine";

/**
 * Steps for which the provider makes one request.
 * Source: Cloudflare Terraform provider v5, internal/services, resource.go (Create, Read, Update and Delete).
 */
const calling: readonly string[] = [
  ...["create", "create-replacement", "update", "delete", "delete-replaced"],
  ...["import", "read", "refresh"],
];

/**
 * Warns of a run that needs more calls of Cloudflare's API than it takes in a while.
 * @param events - What the engine reports of the run or of its preview.
 * @returns A line; nothing where the calls are few enough.
 */
export function callBudgetLines(events: readonly EngineEvent[]): string[] {
  const calls = events.filter(makesCall).length;
  return calls <= callLimit.calls
    ? []
    : [
        `This takes about ${calls} calls of Cloudflare's API, which takes ${callLimit.calls} in ${callLimit.seconds} s from one user: ` +
          "expect the provider to wait, or the run to stop with code 429, and divide the stack or its changes",
      ];
}

function makesCall({ resourcePreEvent }: EngineEvent): boolean {
  const step = resourcePreEvent?.metadata;
  if (!step?.type.startsWith("cloudflare:") || !calling.includes(step.op)) {
    return false;
  }
  const isDelete = step.op.startsWith("delete");
  return !(isDelete && cloudflareResourceRules[step.type]?.deleteIsEmpty === true);
}
