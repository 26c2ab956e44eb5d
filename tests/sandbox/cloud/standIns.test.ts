import { assert, expect } from "chai";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { format } from "prettier";

import { apiErrors as awsErrors } from "../../../facts/aws/apiErrors";
import { awsResourceRules } from "../../../facts/aws/resourceRules";
import { apiErrors as cloudflareErrors } from "../../../facts/cloudflare/apiErrors";
import { cloudflareResourceRules } from "../../../facts/cloudflare/resourceRules";
import type { ResourceRules } from "../../../facts/resourceRules";
import { tlsResourceRules } from "../../../facts/tls/resourceRules";
import { awsServedTypes } from "../../../sandbox/cloud/aws/handlers";
import { cloudflareServedTypes } from "../../../sandbox/cloud/cloudflare/handlers";
import { tlsServedTypes } from "../../../sandbox/cloud/tls/handlers";
import type { Shape } from "../../../sandbox/cloud/types/shape";
import { SdkShapes } from "../../../sandbox/cloud/types/shapes";
import { cacheRoot } from "../../../sandbox/cacheRoot";
import { measuredSentences } from "./measured";
import { standInsDocument } from "./standInsDocument";

const page = join(__dirname, "..", "..", "..", "docs", "stand-ins.md");

describe("the tables behind the stand-ins", () => {
  it("are what docs/stand-ins.md says (UPDATE_DOCS=1 writes it anew)", async () => {
    const written = await format(standInsDocument(), { parser: "markdown", printWidth: 100 });
    if (process.env.UPDATE_DOCS === "1") {
      writeFileSync(page, written);
    }
    expect(readFileSync(page, "utf8")).to.equal(written);
  });

  it("name a test that there is for all that was measured", () => {
    const root = join(__dirname, "..", "..", "..");
    const missing = measuredSentences.filter(
      ({ file, test = "", differs }) =>
        !readFileSync(join(root, file), "utf8").includes(test) ||
        (test === "") !== (differs !== undefined),
    );
    expect(missing).to.deep.equal([]);
  });

  it("name a source for every row", () => {
    const rows = [
      ...Object.entries(cloudflareResourceRules),
      ...Object.entries(awsResourceRules),
      ...Object.entries(tlsResourceRules),
      ...Object.entries(cloudflareErrors),
      ...Object.entries(awsErrors),
    ];
    const nameless = rows.filter(([, { source }]) => source.length < 10).map(([name]) => name);
    expect(nameless).to.deep.equal([]);
  });

  it("hold every type that has rules of its own", () => {
    const missing = [
      ...cloudflareServedTypes.filter((type) => !(type in cloudflareResourceRules)),
      ...awsServedTypes.filter((type) => !(type in awsResourceRules)),
      ...tlsServedTypes.filter((type) => !(type in tlsResourceRules)),
    ];
    expect(missing).to.deep.equal([]);
  });

  it("hold no refusal that nothing refuses with", () => {
    const sources = ["sandbox/cloud", "constraints"]
      .map((folder) => join(__dirname, "..", "..", "..", folder))
      .flatMap((folder) =>
        readdirSync(folder, { recursive: true, encoding: "utf8" })
          .filter((name) => name.endsWith(".ts"))
          .map((name) => readFileSync(join(folder, name), "utf8")),
      )
      .join("\n");
    const unused = [...Object.keys(cloudflareErrors), ...Object.keys(awsErrors)].filter(
      (name) => !new RegExp(`[eE]rrors\\.${name}\\b`).test(sources),
    );
    expect(unused).to.deep.equal([]);
  });

  it("name only properties that the installed SDKs declare", async () => {
    const cache = join(cacheRoot(), "types");
    const shapes = {
      cloudflare: new SdkShapes("cloudflare", process.cwd(), cache),
      aws: new SdkShapes("aws", process.cwd(), cache),
      tls: new SdkShapes("tls", process.cwd(), cache),
    };
    const strangers: string[] = [];
    for (const [type, rules] of [
      ...Object.entries(cloudflareResourceRules),
      ...Object.entries(awsResourceRules),
      ...Object.entries<ResourceRules>(tlsResourceRules),
    ]) {
      const sdk = shapes[type.split(":")[0] as keyof typeof shapes];
      const resource = await sdk.resource(type);
      assert.isDefined(resource, type);
      const paths = [
        ...rules.replaces,
        ...Object.keys(rules.defaults ?? {}),
        ...Object.keys(rules.oneOf ?? {}),
        ...Object.keys(rules.between ?? {}),
        ...(rules.conflicts ?? []).flat(),
        ...(rules.exactlyOne ?? []).flat(),
        ...(rules.sets ?? []),
        ...(rules.writeOnly ?? []),
        ...(rules.dynamic ?? []),
        ...(rules.keptWhenRemoved ?? []),
      ];
      strangers.push(
        ...paths
          .filter((path) => !declares(sdk, resource.args, path))
          .map((path) => `${type} ${path}`),
      );
      const outputs = [...Object.keys(rules.answers ?? {}), ...listOf(rules.keptOnUpdate)];
      strangers.push(
        ...outputs.filter((name) => !(name in resource.outputs)).map((name) => `${type} ${name}`),
      );
    }
    expect(strangers).to.deep.equal([]);
  });
});

function listOf(kept: readonly string[] | "all" | undefined): readonly string[] {
  return kept === undefined || kept === "all" ? [] : kept;
}

function declares(
  sdk: SdkShapes,
  properties: Readonly<Record<string, { shape: Shape }>> | undefined,
  path: string,
): boolean {
  const [name = "", ...rest] = path.split(".");
  const property = properties?.[name];
  if (property === undefined) {
    return false;
  }
  if (rest.length === 0) {
    return true;
  }
  let { shape } = property;
  while (shape.kind === "list" || shape.kind === "map") {
    shape = shape.element;
  }
  return shape.kind === "named" && declares(sdk, sdk.definition(shape.name), rest.join("."));
}
