import { expect } from "chai";
import { typedMessages } from "./typedMessages";

const declared = `interface ModelObject { readonly [key: string]: unknown }
interface ModelResource { readonly key: string; readonly properties: ModelObject }
declare const resource: ModelResource; declare const maybe: ModelResource | undefined;
declare const all: readonly ModelResource[];
declare const change: { readonly properties: readonly string[] };\n`;

const messagesOf = (source: string): Promise<(string | undefined)[]> =>
  typedMessages({ file: "rawProperties", rule: "raw-properties" }, declared + source);

describe("the rule on the properties of resources", () => {
  const refused = [
    "resource.properties.name;",
    'resource["properties"];',
    "maybe?.properties;",
    "(maybe?.properties ?? {}).name;",
    "const { properties } = resource;",
    "const { properties: { name } } = resource;",
    "const { properties: own = {} } = maybe ?? resource;",
    "all.map(({ properties }) => properties.name);",
    "function nameOf({ key, properties }: ModelResource) { return [key, properties.name]; }",
    "const copy = { ...resource, properties: { ...resource.properties } };",
  ];
  for (const source of refused) {
    it(`refuses ${source}`, async () => {
      expect(await messagesOf(source)).to.deep.equal(["raw"]);
    });
  }

  const taken = [
    "resource.key;",
    "change.properties.length;",
    "const { properties } = change;",
    "const { key, ...others } = resource;",
    "const made: ModelResource = { key: 'a', properties: {} };",
    "all.map(({ key }) => key);",
  ];
  for (const source of taken) {
    it(`takes ${source}`, async () => {
      expect(await messagesOf(source)).to.deep.equal([]);
    });
  }
});
