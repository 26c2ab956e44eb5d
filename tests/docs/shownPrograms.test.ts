import { expect } from "chai";
import { programOf } from "../../migration/program";
import { translatePageRules, type Translation } from "../../migration/translation";
import { listedPageRules } from "../migration/pageRules";
import { fencedBlocks } from "../support/markdown";
import { PageCompiler } from "../support/pageCompiler";

/** The programs that a page shows. */
function shownIn(page: string): string[] {
  return fencedBlocks(page)
    .filter(({ mark }) => mark === "ts")
    .map(({ text }) => text);
}

/** A piece with page rules of every kind, as the command writes it. */
function piece(): string {
  const settings = { ssl: "full", security_level: "high", cache_level: "cache_everything" };
  const forwarding_url = { url: "https://example.com/$1", status_code: 301 };
  const rules = listedPageRules(
    { url: "www.example.com/*", settings: { forwarding_url } },
    { url: "example.com/a/*", settings, status: "disabled" },
    { url: "example.com/*.png", settings: { edge_cache_ttl: 7200 } },
    { url: "*example.com/*", settings: { host_header_override: "app.example.com", waf: "off" } },
  );
  const translated = translatePageRules(rules, "example.com");
  return programOf((translated as { translation: Translation }).translation);
}

/** A piece in the program that docs/page-rules.md shows around it. */
function aroundPiece(written: string): string {
  const [shown = ""] = shownIn("docs/page-rules.md");
  const around = shown
    .replace(/^import .* from "\.\/pageRules";$/m, "")
    .replace(/^import .*$/m, "");
  return `import { EdgeRules } from "steady-edge";\n${written}${around}`;
}

describe("the programs that are shown", function () {
  this.timeout(120_000);
  let compiler: PageCompiler | undefined;
  before(() => (compiler = new PageCompiler()));
  // What it has read takes hundreds of megabytes.
  after(() => (compiler = undefined));
  const complaints = (program: string): readonly string[] =>
    compiler?.complaints(program) ?? expect.fail("there is no compiler");

  const pages = {
    "README.md": 1,
    "docs/server-config.md": 1,
    "docs/edge-rules.md": 4,
    "docs/health-alerts.md": 2,
  };
  for (const [page, programs] of Object.entries(pages)) {
    it(`compile: ${page}`, () => {
      const shown = shownIn(page);
      expect(shown).to.have.lengthOf(programs);
      for (const program of shown) {
        expect(complaints(program)).to.deep.equal([]);
      }
    });
  }

  it("compile no longer where a name is misspelt", () => {
    const [program = ""] = shownIn("README.md");
    expect(complaints(program.replace("pools:", "pool:"))).to.have.lengthOf(1);
  });

  it("compile together where they are parts of one file, and not where an argument is missing: docs/testing.md", () => {
    const program = shownIn("docs/testing.md").join("\n");
    expect(complaints(program)).to.deep.equal([]);
    const wrong = program.replace("runProgram(cloud,", "runProgram(");
    expect(complaints(wrong)).to.have.lengthOf(1);
  });

  it("compile around the piece that is written of page rules, whose types EdgeRules takes", () => {
    expect(complaints(aroundPiece(piece()))).to.deep.equal([]);
    const misspelt = piece()
      .replace("bypassCookies", "bypassCookie")
      .replace("edgeTtlSeconds", "edgeTtl");
    expect(complaints(aroundPiece(misspelt))).to.have.lengthOf(1);
  });
});
