import path from "node:path";
import { jsonSchemaOf } from "../core/schema";
import { environmentKey, environmentSchema } from "./environment";
import { describedByType } from "./fieldDocs";

/**
 * Writes the JSON Schema of a stack's file, as far as this project reads it, by which editors complete and check it. It takes the
 * TypeScript compiler, so that neither the program nor the package may load this file.
 * @returns The text of `stacks/environment.schema.json`.
 */
export function stackFileJsonSchema(): string {
  const { $schema, ...environment } = describedByType(
    jsonSchemaOf(environmentSchema),
    path.join(__dirname, "environment.ts"),
    "Environment",
  );
  const schema = {
    title: "A stack of SteadyEdge",
    $schema,
    type: "object",
    properties: {
      config: {
        description: "Configuration by namespace:name.",
        type: "object",
        properties: { [environmentKey]: environment },
        required: [environmentKey],
      },
    },
    required: ["config"],
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
