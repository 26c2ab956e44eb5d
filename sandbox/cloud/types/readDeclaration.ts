import { parse } from "@babel/parser";
import type {
  ClassDeclaration,
  Expression,
  PrivateName,
  Statement,
  TSEntityName,
  TSType,
  TSTypeElement,
  TSTypeReference,
  TSUnionType,
} from "@babel/types";

import { setEntry } from "../../../core/ownEntry";
import type { ObjectShape, PropertyShape, ResourceShape, Shape } from "./shape";

/**
 * Reads the module of a resource. A parser reads it and no compiler, so that the TypeScript of the project, or its
 * having none, has no part in it.
 * @param text - Text of its `.d.ts` file.
 * @param className - Name of the resource's class.
 * @returns Its arguments and outputs, or undefined where the file declares no such resource.
 */
export function readResource(text: string, className: string): ResourceShape | undefined {
  let args: ObjectShape = {};
  let members: ReturnType<typeof typedMembers> | undefined;
  for (const declaration of declarations(text)) {
    if (
      declaration.type === "TSInterfaceDeclaration" &&
      declaration.id.name === `${className}Args`
    ) {
      args = propertiesOf(declaration.body.body);
    } else if (declaration.type === "ClassDeclaration" && declaration.id?.name === className) {
      members = typedMembers(declaration);
    }
  }
  const computed = members?.filter(([name]) => !Object.hasOwn(args, name)) ?? [];
  return (
    members && {
      args,
      outputs: Object.fromEntries(members.map(([name, type]) => [name, !mayBeUndefined(type)])),
      computed: Object.fromEntries(computed.map(([name, type]) => [name, shapeOf(type)])),
    }
  );
}

/**
 * Reads one interface.
 * @param text - The interface's own text.
 * @returns Its properties.
 */
export function readInterface(text: string): ObjectShape {
  const [declaration] = declarations(text);
  return declaration?.type === "TSInterfaceDeclaration" ? propertiesOf(declaration.body.body) : {};
}

/** What a module declares at its top, exported or not. */
function declarations(text: string): Statement[] {
  const { program } = parse(text, {
    sourceType: "module",
    errorRecovery: true,
    plugins: [["typescript", { dts: true }]],
  });
  return program.body.map((statement) =>
    statement.type === "ExportNamedDeclaration" && statement.declaration
      ? statement.declaration
      : statement,
  );
}

function propertiesOf(members: readonly TSTypeElement[]): ObjectShape {
  const properties: Record<string, PropertyShape> = {};
  for (const member of members) {
    if (member.type === "TSPropertySignature" && member.typeAnnotation) {
      const shape = shapeOf(member.typeAnnotation.typeAnnotation);
      setEntry(properties, nameOf(member.key), { shape, required: member.optional !== true });
    }
  }
  return properties;
}

function typedMembers({ body }: ClassDeclaration): (readonly [name: string, type: TSType])[] {
  return body.body.flatMap((member) =>
    member.type === "ClassProperty" && member.typeAnnotation?.type === "TSTypeAnnotation"
      ? [[nameOf(member.key), member.typeAnnotation.typeAnnotation] as const]
      : [],
  );
}

function mayBeUndefined(type: TSType): boolean {
  const inner = argumentOf(type) ?? type;
  return (
    inner.type === "TSUnionType" &&
    inner.types.some((member) => member.type === "TSUndefinedKeyword")
  );
}

function nameOf(key: Expression | PrivateName): string {
  return key.type === "Identifier" ? key.name : key.type === "StringLiteral" ? key.value : "";
}

/** The T of a generic type with one argument, such as `pulumi.Input<T>`. */
function argumentOf(type: TSType): TSType | undefined {
  return type.type === "TSTypeReference" ? type.typeParameters?.params[0] : undefined;
}

function shapeOf(type: TSType): Shape {
  const inner = argumentOf(type);
  if (inner !== undefined) {
    return shapeOf(inner);
  }
  if (type.type === "TSArrayType") {
    return { kind: "list", element: shapeOf(type.elementType) };
  }
  if (type.type === "TSUnionType") {
    return unionOf(type);
  }
  if (type.type === "TSTypeLiteral") {
    return mapOf(type.members);
  }
  return type.type === "TSTypeReference"
    ? referenceOf(type)
    : { kind: keywords.get(type.type) ?? "any" };
}

const keywords = new Map<TSType["type"], "string" | "number" | "boolean">([
  ["TSStringKeyword", "string"],
  ["TSNumberKeyword", "number"],
  ["TSBooleanKeyword", "boolean"],
]);

/** Enumerations and resources stand beside `string` as words for editors only: the text is what counts. */
function unionOf(type: TSUnionType): Shape {
  const members = type.types
    .filter((member) => member.type !== "TSUndefinedKeyword")
    .map((member) => shapeOf(member));
  const known = members.filter((member) => member.kind !== "any");
  const [first] = known.length > 0 ? known : members;
  return known.length <= 1 && first !== undefined ? first : { kind: "either", members: known };
}

function mapOf(members: readonly TSTypeElement[]): Shape {
  const index = members.find((member) => member.type === "TSIndexSignature");
  return index?.typeAnnotation
    ? { kind: "map", element: shapeOf(index.typeAnnotation.typeAnnotation) }
    : { kind: "any" };
}

function referenceOf(type: TSTypeReference): Shape {
  const name = entityName(type.typeName);
  if (name.startsWith("inputs.")) {
    return { kind: "named", name: name.slice("inputs.".length) };
  }
  return name === "pulumi.ID" || name === "ARN" ? { kind: "string" } : { kind: "any" };
}

function entityName(name: TSEntityName): string {
  if (name.type === "Identifier") {
    return name.name;
  }
  return name.type === "TSQualifiedName" ? `${entityName(name.left)}.${name.right.name}` : "";
}
