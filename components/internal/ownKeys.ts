import * as pulumi from "@pulumi/pulumi";

/**
 * A map with keys of the user's as an input. Pulumi turns a plain map into a text when a resource is registered, which ends with a
 * TypeError where a key is called `toString`; of an output it does not. An output that holds a secret is secret as a whole, so that
 * other maps stay as they are.
 * Source: `@pulumi/pulumi` 3.248.0, runtime/rpc.ts, transferProperties.
 * @param map - The map.
 * @returns The map; one with such a key as an output.
 */
export function withOwnKeys<T>(map: pulumi.Input<T>): pulumi.Input<T> {
  const isPlainMap = typeof map === "object" && map !== null && !pulumi.Output.isInstance(map);
  return isPlainMap && Object.hasOwn(map, "toString")
    ? (pulumi.output(map) as unknown as pulumi.Output<T>)
    : map;
}
