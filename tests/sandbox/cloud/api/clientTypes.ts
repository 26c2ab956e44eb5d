import path from "node:path";
import ts from "typescript";
import { packageFile } from "../../../../sandbox/engine";

const client = packageFile("node_modules/cloudflare");

/** The types of answers that the official client declares, by which answers of the API are judged. */
export class ClientTypes {
  private readonly program: ts.Program;
  private readonly checker: ts.TypeChecker;

  /**
   * Reads declarations of the client.
   * @param files - Files beneath `resources/` of the package, without `.d.ts`. What they import is read where it is named
   *   here, too, and anything is right where it is not.
   */
  constructor(files: readonly string[]) {
    const paths = files.map((name) => this.pathOf(name));
    this.program = ts.createProgram(paths, {
      strict: true,
      noLib: false,
      types: [],
      noResolve: true,
    });
    this.checker = this.program.getTypeChecker();
  }

  /**
   * What an answer lacks of a type, or has otherwise.
   * @param file - Where the type is declared.
   * @param name - Its name, such as `Zone` or `RecordResponse`.
   * @param answer - The answer.
   * @returns Sentences, each with the path in the answer. Null stands for nothing where a field is optional: the API writes it there, and
   *   the client's types leave that out (`comment` of a record, `tenant` of a zone).
   * @throws Where the client has no such type.
   */
  problems(file: string, name: string, answer: unknown): string[] {
    const source = this.program.getSourceFile(this.pathOf(file));
    const module = source && this.checker.getSymbolAtLocation(source);
    const symbol =
      module && this.checker.getExportsOfModule(module).find((each) => each.name === name);
    if (symbol === undefined) {
      throw new Error(`the client declares no ${name} in ${file}`);
    }
    return this.compare(this.checker.getDeclaredTypeOfSymbol(symbol), answer, name);
  }

  private pathOf(name: string): string {
    return path.join(client, "resources", `${name}.d.ts`);
  }

  private compare(type: ts.Type, value: unknown, at: string): string[] {
    if (type.isUnion()) {
      return this.nearest(type, value, at);
    }
    if (type.isIntersection()) {
      return type.types.flatMap((each) => this.compare(each, value, at));
    }
    if ((type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) {
      return [];
    }
    const wanted = this.checker.typeToString(type);
    if ((type.flags & ts.TypeFlags.Object) === 0) {
      return isOf(type, value, this.checker)
        ? []
        : [`${at} must be ${wanted}; got ${JSON.stringify(value)}`];
    }
    if (this.checker.isArrayType(type)) {
      const [element] = this.checker.getTypeArguments(type as ts.TypeReference);
      return !Array.isArray(value) || element === undefined
        ? [`${at} must be ${wanted}; got ${JSON.stringify(value)}`]
        : value.flatMap((each, index) => this.compare(element, each, `${at}[${index}]`));
    }
    if (typeof value !== "object" || value === null) {
      return [`${at} must be ${wanted}; got ${JSON.stringify(value)}`];
    }
    return this.compareFields(type, value as Readonly<Record<string, unknown>>, at);
  }

  private compareFields(
    type: ts.Type,
    value: Readonly<Record<string, unknown>>,
    at: string,
  ): string[] {
    const fields = this.checker
      .getPropertiesOfType(type)
      .filter(({ flags }) => (flags & ts.SymbolFlags.Method) === 0);
    return fields.flatMap((property) => {
      const { name } = property;
      const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
      if (!Object.hasOwn(value, name)) {
        return isOptional ? [] : [`${at}.${name} is missing`];
      }
      return isOptional && value[name] === null
        ? []
        : this.compare(this.checker.getTypeOfSymbol(property), value[name], `${at}.${name}`);
    });
  }

  /** What an answer lacks of the member of a union that it is nearest to. */
  private nearest(union: ts.UnionType, value: unknown, at: string): string[] {
    const all = union.types
      .filter((member) => (member.flags & ts.TypeFlags.Undefined) === 0)
      .map((member) => this.compare(member, value, at))
      .sort((one, other) => one.length - other.length);
    const isNone = all.every(([problem]) => problem?.startsWith(`${at} must`));
    const wanted = this.checker.typeToString(union);
    return isNone ? [`${at} must be ${wanted}; got ${JSON.stringify(value)}`] : (all[0] ?? []);
  }
}

function isOf(type: ts.Type, value: unknown, checker: ts.TypeChecker): boolean {
  if (type.isStringLiteral() || type.isNumberLiteral()) {
    return value === type.value;
  }
  if ((type.flags & ts.TypeFlags.BooleanLiteral) !== 0) {
    return String(value) === checker.typeToString(type);
  }
  if ((type.flags & ts.TypeFlags.Null) !== 0) {
    return value === null;
  }
  const kinds: readonly [ts.TypeFlags, string][] = [
    [ts.TypeFlags.String, "string"],
    [ts.TypeFlags.Number, "number"],
    [ts.TypeFlags.Boolean, "boolean"],
  ];
  return kinds.some(([flag, kind]) => (type.flags & flag) !== 0 && typeof value === kind);
}
