import { cloudflareResourceRules } from "../../../facts/cloudflare/resourceRules";
import type { ResourceHandler } from "../resources/handler";
import { isAbsent, type Properties } from "../values";
import { dnsRecordHandler } from "./dnsRecords";
import {
  argoSmartRoutingHandler,
  healthcheckHandler,
  originPullsHandler,
  tieredCacheHandler,
} from "./edge";
import { loadBalancerHandler } from "./loadBalancers";
import { accountListHandler, accountListItemHandler } from "./listHandlers";
import { monitorGroupHandler, monitorHandler, poolHandler } from "./loadBalancing";
import { notificationPolicyHandler, webhooksHandler } from "./notifications";
import { originCaCertificateHandler } from "./originCa";
import { originPullsCertificateHandler } from "./originPulls";
import { pageRuleHandler } from "./pageRules";
import { accountPath, restHandler, zonePath } from "./rest";
import { rulesetHandler } from "./rulesets";
import { tunnelConfigurationHandler, tunnelHandler } from "./tunnels";
import { waitingRoomEventHandler, waitingRoomRulesHandler } from "./waitingRoomParts";
import { waitingRoomHandler } from "./waitingRooms";
import { workersRouteHandler } from "./workerRoutes";
import { workersScriptHandler } from "./workerScripts";
import { zoneHandler } from "./zoneHandler";
import { zoneSettingHandler } from "./zoneSettings";

const handlers = new Map(
  [
    dnsRecordHandler,
    zoneSettingHandler,
    zoneHandler,
    monitorHandler,
    monitorGroupHandler,
    poolHandler,
    loadBalancerHandler,
    healthcheckHandler,
    notificationPolicyHandler,
    webhooksHandler,
    rulesetHandler,
    originCaCertificateHandler,
    originPullsHandler,
    originPullsCertificateHandler,
    tieredCacheHandler,
    argoSmartRoutingHandler,
    pageRuleHandler,
    workersRouteHandler,
    workersScriptHandler,
    tunnelHandler,
    tunnelConfigurationHandler,
    waitingRoomHandler,
    waitingRoomRulesHandler,
    waitingRoomEventHandler,
    accountListHandler,
    accountListItemHandler,
  ].map((handler) => [handler.type, handler]),
);

/**
 * Finds what is known about a Cloudflare resource type.
 * @param type - Pulumi type token, of a type that the SDK declares.
 * @returns Its handler. For a type without rules of its own: one that stores what it is given.
 */
export function cloudflareHandler(type: string): ResourceHandler {
  return handlers.get(type) ?? generic(type);
}

/** Types of Cloudflare that have rules of their own beyond the tables. */
export const cloudflareServedTypes: readonly string[] = [...handlers.keys()];

function generic(type: string): ResourceHandler {
  const name = type.split(":")[1]?.split("/").at(-1) ?? type;
  const scope = (properties: Properties) =>
    isAbsent(properties.zoneId)
      ? isAbsent(properties.accountId)
        ? ""
        : accountPath(properties)
      : zonePath(properties);
  const replaces = Object.hasOwn(cloudflareResourceRules, type) ? [] : ["accountId", "zoneId"];
  const handler = restHandler(type, { collection: (properties) => `${scope(properties)}/${name}` });
  return {
    ...handler,
    hasNoRules: true,
    rules: { ...handler.rules, replaces: [...handler.rules.replaces, ...replaces] },
  };
}
