import path from "node:path";
import ts from "typescript";
import { ownProgram } from "../../stacks/ownProgram";
import { equalsGolden } from "../support/golden";

const root = path.join(__dirname, "..", "..");

/** The doors of the package, and the source behind each. */
const doors = {
  "steady-edge": "components/index.ts",
  "steady-edge/policy": "checks/policy/index.ts",
  "steady-edge/testing": "sandbox/testing.ts",
};

/** What stands behind a name: a class, a function, a value, a type. */
function kindOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const { flags } = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const kinds: readonly (readonly [ts.SymbolFlags, string])[] = [
    [ts.SymbolFlags.Class, "class"],
    [ts.SymbolFlags.Function, "function"],
    [ts.SymbolFlags.Variable, "value"],
    [ts.SymbolFlags.Interface, "interface"],
    [ts.SymbolFlags.TypeAlias, "type"],
  ];
  return kinds
    .filter(([flag]) => (flags & flag) !== 0)
    .map(([, kind]) => kind)
    .join(" and ");
}

describe("public names", () => {
  it("are those of the golden file, at every door", () => {
    const program = ownProgram(Object.values(doors).map((file) => path.join(root, file)));
    const checker = program.getTypeChecker();
    const lines = Object.entries(doors).flatMap(([door, file]) => {
      const source = program.getSourceFile(path.join(root, file));
      const symbol = source && checker.getSymbolAtLocation(source);
      const names = symbol === undefined ? [] : checker.getExportsOfModule(symbol);
      return names.map((name) => `${door} ${name.name}: ${kindOf(name, checker)}`).sort();
    });
    equalsGolden("public-names.txt", `${lines.join("\n")}\n`);
  });
});
