import { expect } from "chai";
import { createRequire } from "node:module";
import vm from "node:vm";

const { withLazyRequires } = createRequire(__filename)("../../cli/lazyRequires.cjs") as {
  readonly withLazyRequires: (code: string) => string;
};

/** Runs a module, as the compiler writes one, and says what it loads, in order, with what it logs. */
function runLazily(code: string, modules: Readonly<Record<string, object>>): string[] {
  const events: string[] = [];
  const require = (name: string): object => {
    events.push(`loads ${name}`);
    return modules[name] as object;
  };
  vm.runInNewContext(withLazyRequires(code), { require, log: (text: string) => events.push(text) });
  return events;
}

describe("the modules that a compiled module loads", () => {
  it("are loaded when a statement first names something of them, and once", () => {
    const code = [
      `const names_1 = require("./names");`,
      `const other_1 = require("./other");`,
      `const told = () => (0, names_1.told)(names_1.word);`,
      `log("loaded");`,
      `log(told());`,
      `log(told());`,
    ].join("\n");
    const names = { word: "yes", told: (word: string) => `${word}!` };
    expect(runLazily(code, { "./names": names })).to.deep.equal([
      "loaded",
      "loads ./names",
      "yes!",
      "yes!",
    ]);
  });

  it("are loaded with it where a class of its extends one of theirs, and give what is made by `new`", () => {
    const code = [
      `const base_1 = require("./base");`,
      `class Own extends base_1.Base {}`,
      `log(new Own() instanceof base_1.Base ? "extended" : "alone");`,
      `log(new base_1.Base().constructor.name);`,
    ].join("\n");
    class Base {}
    expect(runLazily(code, { "./base": { Base } })).to.deep.equal([
      "loads ./base",
      "extended",
      "Base",
    ]);
  });

  it("are not loaded late where one is named as a whole", () => {
    const code = `const names_1 = require("./names");\nlog(names_1.word, names_1);`;
    expect(() => withLazyRequires(code)).to.throw("names_1 is named as a whole");
  });

  it("are left as they are where they are built into Node.js or come as a whole", () => {
    const code = [
      `const node_path_1 = require("node:path");`,
      `const pulumi = __importStar(require("@pulumi/pulumi"));`,
      `const yaml_1 = __importDefault(require("yaml"));`,
      `exports.join = (...all) => node_path_1.join(...all) + pulumi.all(all) + yaml_1.default;`,
    ].join("\n");
    expect(withLazyRequires(code)).to.equal(code);
  });
});
