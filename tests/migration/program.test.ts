import { expect } from "chai";
import { programOf } from "../../migration/program";
import { translatePageRules, type Translation } from "../../migration/translation";
import { complaints } from "../support/complaints";
import { fencedBlocks } from "../support/markdown";
import { listedPageRules } from "./pageRules";

/** A piece with rules of every kind. */
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

describe("the piece of a program of page rules", function () {
  this.timeout(120_000);

  it("has the types that EdgeRules takes, in the program of the page", () => {
    const [shown = ""] = fencedBlocks("docs/page-rules.md")
      .filter(({ mark }) => mark === "ts")
      .map(({ text }) => text.replace(/^import .* from "\.\/pageRules";$/m, ""));
    const program = (written: string) =>
      `import { EdgeRules } from "steady-edge";\n${written}${shown.replace(/^import .*$/m, "")}`;
    expect(complaints(program(piece()))).to.deep.equal([]);
    const misspelt = piece()
      .replace("bypassCookies", "bypassCookie")
      .replace("edgeTtlSeconds", "edgeTtl");
    expect(complaints(program(misspelt))).to.have.lengthOf(1);
  });
});
