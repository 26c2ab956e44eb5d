import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { ownEntry } from "../../../core/ownEntry";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import { referringRules } from "../cloudflare/listReferences";
import { invalidPageRule } from "../cloudflare/pageRules";
import type { Place } from "../resources/handler";
import { isAbsent, object, text, type Properties } from "../values";
import { pageRuleFromWire, pageRuleToWire } from "./pageRuleForm";
import { served, type ServedResource } from "./servedResource";

/**
 * What stands before an origin beside rulesets and load balancers, as the API serves it: page rules, routes of Workers, tunnels and waiting
 * rooms. Source: the npm package `cloudflare` 7.3, resources.
 */
export const trafficResources: readonly ServedResource[] = [
  served(types.pageRule, {
    scopes: ["zoneId"],
    updates: ["PUT", "PATCH"],
    deleted: "id",
    list: { form: "whole", filters: { status: "exact" }, orders: ["status", "priority"] },
    invalid: (words) => invalidPageRule(`.${words}`),
    begin: pageRuleFromWire,
    finish: pageRuleToWire,
  }),
  served(types.workersRoute, {
    scopes: ["zoneId"],
    updates: ["PUT"],
    deleted: "id",
    list: { form: "whole" },
  }),
  served(types.workersScript, {
    scopes: ["accountId"],
    isSingle: true,
    updates: ["PUT"],
    deleted: "nothing",
    begin: scriptFromForm,
    finish: ({ content: _content, script_name: _name, ...answer }) => answer,
  }),
  served(types.tunnel, {
    scopes: ["accountId"],
    updates: ["PATCH"],
    deleted: "object",
    list: { form: "pages", perPage: 20, filters: { name: "exact", status: "exact" } },
    finish: (answer) => ({
      ...{ deleted_at: null, conns_active_at: null, conns_inactive_at: null, metadata: {} },
      ...answer,
    }),
  }),
  served(types.tunnelConfiguration, {
    scopes: ["accountId"],
    isSingle: true,
    updates: ["PUT"],
    finish: configurationAnswer,
  }),
  served(types.accountList, {
    scopes: ["accountId"],
    updates: ["PUT"],
    deleted: "id",
    list: { form: "whole" },
    // Items are sent to a path of their own.
    begin: ({ items: _items, ...body }) => body,
    finish: ({ items: _items, ...answer }, place) => {
      const found = place.account.get(types.accountList, text(answer.id));
      const rules = found === undefined ? 0 : referringRules(found, place);
      return { ...answer, num_referencing_filters: rules };
    },
  }),
  served(types.waitingRoom, {
    scopes: ["zoneId"],
    updates: ["PUT", "PATCH"],
    deleted: "id",
    list: { form: "pages", perPage: 25 },
    finish: (answer) => ({
      ...{ next_event_prequeue_start_time: null, next_event_start_time: null },
      ...answer,
    }),
  }),
];

/** A configuration has no id of its own; one that nobody has set is null. */
function configurationAnswer({ id, ...answer }: Properties, { account }: Place): Properties {
  const tunnel = account.get(types.tunnel, text(id))?.properties;
  return { account_id: tunnel?.accountId ?? null, config: null, ...answer };
}

/** A script comes as a form: `metadata` says which of its other parts is the script, and how it is to run. */
function scriptFromForm({ metadata, ...parts }: Properties): Properties {
  const settings = object(metadata ?? {});
  const content = ownEntry(parts, text(settings.main_module ?? settings.body_part ?? ""));
  if (isAbsent(content)) {
    const words = "Uncaught Error: No such module: the metadata names none of the uploaded parts";
    return refuse(apiErrors.workerWithoutScript, words);
  }
  return { ...settings, content };
}
