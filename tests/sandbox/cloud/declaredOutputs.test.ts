import { expect } from "chai";
import { join } from "node:path";
import {
  cloudflareHandler,
  cloudflareServedTypes,
} from "../../../sandbox/cloud/cloudflare/handlers";
import { types } from "../../../sandbox/cloud/account/indexes";
import { toldProperties } from "../../../sandbox/cloud/provider/outputs";
import type { Shape } from "../../../sandbox/cloud/types/shape";
import { SdkShapes } from "../../../sandbox/cloud/types/shapes";
import { isObject, type PropertyValue } from "../../../sandbox/cloud/values";
import { httpAtDoor } from "./api/httpClient";
import { scriptForm } from "./api/scriptForm";
import { account, served, zone } from "./api/servedAnswers";

/** The places of a value that its declared type does not have. */
function undeclared(shapes: SdkShapes, path: string, value: PropertyValue, shape: Shape): string[] {
  if (Array.isArray(value)) {
    return shape.kind === "list"
      ? value.flatMap((each) => undeclared(shapes, `${path}[]`, each, shape.element))
      : [];
  }
  if (!isObject(value) || shape.kind !== "named") {
    return [];
  }
  const own = shapes.definition(shape.name) ?? {};
  return Object.entries(value).flatMap(([name, each]) => {
    const inner = Object.hasOwn(own, name) ? own[name]?.shape : undefined;
    const place = `${path}.${name}`;
    return inner === undefined ? [place] : undeclared(shapes, place, each, inner);
  });
}

describe("what the stand-ins write into states", () => {
  const here = httpAtDoor();
  const shapes = new SdkShapes("cloudflare", process.cwd(), join("nowhere", "\0"));

  it("is declared by the SDK, for every type that has rules of its own", async () => {
    const made = new Map<string, string>();
    const named = (text: string) =>
      text.replace(/<([^>]+)>/g, (_, type: string) => made.get(type) ?? "");
    for (const { type, method, path, bodies } of served) {
      for (const body of bodies) {
        const { id = "" } = await here.client.ok<{ id?: string }>(
          method,
          named(path),
          JSON.parse(named(JSON.stringify(body))),
        );
        made.set(type, id);
      }
    }
    const redirect = { source_url: "example.com/a", target_url: "https://example.com/b" };
    await here.client.ok("POST", `${account}/rules/lists/${made.get(types.accountList)}/items`, [
      { redirect },
    ]);
    await here.client.ok("PUT", `${zone}/waiting_rooms/${made.get(types.waitingRoom)}/rules`, [
      { action: "bypass_waiting_room", expression: "ssl" },
    ]);
    const body = scriptForm({ main_module: "w.js" }, { "w.js": "export default {};" });
    await here.client.raw("PUT", `${account}/workers/scripts/w`, { body });
    const found: string[] = [];
    const seen = new Set<string>();
    for (const type of cloudflareServedTypes) {
      const shape = await shapes.resource(type);
      for (const object of here.cloud.account.ofType(type)) {
        seen.add(type);
        for (const [name, value] of Object.entries(
          toldProperties(cloudflareHandler(type), object),
        )) {
          const own = shape?.args[name]?.shape ?? shape?.computed[name];
          const isKnown = own !== undefined || name === "id" || name in (shape?.outputs ?? {});
          const place = `${type.split(":")[2]} ${name}`;
          found.push(...(isKnown ? [] : [place]));
          found.push(...(own === undefined ? [] : undeclared(shapes, place, value, own)));
        }
      }
    }
    expect([...new Set(found)].sort()).to.deep.equal([]);
    expect(cloudflareServedTypes.filter((type) => !seen.has(type))).to.deep.equal([]);
  });
});
