import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { ownEntry } from "../../../core/ownEntry";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import { notFound, storeNew } from "../resources/store";
import { list, object, text, type Properties } from "../values";
import type { ApiRequest } from "../calls/apiRequest";
import type { Operation } from "./incoming";
import { change, operationOn } from "./operations";
import { placed, ruleAmong, type PlacedRule } from "./rulePositions";
import type { ResourceCall } from "./resourceCall";
import type { Route } from "./route";
import { servedResource } from "./servedResources";

const served = servedResource(types.ruleset);

/** What a zone's entry points are, and an account's. */
const entryKinds = { zoneId: "zone", accountId: "root" } as const;

function operation(
  method: ApiRequest["method"],
  work: (call: ResourceCall) => StoredObject,
): Operation {
  return operationOn(served, method, (call) => call.answer(work(call)));
}

/** What tells an entry point: its zone or account, its kind and its phase. */
function entryOf({ scope, incoming }: ResourceCall): Properties {
  const kind = scope.zoneId === undefined ? entryKinds.accountId : entryKinds.zoneId;
  return { ...scope, kind, phase: ownEntry(incoming.params, "phase") ?? "" };
}

function entryPoint(call: ResourceCall): StoredObject | undefined {
  const { zoneId, accountId, kind, phase } = entryOf(call);
  const index = `phase:${text(zoneId) || text(accountId)}/${text(kind)}/${text(phase)}`;
  return [...call.parts.place.account.find(index)][0];
}

function readEntryPoint(call: ResourceCall): StoredObject {
  const phase = text(entryOf(call).phase);
  return (
    entryPoint(call) ??
    refuse(apiErrors.entryPointMissing, `could not find entrypoint ruleset in the ${phase} phase`)
  );
}

/** Whoever writes an entry point that is not there makes it. */
function writeEntryPoint(call: ResourceCall): StoredObject {
  const found = entryPoint(call);
  if (found !== undefined) {
    return change(call.at(found.id), "PUT");
  }
  const wanted = call.admitted({ name: "default", ...call.sent, ...entryOf(call) });
  return storeNew(served.handler, wanted, call.setting);
}

function rulesOf(call: ResourceCall): Properties[] {
  return list(call.written(call.found()).rules).map(object);
}

function withRules(call: ResourceCall, rules: readonly Properties[]): StoredObject {
  return change(call.at(call.found().id, { rules: [...rules] }), "PATCH");
}

/** A new rule goes to the end, or where `position` says. */
function addRule(call: ResourceCall): StoredObject {
  const { position, id: _id, ...rule } = call.incoming.body;
  const rules = rulesOf(call);
  const after = position === undefined ? { after: "" } : object(position);
  return withRules(call, placed(rules, rule, after));
}

function ruleAndOthers(call: ResourceCall): PlacedRule {
  const found = ruleAmong(rulesOf(call), call.incoming.params.ruleId);
  if (found === undefined) {
    throw notFound(served.handler);
  }
  return found;
}

/**
 * Defines a rule anew, moves it, or both; what is not sent of a definition goes, but for the `ref`.
 * Source: Cloudflare docs, ruleset-engine/rulesets-api/update-rule.
 */
function changeRule(call: ResourceCall): StoredObject {
  const { rule, others, at } = ruleAndOthers(call);
  const { position, ...sent } = call.incoming.body;
  const { id = null, ref = null } = rule;
  const wanted: Properties = Object.keys(sent).length === 0 ? rule : { ref, ...sent, id };
  const there = position === undefined ? { index: at + 1 } : object(position);
  return withRules(call, placed(others, wanted, there));
}

/** Entry points of phases, and single rules; every answer is the whole ruleset. */
export const rulesetRoutes: readonly Route[] = ["/zones/:zoneId", "/accounts/:accountId"].flatMap(
  (scope): Route[] => [
    {
      path: `${scope}/rulesets/phases/:phase/entrypoint`,
      methods: {
        GET: operation("GET", readEntryPoint),
        PUT: operation("PUT", writeEntryPoint),
      },
    },
    { path: `${scope}/rulesets/:id/rules`, methods: { POST: operation("POST", addRule) } },
    {
      path: `${scope}/rulesets/:id/rules/:ruleId`,
      methods: {
        PATCH: operation("PATCH", changeRule),
        DELETE: operation("DELETE", (call) => withRules(call, ruleAndOthers(call).others)),
      },
    },
  ],
);
