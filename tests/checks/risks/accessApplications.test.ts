import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, urnOf, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { accessApplication, accessPolicy, serviceToken } = modelTypes;
const host = "wiki.example.com";
const wiki: Step = same("record", "wiki", { ...www.old, name: host });
const staff = { decision: "allow", includes: [{ emailDomain: { domain: "example.com" } }] };
const guests = { decision: "allow", includes: [{ email: { email: "a@partner.example" } }] };
const nobody = { decision: "deny", includes: [{ everyone: {} }] };
const application = (more: object = {}): object => ({
  ...{ zoneId, type: "self_hosted", name: "wiki", domain: host, policies: [staff] },
  ...more,
});
const changes = (now: object, old: object = {}): Step =>
  becomes(accessApplication, "wiki", application(old), application(now));
const cors = (...allowedOrigins: readonly string[]): object => ({
  corsHeaders: { allowedOrigins, allowedMethods: ["GET"], allowCredentials: true },
});
const shop = "https://shop.example.com";

const token = (more: object = {}): object => ({ zoneId, name: "monitor", ...more });
const shows = (tokenId: string): object => ({
  ...{ decision: "non_identity", name: "monitor" },
  includes: [{ serviceToken: { tokenId } }],
});
const guarded: readonly Step[] = [
  wiki,
  same(accessPolicy, "monitor", shows("monitor")),
  same(accessApplication, "wiki", application({ policies: [{ id: "monitor" }] })),
];
const rotates = (more: object = {}): Step =>
  becomes(
    serviceToken,
    "monitor",
    token({ clientSecretVersion: 1 }),
    token({ clientSecretVersion: 2, ...more }),
  );
/** Who is let in by a decision is somebody's will. */
const decisions = ["wiki: policies"];
const refused = [`medium access-login ${host}`];
const refusedSurely = [`high access-login ${host}`];

/** Applications of Access that come to refuse whom they let in. */
const plans: StrangersPlans = [
  [
    "an application that is made anew, with another audience",
    [
      wiki,
      {
        ...{ op: "replace", type: accessApplication, name: "wiki", id: "wiki", isMadeAnew: true },
        ...{ old: application({ accountId: "a" }), new: application({ accountId: "b" }) },
      },
    ],
    [],
    ["wiki: "],
  ],
  [
    "an application without policies",
    [wiki, changes({ policies: [] })],
    [`high access-login ${host}`],
    decisions,
  ],
  [
    "an application whose only policy comes to deny",
    [wiki, changes({ policies: [nobody] })],
    [`high access-login ${host}`],
    decisions,
  ],
  [
    "a policy that denies everybody, before the others",
    [
      wiki,
      changes({
        policies: [
          { ...staff, precedence: 2 },
          { ...nobody, precedence: 1 },
        ],
      }),
    ],
    [`high access-login ${host}`],
    decisions,
  ],
  [
    "a policy that denies everybody, after the others",
    [wiki, changes({ policies: [staff, nobody] })],
    [],
    decisions,
  ],
  [
    "an application whose policies the program names no more",
    [wiki, changes({ policies: undefined })],
    [],
    decisions,
  ],
  [
    "an application whose policies come to stand on their own, and say what they said",
    [
      ...[wiki, same(accessPolicy, "staff", staff), same(accessPolicy, "guests", guests)],
      changes({ policies: [{ id: "guests" }, { id: "staff" }] }, { policies: [staff, guests] }),
    ],
    [],
  ],
  [
    "an application whose policies come to stand on their own, and one is left out",
    [
      ...[wiki, same(accessPolicy, "staff", staff)],
      changes({ policies: [{ id: "staff" }] }, { policies: [staff, guests] }),
    ],
    [],
    decisions,
  ],
  [
    "an application that lets nobody in as before",
    [wiki, changes({ policies: [nobody] }, { policies: [] })],
    [],
    decisions,
  ],
  [
    "an application that gives its CORS headers up",
    [wiki, changes({}, cors(shop))],
    refused,
    ["wiki: corsHeaders.allowCredentials"],
  ],
  ["an origin less in CORS headers", [wiki, changes(cors(), cors(shop))], refused],
  [
    "an origin more in CORS headers",
    [wiki, changes(cors(shop, "https://b.example"), cors(shop))],
    [],
  ],
  [
    "CORS headers that give way to the origin's own",
    [wiki, changes({ optionsPreflightBypass: true }, cors(shop))],
    [],
    ["wiki: corsHeaders.allowCredentials"],
  ],
  [
    "an origin less in CORS headers, of which the plan has the site",
    [www, wiki, changes(cors(), cors("https://www.example.com"))],
    refusedSurely,
  ],
  ["preflights that pass no more", [wiki, changes({}, { optionsPreflightBypass: true })], refused],
  ["a token that is rotated at once", [...guarded, rotates()], refusedSurely],
  [
    "a token that is rotated with time to spare",
    [...guarded, rotates({ previousClientSecretExpiresAt: "2026-12-31T00:00:00Z" })],
    [],
  ],
  [
    "a token that is switched off",
    [...guarded, becomes(serviceToken, "monitor", token(), token({ enabled: false }))],
    refused,
  ],
  [
    "a token's other name",
    [...guarded, becomes(serviceToken, "monitor", token(), token({ name: "m" }))],
    [],
  ],
  [
    "a token that is rotated, and handed on",
    [
      ...guarded,
      rotates(),
      {
        ...same("record", "shown", { ...www.old, name: "shown.example.com" }),
        after: [urnOf(serviceToken, "monitor")],
      },
    ],
    [],
  ],
  [
    "a token that is made anew under another logical name",
    [
      wiki,
      goes(serviceToken, "monitor", token()),
      comes(serviceToken, "uptime", token()),
      becomes(accessPolicy, "monitor", shows("monitor"), shows(urnOf(serviceToken, "uptime"))),
      same(accessApplication, "wiki", application({ policies: [{ id: "monitor" }] })),
    ],
    refused,
    ["monitor: includes"],
  ],
  [
    "a token that goes, and its policy stays",
    [...guarded, goes(serviceToken, "monitor", token())],
    refused,
  ],
  [
    "a policy for programs that comes to be one for people, whose token stays",
    [
      ...[wiki, same(serviceToken, "monitor", token())],
      becomes(accessPolicy, "monitor", shows("monitor"), {
        ...shows("monitor"),
        decision: "allow",
      }),
      same(accessApplication, "wiki", application({ policies: [{ id: "monitor" }] })),
    ],
    refusedSurely,
    ["monitor: decision"],
  ],
  [
    "a policy for programs that goes with its token",
    [
      ...[wiki, goes(serviceToken, "monitor", token())],
      goes(accessPolicy, "monitor", shows("monitor")),
      changes({ policies: [staff] }, { policies: [{ id: "monitor" }, staff] }),
    ],
    [`medium access-login ${host}`, `medium access-login ${host}`],
    decisions,
  ],
  ["a token that no policy names", [wiki, goes(serviceToken, "monitor", token())], []],
];

describe("whom Access comes to refuse", () => {
  judgesAsExpected(plans);
});
