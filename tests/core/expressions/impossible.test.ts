import { assert, expect } from "chai";
import { possiblePart } from "../../../core/expressions/impossible";
import { parseFilter } from "../../../core/expressions/parser";
import { printCondition } from "../../../core/expressions/printer";
import { fieldForms } from "../../../facts/cloudflare/fieldValues";

const read = (text: string): { left: string; texts: string[] } => {
  const parsed = parseFilter(text);
  assert("tree" in parsed, text);
  const { condition, impossible } = possiblePart(parsed.tree);
  return {
    left: printCondition(condition),
    texts: impossible.map(({ field, text: asked, meant = "?" }) => `${field} ${asked} → ${meant}`),
  };
};
const path = "http.request.uri.path";

describe("what no request can meet for the way in which it is written", () => {
  for (const [text, left, ...texts] of [
    ['ip.src.country eq "UK"', "false", "ip.src.country UK → GB"],
    ['not ip.src.country in {"UK"}', "true", "ip.src.country UK → GB"],
    ['ip.src.country ne "us"', "true", "ip.src.country us → US"],
    ['not ip.src.country in {"US" "UK"}', 'not ip.src.country in {"US"}', "ip.src.country UK → GB"],
    ['ip.geoip.country in {"USA"}', "false", "ip.geoip.country USA → ?"],
    ['ip.src.continent eq "Europe"', "false", "ip.src.continent Europe → ?"],
    [
      'http.request.method in {"post" "put"}',
      "false",
      "http.request.method post → POST",
      "http.request.method put → PUT",
    ],
    ['http.request.method eq "post" and ssl', "false", "http.request.method post → POST"],
    ['http.request.method eq "post" or ssl', "ssl", "http.request.method post → POST"],
    ['http.host eq "WWW.example.com"', "false", "http.host WWW.example.com → www.example.com"],
    [
      'http.host eq "https://www.example.com/"',
      "false",
      "http.host https://www.example.com/ → www.example.com",
    ],
    ['http.host in {"*.example.com"}', "false", "http.host *.example.com → ?"],
    ['http.host contains "/api"', "false", "http.host /api → ?"],
    [`${path} eq "admin"`, "false", `${path} admin → /admin`],
    [`starts_with(${path}, "admin")`, "false", `${path} admin → /admin`],
    [`${path} wildcard "admin/*"`, "false", `${path} admin/* → /admin/*`],
    [`${path} contains "?s="`, "false", `${path} ?s= → ?`],
    ['http.request.uri strict wildcard "shop*"', "false", "http.request.uri shop* → /shop*"],
    [
      'http.request.full_uri wildcard "example.com/*"',
      "false",
      "http.request.full_uri example.com/* → https://example.com/*",
    ],
    [
      'starts_with(http.request.uri.query, "?page=")',
      "false",
      "http.request.uri.query ?page= → page=",
    ],
    [
      `${path}.extension in {".jpg" "png" "GIF"}`,
      `${path}.extension in {"png"}`,
      `${path}.extension .jpg → jpg`,
      `${path}.extension GIF → gif`,
    ],
    [`lower(${path}) contains "/Admin"`, "false", `lower(${path}) /Admin → /admin`],
    [`lower(${path}) eq "admin"`, "false", `lower(${path}) admin → /admin`],
    ['lower(http.user_agent) contains "GPTBot"', "false", "lower(http.user_agent) GPTBot → gptbot"],
    ['upper(ip.src.country) in {"uk"}', "false", "upper(ip.src.country) uk → UK"],
  ] as const) {
    it(text, () => {
      expect(read(text)).to.deep.equal({ left, texts });
    });
  }

  for (const text of [
    'ip.src.country in {"GB" "T1" "XX" "EU"}',
    'ip.src.country eq ""',
    'lower(ip.src.country) eq "us"',
    'ip.src.continent eq "T1"',
    'http.request.method in {"GET" "PURGE"}',
    'http.host wildcard "*.Example.com"',
    'http.host eq "example.com:8443"',
    'http.host ne ""',
    `${path} contains "admin"`,
    `ends_with(${path}, "login.php")`,
    `${path} wildcard "*/wp-login.php"`,
    `${path} strict wildcard "/Admin*"`,
    'http.request.uri contains "?s="',
    'http.request.uri.query contains "?"',
    'starts_with(http.request.full_uri, "http")',
    'http.request.full_uri wildcard "http*://www.example.com/*"',
    'http.request.full_uri wildcard "HTTPS://www.example.com/*"',
    'http.request.full_uri wildcard "*example.com/*"',
    'lower(http.user_agent) wildcard "*GPTBot*"',
    'lower(http.user_agent) contains "gptbot"',
    'any(lower(http.request.headers["x-mode"][*])[*] eq "Test")',
    'ip.src.country in {"US"} xor ssl',
    `${path} matches "^admin"`,
  ]) {
    it(`leaves ${text}`, () => {
      const parsed = parseFilter(text);
      assert("tree" in parsed, text);
      const { condition, impossible } = possiblePart(parsed.tree);
      expect(impossible).to.deep.equal([]);
      expect(condition).to.equal(parsed.tree);
    });
  }

  it("knows each field once", () => {
    const fields = fieldForms.flatMap((form) => form.fields);
    expect(new Set(fields).size).to.equal(fields.length);
  });
});
