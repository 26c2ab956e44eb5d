import type typescript from "typescript";

import { setEntry } from "../../../facts/ownEntry";
import type { ObjectShape, PropertyShape, ResourceShape, Shape } from "./shape";

type Typescript = typeof typescript;

/** Reads single declarations of a provider SDK with the TypeScript parser; no type checker is involved. */
export class DeclarationReader {
  /**
   * Makes a reader.
   * @param ts - The TypeScript module.
   */
  constructor(private readonly ts: Typescript) {}

  /**
   * Reads the module of a resource.
   * @param text - Text of its `.d.ts` file.
   * @param className - Name of the resource's class.
   * @returns Its arguments and outputs, or undefined where the file declares no such resource.
   */
  resource(text: string, className: string): ResourceShape | undefined {
    const source = this.parse(text);
    let args: ObjectShape = {};
    let outputs: Record<string, boolean> | undefined;
    let types: Record<string, Shape> = {};
    for (const statement of source.statements) {
      if (this.ts.isInterfaceDeclaration(statement) && statement.name.text === `${className}Args`) {
        args = this.properties(statement.members);
      } else if (this.ts.isClassDeclaration(statement) && statement.name?.text === className) {
        outputs = this.outputs(statement);
        types = this.outputTypes(statement);
      }
    }
    const computed = Object.fromEntries(
      Object.entries(types).filter(([name]) => !Object.hasOwn(args, name)),
    );
    return outputs === undefined ? undefined : { args, outputs, computed };
  }

  /**
   * Reads one interface.
   * @param text - The interface's own text.
   * @returns Its properties.
   */
  interface(text: string): ObjectShape {
    const [statement] = this.parse(text).statements;
    return statement !== undefined && this.ts.isInterfaceDeclaration(statement)
      ? this.properties(statement.members)
      : {};
  }

  private parse(text: string): typescript.SourceFile {
    return this.ts.createSourceFile("sdk.d.ts", text, this.ts.ScriptTarget.ES2022, false);
  }

  private properties(members: typescript.NodeArray<typescript.TypeElement>): ObjectShape {
    const properties: Record<string, PropertyShape> = {};
    for (const member of members) {
      if (this.ts.isPropertySignature(member) && member.type !== undefined) {
        const required = member.questionToken === undefined;
        setEntry(properties, this.nameOf(member.name), {
          shape: this.shape(member.type),
          required,
        });
      }
    }
    return properties;
  }

  private outputs(declaration: typescript.ClassDeclaration): Record<string, boolean> {
    const outputs: Record<string, boolean> = {};
    for (const member of declaration.members) {
      if (this.ts.isPropertyDeclaration(member) && member.type !== undefined) {
        setEntry(outputs, this.nameOf(member.name), !this.mayBeUndefined(member.type));
      }
    }
    return outputs;
  }

  private outputTypes(declaration: typescript.ClassDeclaration): Record<string, Shape> {
    const types: Record<string, Shape> = {};
    for (const member of declaration.members) {
      if (this.ts.isPropertyDeclaration(member) && member.type !== undefined) {
        types[this.nameOf(member.name)] = this.shape(member.type);
      }
    }
    return types;
  }

  private mayBeUndefined(type: typescript.TypeNode): boolean {
    const inner = this.argument(type) ?? type;
    return (
      this.ts.isUnionTypeNode(inner) &&
      inner.types.some((member) => member.kind === this.ts.SyntaxKind.UndefinedKeyword)
    );
  }

  private nameOf(name: typescript.PropertyName): string {
    return this.ts.isIdentifier(name) || this.ts.isStringLiteral(name) ? name.text : "";
  }

  /** The T of a generic type with one argument, such as `pulumi.Input<T>`. */
  private argument(type: typescript.TypeNode): typescript.TypeNode | undefined {
    return this.ts.isTypeReferenceNode(type) ? type.typeArguments?.[0] : undefined;
  }

  private shape(type: typescript.TypeNode): Shape {
    const inner = this.argument(type);
    if (inner !== undefined) {
      return this.shape(inner);
    }
    if (this.ts.isArrayTypeNode(type)) {
      return { kind: "list", element: this.shape(type.elementType) };
    }
    if (this.ts.isUnionTypeNode(type)) {
      return this.union(type);
    }
    if (this.ts.isTypeLiteralNode(type)) {
      const index = type.members.find((member) => this.ts.isIndexSignatureDeclaration(member));
      return index === undefined
        ? { kind: "any" }
        : { kind: "map", element: this.shape(index.type) };
    }
    return this.ts.isTypeReferenceNode(type) ? this.reference(type) : this.keyword(type);
  }

  /** Enumerations and resources stand beside `string` as words for editors only: the text is what counts. */
  private union(type: typescript.UnionTypeNode): Shape {
    const members = type.types
      .filter((member) => member.kind !== this.ts.SyntaxKind.UndefinedKeyword)
      .map((member) => this.shape(member));
    const known = members.filter((member) => member.kind !== "any");
    const [first] = known.length > 0 ? known : members;
    return known.length <= 1 && first !== undefined ? first : { kind: "either", members: known };
  }

  private reference(type: typescript.TypeReferenceNode): Shape {
    const name = this.entityName(type.typeName);
    if (name.startsWith("inputs.")) {
      return { kind: "named", name: name.slice("inputs.".length) };
    }
    return name === "pulumi.ID" || name === "ARN" ? { kind: "string" } : { kind: "any" };
  }

  private entityName(name: typescript.EntityName): string {
    return this.ts.isIdentifier(name)
      ? name.text
      : `${this.entityName(name.left)}.${name.right.text}`;
  }

  private keyword(type: typescript.TypeNode): Shape {
    const { StringKeyword, NumberKeyword, BooleanKeyword } = this.ts.SyntaxKind;
    const kinds = new Map<typescript.SyntaxKind, "string" | "number" | "boolean">([
      [StringKeyword, "string"],
      [NumberKeyword, "number"],
      [BooleanKeyword, "boolean"],
    ]);
    return { kind: kinds.get(type.kind) ?? "any" };
  }
}
