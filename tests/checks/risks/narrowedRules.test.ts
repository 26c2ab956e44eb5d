import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, reviewSteps, same, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { instance, listenerRule, securityGroup, targetGroup, targetGroupAttachment } = modelTypes;
const group = (name: string): Step[] => [
  known(same(targetGroup, name, targets({ name }))),
  known(same(instance, `${name}-1`, { vpcSecurityGroupIds: ["inner"] })),
  same(targetGroupAttachment, name, { targetGroupArn: name, targetId: `${name}-1` }),
];
const from = { protocol: "tcp", fromPort: 8080, toPort: 8080, securityGroups: ["front"] };
const site = (...steps: readonly Step[]): Step[] => [
  ...[...front, ...group("app"), ...group("api")],
  same(securityGroup, "inner", { vpcId: "vpc-1", name: "inner", ingress: [from] }),
  ...steps,
];
const rule = (...conditions: readonly object[]): object => ({
  ...{ listenerArn: "https", priority: 10, conditions },
  actions: [{ type: "forward", targetGroupArn: "api" }],
});
const path = { pathPattern: { values: ["/uploads/*"] } };
const byMethod = (...values: readonly string[]): object => ({ httpRequestMethod: { values } });
const byAddress = (...values: readonly string[]): object => ({ sourceIp: { values } });
const lost = ["medium listener-rule-shadows www.example.com at /uploads/*"];

describe("rules of listeners that come to take less by something else than their path", () => {
  judgesAsExpected([
    [
      "a rule by path and method goes",
      site(goes(listenerRule, "up", rule(path, byMethod("POST", "PUT")))),
      lost,
    ],
    [
      "a rule by path takes one method from then on",
      site(becomes(listenerRule, "up", rule(path), rule(path, byMethod("GET")))),
      lost,
    ],
    [
      "another rule takes the other methods to the same targets",
      site(
        becomes(listenerRule, "up", rule(path), rule(path, byMethod("GET"))),
        comes(listenerRule, "rest", { ...rule(path), priority: 11 }),
      ),
      [],
    ],
    [
      "a rule takes every method from then on",
      site(becomes(listenerRule, "up", rule(path, byMethod("GET")), rule(path))),
      [],
    ],
    [
      "a rule takes addresses alone from then on, none of which is Cloudflare's",
      site(becomes(listenerRule, "up", rule(path), rule(path, byAddress("198.51.100.0/24")))),
      lost,
    ],
    [
      "a rule takes addresses of Cloudflare among others from then on",
      site(
        becomes(
          listenerRule,
          "up",
          rule(path),
          rule(path, byAddress("198.51.100.0/24", "172.64.0.0/13")),
        ),
      ),
      [],
    ],
    [
      "a rule goes that took addresses alone, none of which is Cloudflare's",
      site(goes(listenerRule, "up", rule(path, byAddress("198.51.100.0/24")))),
      [],
    ],
  ]);

  it("says by which methods", () => {
    const [risk] = reviewSteps(
      site(goes(listenerRule, "up", rule(path, byMethod("POST", "PUT")))),
    ).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "From this change on, and until a rule forwards it again, at edge every request for www.example.com at /uploads/* by POST and PUT goes to app and no longer to api, " +
        "since up no longer takes it: where nothing serves it there, visitors get Error 502, 503 or 504.",
    );
  });
});
