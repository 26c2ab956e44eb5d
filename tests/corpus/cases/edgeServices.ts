import { CertificatePack } from "@pulumi/cloudflare/certificatePack";
import { Ruleset } from "@pulumi/cloudflare/ruleset";
import { WaitingRoom } from "@pulumi/cloudflare/waitingRoom";
import { WaitingRoomEvent } from "@pulumi/cloudflare/waitingRoomEvent";
import { WaitingRoomRules } from "@pulumi/cloudflare/waitingRoomRules";
import { DnsRecords, EdgeCertificate } from "../../../components";
import type { CorpusCase, Program } from "../corpusCase";
import { shopBeside } from "../edgeRulesByHand";
import { record, www, zoneId } from "../siteByHand";

/** What stands beside the waiting room of the shop. */
interface BesideRoom {
  readonly queueAll?: boolean;
  /** Which requests nobody keeps waiting. */
  readonly bypass?: string;
  /** How an event lets its queue in. */
  readonly event?: string;
}

function room({ queueAll = false, bypass, event }: BesideRoom): Program {
  return shopBeside(() => {
    const { id: waitingRoomId } = new WaitingRoom("room", {
      ...{ zoneId, name: "shop", host: www, path: "/", queueAll },
      ...{ newUsersPerMinute: 600, totalActiveUsers: 1_000 },
    });
    if (bypass !== undefined) {
      new WaitingRoomRules("pass", {
        ...{ zoneId, waitingRoomId },
        rules: [{ action: "bypass_waiting_room", expression: bypass, enabled: true }],
      });
    }
    if (event !== undefined) {
      new WaitingRoomEvent("sale", {
        ...{ zoneId, waitingRoomId, name: "sale", queueingMethod: event },
        ...{ eventStartTime: "2026-12-01T10:00:00Z", eventEndTime: "2026-12-01T12:00:00Z" },
        prequeueStartTime: "2026-12-01T09:30:00Z",
      });
    }
  });
}

const deepName = "a.shop.example.com";

/** A name that Universal SSL does not reach, and the certificates ordered for it. */
function deep(hosts: readonly string[] | undefined, proxied: boolean | undefined): Program {
  return shopBeside(() => {
    if (hosts !== undefined) {
      new CertificatePack("pack", {
        ...{ zoneId, type: "advanced", certificateAuthority: "google" },
        ...{ validationMethod: "txt", validityDays: 90, hosts: [...hosts] },
      });
    }
    if (proxied !== undefined) {
      record("deep", deepName, "203.0.113.70", { proxied, ttl: proxied ? 1 : 300 });
    }
  });
}

/** The same by components, the record after the certificate. */
const awaited = (...hostnames: readonly string[]): Program =>
  shopBeside(() => {
    const zoneName = "example.com";
    const certificate = new EdgeCertificate("shop", {
      ...{ zoneId, zoneName, hostnames: [...hostnames] },
    });
    new DnsRecords("shop", {
      ...{ zoneId: certificate.activeZoneId, zoneName },
      records: {
        deep: {
          ...{ type: "A", name: deepName, content: "203.0.113.70", proxied: true },
          acceptDeepHostname: true,
        },
      },
    });
  });

const hosts = ["example.com", "*.shop.example.com"];
const moreHosts = [...hosts, "*.api.example.com"];

function errorPages(expression: string): Program {
  return shopBeside(() => {
    new Ruleset("errors", {
      ...{ zoneId, name: "errors", kind: "zone", phase: "http_custom_errors" },
      rules: [
        {
          ...{ ref: "sorry", action: "serve_error", expression, enabled: true },
          actionParameters: { content: "<h1>Back soon</h1>", contentType: "text/html" },
        },
      ],
    });
  });
}

const api = 'starts_with(http.request.uri.path, "/api/")';
const shop = shopBeside(() => undefined);

/** Waiting rooms with rules and events, certificates of the edge, and pages for errors, as other teams write them. */
export const edgeServiceCases: readonly CorpusCase[] = [
  {
    name: "edge-room-no-longer-passed",
    because: "the room holds everybody, and the API was let through",
    before: room({ queueAll: true, bypass: api }),
    after: room({ queueAll: true }),
    risks: [`medium waiting-room-holds ${www}`],
    changes: ["delete pass"],
    says: ["of API clients"],
  },
  {
    name: "edge-room-passed-by-the-api",
    because: "the room opens by its own limits, and nobody waits who did not",
    before: room({}),
    after: room({ bypass: api }),
    risks: [],
    changes: ["create pass"],
  },
  {
    name: "edge-room-event-rejects",
    because: "for two hours nobody new gets in",
    before: room({}),
    after: room({ event: "reject" }),
    risks: [`high waiting-room-holds ${www}`],
    changes: ["create sale"],
    says: ["lets no new visitor"],
  },
  {
    name: "edge-room-event-of-a-sale",
    because: "a queue before a sale is what the product is for",
    before: room({}),
    after: room({ event: "random" }),
    risks: [],
    changes: ["create sale"],
  },
  {
    name: "edge-deep-name-with-its-certificate",
    because: "the name is proxied before its certificate is active",
    before: shop,
    after: deep(hosts, true),
    risks: [`low edge-certificate-pending ${deepName}`],
    changes: ["create deep", "create pack"],
  },
  {
    name: "edge-deep-name-let-through-with-its-certificate",
    because: "visitors who came by DNS alone get a TLS error until it is active",
    before: deep(undefined, false),
    after: deep(hosts, true),
    risks: [`high edge-certificate-pending ${deepName}`, `medium proxy-entered ${deepName}`],
    changes: ["create pack", "update deep"],
  },
  {
    name: "edge-deep-name-after-its-certificate",
    because: "the certificate was ordered before, and is active",
    before: deep(hosts, undefined),
    after: deep(hosts, true),
    risks: [],
    changes: ["create deep"],
  },
  {
    name: "edge-certificate-gets-more-names",
    because: "the pack is made anew, and the old one goes before the new one is active",
    before: deep(hosts, true),
    after: deep(moreHosts, true),
    risks: [`high edge-certificate-pending ${deepName}`],
    changes: ["replace pack"],
  },
  {
    name: "edge-deep-name-that-waits-for-its-certificate",
    because: "the record is made once the certificate is active",
    before: shop,
    after: awaited("*.shop.example.com"),
    risks: [],
    changes: ["create shop-pack", "create shop-record-deep"],
  },
  {
    name: "edge-certificate-that-waits-gets-more-names",
    because: "the former pack goes once the new one is active",
    before: awaited("*.shop.example.com"),
    after: awaited("*.shop.example.com", "*.api.example.com"),
    risks: [],
    changes: ["replace shop-pack"],
  },
  {
    name: "edge-error-page-for-one-error",
    because: "502 has a page, 521 and others have Cloudflare's",
    before: shop,
    after: errorPages("http.response.code eq 502"),
    risks: [],
    findings: ["low error-page-missing errors (new)"],
    changes: ["create errors"],
  },
  {
    name: "edge-error-page-for-every-error",
    because: "every error has the page",
    before: shop,
    after: errorPages("http.response.code ge 500"),
    risks: [],
    changes: ["create errors"],
  },
];
