import { expect } from "chai";
import fc from "fast-check";
import { toBytes } from "../../core/expressions/bytes";
import { parseFilter, parseValue } from "../../core/expressions/parser";
import { printCondition, printOperand } from "../../core/expressions/printer";
import { anyCondition, anyTextOperand } from "./expressionTrees";
import { codePoint } from "../support/codePoints";

/** How many of each are tried. */
const numRuns = 500;

describe("expressions", () => {
  it("are read as what was written: every condition", () => {
    fc.assert(
      fc.property(anyCondition, (condition) => {
        const text = printCondition(condition);
        expect(parseFilter(text), text).to.deep.equal({ tree: condition });
      }),
      { numRuns },
    );
  });

  it("are read as what was written: every value", () => {
    fc.assert(
      fc.property(anyTextOperand, (operand) => {
        const text = printOperand(operand);
        expect(parseValue(text), text).to.deep.equal({ tree: { node: operand, type: "String" } });
      }),
      { numRuns },
    );
  });

  it("are read or refused, whatever the text is, with a line and a column", () => {
    const piece = fc.constantFrom(
      ...["http.host", "ssl", "ip.src", "lower(", "any(", "[*]", '["a"]', "(", ")", " ", "not "],
      ...[
        "and",
        "or",
        "==",
        "in",
        "{",
        "}",
        '"',
        'r#"',
        "\\",
        "1.2.3.4",
        "..",
        "$",
        "é",
        "\t",
        ",",
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: codePoint }),
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(text, (expression) => {
        const parsed = parseFilter(expression);
        if ("problem" in parsed) {
          expect(parsed.problem.path).to.equal("expression");
          expect(parsed.problem.rule).to.match(/ at line \d+, column \d+$/);
        } else {
          const printed = printCondition(parsed.tree);
          expect(parseFilter(printed), printed).to.deep.equal(parsed);
        }
      }),
      { numRuns },
    );
  });

  it("hold any text as a string", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (value) => {
        const condition = {
          kind: "comparison",
          operand: { kind: "field", name: "http.host", indexes: [] },
          operator: "equal",
          right: { kind: "text", bytes: toBytes(value) },
        } as const;
        expect(parseFilter(printCondition(condition))).to.deep.equal({ tree: condition });
      }),
    );
  });
});
