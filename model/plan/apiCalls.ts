import { callLimit } from "../../facts/cloudflare/apiCalls";
import { staysWhenDeleted } from "./forgotten";
import type { Plan, PlanChange } from "./plan";

/**
 * Steps for which the provider makes one request.
 * Source: Cloudflare Terraform provider v5, internal/services, resource.go (Create, Read, Update and Delete).
 */
const calling = new Set([
  ...["create", "create-replacement", "update", "delete", "delete-replaced"],
  ...["import", "import-replacement", "read", "refresh"],
]);

/** What the engine does with one resource. */
export interface EngineStep {
  /** What is done, in the engine's word. */
  readonly op: string;
  /** Pulumi type token. */
  readonly type: string;
  /** Whether deleting it only makes Pulumi forget it. Defaults to false. */
  readonly retained?: boolean;
}

/**
 * Whether a step is a call of Cloudflare's API.
 * @param step - The step.
 * @returns True for one call; no step makes more.
 */
export function makesCloudflareCall({ op, type, retained = false }: EngineStep): boolean {
  if (!type.startsWith("cloudflare:") || !calling.has(op)) {
    return false;
  }
  return !(op.startsWith("delete") && (retained || staysWhenDeleted(type)));
}

/**
 * Counts the calls of Cloudflare's API that carrying out a plan takes, retries apart.
 * @param plan - The plan.
 * @returns How many.
 */
export function cloudflareCalls({ changes }: Plan): number {
  return changes.flatMap(stepsOf).filter(makesCloudflareCall).length;
}

/**
 * Says that Cloudflare's API does not take so many calls at once.
 * @param calls - How many.
 * @returns A sentence without a full stop; undefined where they are few enough.
 */
export function overCallLimit(calls: number): string | undefined {
  return calls <= callLimit.calls
    ? undefined
    : `This takes about ${calls} calls of Cloudflare's API, which takes ${callLimit.calls} in ${callLimit.seconds} s from one user: expect the provider to wait, or the run to stop with code 429`;
}

function stepsOf({ operation, type, before, importReplacement }: PlanChange): EngineStep[] {
  const retained = before?.retainOnDelete === true;
  return operation === "replace"
    ? [
        { op: importReplacement ? "import-replacement" : "create-replacement", type },
        { op: "delete-replaced", type, retained },
      ]
    : [{ op: operation, type, retained }];
}
