import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelObject, ModelResource, ModelValue } from "../../../model/graph/resources";
import { accessRules } from "../../../model/rules/accessApplications";
import { edgeRefusal } from "../../../model/rules/edgeRefusal";
import { EdgeZones } from "../../../model/rules/edgeZones";
import { readTrafficPaths } from "../../../model/traffic/path";
import { record, resource } from "../resource";

const everyone = { everyone: {} };
const staff = { decision: "allow", includes: [{ emailDomain: { domain: "example.com" } }] };
const open = { decision: "bypass", includes: [everyone] };
const application = (name: string, more: ModelObject): ModelResource =>
  resource("accessApplication", name, { accountId: "a", type: "self_hosted", name, ...more });

/** What the requests of visitors, and of monitors, to `www.example.com` meet. */
function met(...resources: readonly ModelResource[]): string[] {
  const zones = EdgeZones.of(readTrafficPaths([record("www.example.com"), ...resources]));
  const [hostname] = zones.hostnamesOf("zone");
  const answers = hostname === undefined ? [] : zones.answersFor("zone", hostname);
  return answers.map(({ outcome, by, perhaps }) =>
    [outcome, by?.resource.name, perhaps.length > 0 ? "perhaps" : undefined]
      .filter((each) => each !== undefined)
      .join(" "),
  );
}

const all = (answer: string): string[] => Array.from({ length: 10 }, () => answer);

describe("applications of Access", () => {
  it("put a login before a whole hostname, for whoever asks", () => {
    const site = application("site", { domain: "www.example.com", policies: [staff] });
    expect(met(site)).to.deep.equal(all("login site"));
  });

  it("are named by their destinations before their domains", () => {
    const elsewhere = { destinations: [{ type: "public", uri: "wiki.example.com" }] };
    const both = { ...elsewhere, domain: "www.example.com", policies: [staff] };
    expect(met(application("wiki", both))).to.deep.equal(all("passes"));
    const older = { selfHostedDomains: ["wiki.example.com", "www.example.com"], policies: [staff] };
    expect(met(application("wiki", older))).to.deep.equal(all("login wiki"));
    const inside = { destinations: [{ type: "private", hostname: "www.example.com" }] };
    expect(met(application("inside", { ...inside, policies: [staff] }))).to.deep.equal(
      all("passes"),
    );
  });

  it("stand before a path and what is beneath it, and before nothing else", () => {
    const api = application("api", { domain: "www.example.com/api/", policies: [staff] });
    expect(met(api)).to.deep.equal([
      ...all("passes").slice(5),
      ...["login api", "login api", "passes", "passes", "passes"],
    ]);
    const apis = application("apis", { domain: "www.example.com/ap", policies: [staff] });
    expect(met(apis)).to.deep.equal(all("passes"));
  });

  it("stand before the hostnames of a wildcard, upper case or not", () => {
    const wild = application("all", { domain: "*.Example.com", policies: [staff] });
    expect(met(wild)).to.deep.equal(all("login all"));
  });

  it("give way to the more specific one, in any order", () => {
    const site = application("site", { domain: "www.example.com", policies: [staff] });
    const api = application("api", { domain: "www.example.com/api", policies: [open] });
    const expected = [
      ...all("login site").slice(5),
      ...["passes", "passes", "login site", "login site", "login site"],
    ];
    expect(met(site, api)).to.deep.equal(expected);
    expect(met(api, site)).to.deep.equal(expected);
  });

  it("go by the longer path first, then by whole hostnames, then by longer ones", () => {
    const order = (...domains: readonly string[]): string[] => {
      const all = domains.map((domain) => application(domain, { domain, policies: [staff] }));
      const rules = accessRules(new Inventory(all)).flatMap((group) => group.rules ?? []);
      return rules.map(({ resource: { name } }) => name);
    };
    const sorted = [
      "*.example.com/admin/users",
      "a.example.com/admin",
      "www.example.com",
      "a.example.com",
      "b.example.com",
      "*.shop.example.com",
      "*.example.com",
    ];
    expect(order(...sorted)).to.deep.equal(sorted);
    expect(order(...[...sorted].reverse())).to.deep.equal(sorted);
  });

  it("may be written with a scheme, a slash or an asterisk at the end", () => {
    for (const domain of ["https://www.example.com", "www.example.com/", "www.example.com/*"]) {
      expect(met(application("site", { domain, policies: [staff] }))).to.deep.equal(
        all("login site"),
      );
    }
    const beneath = application("api", { domain: "www.example.com/api/*", policies: [staff] });
    expect(met(beneath).filter((each) => each === "login api").length).to.equal(2);
    const hostile = application("h", { domain: 'www.example.com/"or true', policies: [staff] });
    expect(met(hostile)).to.deep.equal(all("passes"));
    const empty = application("e", { domain: "", policies: [staff] });
    expect(met(empty)).to.deep.equal(all("passes"));
    expect(met(application("none", { policies: [staff] }))).to.deep.equal(all("passes"));
  });

  it("cannot be told of where they stand before what is not known", () => {
    const told = (more: ModelObject): string[] =>
      met(application("late", { policies: [staff], ...more }));
    expect(told({ destinations: unknownValue, domain: "b.example.com" })).to.deep.equal(
      all("passes perhaps"),
    );
    expect(told({ selfHostedDomains: unknownValue })).to.deep.equal(all("passes perhaps"));
    expect(told({ selfHostedDomains: ["b.example.com", unknownValue] })).to.deep.equal(
      all("passes perhaps"),
    );
    expect(told({ destinations: [{ type: "public", uri: unknownValue }] })).to.deep.equal(
      all("passes perhaps"),
    );
  });

  it("cannot be told of policies that may let everybody pass", () => {
    const told = (policy: ModelObject): string =>
      [
        ...new Set(met(application("site", { domain: "www.example.com", policies: [policy] }))),
      ].join();
    expect(told({ decision: unknownValue, includes: [everyone] })).to.equal("passes perhaps");
    expect(told({ ...open, includes: unknownValue })).to.equal("passes perhaps");
    expect(told({ ...open, excludes: unknownValue })).to.equal("passes perhaps");
    expect(told({ ...open, requires: unknownValue })).to.equal("passes perhaps");
    expect(told({ ...open, requires: [{ geo: { countryCode: "DE" } }] })).to.equal("login site");
    expect(told({ ...open, includes: [{ ip: { ip: "198.51.100.7" } }, everyone] })).to.equal(
      "passes",
    );
    expect(told({ decision: "bypass" })).to.equal("login site");
    expect(told({ decision: "allow", includes: unknownValue })).to.equal("login site");
  });

  it("let everybody pass by a policy for all, and by no narrower one", () => {
    const guarded = (...policies: readonly ModelObject[]): string[] =>
      met(application("site", { domain: "www.example.com", policies }));
    expect(guarded(staff, open)).to.deep.equal(all("passes"));
    const narrow = { ...open, excludes: [{ ip: { ip: "198.51.100.0/24" } }] };
    expect(guarded(narrow)).to.deep.equal(all("login site"));
    const office = { decision: "bypass", includes: [{ ip: { ip: "198.51.100.0/24" } }] };
    expect(guarded(staff, office)).to.deep.equal(all("login site"));
  });

  it("take policies from where they are kept, and cannot tell of those that nobody knows", () => {
    const domain = "www.example.com";
    const site = (policies: ModelValue): ModelResource => application("site", { domain, policies });
    const bare = application("site", { domain });
    const kept = resource("accessPolicy", "kept", { accountId: "a", ...open });
    expect(met(site([{ id: "kept", precedence: 1 }]), kept)).to.deep.equal(all("passes"));
    expect(met(site([{ id: "elsewhere" }]))).to.deep.equal(all("passes perhaps"));
    expect(met(site(unknownValue))).to.deep.equal(all("passes perhaps"));
    const older = resource("accessPolicy", "older", { applicationId: "site", ...open });
    expect(met(bare, older)).to.deep.equal(all("passes"));
    expect(met(bare)).to.deep.equal(all("login site"));
  });

  it("are said to let somebody in, or nobody", () => {
    const [group] = accessRules(
      new Inventory([
        application("none", { domain: "a.example.com" }),
        application("denying", { domain: "b.example.com", policies: [{ decision: "deny" }] }),
        application("staff", { domain: "c.example.com", policies: [staff] }),
      ]),
    );
    expect(group?.rules?.map(({ title, action }) => [title, action])).to.deep.equal([
      ["none", { kind: "login", letsIn: "nobody" }],
      ["denying", { kind: "login", letsIn: "nobody" }],
      ["staff", { kind: "login", letsIn: "some" }],
    ]);
    expect(accessRules(new Inventory([]))).to.deep.equal([]);
  });

  it("leave out what is no site: other kinds, and none at all of a place that is not known", () => {
    const bookmark = application("b", { type: "bookmark", domain: "www.example.com" });
    expect(met(bookmark)).to.deep.equal(all("passes"));
    const late = application("late", { domain: unknownValue, policies: [staff] });
    expect(met(late)).to.deep.equal(all("passes perhaps"));
  });

  it("leave a hostname without a serving path where nobody is let in, and only there", () => {
    const refusal = (...policies: readonly ModelObject[]): string | undefined => {
      const site = application("site", { domain: "www.example.com", policies });
      const model = readTrafficPaths([record("www.example.com"), site]);
      return edgeRefusal(model.inventory, model.pathOf("www.example.com"));
    };
    expect(refusal({ decision: "deny", includes: [everyone] })).to.equal(
      "the rule site (domain) of site lets no request through",
    );
    expect(refusal(staff)).to.equal(undefined);
  });
});
