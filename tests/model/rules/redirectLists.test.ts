import { inspect as shown } from "node:util";
import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import {
  ModelReference,
  type ModelObject,
  type ModelResource,
  type ModelValue,
} from "../../../model/graph/resources";
import { RedirectLists } from "../../../model/rules/redirectLists";
import { targetUrl } from "../../../model/rules/redirects";
import { resource } from "../resource";

const list = (items: ModelValue, name = "moved"): ModelResource =>
  resource("rulesList", name, { name, kind: "redirect", items });
const redirect = (
  sourceUrl: ModelValue,
  targetUrl: ModelValue,
  more: ModelObject = {},
): ModelObject => ({ redirect: { sourceUrl, targetUrl, ...more } });
const ofList = (listId: ModelValue, item: ModelObject): ModelResource =>
  resource("rulesListItem", `item of ${shown(listId)}`, { listId, ...item });

/** Where the list `moved` sends a URL: nowhere, to what nobody knows, or to another URL. */
function leads(url: string, ...resources: readonly ModelResource[]): string {
  const { protocol, hostname: host, pathname: path, search } = new URL(url);
  const scheme = protocol === "http:" ? "http" : "https";
  const request = { scheme, host, path, query: search.slice(1) } as const;
  const found = new RedirectLists(new Inventory(resources)).find("moved", request);
  return found === unknownValue ? "not known" : found ? `${targetUrl(found, request)?.href}` : "-";
}

const target = "https://a.example/x";

describe("a list of redirects", () => {
  it("is the one of the name, with items of its own and items beside it", () => {
    const moved = list([redirect("example.com/old", target)]);
    const other = list([redirect("example.com/old", "https://other.example/")], "another");
    expect(leads("https://example.com/old", other, moved)).to.equal(target);
    expect(leads("https://example.com/old", other)).to.equal("not known");
    const beside = redirect("example.com/beside", target);
    const asked = "https://example.com/beside";
    expect(leads(asked, moved, ofList("moved", beside))).to.equal(target);
    expect(leads(asked, moved, ofList(new ModelReference([moved.key]), beside))).to.equal(target);
    expect(leads(asked, moved, other, ofList("another", beside))).to.equal("-");
    expect(leads(asked, moved, ofList("elsewhere", beside))).to.equal("-");
    const { listId: _listId, ...rest } = ofList("moved", beside).properties;
    expect(leads(asked, moved, resource("rulesListItem", "none", rest))).to.equal("-");
  });

  it("is not known where its items are not, and says what it can where one of them is not", () => {
    expect(leads("https://example.com/old", list(unknownValue))).to.equal("not known");
    const items: ModelValue = [
      unknownValue,
      { redirect: unknownValue },
      redirect(unknownValue, target),
      redirect("example.com/late", unknownValue),
      redirect("example.com/old", target),
      { ip: "198.51.100.7" },
    ];
    expect(leads("https://example.com/old", list(items))).to.equal(target);
    expect(leads("https://example.com/late", list(items))).to.equal("-");
    expect(leads("https://example.com/", list(items))).to.equal("-");
  });

  it("sends one URL, the home page where the source has no path, and nothing else", () => {
    const home = list([redirect("https://example.com", target), redirect("b.example", target)]);
    expect(leads("https://example.com/", home)).to.equal(target);
    expect(leads("http://example.com/", home)).to.equal("-");
    expect(leads("http://b.example/", home)).to.equal(target);
    expect(leads("https://b.example/a", home)).to.equal("-");
    expect(leads("https://www.b.example/", home)).to.equal("-");
  });

  it("covers subdomains where it says so", () => {
    const all = (more: ModelObject): ModelResource =>
      list([redirect("example.com/old", target, more)]);
    const [www, deep] = ["https://www.example.com/old", "https://a.b.example.com/old"];
    expect(leads(www, all({ includeSubdomains: true }))).to.equal(target);
    expect(leads(deep, all({ includeSubdomains: true }))).to.equal(target);
    expect(leads(www, all({ includeSubdomains: false }))).to.equal("-");
    expect(leads(www, all({}))).to.equal("-");
    expect(leads("https://badexample.com/old", all({ includeSubdomains: true }))).to.equal("-");
  });

  it("covers what is beneath a path where it says so, and keeps the rest of it by default", () => {
    const all = (more: ModelObject): ModelResource =>
      list([redirect("example.com/a", target, { subpathMatching: true, ...more })]);
    expect(leads("https://example.com/a/b/c", all({}))).to.equal(`${target}/b/c`);
    expect(leads("https://example.com/a/", all({}))).to.equal(`${target}/`);
    expect(leads("https://example.com/a", all({}))).to.equal(target);
    expect(leads("https://example.com/ab", all({}))).to.equal("-");
    expect(leads("https://example.com/b/a", all({}))).to.equal("-");
    expect(leads("https://example.com/a/b", all({ preservePathSuffix: true }))).to.equal(
      `${target}/b`,
    );
    expect(leads("https://example.com/a/b", all({ preservePathSuffix: false }))).to.equal(target);
    expect(leads("https://example.com/a/b", all({ subpathMatching: false }))).to.equal("-");
  });

  it("takes the source with the longest path, and ends its target in one slash", () => {
    const items = list([
      redirect("example.com/", "https://root.example/", { subpathMatching: true }),
      redirect("example.com/a/b", "https://deep.example/x/", { subpathMatching: true }),
      redirect("example.com/a/", "https://mid.example/", { subpathMatching: true }),
    ]);
    expect(leads("https://example.com/a/b/c/d", items)).to.equal("https://deep.example/x/c/d");
    expect(leads("https://example.com/a/c", items)).to.equal("https://mid.example/c");
    expect(leads("https://example.com/other/page", items)).to.equal(
      "https://root.example/other/page",
    );
    expect(leads("https://example.com/", items)).to.equal("https://root.example/");
  });

  it("keeps the query where it says so", () => {
    const all = (more: ModelObject): ModelResource =>
      list([redirect("example.com/old", target, more)]);
    const asked = "https://example.com/old?b=1";
    expect(leads(asked, all({ preserveQueryString: true }))).to.equal(`${target}?b=1`);
    expect(leads(asked, all({ preserveQueryString: false }))).to.equal(target);
    expect(leads(asked, all({}))).to.equal(target);
  });
});
