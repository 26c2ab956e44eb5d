import type { ModelTypeName } from "../graph/resourceTypes";
import { forPeople, type ReadType } from "./readType";

/** What of the products that hold for a whole zone, or an API in it, the model, the rules and the risks read. */
export const zoneProductReadTypes = {
  botManagement: {
    read: [
      ...["zoneId", "fightMode"],
      ...["sbfmDefinitelyAutomated", "sbfmLikelyAutomated", "sbfmVerifiedBots"],
    ],
    noPart: {
      enableJs: "a script in pages that tells browsers from bots; it refuses nobody",
      aiBotsProtection: "crawlers of AI, which no visitor is",
      crawlerProtection: "crawlers of AI, which no visitor is",
      isRobotsTxtManaged: "what crawlers are asked to leave out",
      bmCookieEnabled: "a cookie by which visits are told apart",
    },
    byProperty: ["create"],
  },
  schemaValidation: {
    read: ["zoneId", "validationDefaultMitigationAction", "validationOverrideMitigationAction"],
  },
  operationValidation: { read: ["zoneId", "operationId", "mitigationAction"] },
  tokenValidation: {
    read: ["zoneId", "action", "enabled"],
    noPart: { title: forPeople, description: forPeople },
  },
  // Which operations demand a token is read of them; what else a saved one comes to demand, nobody judges.
  apiOperation: { read: [], unread: ["create", "update", "replace", "delete"] },
  scriptPolicy: { read: ["zoneId", "action", "enabled"], noPart: { description: forPeople } },
  zoneDnsSettings: {
    read: ["zoneId", "zoneMode", "flattenAllCnames"],
    noPart: { soa: "what secondary servers and resolvers read about the zone itself" },
    byProperty: ["create"],
  },
  // Redirects are followed by it; what a change of it does to the rules that stand is not judged.
  urlNormalization: { read: ["zoneId"], unread: ["create", "replace", "delete"] },
  // Of its headers one is read; what becomes of an origin without the others, no plan says.
  managedTransforms: { read: ["zoneId"], byProperty: ["create"] },
  turnstileWidget: { read: ["accountId", "domains"], noPart: { name: forPeople } },
  dnssec: { read: ["zoneId", "status"], byProperty: ["create"] },
  originAuthority: { read: ["zoneId"] },
  fallbackOrigin: { read: ["zoneId", "origin"] },
  // What they keep or let in is read with the hostnames that serve the bucket; that a lifecycle goes deletes nothing.
  r2Lifecycle: { read: ["accountId", "bucketName", "jurisdiction", "rules"] },
  r2Cors: { read: ["accountId", "bucketName", "jurisdiction", "rules"] },
} as const satisfies Readonly<Partial<Record<ModelTypeName, ReadType>>>;
