import { writeFileSync } from "node:fs";
import path from "node:path";
import { stackFileJsonSchema } from "./stackFile";

/** `npx tsx stacks/writeSchema.ts`, after a change of the environment's shape; a test says when it is due. */
writeFileSync(path.join(__dirname, "environment.schema.json"), stackFileJsonSchema());
