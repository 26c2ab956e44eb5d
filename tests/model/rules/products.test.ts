import { expect } from "chai";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelObject } from "../../../model/graph/resources";
import { catchAllLast } from "../../../constraints/tunnels";
import { unknownValue } from "../../../core/known";
import { RedirectLists } from "../../../model/rules/redirectLists";
import { targetUrl } from "../../../model/rules/redirects";
import { serviceFor, tunnelConfigurationFields } from "../../../model/traffic/tunnels";
import { tunnelConfigs, type TunnelConfig } from "../../../model/traffic/tunnelConfigs";
import {
  covers,
  routeFor,
  workersRoute,
  type WorkersRoute,
} from "../../../model/rules/workersRoutes";
import { resource } from "../resource";

const route = (pattern: string, script = pattern): WorkersRoute => {
  const read = workersRoute(resource("workersRoute", pattern, { zoneId: "z", pattern, script }));
  if (read === undefined) {
    throw new Error(`${pattern} is no pattern`);
  }
  return read;
};

describe("routes of Workers", () => {
  const taker = (patterns: readonly string[], host: string, path: string): string | undefined =>
    routeFor(
      patterns.map((pattern) => route(pattern)),
      host,
      path,
    )?.pattern;

  it("match as the documentation has it", () => {
    expect(taker(["example.com/images/*"], "example.com", "/images/a")).to.equal(
      "example.com/images/*",
    );
    expect(taker(["example.com/images/*"], "example.com", "/images")).to.equal(undefined);
    expect(taker(["example.com/images*"], "example.com", "/images")).to.equal(
      "example.com/images*",
    );
    expect(taker(["*.example.com/*"], "example.com", "/")).to.equal(undefined);
    expect(taker(["*example.com/*"], "example.com", "/")).to.equal("*example.com/*");
    expect(taker(["*.example.com/*"], "a.b.example.com", "/")).to.equal("*.example.com/*");
    expect(taker(["example.com"], "example.com", "/")).to.equal("example.com");
    expect(taker(["example.com"], "example.com", "/a")).to.equal(undefined);
    expect(taker(["Example.com/*"], "example.com", "/a")).to.equal("Example.com/*");
    expect(taker(["http://example.com/*"], "example.com", "/a")).to.equal(undefined);
    expect(taker(["https://example.com/*"], "example.com", "/a")).to.equal("https://example.com/*");
  });

  it("give way to the more specific one, in any order", () => {
    const patterns = [
      "*example.com/*",
      "*.example.com/*",
      "www.example.com/*",
      "www.example.com/a/*",
    ];
    const both = [patterns, [...patterns].reverse()];
    for (const each of both) {
      expect(taker(each, "www.example.com", "/a/b")).to.equal("www.example.com/a/*");
      expect(taker(each, "www.example.com", "/")).to.equal("www.example.com/*");
      expect(taker(each, "api.example.com", "/a/b")).to.equal("*.example.com/*");
    }
    // Source: Cloudflare docs, workers/platform/known-issues.
    expect(taker(["*.example.com/a", "a.example.com/*"], "a.example.com", "/a")).to.equal(
      "a.example.com/*",
    );
  });

  it("cover others", () => {
    expect(covers(route("*.example.com/*"), route("www.example.com/a/*"))).to.equal(true);
    expect(covers(route("www.example.com/a/*"), route("*.example.com/*"))).to.equal(false);
    expect(covers(route("https://www.example.com/*"), route("www.example.com/*"))).to.equal(false);
  });
});

describe("configurations of tunnels", () => {
  const config = (...ingresses: readonly ModelObject[]) => {
    const own = resource("tunnelConfig", "c", { tunnelId: "t", config: { ingresses } });
    const [read] = tunnelConfigs(new Inventory([own]));
    if (read === undefined) {
      throw new Error("no configuration");
    }
    return read;
  };
  const last = { service: "http_status:404" };

  it("lead a hostname to the first rule that has it, or has none", () => {
    const own = config(
      { hostname: "a.example.com", path: "^/x", service: "http://x" },
      { hostname: "A.example.com", service: "http://a" },
      { hostname: "*.example.com", service: "http://all" },
      last,
    );
    expect(serviceFor(own, "a.example.com")).to.equal("http://a");
    expect(serviceFor(own, "deep.b.example.com")).to.equal("http://all");
    expect(serviceFor(own, "example.com")).to.equal("http_status:404");
  });

  it("say nothing of what is not known", () => {
    const later: ModelObject = { hostname: unknownValue, service: "http://later" };
    expect(serviceFor(config(later, last), "a.example.com")).to.equal(unknownValue);
    const [unknown] = tunnelConfigs(
      new Inventory([resource("tunnelConfig", "c", { tunnelId: "t", config: unknownValue })]),
    );
    expect(unknown && serviceFor(unknown, "a.example.com")).to.equal(unknownValue);
    expect(unknown && endsForAll(unknown)).to.equal("unknown");
    const [vague] = tunnelConfigs(
      new Inventory([
        resource("tunnelConfig", "c", {
          ...{ tunnelId: "t" },
          config: { ingresses: [{ hostname: "a.example.com", service: "http://a" }, unknownValue] },
        }),
      ]),
    );
    expect(vague && endsForAll(vague)).to.equal("unknown");
  });

  it("are read for what the API asks of their last rule", () => {
    const a: ModelObject = { hostname: "a.example.com", service: "http://a" };
    expect(endsForAll(config(a, last))).to.equal("yes");
    expect(endsForAll(config(a))).to.equal("no");
    expect(endsForAll(config({ path: "/a", service: "http://a" }))).to.equal("no");
    expect(endsForAll(config({ hostname: "*", service: "http://a" }))).to.equal("yes");
  });

  function endsForAll(one: TunnelConfig): string {
    return catchAllLast.holds(tunnelConfigurationFields(one), undefined);
  }
});

describe("lists of redirects", () => {
  const lists = new RedirectLists(
    new Inventory([
      resource("rulesList", "l", {
        ...{ name: "moved", kind: "redirect" },
        items: [
          { redirect: { sourceUrl: "example.com/old", targetUrl: "https://example.com/new" } },
          {
            redirect: {
              ...{ sourceUrl: "https://example.net", targetUrl: "https://example.com/net/" },
              ...{ includeSubdomains: true, subpathMatching: true },
            },
          },
        ],
      }),
      resource("rulesListItem", "i", {
        listId: "l",
        redirect: {
          ...{ sourceUrl: "example.org/a/", targetUrl: "https://example.com/a" },
          ...{ subpathMatching: true, preservePathSuffix: false },
        },
      }),
    ]),
  );
  const leads = (url: string): string | undefined => {
    const { protocol, hostname: host, pathname: path } = new URL(url);
    const request = { scheme: protocol === "http:" ? "http" : "https", host, path } as const;
    const found = lists.find("moved", request);
    return found === unknownValue || found === undefined
      ? undefined
      : targetUrl(found, request)?.href;
  };

  it("lead exact URLs, and more where they say so", () => {
    expect(leads("https://example.com/old")).to.equal("https://example.com/new");
    expect(leads("http://example.com/old")).to.equal("https://example.com/new");
    expect(leads("https://example.com/old/er")).to.equal(undefined);
    expect(leads("https://www.example.com/old")).to.equal(undefined);
    expect(leads("https://www.example.net/x/y")).to.equal("https://example.com/net/x/y");
    expect(leads("http://www.example.net/x/y")).to.equal(undefined);
    expect(leads("https://example.org/a/b")).to.equal("https://example.com/a");
    expect(leads("https://example.org/b")).to.equal(undefined);
  });

  it("are not known where the plan does not hold them", () => {
    const request = { scheme: "https", host: "example.com", path: "/" } as const;
    expect(lists.find("other", request)).to.equal(unknownValue);
    expect(lists.find(unknownValue, request)).to.equal(unknownValue);
  });
});
