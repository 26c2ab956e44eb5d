import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { answerOrders } from "../../../facts/cloudflare/answerOrders";
import { notValid } from "../../../constraints/loadBalancers";
import { ownEntry } from "../../../core/ownEntry";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import { cloudflareHandler } from "../cloudflare/handlers";
import type { Place, ResourceHandler } from "../resources/handler";
import type { Properties } from "../values";
import { dnsRecordAnswer, rulesetAnswer, zoneAnswerOnWire } from "./answerForms";
import { recordFilters, recordOrders, zoneFilters, zoneOrders, type ListRule } from "./lists";

/** What follows an answer to a create, an update or a delete. */
type AnswerForm = "object" | "id" | "nothing" | "no content";

/** A resource type as the API serves it, beyond what its handler knows. */
export interface ServedResource {
  /** What the API does with it, through either door. */
  readonly handler: ResourceHandler;
  /** How it is changed: PUT replaces the object, PATCH changes what it names. */
  readonly updates: readonly ("PUT" | "PATCH")[];
  /** True for what stands alone under its path: it is set, never created. */
  readonly isSingle?: true;
  /** What the scopes of its paths are called. */
  readonly scopes: readonly ("zoneId" | "accountId")[];
  /** What a create and an update answer. Defaults to the object. */
  readonly written?: AnswerForm;
  /** What a delete answers; absent where it cannot be deleted. */
  readonly deleted?: AnswerForm;
  /** How its collection is listed; absent where it has none. */
  readonly list?: ListRule;
  /** What the API fills in where a client says nothing, beyond the table of facts. */
  readonly defaults?: Properties;
  /** True where an update may change what another resource type would be replaced for. */
  readonly isWhollyMutable?: true;
  /** In which order the API gives the fields; the others follow. */
  readonly order: readonly string[];
  /** Refuses what the API finds invalid before its own rules. */
  readonly invalid: (words: string) => never;
  /** Finishes an answer where the wire says more than the names. */
  readonly finish?: (answer: Properties, place: Place) => Properties;
}

const fallback = (words: string): never => refuse(apiErrors.invalidRequest, words);
const loadBalancing = (words: string): never => refuse(apiErrors.invalid, notValid(words));

/**
 * Says how a resource type is served.
 * @param type - Pulumi type token.
 * @param rest - What its handler does not know.
 * @returns The same, with the defaults.
 */
export function served(
  type: string,
  rest: Omit<ServedResource, "handler" | "order" | "invalid"> & Partial<ServedResource>,
): ServedResource {
  const order = ownEntry(answerOrders, type) ?? [];
  return { handler: cloudflareHandler(type), order, invalid: fallback, ...rest };
}

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
