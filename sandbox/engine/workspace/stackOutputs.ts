import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import { z } from "zod";

const stateShape = z.object({
  checkpoint: z.object({
    latest: z.object({
      resources: z
        .array(z.object({ type: z.string(), outputs: z.unknown().optional() }))
        .default([]),
    }),
  }),
});

/**
 * Reads the outputs of a stack from its state, as `pulumi stack output --json` tells them; that takes the engine as long as half
 * an update.
 * @param state - The state's file, as JSON.
 * @returns Values by name; a secret is the text `[secret]`. None where nothing is deployed.
 */
export function outputsIn(state: unknown): Record<string, unknown> {
  const { resources } = stateShape.parse(state).checkpoint.latest;
  const outputs = resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs;
  return masked(outputs ?? {}) as Record<string, unknown>;
}

function masked(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(masked);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const entries = Object.entries(value);
  return entries.some(([name, mark]) => name === specialSigKey && mark === specialSecretSig)
    ? "[secret]"
    : Object.fromEntries(entries.map(([name, each]) => [name, masked(each)]));
}
