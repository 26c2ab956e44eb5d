import { ownEntry } from "../../../core/ownEntry";
import { oneToken } from "../../../facts/oneToken";
import type { ProviderName, ResourceHandler } from "../resources/handler";
import type { ResourceShape } from "../types/shape";
import type { SdkShapes } from "../types/shapes";

/** The providers that are stood in for. */
export const servedProviders = ["cloudflare", "aws", "tls", "newrelic"] as const;

const stoodInFor = `${servedProviders.slice(0, -1).join(", ")} and ${servedProviders.at(-1)}`;

function isServedProvider(name: string): name is ProviderName {
  return servedProviders.some((served) => served === name);
}

/** The longest name that bridged providers make where a type has no shorter limit. Source: pulumi-terraform-bridge, AutoName. */
const longestName = 255;

/** The resource types of the providers. */
export interface DeclaredTypes {
  /** Declared types, by Pulumi's name of the provider. */
  readonly shapes: Readonly<Record<ProviderName, SdkShapes>>;
  /** What is known about a resource type that an SDK declares, by Pulumi's name of the provider. */
  readonly kinds: Readonly<Record<ProviderName, (type: string) => ResourceHandler>>;
}

/** A type with everything that is known about it. */
export interface KnownType {
  /** How the cloud handles its resources. */
  readonly handler: ResourceHandler;
  /** What the SDK declares. */
  readonly shape: ResourceShape;
}

/**
 * Finds what is known about a type.
 * @param type - Pulumi type token.
 * @param declared - What the SDKs declare.
 * @returns The handler and what the SDK declares.
 * @throws {Error} Where the installed SDK declares no such type.
 */
export async function knownType(type: string, declared: DeclaredTypes): Promise<KnownType> {
  const name = type.split(":")[0] ?? "";
  if (!isServedProvider(name)) {
    throw new Error(
      `${type} belongs to no provider of the sandbox; it has stand-ins for ${stoodInFor}`,
    );
  }
  const shapes = declared.shapes[name];
  const shape = await shapes.resource(type);
  if (shape === undefined) {
    throw new Error(
      `${type} is no resource type of @pulumi/${name} ${shapes.version}; check the type and the SDK's version`,
    );
  }
  const handler = declared.kinds[name](oneToken(type));
  return { shape, handler: name === "aws" ? named(handler, shape) : handler };
}

/** Bridged providers name what a program may leave unnamed after the resource: `name`, and the name of a bucket. */
function named(handler: ResourceHandler, { args, outputs }: ResourceShape): ResourceHandler {
  const property = ["name", "bucket"].find(
    (one) => ownEntry(args, one)?.required === false && ownEntry(outputs, one) === true,
  );
  return handler.hasNoRules === true && property !== undefined
    ? { ...handler, autoName: { property, maximumLength: longestName } }
    : handler;
}
