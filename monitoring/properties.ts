import * as rpc from "@pulumi/pulumi/runtime/rpc";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { unknownValue } from "../core/known";

/** A property as it crosses the wire, secrets unwrapped; `unknownValue` where a plan does not know it yet. */
export type Property =
  null | boolean | number | string | typeof unknownValue | readonly Property[] | Properties;

/** The properties of one resource, by their Pulumi names. */
export interface Properties {
  readonly [name: string]: Property | undefined;
}

/** Properties as the engine sends them. */
export interface Received {
  /** The values, secrets unwrapped. */
  readonly properties: Properties;
  /** Names of the top-level properties that hold a secret. */
  readonly secrets: ReadonlySet<string>;
}

/**
 * Reads properties as the engine sends them.
 * @param struct - The message; nothing counts as an empty one.
 * @returns Plain values, and the names of the secret ones. Names that the engine keeps to itself are left out.
 */
export function received(struct: Struct | undefined): Received {
  const secrets = new Set<string>();
  const entries = Object.entries(struct?.toJavaScript() ?? {})
    .filter(([name]) => !name.startsWith("__"))
    .map(([name, value]) => [name, plain(value, () => secrets.add(name))] as const);
  return { properties: Object.fromEntries(entries), secrets };
}

function plain(value: unknown, onSecret: () => void): Property {
  if (value === rpc.unknownValue) {
    return unknownValue;
  }
  if (Array.isArray(value)) {
    return value.map((item) => plain(item, onSecret));
  }
  if (typeof value !== "object" || value === null) {
    return value as Property;
  }
  if (rpc.isRpcSecret(value)) {
    onSecret();
    return plain(rpc.unwrapRpcSecret(value), onSecret);
  }
  const entries = Object.entries(value).map(([name, inner]) => [name, plain(inner, onSecret)]);
  return Object.fromEntries(entries) as Properties;
}

/**
 * Writes properties as the engine expects them.
 * @param properties - Plain values; what is undefined is left out.
 * @param secrets - Names of the top-level properties to mark as secret.
 * @returns The message.
 */
export function sent(properties: Properties, secrets: ReadonlySet<string>): Struct {
  const entries = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const wire = onWire(value);
      const secret = { [rpc.specialSigKey]: rpc.specialSecretSig, value: wire };
      return [name, secrets.has(name) ? secret : wire] as const;
    });
  return Struct.fromJavaScript(Object.fromEntries(entries));
}

function onWire(value: Property | undefined): JavaScriptValue {
  if (value === unknownValue) {
    return rpc.unknownValue;
  }
  if (Array.isArray(value)) {
    return value.map(onWire);
  }
  if (typeof value !== "object" || value === null) {
    return value as JavaScriptValue;
  }
  const entries = Object.entries(value as Properties).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([name, inner]) => [name, onWire(inner)]));
}

/**
 * Whether a value is known through and through.
 * @param value - Any property, or nothing.
 */
export function isWhole(value: Property | undefined): boolean {
  if (Array.isArray(value)) {
    return value.every(isWhole);
  }
  return typeof value === "object" && value !== null
    ? Object.values(value).every(isWhole)
    : value !== unknownValue;
}

/**
 * Every text in a value, at any depth.
 * @param value - Any property, or nothing.
 */
export function textsIn(value: Property | undefined): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
