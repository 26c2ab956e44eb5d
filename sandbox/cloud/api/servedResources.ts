import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { notValid } from "../../../constraints/loadBalancers";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import { dnsRecordAnswer, rulesetAnswer, zoneAnswerOnWire } from "./answerForms";
import { recordFilters, recordOrders, zoneFilters, zoneOrders } from "./lists";
import { served, type ServedResource } from "./servedResource";
import { trafficResources } from "./servedTraffic";

const loadBalancing = (words: string): never => refuse(apiErrors.invalid, notValid(words));

/**
 * The resource types that the API serves. Which methods each has, what it answers and how its lists come in pages: the npm package
 * `cloudflare` 7.3, resources.
 */
export const servedResources: readonly ServedResource[] = [
  served(types.record, {
    scopes: ["zoneId"],
    updates: ["PUT", "PATCH"],
    deleted: "id",
    list: { form: "pages", perPage: 100, filters: recordFilters, orders: recordOrders },
    defaults: { ttl: 1 },
    isWhollyMutable: true,
    invalid: (words) => refuse(apiErrors.recordInvalid, `DNS Validation Error: ${words}`),
    finish: dnsRecordAnswer,
  }),
  served(types.zone, {
    scopes: [],
    updates: ["PATCH"],
    deleted: "id",
    list: { form: "pages", perPage: 20, filters: zoneFilters, orders: zoneOrders },
    finish: zoneAnswerOnWire,
  }),
  served(types.zoneSetting, {
    scopes: ["zoneId"],
    isSingle: true,
    updates: ["PATCH"],
    invalid: (words) => refuse(apiErrors.settingInvalid, words),
  }),
  ...[types.monitor, types.monitorGroup, types.pool].map((type) =>
    served(type, {
      scopes: ["accountId"],
      updates: ["PUT", "PATCH"],
      deleted: "id",
      list: { form: "whole", filters: type === types.pool ? { monitor: "exact" } : {} },
      invalid: loadBalancing,
    }),
  ),
  served(types.loadBalancer, {
    scopes: ["zoneId"],
    updates: ["PUT", "PATCH"],
    deleted: "id",
    list: { form: "whole" },
    invalid: loadBalancing,
  }),
  served(types.healthcheck, {
    scopes: ["zoneId"],
    updates: ["PUT", "PATCH"],
    deleted: "id",
    list: { form: "pages", perPage: 25 },
  }),
  served(types.notificationPolicy, {
    scopes: ["accountId"],
    updates: ["PUT"],
    written: "id",
    deleted: "nothing",
    list: { form: "whole" },
  }),
  served(types.webhooks, {
    scopes: ["accountId"],
    updates: ["PUT"],
    written: "id",
    deleted: "nothing",
    list: { form: "whole" },
    // Whoever knows the address of a webhook may write to it.
    journaledAsSecret: ["url"],
  }),
  served(types.ruleset, {
    scopes: ["zoneId", "accountId"],
    updates: ["PUT"],
    deleted: "no content",
    list: { form: "cursor", perPage: 50, leavesOut: ["rules"] },
    finish: rulesetAnswer,
  }),
  served(types.originCaCertificate, {
    scopes: [],
    updates: [],
    deleted: "id",
    list: { form: "pages", perPage: 20 },
  }),
  served(types.originPulls, {
    scopes: ["zoneId"],
    isSingle: true,
    updates: ["PUT"],
    finish: ({ enabled = null }) => ({ enabled }),
  }),
  served(types.originPullsCertificate, {
    scopes: ["zoneId"],
    updates: [],
    deleted: "object",
    list: { form: "whole" },
    // The key is a secret, and the other name of the id is the provider's own.
    finish: ({ private_key: _key, certificate_id: _id, ...answer }) => answer,
  }),
  served(types.tieredCache, {
    scopes: ["zoneId"],
    isSingle: true,
    updates: ["PATCH"],
    deleted: "object",
    finish: (answer) => ({ ...answer, id: "tiered_cache_smart_topology_enable" }),
  }),
  served(types.argoSmartRouting, {
    scopes: ["zoneId"],
    isSingle: true,
    updates: ["PATCH"],
    finish: (answer) => ({ ...answer, id: "smart_routing" }),
  }),
  ...trafficResources,
];

/**
 * Finds a resource type that the API serves.
 * @param type - Pulumi type token.
 * @returns How it is served.
 * @throws {Error} Where it is not.
 */
export function servedResource(type: string): ServedResource {
  const found = servedResources.find(({ handler }) => handler.type === type);
  if (found === undefined) {
    throw new Error(`the API does not serve ${type}`);
  }
  return found;
}
