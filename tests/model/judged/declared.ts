import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { SdkShapes } from "../../../sandbox/cloud/types/shapes";
import type { Shape } from "../../../sandbox/cloud/types/shape";

const root = path.join(__dirname, "..", "..", "..");

/** Every resource type that an installed SDK has, by Pulumi type token, sorted. */
export function declaredTypes(provider: "aws" | "cloudflare" | "tls"): string[] {
  const folder = path.join(root, "node_modules", "@pulumi", provider);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".js") && !file.startsWith("node_modules"),
  );
  const tokens = files.flatMap((file) => {
    const text = readFileSync(path.join(folder, file), "utf8");
    return [...text.matchAll(/__pulumiType = '([^']+)'/g)].map(([, token = ""]) => token);
  });
  return [...new Set(tokens)].sort();
}

/** What the installed SDKs declare of resource types. */
export class Declared {
  private readonly sdks = new Map<string, SdkShapes>();

  /** Names of what a program may give a resource, sorted. */
  async inputs(token: string): Promise<string[]> {
    const { args = {} } = (await this.sdkOf(token).resource(token)) ?? {};
    return Object.keys(args).sort();
  }

  /** Whether a resource has a property at a path without places in lists. */
  async has(token: string, place: string): Promise<boolean> {
    const shape = await this.sdkOf(token).resource(token);
    const [top = "", ...names] = place.split(".");
    const own = shape?.args[top];
    if (own === undefined) {
      return shape !== undefined && Object.hasOwn(shape.outputs, top);
    }
    return this.reaches(this.sdkOf(token), own.shape, names);
  }

  /** The declared type of a property at a path without places in lists. Undefined where no program gives it. */
  async shape(token: string, place: string): Promise<Shape | undefined> {
    const sdk = this.sdkOf(token);
    const [top = "", ...names] = place.split(".");
    const own = (await sdk.resource(token))?.args[top];
    return names.reduce((shape: Shape | undefined, name) => {
      const element = shape?.kind === "list" ? shape.element : shape;
      return element?.kind === "named" ? sdk.definition(element.name)?.[name]?.shape : undefined;
    }, own?.shape);
  }

  private reaches(sdk: SdkShapes, shape: Shape, names: readonly string[]): boolean {
    const [name, ...rest] = names;
    if (name === undefined || shape.kind === "any") {
      return true;
    }
    if (shape.kind === "list") {
      return this.reaches(sdk, shape.element, names);
    }
    const next = shape.kind === "named" ? sdk.definition(shape.name)?.[name] : undefined;
    return next !== undefined && this.reaches(sdk, next.shape, rest);
  }

  private sdkOf(token: string): SdkShapes {
    const provider = token.split(":", 1)[0] ?? "";
    const known =
      this.sdks.get(provider) ?? new SdkShapes(provider, root, path.join("nowhere", "\0"));
    this.sdks.set(provider, known);
    return known;
  }
}
