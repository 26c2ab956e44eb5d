import { expect } from "chai";
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { stackFileJsonSchema } from "../../stacks/stackFile";
import { fullEnvironment } from "./fullEnvironment";
import { environmentOf, stackFile, stackNames } from "./program";

const stacks = path.join(__dirname, "..", "..", "stacks");
const read = (name: string): string => readFileSync(path.join(stacks, name), "utf8");
const whole = (environment: unknown): object => ({
  config: { "steady-edge:environment": environment },
});

describe("the JSON Schema of a stack's file", () => {
  const schema = z.fromJSONSchema(
    JSON.parse(read("environment.schema.json")) as z.core.JSONSchema.JSONSchema,
  );
  const accepts = (file: unknown): boolean => schema.safeParse(file).success;

  it("is up to date; npx tsx stacks/writeSchema.ts writes it", () => {
    expect(read("environment.schema.json")).to.equal(stackFileJsonSchema());
  });

  for (const stack of stackNames) {
    it(`accepts ${stack}, whose first line names it`, () => {
      expect(accepts(stackFile(stack))).to.equal(true);
      const [first] = read(`Pulumi.${stack}.yaml`).split("\n");
      expect(first).to.equal("# yaml-language-server: $schema=./environment.schema.json");
    });
  }

  it("accepts every field", () => {
    expect(accepts(whole(fullEnvironment))).to.equal(true);
  });

  it("accepts what else a stack's file holds", () => {
    const secret = { secure: "v1:abc:def" };
    const config = { ...stackFile("dev").config, "steady-edge:chatUrl": secret, "aws:region": "x" };
    expect(accepts({ config, encryptionsalt: "v1:salt" })).to.equal(true);
  });

  it("refuses what the program refuses for its shape", () => {
    for (const change of [
      { zone: { id: "a", name: "example.com" } },
      { sites: [] },
      { site: {} },
      { records: { a: { type: "Z", name: "a" } } },
      { records: { a: { type: "A", name: "a", content: "203.0.113.1", ttlSeconds: 86_401 } } },
      { records: { a: { type: "MX", name: "a", content: "mx.example.net", priority: 65_536 } } },
      { records: { a: { type: "CAA", name: "a", caa: { flags: 0.5, tag: "issue", value: "a" } } } },
      { records: { a: { type: "CAA", name: "a", caa: { flags: 256, tag: "issue", value: "a" } } } },
      { firewalls: { "*": { vpcId: "vpc-0a1b2c3d" } } },
    ]) {
      expect(accepts(whole({ ...environmentOf("dev"), ...change }))).to.equal(false);
    }
    expect(accepts({ config: {} })).to.equal(false);
  });

  it("says of every field in plain text what it is for", () => {
    const silent: string[] = [];
    const look = (part: unknown, at: string): void => {
      const {
        properties = {},
        items,
        additionalProperties,
      } = part as {
        properties?: Record<string, unknown>;
        items?: unknown;
        additionalProperties?: unknown;
      };
      for (const [name, field] of Object.entries(properties)) {
        if (!/^\S[^`\n]*[.:]$/.test((field as { description?: string }).description ?? "")) {
          silent.push(`${at}.${name}`);
        }
        look(field, `${at}.${name}`);
      }
      for (const inner of [items, additionalProperties]) {
        if (typeof inner === "object" && inner !== null) {
          look(inner, `${at}.*`);
        }
      }
    };
    look(JSON.parse(read("environment.schema.json")), "");
    expect(silent).to.deep.equal([]);
  });
});
