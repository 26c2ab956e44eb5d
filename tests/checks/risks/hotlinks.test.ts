import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, reviewSteps, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId } from "./strangersPlans";

const { ruleset, zoneSetting } = modelTypes;
const outletZone = "e".repeat(32);
const at = (name: string, more: object = {}): Step => ({
  ...{ ...www, name, id: `r-${name}` },
  old: { ...www.old, zoneId: outletZone, name, ...more },
});
const outlet = at("www.example.net");
const switchedOn = becomes(
  zoneSetting,
  "hotlinks",
  { zoneId, settingId: "hotlink_protection", value: "off" },
  { zoneId, settingId: "hotlink_protection", value: "on" },
);
const parked = same(ruleset, "parked", {
  ...{ zoneId: outletZone, kind: "zone", name: "parked", phase: "http_request_dynamic_redirect" },
  rules: [
    {
      ...{ action: "redirect", enabled: true, expression: "true" },
      actionParameters: {
        fromValue: { statusCode: 301, targetUrl: { value: "https://www.example.com/" } },
      },
    },
  ],
});
const leavesOut = (expression: string): Step =>
  same(ruleset, "images", {
    ...{ zoneId, kind: "zone", name: "images", phase: "http_config_settings" },
    rules: [
      {
        ...{ action: "set_config", enabled: true, expression },
        actionParameters: { hotlinkProtection: false },
      },
    ],
  });
const low = ["low hotlinks-refused www.example.com"];
const medium = ["medium hotlinks-refused www.example.com"];

describe("Hotlink Protection", () => {
  judgesAsExpected([
    ["may take images from a site of another domain", [www, outlet, switchedOn], medium],
    ["takes them from strangers where there is one zone alone", [www, switchedOn], low],
    [
      "lets pages of other hostnames of the domain show them",
      [www, at("blog.example.com"), switchedOn],
      low,
    ],
    [
      "meets no pages of another domain where programs alone ask, or the proxy is off",
      [www, at("api.example.net"), at("www.example.org", { proxied: false }), switchedOn],
      low,
    ],
    [
      "meets no pages of a domain that redirects all that it is asked",
      [www, outlet, parked, switchedOn],
      low,
    ],
    [
      "lets every page show what a configuration rule leaves out",
      [www, outlet, leavesOut('http.host eq "www.example.com"'), switchedOn],
      [],
    ],
    [
      "keeps what a configuration rule of another hostname does not leave out",
      [www, outlet, leavesOut('http.host eq "cdn.example.com"'), switchedOn],
      medium,
    ],
  ]);

  it("names the sites that may lose images", () => {
    const [risk] = reviewSteps([www, outlet, switchedOn]).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "From this change on images of www.example.com are answered with Error 403 on pages of other domains: newsletters in a web mailer, partners and one's own sites under another domain lose them, www.example.net among these where it shows them.",
    );
  });
});
