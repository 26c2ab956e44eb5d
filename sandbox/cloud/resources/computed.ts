import { ownEntry, setEntry } from "../../../core/ownEntry";
import { idPrefixes, idProperties } from "../../../facts/aws/ids";
import type { ResourceShape, Shape } from "../types/shape";
import { isAbsent, text, type Properties, type PropertyValue } from "../values";
import { derivedEc2Id } from "./ids";
import type { Place, ResourceHandler } from "./handler";
import { createHash } from "node:crypto";

/**
 * Makes up what a resource without rules of its own says about itself, so that others can refer to it: values of the declared
 * type that look like what their names say, the same whenever the same object is asked.
 * @param handler - The resource type.
 * @param shape - What its SDK declares.
 * @param properties - What is known about the object, its id among it.
 * @param place - Where it stands.
 * @returns Values of the computed properties that are promised and not known.
 */
export function madeUp(
  handler: ResourceHandler,
  shape: ResourceShape,
  properties: Properties,
  place: Place,
): Properties {
  const id = text(properties.id);
  const values: Properties = {};
  for (const [name, type] of Object.entries(shape.computed)) {
    if (ownEntry(shape.outputs, name) === true && isAbsent(ownEntry(properties, name))) {
      const value = valueOf(name, type, { id, handler, place });
      if (value !== undefined) {
        setEntry(values, name, value);
      }
    }
  }
  return values;
}

interface Subject {
  readonly id: string;
  readonly handler: ResourceHandler;
  readonly place: Place;
}

function valueOf(name: string, type: Shape, subject: Subject): PropertyValue | undefined {
  switch (type.kind) {
    case "string":
      return textOf(name, subject);
    case "number":
      return 1;
    case "boolean":
      return false;
    case "map":
      return {};
    case "list":
      return /[sS]ervers$/.test(name) && type.element.kind === "string"
        ? [1, 2, 3, 4].map((index) => hostname(`${name} ${index}`, subject))
        : [];
    case "either":
    case "named":
    case "any":
      return undefined;
  }
}

/** What the text of a name looks like; the first that fits counts. */
const looks: readonly (readonly [
  name: RegExp,
  make: (name: string, subject: Subject) => string,
])[] = [
  [/[aA]rn$/, arnOf],
  [/[iI]pv6/, (name, subject) => `2001:db8::${digest(name, subject).slice(0, 4)}`],
  [
    /[iI]p(Address)?$/,
    // The upper half of a network for documents: programs and tests take theirs from the beginning.
    (name, subject) =>
      `198.51.100.${128 + (parseInt(digest(name, subject).slice(0, 6), 16) % 127)}`,
  ],
  [/repositoryUrl$/, (name, subject) => `${hostname(name, subject)}/${subject.id}`],
  [/(Url|Uri)$/, (name, subject) => `https://${hostname(name, subject)}/`],
  [/([dD]omain(Name)?|[dD]nsName|[hH]ostname|[eE]ndpoint|[fF]qdn)$/, hostname],
  [/^(zone|hostedZone)Id$/, (_name, { id }) => id],
];

function textOf(name: string, subject: Subject): string {
  const idKind = subject.handler.service === "aws" ? idProperties.get(name) : undefined;
  if (idKind !== undefined) {
    return derivedEc2Id(idPrefixes[idKind], digest(name, subject));
  }
  const make = looks.find(([pattern]) => pattern.test(name))?.[1];
  return make?.(name, subject) ?? digest(name, subject).slice(0, 32);
}

/** Names under `.example` are nobody's, so that none is taken for a real host. */
function hostname(name: string, subject: Subject): string {
  return `${digest(name, subject).slice(0, 12)}.${subject.handler.service}.example`;
}

function arnOf(name: string, { id, handler, place }: Subject): string {
  const service = handler.type.split(":")[1]?.split("/")[0] ?? "aws";
  return `arn:aws:${service}:${place.region}:${place.seed.awsAccountId}:${name}/${id}`;
}

function digest(name: string, { id, handler }: Subject): string {
  return createHash("sha256").update(`${handler.type} ${id} ${name}`).digest("hex");
}
