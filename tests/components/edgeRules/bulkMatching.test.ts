import { expect } from "chai";
import { bulkMatcher } from "../../../components/edgeRules/bulkMatching";
import { listedRedirect } from "../../../components/edgeRules/redirects";
import type { BulkRedirectArgs } from "../../../components/edgeRules";

/** Where a list leads a URL. */
function led(list: readonly BulkRedirectArgs[], url: string): string | undefined {
  return bulkMatcher(list.map(listedRedirect))(url)?.url;
}

const beneath = { from: "example.com/foo/", to: "https://example.com/qux/", subpathMatching: true };

describe("a list of redirects", () => {
  it("takes the path that it names, and those beneath where it says so", () => {
    expect(led([beneath], "https://example.com/foo/bar")).to.equal("https://example.com/qux/bar");
    expect(led([beneath], "https://example.com/foo/")).to.equal("https://example.com/qux/");
    expect(led([beneath], "https://example.com/foobar")).to.equal(undefined);
    const exact = { ...beneath, subpathMatching: false };
    expect(led([exact], "https://example.com/foo/bar")).to.equal(undefined);
    const cut = { ...beneath, preservePathSuffix: false };
    expect(led([cut], "https://example.com/foo/bar")).to.equal("https://example.com/qux/");
  });

  it("takes paths beneath one without a slash at its end", () => {
    const blog = { ...beneath, from: "example.com/blog" };
    expect(led([blog], "http://example.com/blog/foo")).to.equal("https://example.com/qux/foo");
    expect(led([blog], "http://example.com/blogs")).to.equal(undefined);
  });

  it("takes hostnames beneath where it says so, and the scheme that it names", () => {
    const about = {
      ...{ from: "https://example.com/about", to: "https://example.com/new" },
      includeSubdomains: true,
    };
    expect(led([about], "https://a.b.example.com/about")).to.equal("https://example.com/new");
    expect(led([about], "http://a.example.com/about")).to.equal(undefined);
    expect(led([about], "https://badexample.com/about")).to.equal(undefined);
    const exact = { ...about, includeSubdomains: false };
    expect(led([exact], "https://a.example.com/about")).to.equal(undefined);
  });

  it("keeps the query unless it is told not to", () => {
    const url = "https://example.com/foo/?a=1";
    expect(led([beneath], url)).to.equal("https://example.com/qux/?a=1");
    expect(led([{ ...beneath, preserveQueryString: false }], url)).to.equal(
      "https://example.com/qux/",
    );
  });

  it("lets the most specific one answer, in whatever order they stand", () => {
    const list = [
      { from: "example.com/folder", to: "https://path.example/", subpathMatching: true },
      { from: "example.com/folder/sub", to: "https://deep.example/", subpathMatching: true },
      { from: "a.example.com/x", to: "https://host.example/", includeSubdomains: true },
      { from: "example.com/x", to: "https://above.example/", includeSubdomains: true },
      { from: "http://example.com/y", to: "https://scheme.example/" },
      { from: "example.com/y", to: "https://both.example/" },
    ];
    const asked: readonly (readonly [string, string])[] = [
      ["https://example.com/folder/sub/item", "https://deep.example/item"],
      ["https://example.com/folder/item", "https://path.example/item"],
      ["https://b.a.example.com/x", "https://host.example/"],
      ["https://c.example.com/x", "https://above.example/"],
      ["http://example.com/y", "https://scheme.example/"],
      ["https://example.com/y", "https://both.example/"],
    ];
    for (const [url, target] of asked) {
      expect(led(list, url), url).to.equal(target);
      expect(led([...list].reverse(), url), url).to.equal(target);
    }
  });
});
