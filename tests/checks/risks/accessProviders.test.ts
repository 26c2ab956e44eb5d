import { otherTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { accessApplication, accessPolicy } = modelTypes;
const { accessProvider, accessAuthority } = otherTypes;
const host = "admin.example.com";
const admin: Step = same("record", "admin", { ...www.old, name: host });
const staff = { decision: "allow", includes: [{ emailDomain: { domain: "example.com" } }] };
const application = (more: object = {}, name = "admin"): object => ({
  ...{ zoneId, type: "self_hosted", name, domain: `${name}.example.com`, policies: [staff] },
  ...more,
});
const guards = (more: object = {}): Step => same(accessApplication, "admin", application(more));
const okta = { accountId: "a", name: "Okta", type: "okta", config: { clientId: "c" } };
const gone = goes(accessProvider, "okta", okta);
const lost = (severity: string): string[] => [`${severity} access-login ${host}`];

/** Providers of identities that people log in by. */
const providers: StrangersPlans = [
  [
    "the only provider that an application takes goes",
    [admin, guards({ allowedIdps: ["okta"] }), gone],
    lost("high"),
  ],
  [
    "one of two providers that an application takes goes",
    [admin, guards({ allowedIdps: ["okta", "github"] }), gone],
    lost("medium"),
  ],
  ["a provider goes that an application may take", [admin, guards(), gone], lost("medium")],
  [
    "a provider goes that a policy demands",
    [
      ...[admin, guards({ allowedIdps: ["github"], policies: [{ id: "staff" }] }), gone],
      same(accessPolicy, "staff", { ...staff, requires: [{ loginMethod: { id: "okta" } }] }),
    ],
    lost("high"),
  ],
  [
    "a provider goes whose groups are all that a policy lets in",
    [
      ...[admin, guards({ allowedIdps: ["github"], policies: [{ id: "staff" }] }), gone],
      same(accessPolicy, "staff", {
        decision: "allow",
        includes: [{ okta: { identityProviderId: "okta", name: "staff" } }],
      }),
    ],
    lost("high"),
  ],
  [
    "a provider goes after another one took its place",
    [
      ...[admin, gone],
      becomes(
        accessApplication,
        "admin",
        application({ allowedIdps: ["okta"] }),
        application({ allowedIdps: ["github"] }),
      ),
    ],
    [],
    ["admin: allowedIdps"],
  ],
  [
    "a provider goes that nobody who has to log in can take",
    [admin, guards({ policies: [{ decision: "bypass", includes: [{ everyone: {} }] }] }), gone],
    [],
  ],
  ["a provider comes", [admin, guards(), comes(accessProvider, "okta", okta)], []],
  [
    "a provider's other name",
    [admin, guards(), becomes(accessProvider, "okta", okta, { ...okta, name: "SSO" })],
    [],
  ],
  [
    "a provider's other secret, of which nobody knows whether it holds",
    [
      ...[admin, guards()],
      becomes(accessProvider, "okta", okta, { ...okta, config: { clientId: "d" } }),
    ],
    [],
    ["okta: config.clientId"],
  ],
];

const hosts = ["admin.example.com", "devices.example.com"];
const pem = (text: string): string =>
  `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`;
const authority = (associatedHostnames: readonly string[], certificate = pem("old")): object => ({
  ...{ accountId: "a", name: "partners", certificate, associatedHostnames },
});
const devices = {
  ...{ decision: "non_identity", includes: [{ certificate: {} }] },
};
const shows = guards({ policies: [devices] });
const leaves: Step = becomes(
  accessAuthority,
  "partners",
  authority(hosts),
  authority(["devices.example.com"]),
);

/** Authorities that client certificates are of. */
const authorities: StrangersPlans = [
  ["a hostname whose policies ask for certificates leaves", [admin, shows, leaves], lost("high")],
  [
    "a hostname leaves where others may log in, too",
    [admin, guards({ policies: [devices, staff] }), leaves],
    lost("medium"),
  ],
  ["a hostname leaves whose policies ask for none", [admin, guards(), leaves], []],
  [
    "a hostname leaves for another authority",
    [admin, shows, leaves, comes(accessAuthority, "next", authority([host], pem("new")))],
    lost("medium"),
  ],
  [
    "an authority goes",
    [admin, shows, goes(accessAuthority, "partners", authority(hosts))],
    lost("high"),
  ],
  [
    "an authority that is another one",
    [
      ...[admin, shows],
      {
        ...{ op: "replace", type: accessAuthority, name: "partners", id: "partners" },
        ...{ old: authority(hosts), new: authority(hosts, pem("new")), isMadeAnew: true },
      },
    ],
    lost("medium"),
  ],
  [
    "an authority beside the old one",
    [
      ...[admin, shows],
      {
        ...{ op: "replace", type: accessAuthority, name: "partners", id: "partners" },
        ...{ old: authority(hosts), new: authority(hosts, pem("new") + pem("old")) },
        isMadeAnew: true,
      },
    ],
    [],
  ],
  ["a hostname comes", [admin, shows, comes(accessAuthority, "partners", authority(hosts))], []],
];

describe("whom Access no longer knows", () => {
  judgesAsExpected(providers);
  judgesAsExpected(authorities);
});
