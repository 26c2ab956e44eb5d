import { inspect as shown } from "node:util";
import { expect } from "chai";
import { answeringWorker } from "../../../core/answeringWorker";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelObject, ModelResource, ModelValue } from "../../../model/graph/resources";
import {
  covers,
  routeFor,
  scriptOf,
  workersRoute,
  type WorkersRoute,
} from "../../../model/rules/workersRoutes";
import { answerOfWorker } from "../../../model/rules/workersScripts";
import { resource } from "../resource";

const route = (pattern: ModelValue, more: ModelObject = { script: "w" }): ModelResource =>
  resource("workersRoute", shown(pattern), { zoneId: "z", pattern, ...more });
const read = (pattern: ModelValue, more?: ModelObject): WorkersRoute => {
  const found = workersRoute(route(pattern, more));
  if (found === undefined) {
    throw new Error(`${shown(pattern)} is no pattern`);
  }
  return found;
};

describe("the route of a Worker", () => {
  it("has a scheme or none, a hostname in lower case, and a path", () => {
    const parts = (pattern: string): unknown[] => {
      const { scheme, host, path } = read(pattern);
      return [scheme, host, path];
    };
    expect(parts("WWW.example.com/a/b*")).to.deep.equal([undefined, "www.example.com", "/a/b*"]);
    expect(parts("http://example.com")).to.deep.equal(["http", "example.com", "/"]);
    expect(parts("https://example.com/")).to.deep.equal(["https", "example.com", "/"]);
  });

  it("is none where its pattern is not known, or is no URL", () => {
    const noPatterns: readonly ModelValue[] = [unknownValue, "", "/a", null];
    for (const pattern of noPatterns) {
      expect(workersRoute(route(pattern)), shown(pattern)).to.equal(undefined);
    }
  });

  it("names a Worker, one that is not known, or none", () => {
    const named = (more: ModelObject): string | undefined => scriptOf(read("a.example/*", more));
    expect(named({ script: "w" })).to.equal("w");
    expect(named({ scriptName: "w" })).to.equal("w");
    expect(named({ script: unknownValue })).to.equal("a Worker");
    expect(named({ script: "" })).to.equal(undefined);
    expect(named({})).to.equal(undefined);
    expect(scriptOf(undefined)).to.equal(undefined);
  });

  it("covers another one where it matches all that the other does", () => {
    const all = (wider: string, narrower: string): boolean => covers(read(wider), read(narrower));
    expect(all("a.example/*", "a.example/b/*")).to.equal(true);
    expect(all("a.example/b*", "a.example/*")).to.equal(false);
    expect(all("a.example/bc*", "a.example/b")).to.equal(false);
    expect(all("a.example/b", "a.example/b")).to.equal(true);
    expect(all("a.example/b", "a.example/c")).to.equal(false);
    expect(all("a.example/*", "b.example/*")).to.equal(false);
    expect(all("a.example/*", "https://a.example/*")).to.equal(true);
    expect(all("https://a.example/*", "https://a.example/*")).to.equal(true);
    expect(all("https://a.example/*", "http://a.example/*")).to.equal(false);
    expect(all("https://a.example/*", "a.example/*")).to.equal(false);
  });

  it("is chosen by the longer path where all else is alike", () => {
    const routes = ["a.example/b*", "a.example/bc*", "a.example/*"].map((each) => read(each));
    const found = (path: string): string | undefined =>
      routeFor(routes, "a.example", path)?.pattern;
    expect([found("/bcd"), found("/bd"), found("/")]).to.deep.equal([
      ...["a.example/bc*", "a.example/b*", "a.example/*"],
    ]);
  });
});

describe("what the Worker of a route answers", () => {
  const says = (page: string): string => answeringWorker({ status: 503, headers: {}, page });
  const script = (scriptName: string, content: ModelValue): ModelResource =>
    resource("workersScript", scriptName, { scriptName, content });
  const answer = (more: ModelObject, ...resources: readonly ModelResource[]) => {
    const own = read("a.example/*", more);
    return answerOfWorker(new Inventory([own.resource, ...resources]), own);
  };
  const [one, other] = [script("one", says("one")), script("other", says("other"))];

  it("is that of its own script, whichever way it is named", () => {
    expect(answer({ script: "other" }, one, other)).to.deep.equal({
      status: 503,
      headers: {},
      page: "other",
    });
    expect(answer({ scriptName: "other" }, one, other)).to.deep.equal({
      status: 503,
      headers: {},
      page: "other",
    });
  });

  it("is not known of a script that the plan does not hold, or whose text it does not know", () => {
    expect(answer({ script: "elsewhere" }, one, other)).to.equal(undefined);
    expect(answer({ script: "late" }, script("late", unknownValue))).to.equal(undefined);
    expect(answer({}, one)).to.equal(undefined);
  });
});
