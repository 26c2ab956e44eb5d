import { expect } from "chai";
import { typedMessages } from "./typedMessages";

/** Which messages a source gets from the rule, in order. */
const messagesOf = (source: string): Promise<(string | undefined)[]> =>
  typedMessages({ file: "inheritedNames", rule: "inherited-names" }, source);

const declared =
  "declare const table: Record<string, number>; declare const own: { a: number }; declare const list: number[]; declare const name: string; declare const any: any;\n";

describe("the rule against names that objects have from birth", () => {
  const refused: readonly (readonly [source: string, messages: readonly string[]])[] = [
    ["table[name];", ["read"]],
    ["table[`x${name}`];", ["read"]],
    ["table?.[name];", ["read"]],
    ["table[any];", ["read"]],
    ["any[name];", ["read"]],
    ["(own as unknown as Record<string, number>)[name];", ["read"]],
    ["table[name] = 1;", ["write"]],
    ["if (Object.hasOwn(table, name)) { table[name] = 1; }", ["write"]],
    ["name in table;", ["in"]],
    ["Object.hasOwn(own, name) && table[name];", ["read"]],
    ["if (!Object.hasOwn(table, name)) { table[name]; }", ["read"]],
    ["for (const each of Object.keys(own)) { table[each]; }", ["read"]],
    ["function f<K extends string>(key: K) { return table[key]; }", ["read"]],
  ];
  for (const [source, messages] of refused) {
    it(`refuses ${source}`, async () => {
      expect(await messagesOf(declared + source)).to.deep.equal(messages);
    });
  }

  const taken = [
    "table.a; table['a']; own['a'];",
    "list[0]; list[list.length - 1]; name[0];",
    "declare const key: 'a' | 'b'; table[key]; table[key] = 1;",
    "function f<K extends keyof typeof own>(key: K) { return own[key]; }",
    "Object.hasOwn(table, name) ? table[name] : undefined;",
    "Object.hasOwn(table, name) && name !== '' && table[name];",
    "!Object.hasOwn(table, name) || table[name];",
    "if (Object.hasOwn(table, name)) { table[name]; }",
    "for (const each of Object.keys(table)) { table[each]; }",
    "const names = Object.keys(table); for (const each of names) { table[each]; }",
    "delete table[name];",
    "'a' in table;",
    "new Map<string, number>().get(name); ({ [name]: 1 });",
  ];
  for (const source of taken) {
    it(`takes ${source}`, async () => {
      expect(await messagesOf(declared + source)).to.deep.equal([]);
    });
  }
});
