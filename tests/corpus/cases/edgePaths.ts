import { WaitingRoom } from "@pulumi/cloudflare/waitingRoom";
import type { CorpusCase, Program } from "../corpusCase";
import {
  keepFor,
  limitTo,
  onApex,
  onWww,
  shopBeside,
  shopWith,
  type Rule,
} from "../edgeRulesByHand";
import { www, zoneId } from "../siteByHand";

const bare = shopWith({});

/** The shop with a waiting room before it. */
const queued = shopBeside(() => {
  new WaitingRoom("room", {
    ...{ zoneId, name: "shop", host: www, path: "/" },
    ...{ totalActiveUsers: 1_000, newUsersPerMinute: 600 },
  });
});

/** A page that moved, in a zone with the records of the shop and its apex. */
const moved = (target: string): Program =>
  shopWith({
    redirects: [
      {
        ...{ ref: "careers", action: "redirect", enabled: true },
        expression: `${onWww} and http.request.uri.path eq "/careers"`,
        actionParameters: { fromValue: { statusCode: 301, targetUrl: { value: target } } },
      },
    ],
  });

/** Files that another origin has. */
const files = (host: string): Rule => ({
  ...{ ref: "files", action: "route", enabled: true },
  expression: `${onApex} and starts_with(http.request.uri.path, "/files/")`,
  actionParameters: { origin: { host } },
});

const account = `${onWww} and starts_with(http.request.uri.path, "/account/")`;
const login = 'http.request.uri.path eq "/login"';

/** Rules for some paths of a site, of which no request of every day is one. */
export const edgePathCases: readonly CorpusCase[] = [
  {
    name: "edge-page-led-to-a-name-without-record",
    because: "who follows the link gets NXDOMAIN",
    before: moved("https://example.com/jobs"),
    after: moved("https://exmaple.example.com/jobs"),
    risks: ["medium redirect-leads-away www.example.com"],
    changes: ["update redirects"],
  },
  {
    name: "edge-page-led-to-another-name-of-the-plan",
    because: "the apex answers",
    before: moved("https://example.com/jobs"),
    after: moved("https://example.com/careers"),
    risks: [],
    changes: ["update redirects"],
  },
  {
    name: "edge-accounts-kept-for-everybody",
    because: "one visitor's account is shown to the next",
    before: bare,
    after: shopWith({ cache: [keepFor("account", account, 3_600)] }),
    risks: ["high cache-shares-pages www.example.com"],
    changes: ["create cache"],
  },
  {
    name: "edge-limit-that-a-sign-in-fills",
    because: "the page, its form and one mistake are three requests",
    before: bare,
    after: shopWith({ limits: [limitTo("login", login, 2)] }),
    risks: ["medium rate-limit-low example.com, www.example.com"],
    changes: ["create limits"],
  },
  {
    name: "edge-files-of-another-origin-no-more",
    because: "the apex's own origin may not have them",
    before: shopWith({ origins: [files(www)] }),
    after: shopWith({ origins: [] }),
    risks: ["medium destination-changed example.com"],
    changes: ["update origins"],
  },
  {
    name: "edge-waiting-room-goes",
    because: "in a rush all visitors reach the origins at once",
    before: queued,
    after: shopBeside(() => undefined),
    risks: ["low waiting-room-lost www.example.com"],
    changes: ["delete room"],
  },
];
