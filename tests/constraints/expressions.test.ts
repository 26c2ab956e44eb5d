import { expect } from "chai";
import { expressionProblems, type ExpressionPlace } from "../../constraints/expressions";
import { CloudflarePlan } from "../../facts/cloudflare/plans";

/** The problems of an expression, each as its rule and the value. */
function problems(text: string, place?: ExpressionPlace): unknown {
  return expressionProblems(text, "expression", place).map(({ path, rule, actual }) => {
    expect(path).to.equal("expression");
    return [rule, actual];
  });
}

describe("expressionProblems", () => {
  it("takes 4,096 characters, and no more", () => {
    const sized = (length: number) => `http.host eq "${"é".repeat(length - 15)}"`;
    expect(problems(sized(4096))).to.deep.equal([]);
    expect(problems(sized(4097))).to.deep.equal([["have at most 4096 characters", "4097"]]);
  });

  it("takes 64 regular expressions, and no more", () => {
    const matching = (count: number) => Array(count).fill('http.host ~ "a"').join(" or ");
    expect(problems(matching(64))).to.deep.equal([]);
    expect(problems(matching(65))).to.deep.equal([["have at most 64 regular expressions", "65"]]);
  });

  it("tells the place of what it cannot read, and nothing else", () => {
    expect(problems('ssl and http.host = "a"')).to.deep.equal([
      [
        "compare by eq, ne, le, lt, ge, gt, contains, matches, wildcard, strict wildcard, in at line 1, column 19",
        '"="',
      ],
    ]);
  });

  it("takes what replaces by a pattern once", () => {
    const replaced = 'regex_replace(http.host, "a", "b") eq "c"';
    expect(problems(replaced)).to.deep.equal([]);
    expect(problems(`not (${replaced} or ${replaced})`)).to.deep.equal([
      ["call regex_replace() at most once", "2 calls"],
    ]);
  });

  it("refuses fields and functions in phases that do not have them", () => {
    const phase = "http_request_firewall_custom";
    expect(problems('cf.response.error_type eq "5xx"', { phase })).to.deep.equal([
      [
        "have cf.response.error_type in http_response_headers_transform, http_custom_errors only",
        phase,
      ],
    ]);
    expect(problems("cidr(ip.src, 24, 64) eq ::", { phase })).to.deep.equal([]);
    expect(problems("cidr(ip.src, 24, 64) eq ::", { phase: "http_request_origin" })).to.deep.equal([
      ["have cidr() in http_request_firewall_custom, http_ratelimit only", "http_request_origin"],
    ]);
    expect(problems('cf.response.error_type eq "5xx"')).to.deep.equal([]);
  });

  it("refuses what the plan does not have, each once", () => {
    const text = 'http.host ~ "a" or http.host ~ "b" or cf.bot_management.score lt 30 or ssl';
    expect(problems(text, { plan: CloudflarePlan.Pro })).to.deep.equal([
      ["have cf.bot_management.score on the plan enterprise or above only", "pro"],
      ["have matches on the plan business or above only", "pro"],
    ]);
    expect(problems(text, { plan: CloudflarePlan.Enterprise })).to.deep.equal([]);
    expect(problems("ssl", { plan: CloudflarePlan.Free })).to.deep.equal([]);
  });
});
