import type { ModelTypeName } from "../graph/resourceTypes";
import { answered, forPeople, nameForPeople, type ReadType } from "./readType";

const waitingPage = "what those see who wait";
const loginPage = "what those see who log in";
const launcher = "a page on which people find their applications";

/** What decides which certificate cloudflared takes. */
const tunnelCertificates = ["originServerName", "noTlsVerify", "matchSnItoHost", "caPool"];
const tunnelRequests = [...tunnelCertificates, "httpHostHeader", "access.required"];

/** What of the products that stand before an origin, beside rulesets, the model, the rules and the risks read. */
export const edgeReadTypes = {
  accessRule: {
    read: ["accountId", "zoneId", "mode", "configuration"],
    noPart: { notes: forPeople },
  },
  userAgentRule: {
    read: ["zoneId", "mode", "configuration", "paused"],
    noPart: { description: forPeople },
  },
  zoneLockdown: {
    read: ["zoneId", "urls", "configurations", "paused"],
    noPart: { description: forPeople },
    byProperty: ["create"],
  },
  // Only a rehearsal reads what a script answers, and of few scripts; what a change of its text does, nobody judges.
  workersScript: {
    read: [],
    noPart: {
      observability: "what is logged; no request is answered otherwise",
      logpush: "what is logged; no request is answered otherwise",
      tailConsumers: "what is logged; no request is answered otherwise",
      placement: "how near to visitors or to data it runs; it answers as before",
      annotations: forPeople,
      contentSha256: "of its text, which is not judged itself",
      usageModel: "what is billed",
    },
    unread: ["create", "replace", "delete"],
  },
  // Only a rehearsal reads which page is shown; what a change of one does, nobody judges.
  customPages: { read: [], unread: ["create", "update", "replace", "delete"] },
  waitingRoom: {
    read: [
      ...["zoneId", "host", "path", "queueAll", "queueingMethod", "suspended"],
      ...["additionalRoutes", "jsonResponseEnabled"],
    ],
    noPart: {
      name: forPeople,
      description: forPeople,
      customPageHtml: waitingPage,
      defaultTemplateLanguage: waitingPage,
    },
    byProperty: ["create"],
  },
  waitingRoomRules: {
    read: [
      ...["zoneId", "waitingRoomId"],
      ...["action", "expression", "enabled"].map((name) => `rules.${name}`),
    ],
    noPart: { "rules.description": forPeople },
    byProperty: ["create"],
  },
  waitingRoomEvent: {
    read: [
      ...["zoneId", "waitingRoomId", "queueingMethod", "suspended"],
      ...["eventStartTime", "eventEndTime", "prequeueStartTime"],
    ],
    noPart: {
      name: forPeople,
      description: forPeople,
      customPageHtml: waitingPage,
      shuffleAtEventStart: "in which order those get in who wait",
    },
    byProperty: ["create"],
  },
  waitingRoomSettings: { read: ["zoneId", "searchEngineCrawlerBypass"], byProperty: ["create"] },
  snippetRules: {
    read: ["zoneId", ...["expression", "enabled", "snippetName"].map((name) => `rules.${name}`)],
    noPart: {
      "rules.description": forPeople,
      "rules.id": answered,
      "rules.lastUpdated": answered,
    },
    byProperty: ["create"],
    unread: ["delete"],
  },
  cloudConnector: {
    read: [
      ...["zoneId", "rules.cloudConnectorRulesProvider", "rules.parameters.host"],
      ...["expression", "enabled"].map((name) => `rules.${name}`),
    ],
    noPart: { "rules.description": forPeople, "rules.id": answered },
    byProperty: ["create"],
  },
  spectrumApplication: {
    read: [
      ...["zoneId", "dns", "originDirects", "originDns", "originPort"],
      ...["protocol", "proxyProtocol", "tls", "edgeIps.connectivity"],
    ],
  },
  accessApplication: {
    read: [
      ...["accountId", "zoneId", "type", "domain", "selfHostedDomains", "policies"],
      ...["destinations.type", "destinations.uri", "optionsPreflightBypass"],
      ...["Origins", "Methods", "Headers"].flatMap((what) => [
        `corsHeaders.allowed${what}`,
        `corsHeaders.allowAll${what}`,
      ]),
    ],
    only: { property: "type", values: ["self_hosted"] },
    noPart: {
      name: forPeople,
      tags: "labels of applications",
      logoUrl: loginPage,
      appLauncherVisible: launcher,
      appLauncherLogoUrl: launcher,
      customDenyMessage: "what those see who are not let in",
      sessionDuration: "after how long visitors log in again",
    },
    byProperty: ["create"],
    // A new one has another audience, which origins may compare tokens with.
    unread: ["replace"],
  },
  accessPolicy: {
    read: ["accountId", "decision", "includes", "excludes", "requires"],
    noPart: {
      name: forPeople,
      sessionDuration: "after how long visitors log in again",
    },
    byProperty: ["create"],
  },
  // Which programs show it, no plan says: what refuses all of them is told, and the rest changes nothing for them yet.
  serviceToken: {
    read: [
      "accountId",
      "zoneId",
      "enabled",
      "clientSecretVersion",
      "previousClientSecretExpiresAt",
    ],
    noPart: {
      name: forPeople,
      ...{ clientId: answered, clientSecret: answered, expiresAt: answered },
    },
  },
  // What becomes of what is associated when the resource goes, no source says.
  clientCertificateHosts: { read: ["hostnames", "zoneId"], unread: ["delete"] },
  workersRoute: { read: ["pattern", "script", "zoneId"] },
  // Where its configuration is kept changes with a new tunnel alone, which is judged as that.
  tunnel: {
    read: ["accountId", "configSrc", "tunnelSecret"],
    noPart: { name: nameForPeople },
    byProperty: ["create"],
  },
  tunnelConfig: {
    read: [
      ...["accountId", "tunnelId"],
      ...["hostname", "path", "service"].map((name) => `config.ingresses.${name}`),
      ...tunnelRequests.map((name) => `config.ingresses.originRequest.${name}`),
      ...tunnelRequests.map((name) => `config.originRequest.${name}`),
    ],
    byProperty: ["create"],
  },
  // Who else comes to private addresses by it, as the devices of employees do, no plan says.
  tunnelRoute: {
    read: ["accountId", "network", "tunnelId", "virtualNetworkId"],
    noPart: { comment: forPeople },
    unread: ["create"],
  },
} as const satisfies Readonly<Partial<Record<ModelTypeName, ReadType>>>;

/** What is read of providers of identities: that they go. Whether others of their settings hold, nobody knows before somebody logs in. */
export const accessProviderReadType: ReadType = {
  read: [],
  noPart: { name: forPeople, scimConfig: "how it tells of people who come and go" },
};

/** What is read of authorities whose client certificates Access takes. */
export const accessAuthorityReadType: ReadType = {
  read: ["associatedHostnames", "certificate"],
  noPart: { name: forPeople },
};
