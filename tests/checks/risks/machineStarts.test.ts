import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, reviewSteps, same, urnOf, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { launchTemplate, scalingGroup, targetGroup } = modelTypes;
const userData = Buffer.from("#!/bin/sh\nsystemctl start web\n").toString("base64");
const role = { iamInstanceProfile: { name: "web" } };
const template = (more: object): object => ({ imageId: "ami-1", ...more });
const fleet = (version: string): Step =>
  same(scalingGroup, "fleet", {
    ...{ minSize: 2, maxSize: 4, targetGroupArns: ["app"], vpcZoneIdentifiers: ["subnet-1"] },
    launchTemplate: { id: "lt", version },
  });
const site = (old: object, now: object, version = "$Latest"): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets())), fleet(version)],
  { ...becomes(launchTemplate, "lt", template(old), template(now)), outputs: { latestVersion: 3 } },
];
const encoded = (text: string): string => Buffer.from(text).toString("base64");
const token = "TOKEN=$(curl -X PUT http://169.254.169.254/latest/api/token)";
const asking = (more = ""): string =>
  encoded(
    `#!/bin/bash\nset -euo pipefail\n${more}\ncurl http://169.254.169.254/latest/meta-data/local-ipv4\n`,
  );
const fetching = encoded("#!/bin/bash\napt-get update && apt-get install -y nginx\n");
const tokens = { metadataOptions: { httpTokens: "required" } };
/** The same, and a refresh of the group by the new version. */
const exchanged = (old: object, now: object, more: object = {}): Step[] => {
  const group = (version: string): object => ({
    ...{ minSize: 2, maxSize: 4, targetGroupArns: ["app"], vpcZoneIdentifiers: ["subnet-1"] },
    ...{ launchTemplate: { id: "lt", version }, instanceRefresh: { strategy: "Rolling" }, ...more },
  });
  return site(old, now).map((step) =>
    step.name === "fleet"
      ? {
          ...becomes(scalingGroup, "fleet", group("1"), group(unknown)),
          from: { launchTemplate: [urnOf(launchTemplate, "lt")] },
        }
      : step,
  );
};
/** How an engine writes a value that is not known yet. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const started = ["medium machine-changed fleet"];

describe("the risks of what the next machines begin with", () => {
  judgesAsExpected([
    ["they lose their user data", site({ userData }, {}), started, ["lt: userData"]],
    ["they lose their role", site(role, {}), started, ["lt: iamInstanceProfile"]],
    [
      "they lose both, and the group stays with another version",
      site({ ...role, userData }, {}, "2"),
      [],
      ["lt: iamInstanceProfile, userData"],
    ],
    [
      "they get other user data",
      site({ userData }, { userData: `${userData}IA==` }),
      [],
      ["lt: userData"],
    ],
    [
      "they get another role",
      site(role, { iamInstanceProfile: { name: "next" } }),
      [],
      ["lt: iamInstanceProfile.name"],
    ],
    [
      "they are asked for a token that their user data does not show",
      site({ userData: asking() }, { userData: asking(), ...tokens }),
      started,
      ["lt: metadataOptions"],
    ],
    [
      "they are asked for a token that their user data shows",
      site({ userData: asking(token) }, { userData: asking(token), ...tokens }),
      [],
      ["lt: metadataOptions"],
    ],
    [
      "they are asked for a token, and their user data does not ask the metadata service",
      site({ userData }, { userData, ...tokens }),
      [],
      ["lt: metadataOptions"],
    ],
    [
      "their metadata service is off, which their user data asks",
      site(
        { userData: asking(token) },
        { userData: asking(token), metadataOptions: { httpEndpoint: "disabled" } },
      ),
      started,
      ["lt: metadataOptions"],
    ],
    [
      "all are exchanged by such as end for want of a token",
      exchanged({ userData: asking() }, { userData: asking(), ...tokens }),
      ["high machine-changed fleet"],
      ["lt: metadataOptions"],
    ],
    [
      "all are exchanged by such as lack what they fetched",
      exchanged({ userData: fetching }, {}),
      ["high machine-changed fleet"],
      ["lt: userData"],
    ],
    [
      "all are exchanged by such as lack what they began",
      exchanged({ userData }, {}),
      started,
      ["lt: userData"],
    ],
    [
      "all are exchanged while the load balancer is asked whether they serve",
      exchanged({ userData: fetching }, {}, { healthCheckType: "ELB" }),
      started,
      ["lt: userData"],
    ],
    ["they get a role for the first time", site({}, role), [], ["lt: iamInstanceProfile"]],
  ]);

  it("says what they lack, and who meets it when", () => {
    const [risk] = reviewSteps(site({ ...role, userData }, {})).risks;
    const words = risk?.consequence.map((part) => (typeof part === "string" ? part : part.text));
    expect(words?.join("")).to.equal(
      "Machines that fleet makes from this change on run nothing of what their user data began until now and have no role of AWS, so that all is refused which they fetch or ask there: " +
        "where their image does not hold all that they need, they never serve, and as those go that serve today, by a refresh, a fault or a smaller number, visitors of www.example.com get Error 503 until new ones do.",
    );
  });
});
