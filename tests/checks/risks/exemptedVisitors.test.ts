import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { bareText } from "../../../checks/words/words";
import { becomes, reviewSteps } from "../report/plans";
import { www, zoneId } from "./strangersPlans";

const refuses = { action: "block", enabled: true };
const ofOffice = "ip.src in {198.51.100.0/24}";
const lets = {
  ...{ action: "skip", enabled: true, expression: ofOffice },
  actionParameters: { ruleset: "current" },
};
const firewall = (...rules: readonly object[]): object => ({
  ...{ zoneId, kind: "zone", name: "default", phase: "http_request_firewall_custom", rules },
});
const all = { ...refuses, expression: 'http.host eq "www.example.com"' };
const others = (): object => ({
  ...refuses,
  expression: `http.host eq "www.example.com" and not ${ofOffice}`,
});

/** What is said, and the way out. */
const words = (old: object, now: object): string[] =>
  reviewSteps([www, becomes(modelTypes.ruleset, "firewall", old, now)]).risks.flatMap((risk) => [
    `${risk.severity} ${risk.id}`,
    bareText(risk.consequence),
    bareText(risk.hint),
  ]);

describe("words about visitors who are no longer excepted", () => {
  it("name the order where the exception comes to stand too late", () => {
    expect(words(firewall(lets, all), firewall(all, lets))).to.deep.equal([
      "high edge-rule-blocks",
      "From this change on www.example.com answers requests for the home page, for a page beneath it, for a page with a query and for an image of those of 198.51.100.0/24 with Error 403 too, by the rule rules[0] of firewall: they passed until now. Nobody else passed, and nobody does any more. Rules name them still, and this one does not heed it.",
      "Let the exception stand before the rule that refuses, and outside what is joined by or: (a or b) and not c.",
    ]);
  });

  it("name the path of a rule that spares them there", () => {
    const admin = (offices: string): object =>
      firewall({
        ...refuses,
        expression: `starts_with(http.request.uri.path, "/admin") and not ip.src in {${offices}}`,
      });
    expect(words(admin("203.0.113.0/28 198.51.100.0/24"), admin("203.0.113.0/28"))).to.deep.equal([
      "low edge-rule-blocks",
      "From this change on www.example.com answers requests for /admin of those of 198.51.100.0/24 with Error 403 too, by the rule rules[0] of firewall: they passed until now.",
      "Keep them among the exceptions until they have another way in.",
    ]);
    expect(words(admin("203.0.113.0/28"), admin("203.0.113.0/28 198.51.100.0/24"))).to.deep.equal(
      [],
    );
  });

  it("tell of no parentheses where the exception goes", () => {
    expect(words(firewall(others()), firewall(all))).to.deep.equal([
      "high edge-rule-blocks",
      "From this change on www.example.com answers requests for the home page, for a page beneath it, for a page with a query and for an image of those of 198.51.100.0/24 with Error 403 too, by the rule rules[0] of firewall: they passed until now. Nobody else passed, and nobody does any more.",
      "Keep them among the exceptions until they have another way in.",
    ]);
  });
});
