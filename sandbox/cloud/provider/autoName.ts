import { CheckRequest } from "@pulumi/pulumi/proto/provider_pb";

import { ownEntry } from "../../../core/ownEntry";
import { readUrn } from "../../../model/graph/urns";
import { isAbsent, text, type Properties } from "../values";
import { decode, type Decoded } from "../wire";
import type { ResourceHandler } from "../resources/handler";

/**
 * Names a resource whose program gives it no name, as bridged providers do: the logical name, a hyphen and seven
 * hexadecimal digits; once named, it keeps the name.
 * @param handler - The resource type.
 * @param inputs - What the program gives.
 * @param request - The check, which carries the inputs of before and the seed.
 * @returns The name property; empty where there is nothing to fill in.
 */
export function nameFor(
  handler: ResourceHandler,
  inputs: Properties,
  request: CheckRequest,
): Properties {
  const { autoName } = handler;
  if (
    autoName === undefined ||
    !isAbsent(ownEntry(inputs, autoName.property)) ||
    !isAbsent(inputs.namePrefix)
  ) {
    return {};
  }
  const { property, maximumLength } = autoName;
  const olds = decode(request.getOlds());
  const former = text(ownEntry(olds.properties, property));
  if (former !== "" && olds.filledIn.includes(property)) {
    return { [property]: former };
  }
  const options = request.getAutonaming();
  const proposed = options?.getProposedName() ?? "";
  if (options?.getMode() === CheckRequest.AutonamingOptions.Mode.DISABLE) {
    return {};
  }
  const seed = Buffer.from(request.getRandomseed_asU8()).toString("hex").slice(0, 7);
  const { name: logical = "" } = readUrn(request.getUrn()) ?? {};
  const name = proposed !== "" ? proposed : `${logical.slice(0, maximumLength - 8)}-${seed}`;
  return { [property]: name };
}

/**
 * Whether a program names a resource itself that a provider would name. Bridged providers then delete it before they make another one
 * in its place, since two may not have one name, even where the name is what changes. Source: pulumi-terraform-bridge,
 * pkg/tfbridge/schema.go, `nameRequiresDeleteBeforeReplace`. With `namePrefix` alone they do not.
 * @param handler - The resource type.
 * @param inputs - What the program gives, after a check.
 */
export function isNamedByProgram({ autoName }: ResourceHandler, inputs: Decoded): boolean {
  return (
    autoName !== undefined &&
    !isAbsent(ownEntry(inputs.properties, autoName.property)) &&
    !inputs.filledIn.includes(autoName.property)
  );
}
