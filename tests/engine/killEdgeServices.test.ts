import * as pulumi from "@pulumi/pulumi";
import {
  ArgoAndTieredCache,
  EdgeCertificate,
  ExternalMonitors,
  HealthAlerts,
  MaintenancePage,
  WaitingRoom,
} from "../../components";
import { defaultAccountId, defaultZoneId } from "../../sandbox/testing";
import { instantIn } from "../support/instants";
import { stockLab, type Lab } from "./lab";
import { callsUncut, killPlan, killsByChance, type Cut } from "./killSite";

/** A zone that may have a waiting room with rules. */
const enterprise: Lab = {
  ...stockLab,
  startCloud: (options) =>
    stockLab.startCloud({
      ...options,
      zones: [{ name: "example.com", id: defaultZoneId, plan: "enterprise" }],
    }),
};

const until = instantIn(1);
const zone = { zoneId: defaultZoneId, zoneName: "example.com" } as const;
const account = { accountId: defaultAccountId } as const;
const alb = {
  loadBalancerArnSuffix: "app/web/50dc6c495c0c9188",
  targetGroupArnSuffix: "targetgroup/web/73e2d6bc24d8a067",
} as const;

/** What differs between the two programs. */
interface Wanted {
  readonly title: string;
  readonly newUsersPerMinute: number;
  readonly bypassPaths: string[];
  readonly errorsPerMinute: number;
  readonly enabled: boolean;
  readonly isOn: boolean;
  readonly paused: boolean;
  readonly hostnames: string[];
}

/** Everything that stands before or beside the origins of a zone and is no rule. */
function declare(wanted: Wanted): Record<string, unknown> {
  const page = new MaintenancePage("page", {
    ...{ ...zone, ...account, until, title: wanted.title, hostnames: ["old.example.com"] },
  });
  new WaitingRoom("room", {
    ...{ ...zone, plan: "enterprise", hasWaitingRoomAdvanced: true, hostname: "www.example.com" },
    ...{ newUsersPerMinute: wanted.newUsersPerMinute, totalActiveUsers: 1500 },
    bypassPaths: wanted.bypassPaths,
  });
  const alarms = { ...alb, errorsPerMinute: wanted.errorsPerMinute };
  new HealthAlerts("alerts", {
    ...{ ...account, emails: ["oncall@example.com"], certificates: ["universal"] },
    ...{ albs: { main: alarms }, enabled: wanted.enabled },
  });
  new ArgoAndTieredCache("cache", {
    ...{ zoneId: defaultZoneId, argoSmartRouting: wanted.isOn },
    tieredCache: wanted.isOn ? "smart" : "off",
  });
  new EdgeCertificate("certificate", { ...zone, hostnames: wanted.hostnames });
  new ExternalMonitors("monitors", {
    urls: { www: { url: "https://www.example.com/healthz", paused: wanted.paused } },
    newRelic: {
      ...{ accountId: "1234567", apiKey: pulumi.secret("NRAK-0A1B2C3D") },
      locations: ["US_EAST_1"],
    },
  });
  return { page: page.urn };
}

const first = () =>
  declare({
    ...{ title: "Back soon", newUsersPerMinute: 300, bypassPaths: ["/healthz"] },
    ...{ errorsPerMinute: 10, enabled: true, isOn: true, paused: false },
    hostnames: ["*.shop.example.com"],
  });
const next = () =>
  declare({
    ...{ title: "Back at noon", newUsersPerMinute: 400, bypassPaths: ["/healthz", "/hooks"] },
    ...{ errorsPerMinute: 50, enabled: false, isOn: false, paused: true },
    hostnames: ["*.shop.example.com", "*.api.example.com"],
  });

/** The runs that are cut off, by name. */
const cuts: Readonly<Record<string, Cut>> = {
  "the first up": { from: undefined, to: first, calls: 21 },
  "an update": { from: first, to: next, calls: 18 },
  "a destroy": { from: next, to: undefined, calls: 18 },
};

describe("an engine that is killed over what stands before and beside the origins of a zone", () => {
  callsUncut(cuts, enterprise);

  killsByChance(cuts, killPlan(6), enterprise);
});
