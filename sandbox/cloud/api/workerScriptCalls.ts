import { types } from "../account/indexes";
import { text, type Properties } from "../values";
import type { Answer, Operation } from "./incoming";
import { listOperation } from "./listCalls";
import { operationOn } from "./operations";
import type { ResourceCall } from "./resourceCall";
import type { Route } from "./route";
import { servedResource } from "./servedResources";

const served = servedResource(types.workersScript);

const scripts = "/accounts/:accountId/workers/scripts";

/** One script read in a form of its own. */
function reading(answer: (call: ResourceCall) => Answer): Operation {
  return operationOn(served, "GET", answer);
}

const content = reading((call) => ({
  result: null,
  file: text(call.found().properties.content),
}));

const settings = reading((call) => {
  const { bindings, compatibility_date, compatibility_flags, logpush, usage_model } = call.written(
    call.found(),
  );
  const said = { bindings, compatibility_date, compatibility_flags, logpush, usage_model };
  return { result: said as Properties };
});

const service = reading((call) => {
  const object = call.found();
  const script = call.written(object);
  const { created_on, modified_on } = script;
  const environment = { environment: "production", created_on, modified_on, script };
  return {
    result: {
      ...{ id: object.id, created_on, modified_on, default_environment: environment },
    } as Properties,
  };
});

/**
 * Scripts of Workers beside their one PUT: the script itself, which is no JSON and in no envelope, its settings, and the list.
 *
 * Sources: the npm package `cloudflare` 7.3, resources/workers/scripts; Cloudflare's Terraform provider, internal/services/workers_script,
 * which reads `workers/services/<name>`, `settings` and `content/v2`.
 */
export const workerScriptRoutes: readonly Route[] = [
  { path: scripts, methods: { GET: listOperation(served) } },
  { path: `${scripts}/:scriptName`, methods: { GET: content } },
  { path: `${scripts}/:scriptName/content/v2`, methods: { GET: content } },
  { path: `${scripts}/:scriptName/settings`, methods: { GET: settings } },
  { path: "/accounts/:accountId/workers/services/:scriptName", methods: { GET: service } },
];
