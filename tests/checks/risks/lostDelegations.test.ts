import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { goes, reviewSteps, same, type Step } from "../report/plans";
import { zoneId } from "./strangersPlans";

const { route53Record, route53Zone } = modelTypes;
const at = (step: Step, id: string): Step => ({ ...step, id });
const servers = { zoneId, name: "aws.example.com", type: "NS", content: "ns-1.awsdns-01.com" };
const led = (name: string, content: string, proxied: boolean): Step =>
  same("record", name, {
    ...{ zoneId, name: `${name}.example.com`, type: "CNAME", content, proxied, ttl: 1 },
  });
const hosted = [
  at(same(route53Zone, "aws", { name: "aws.example.com" }), "Z1"),
  same(route53Record, "web", {
    ...{ zoneId: "Z1", name: "web.aws.example.com", type: "A", records: ["203.0.113.9"], ttl: 60 },
  }),
];
const told = (...steps: Step[]): string =>
  reviewSteps([goes("record", "delegation", servers), ...steps])
    .risks.map(({ severity, consequence }) => `${severity} ${bareText(consequence)}`)
    .join("\n");

describe("a delegation that goes", () => {
  it("names the hostnames that lead to names beneath it, and those that are answered there", () => {
    expect(
      told(
        ...[led("www", "web.aws.example.com", true), led("docs", "docs.example.net", true)],
        ...hosted,
      ),
    ).to.equal(
      "high aws.example.com has no NS record after this change: the names that are delegated there are not found, web.aws.example.com among them; visitors of www.example.com, which leads to names there, get Error 530 with code 1016 as soon as resolvers have forgotten the old answer, until the delegation is back.",
    );
  });

  it("tells of no address where the hostname is not proxied", () => {
    expect(told(led("www", "web.aws.example.com", false))).to.contain(
      "www.example.com, which leads to names there, get no address, or Error 530",
    );
  });

  it("says no more than it knows where nothing is known to be answered there", () => {
    expect(told(led("docs", "docs.example.net", true))).to.equal(
      "high aws.example.com has no NS record after this change: the names that are delegated there are not found.",
    );
  });
});
