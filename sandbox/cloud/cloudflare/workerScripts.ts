import { createHash } from "node:crypto";

import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { types } from "../account/indexes";
import type { ResourceHandler } from "../resources/handler";
import { isAbsent, text, type Properties } from "../values";
import { accountPath, restHandler } from "./rest";

/** Scripts of Workers: `/accounts/<account>/workers/scripts/<name>`. None of them ever runs here. */
export const workersScriptHandler: ResourceHandler = restHandler(
  types.workersScript,
  {
    collection: (script) => `${accountPath(script)}/workers/scripts/${text(script.scriptName)}`,
    single: "PUT",
  },
  {
    newId: ({ scriptName }) => text(scriptName),
    missing: {
      ...apiErrors.workerMissing,
      words: "This Worker does not exist on your account.",
    },
    computeOutputs: ({ content, mainModule }): Properties => ({
      etag: createHash("sha256").update(text(content)).digest("hex"),
      hasModules: !isAbsent(mainModule),
    }),
  },
);
