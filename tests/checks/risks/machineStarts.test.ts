import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, reviewSteps, same, type Step } from "../report/plans";
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
