import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import type { ModelObject, ModelResource } from "../../../model/graph/resources";
import { edgeRefusal } from "../../../model/rules/edgeRefusal";
import { readTrafficPaths } from "../../../model/traffic/path";
import { record, resource } from "../resource";

const firewall = "http_request_firewall_custom";
const redirects = "http_request_dynamic_redirect";
const rules = (phase: string, ...list: readonly ModelObject[]): ModelResource =>
  resource("ruleset", phase, { zoneId: "zone", kind: "zone", phase, rules: list });
const block = (expression: string, more: ModelObject = {}): ModelObject => ({
  ...{ action: "block", expression },
  ...more,
});
const redirect = (expression: string, value: string): ModelObject => ({
  ...{ action: "redirect", expression },
  actionParameters: { fromValue: { targetUrl: { value } } },
});

function refusal(name: string, ...resources: readonly ModelResource[]): string | undefined {
  const model = readTrafficPaths(resources);
  return edgeRefusal(model.inventory, model.pathOf(name));
}

describe("why nobody gets a page of a hostname", () => {
  const www = record("www.example.com");

  it("is a rule that blocks every page, by its name", () => {
    expect(refusal("www.example.com", www, rules(firewall, block("true")))).to.equal(
      `the rule rules[0] of ${firewall} lets no request through`,
    );
    const named = block("true", { description: "sorry" });
    expect(refusal("www.example.com", www, rules(firewall, named))).to.equal(
      `the rule sorry (rules[0]) of ${firewall} lets no request through`,
    );
  });

  it("is a waiting room in which everybody waits", () => {
    const room = { zoneId: "zone", host: "www.example.com", queueAll: true };
    expect(refusal("www.example.com", www, resource("waitingRoom", "room", room))).to.equal(
      "the rule queueAll of room lets no request through",
    );
  });

  it("is an answer of its own load balancer, and of no other, so that a new one leaves the rest unasked", () => {
    const balancer = (name: string): ModelResource =>
      resource("loadBalancer", name, {
        ...{ zoneId: "zone", name, proxied: true, enabled: true, defaultPools: ["p"] },
        ...{ fallbackPool: "p", rules: [{ fixedResponse: { statusCode: 503 } }] },
      });
    const [own, other] = [balancer("www.example.com"), balancer("api.example.com")];
    expect(refusal("www.example.com", own, other)).to.equal(
      "the rule rules[0] of www.example.com lets no request through",
    );
    expect(refusal("www.example.com", www, other)).to.equal(undefined);
    const model = readTrafficPaths([www, other]);
    const path = model.pathOf("www.example.com");
    const { asked } = model.inventory.observe(() => edgeRefusal(model.inventory, path));
    expect(asked.has("type ruleset")).to.equal(true);
    expect(asked.has("type loadBalancer")).to.equal(false);
  });

  it("is redirects that lead round, and none that lead away", () => {
    const round = rules(redirects, redirect("true", "https://www.example.com/a"));
    expect(refusal("www.example.com", www, round)).to.equal(
      "redirects lead round: https://www.example.com/a",
    );
    const away = rules(redirects, redirect("true", "https://a.example/"));
    expect(refusal("www.example.com", www, away)).to.equal(undefined);
  });

  it("is nothing where one page gets through, or somebody by who they are", () => {
    const some = block('http.request.uri.path eq "/"');
    expect(refusal("www.example.com", www, rules(firewall, some))).to.equal(undefined);
    const strangers = block("not ip.src in {198.51.100.7}");
    expect(refusal("www.example.com", www, rules(firewall, strangers))).to.equal(undefined);
    const posts = block('http.request.method eq "POST"');
    expect(refusal("www.example.com", www, rules(firewall, posts))).to.equal(undefined);
    const challenge = { action: "js_challenge", expression: "true" };
    expect(refusal("www.example.com", www, rules(firewall, challenge))).to.equal(undefined);
    expect(refusal("www.example.com", www)).to.equal(undefined);
  });

  it("is asked of names at the proxy alone, with one of those that a wildcard has", () => {
    const direct = record("www.example.com", { proxied: false });
    expect(refusal("www.example.com", direct, rules(firewall, block("true")))).to.equal(undefined);
    expect(refusal("nobody.example.com", www, rules(firewall, block("true")))).to.equal(undefined);
    const all = record("*.example.com");
    const named = block('http.host eq "any-name.example.com"');
    expect(refusal("*.example.com", all, rules(firewall, named))).to.equal(
      `the rule rules[0] of ${firewall} lets no request through`,
    );
    expect(
      refusal("*.example.com", all, rules(firewall, block('http.host eq "a.example.com"'))),
    ).to.equal(undefined);
  });

  it("knows that lists hold none of those who ask", () => {
    const listed = block("not ip.src.country in $countries and not ip.src in $office");
    expect(refusal("www.example.com", www, rules(firewall, listed))).to.equal(undefined);
    const agents = block("not http.user_agent in $known");
    expect(refusal("www.example.com", www, rules(firewall, agents))).to.equal(
      `the rule rules[0] of ${firewall} lets no request through`,
    );
  });

  it("is a rule that leaves other requests than those for pages alone", () => {
    const pages = block('not starts_with(http.request.uri.path, "/api/")');
    expect(refusal("www.example.com", www, rules(firewall, pages))).to.equal(
      `the rule rules[0] of ${firewall} lets no request through`,
    );
  });

  it("is each of several redirects that lead round, in their order", () => {
    const both = rules(
      redirects,
      redirect('http.request.uri.path eq "/a"', "https://www.example.com/b"),
      redirect("true", "https://www.example.com/a"),
    );
    expect(refusal("www.example.com", www, both)).to.equal(
      "redirects lead round: https://www.example.com/a to https://www.example.com/b",
    );
  });

  it("is nothing of a name that nobody answers for, whatever the account blocks", () => {
    const root = resource("ruleset", "root", {
      ...{ accountId: "account", kind: "root", phase: firewall, rules: [block("true")] },
    });
    expect(refusal("nobody.example.com", www, root)).to.equal(undefined);
    expect(refusal("www.example.com", www, root)).to.equal(
      "the rule rules[0] of root lets no request through",
    );
  });

  it("is nothing where the rules are not known yet", () => {
    const late: ModelObject = {
      zoneId: "zone",
      kind: "zone",
      phase: firewall,
      rules: unknownValue,
    };
    expect(refusal("www.example.com", www, resource("ruleset", "late", late))).to.equal(undefined);
  });
});
