import { z } from "zod";
import { environmentSchema } from "./environment";
import { environmentKey } from "./problems";

/** The shape of a stack's file, as far as this project reads it. */
const stackFileSchema = z.looseObject({
  config: z
    .looseObject({ [environmentKey]: environmentSchema.describe("What this stack declares.") })
    .describe("Configuration by namespace:name."),
});

/**
 * Writes the JSON Schema of a stack's file, by which editors complete and check it.
 * @returns The text of `stacks/environment.schema.json`.
 */
export function stackFileJsonSchema(): string {
  const schema = z.toJSONSchema(stackFileSchema, { target: "draft-7" });
  return `${JSON.stringify({ title: "A stack of SteadyEdge", ...schema }, undefined, 2)}\n`;
}
