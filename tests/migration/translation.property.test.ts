import { expect } from "chai";
import fc from "fast-check";
import { evaluate, evaluateValue } from "../../core/expressions/evaluator";
import { parseFilter, parseValue } from "../../core/expressions/parser";
import type { ExpressionRequest } from "../../core/expressions/requests";
import { doOverlap, isCovered } from "../../migration/overlap";
import { translatePageRules, type Translation } from "../../migration/translation";
import { readUrlPattern, type UrlPattern } from "../../migration/urlPattern";
import { isMetBy, listedPageRules, matcherOf } from "./pageRules";

const hosts = ["example.com", "www.example.com", "a.b.example.com"];

const uris = fc
  .array(fc.constantFrom("/", "a", "b", "A", "ab", ".png", "\\", '"', "example.com/"), {
    maxLength: 6,
  })
  .map((parts) => `/${parts.join("")}`);

const queries = fc
  .array(fc.constantFrom("a", "b", "=", "&", "/", "?", "://example.com/a"), { maxLength: 4 })
  .map((parts) => parts.join(""));

const requests: fc.Arbitrary<ExpressionRequest> = fc.record({
  scheme: fc.constantFrom("http" as const, "https" as const),
  host: fc.constantFrom(...hosts),
  path: uris,
  query: queries,
});

/** A URL of a request as page rules see it. */
function wholeUrl({ scheme, host, path, query = "" }: ExpressionRequest): string {
  return `${scheme}://${host}${path}${query === "" ? "" : `?${query}`}`;
}

/** Patterns with asterisks wherever they may stand, at most four. */
const patterns = fc
  .tuple(
    fc.constantFrom("", "", "http://", "https://", "http*://", "*://"),
    fc.constantFrom(...hosts, "*example.com", "*.example.com", "*.b.example.com", "w*.example.com"),
    fc.array(fc.constantFrom("*", "a", "b", "B", "/", "ab", ".png", "?", "a=", "\\", "*", "**"), {
      maxLength: 5,
    }),
  )
  .map(([scheme, host, parts]) => `${scheme}${host}/${parts.join("")}`)
  .filter((text) => text.split("*").length <= 5);

function translationOf(rules: readonly object[]): Translation {
  const translated = translatePageRules(rules, "example.com");
  expect(translated).to.have.property("translation");
  return (translated as { translation: Translation }).translation;
}

/** The numbers of the page rules whose translated rules apply, by their keys. */
function applying(
  rules: Translation["args"]["configRules"],
  request: ExpressionRequest,
): readonly number[] {
  return (rules ?? []).flatMap(({ key, when }) => {
    const parsed = parseFilter(String(when));
    expect(parsed).to.have.property("tree");
    const { tree } = parsed as Extract<typeof parsed, { tree: unknown }>;
    const answer = evaluate(tree, request);
    expect(answer, String(when)).to.be.oneOf(["yes", "no"]);
    return answer === "yes" ? [Number.parseInt(String(key), 10) - 1] : [];
  });
}

function patternOf(text: string): UrlPattern {
  const read = readUrlPattern(text, "url");
  expect(read).to.have.property("pattern");
  return (read as { pattern: UrlPattern }).pattern;
}

describe("translated page rules", () => {
  it("pick for each request the rule that page rules pick, and no other", () => {
    fc.assert(
      fc.property(
        fc.array(patterns, { minLength: 1, maxLength: 4 }),
        fc.array(requests, { minLength: 1, maxLength: 20 }),
        (urls, asked) => {
          const given = urls.map((url) => ({ url, settings: { browser_check: "on" } }));
          const { args } = translationOf(listedPageRules(...given));
          for (const request of asked) {
            const due = urls.findIndex((url) => isMetBy(url, wholeUrl(request)));
            const picked = applying(args.configRules, request);
            expect(picked, wholeUrl(request)).to.deep.equal(due < 0 ? [] : [due]);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it("lead to the URL that the page rule leads to", () => {
    let count = 0;
    fc.assert(
      fc.property(patterns, fc.array(requests, { minLength: 1, maxLength: 20 }), (url, asked) => {
        const asterisks = url.split("*").length - 1;
        const references = Array.from({ length: asterisks }, (_, index) => `$${index + 1}`);
        const target = `https://new.example.com/${references.join("-")}/\\$1$/$`;
        const value = { url: target, status_code: 301 };
        const { args } = translationOf(
          listedPageRules({ url, settings: { forwarding_url: value } }),
        );
        for (const request of asked) {
          const whole = wholeUrl(request);
          const cuts = [...whole].flatMap((sign, at) => (sign === "?" ? [whole.slice(0, at)] : []));
          const met = [whole, ...(url.includes("?") ? [] : cuts)]
            .map((each) => matcherOf(url).exec(each))
            .find((match) => match !== null);
          const found = (args.redirects ?? []).find(
            (redirect) => applying([redirect], request).length > 0,
          );
          expect(found !== undefined, whole).to.equal(met !== undefined);
          if (typeof found?.toExpression === "string") {
            count += 1;
            const parsed = parseValue(found.toExpression);
            const { tree } = parsed as Extract<typeof parsed, { tree: unknown }>;
            const captures = met?.slice(1).join("-");
            expect(evaluateValue(tree.node, request), whole).to.equal(
              `https://new.example.com/${captures}/$1$/$`,
            );
          }
        }
      }),
      { numRuns: 600 },
    );
    expect(count).to.be.greaterThan(20);
  });
});

describe("overlapping patterns", () => {
  it("are those that one request meets, and never others", () => {
    fc.assert(
      fc.property(
        patterns,
        patterns,
        fc.array(requests, { maxLength: 20 }),
        (one, other, asked) => {
          const [left, right] = [patternOf(one), patternOf(other)];
          const urls = asked.map(wholeUrl);
          const isMetByBoth = urls.some((url) => isMetBy(one, url) && isMetBy(other, url));
          expect(!isMetByBoth || doOverlap(left, right)).to.equal(true);
          const isBeside = urls.some((url) => isMetBy(one, url) && !isMetBy(other, url));
          expect(isBeside && isCovered(left, right)).to.equal(false);
        },
      ),
      { numRuns: 1000 },
    );
  });

  /** All paths with queries of up to seven signs. */
  function allUris(length: number): readonly string[] {
    return length === 0
      ? [""]
      : allUris(length - 1).flatMap((uri) =>
          uri.length === length - 1 ? [uri, ...["a", "b", "?"].map((sign) => uri + sign)] : [uri],
        );
  }

  it("have a URL that meets both wherever they are said to overlap", () => {
    const urls = allUris(7).map((uri) => `http://example.com/${uri}`);
    const short = fc
      .array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 3 })
      .map((parts) => `http://example.com/${parts.join("")}`);
    fc.assert(
      fc.property(short, short, (one, other) => {
        const isMetByBoth = urls.some((url) => isMetBy(one, url) && isMetBy(other, url));
        expect(doOverlap(patternOf(one), patternOf(other))).to.equal(isMetByBoth);
      }),
      { numRuns: 100 },
    );
  });
});
