import { expect } from "chai";
import { parseFilter, parseValue } from "../../../core/expressions/parser";
import { printCondition, printOperand } from "../../../core/expressions/printer";
import { describeProblem } from "../../../core/problem";
import { expressionFields } from "../../../facts/cloudflare/expressionFields";
import { expressionFunctions } from "../../../facts/cloudflare/expressionFunctions";
import { documentedFilters, documentedValues, refusedFilters } from "./documented";

/** What a filter is written as again; its problem where it has one. */
function again(text: string): string {
  const parsed = parseFilter(text);
  return "tree" in parsed ? printCondition(parsed.tree) : describeProblem(parsed.problem);
}

/** The same of a value. */
function valueAgain(text: string): string {
  const parsed = parseValue(text);
  return "tree" in parsed ? printOperand(parsed.tree.node) : describeProblem(parsed.problem);
}

describe("parseFilter", () => {
  for (const [text, printed = text] of documentedFilters) {
    it(`reads ${text.replace(/\s+/g, " ")}`, () => {
      expect(again(text)).to.equal(printed);
      expect(again(printed)).to.equal(printed);
    });
  }

  for (const [text, rule] of refusedFilters) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(again(text)).to.equal(`expression must ${rule}`);
    });
  }

  it("lets not bind closest, then and, then xor, then or", () => {
    const parsed = parseFilter("ssl or not ssl xor ssl && ssl || ssl");
    const ssl = { kind: "holds", operand: { kind: "field", name: "ssl", indexes: [] } };
    const logical = (operator: string, ...conditions: object[]) => ({
      kind: "logical",
      operator,
      conditions,
    });
    const not = { kind: "not", condition: ssl };
    const inner = logical("xor", not, logical("and", ssl, ssl));
    expect(parsed).to.deep.equal({ tree: logical("or", ssl, inner, ssl) });
  });

  it("keeps groups apart that parentheses make", () => {
    expect(again("(ssl or ssl) or ssl")).to.equal("(ssl or ssl) or ssl");
    expect(again("((ssl)) and (((ssl or ssl)))")).to.equal("ssl and (ssl or ssl)");
  });

  it("tells the line and the column in characters, and where the expression stands", () => {
    const parsed = parseFilter('http.host eq "é😀" and\r\n  not 💥', "rules[2].expression");
    expect(parsed).to.deep.equal({
      problem: {
        path: "rules[2].expression",
        rule: "name a field or a function at line 2, column 7",
        actual: '"💥"',
      },
    });
  });

  it("shows nothing of what a string holds, which may be a key", () => {
    const texts = [
      'is_timed_hmac_valid_v0("s3cr3t", http.request.uri)',
      'http.host eq "a" "s3cr3t"',
      'http.host eq r#"s3cr3t"',
      'http.host "s3cr3t"',
      'starts_with("s3cr3t", "/")',
      'http.host wildcard "s3cr3t**"',
      'http.request.headers["s3cr3t\\q"][0] eq ""',
    ];
    for (const text of texts) {
      expect(parseFilter(text), text).to.have.property("problem");
      expect(again(text)).not.to.contain("s3cr3t");
    }
  });

  it("reads bytes as bytes", () => {
    const parsed = parseFilter('http.host eq "é\\x2e\\377\\"\\\\"');
    const right = "tree" in parsed && parsed.tree.kind === "comparison" && parsed.tree.right;
    expect(right).to.deep.equal({ kind: "text", bytes: 'Ã©.\xff"\\' });
  });

  it("takes a quotation mark in the brackets of a regular expression", () => {
    expect(again('http.host matches "[\\"]a\\"b\\\\."')).to.equal(
      'http.host matches r#"[\\"]a"b\\\\."#',
    );
    expect(again('http.host matches "[^"#]"')).to.equal('http.host matches r##"[^"#]"##');
  });

  it("takes 128 groups inside each other, and no more", () => {
    const nested = (depth: number) => `${"(".repeat(depth)}ssl${")".repeat(depth)}`;
    expect(again(nested(128))).to.equal("ssl");
    const rule =
      "nest groups, negations and calls at most 128 deep at line 1, column 130; got more";
    expect(again(nested(129))).to.equal(`expression must ${rule}`);
    expect(again(`${"!".repeat(129)}ssl`)).to.match(/at most 128 deep/);
    const calls = `${"lower(".repeat(129)}http.host${")".repeat(129)} eq ""`;
    expect(again(calls)).to.match(/at most 128 deep/);
  });

  it("reads or refuses a megabyte of anything, however it is nested", () => {
    const million = 1_000_000;
    const texts: readonly [text: string, isRead: boolean][] = [
      [`http.host eq "${"a".repeat(million)}"`, true],
      [`ssl${" or ssl".repeat(million / 7)}`, true],
      [`http.host in {${'"a" '.repeat(million / 4)}}`, true],
      [`ssl${" ".repeat(million)}`, true],
      ["(".repeat(million), false],
      ["any(".repeat(million / 4), false],
      ["not ".repeat(million / 4), false],
      ["a".repeat(million), false],
      ["a.".repeat(million / 2), false],
      [`cf.threat_score eq ${"9".repeat(million)}`, false],
      [`ssl${"[*]".repeat(million / 3)}`, false],
      [`http.host eq ${'r#"'.repeat(million / 3)}`, false],
      [`http.host matches ${'"\\"['.repeat(million / 4)}`, false],
      [`http.host eq r${"#".repeat(million)}""`, false],
      [`ip.src in {${"::".repeat(million / 2)}}`, false],
      [`ip.src in {${"1..".repeat(million / 3)}}`, false],
    ];
    for (const [text, isRead] of texts) {
      const parsed = parseFilter(text);
      expect("tree" in parsed, text.slice(0, 30)).to.equal(isRead);
      expect(again(isRead ? "ssl" : text).length, text.slice(0, 30)).to.be.lessThan(400);
    }
  });

  it("knows every type and every function of the tables", () => {
    const types = [...new Set([...expressionFields.values()].map(({ type }) => type))].sort();
    expect(types).to.deep.equal([
      ...["Array<Array<String>>", "Array<Integer>", "Array<String>", "Boolean", "IP address"],
      ...["Integer", "Map<Array<Integer>>", "Map<Array<String>>", "Map<Integer>", "String"],
    ]);
    expect(expressionFields.size).to.equal(182);
    for (const [name, { parameters }] of expressionFunctions) {
      const required = parameters.filter(({ isOptional }) => !isOptional).length;
      expect(valueAgain(`${name}()`), name).to.match(
        new RegExp(`must give ${name}\\(\\) (?:at least )?${required}\\b.*; got 0$`),
      );
    }
  });
});

describe("parseValue", () => {
  for (const [text, printed = text] of documentedValues) {
    it(`reads ${text}`, () => {
      expect(valueAgain(text)).to.equal(printed);
    });
  }

  it("tells the type of what it makes", () => {
    const types = ["http.request.headers", "len(http.host)", "lower(http.host)", "ip.src"].map(
      (text) => {
        const parsed = parseValue(text);
        return "tree" in parsed && parsed.tree.type;
      },
    );
    expect(types).to.deep.equal(["Map<Array<String>>", "Integer", "String", "IP address"]);
  });

  it("refuses several values where one is due", () => {
    expect(valueAgain("http.request.headers.names[*]")).to.equal(
      "expression must be one value at line 1, column 1; got String for each element ([*])",
    );
    expect(valueAgain('http.host eq "a"')).to.equal(
      'expression must end, or go on with and, xor or or at line 1, column 11; got "eq"',
    );
  });
});
