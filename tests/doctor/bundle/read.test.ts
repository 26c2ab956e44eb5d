import { expect } from "chai";
import { readBundle, UnreadableBundle } from "../../../doctor/bundle";
import { bundleOf, emptyBundle } from "./samples";

const collectAnew =
  "Run `steady-edge doctor collect > origin.json` on the origin's host, with this version of steady-edge";
const written = JSON.stringify(emptyBundle);

describe("the reader of bundles", () => {
  it("reads what was written, whatever is hostile in its texts", () => {
    const bundle = bundleOf({
      unread: [{ what: "\u001b[2J<script>", why: "x".repeat(1_000_000) }],
      memoryKills: 3,
      logs: [
        {
          ...{ step: "logs", check: "a", outcome: "fail", seen: "\u202egnp", at: "/var/log/a" },
          ...{ weight: "log", speaksFor: ["disk-full"], rulesOut: [] },
          occurrences: { count: 2, first: "2026-11-29T10:00:00Z", last: undefined },
        },
      ],
    });
    expect(readBundle(JSON.stringify(bundle), "origin.json")).to.deep.equal(bundle);
    expect(readBundle(`\uFEFF${written}\n`, "origin.json")).to.deep.equal(emptyBundle);
  });

  const nested = `${'{"name":"a","args":[],"at":"b","block":['.repeat(20_000)}${"]}".repeat(20_000)}`;
  const deep = written.replace(
    '"configurations":[]',
    `"configurations":[{"server":"nginx","root":"/","isRunning":true,"directives":[${nested}]}]`,
  );

  for (const [what, text, sentence] of [
    ["nothing", " \n", "origin.json must be JSON; got nothing"],
    [
      "what is cut off",
      written.slice(0, 200),
      "origin.json must be JSON; got JSON that is cut off",
    ],
    ["a page of HTML", "<html></html>", "origin.json must be JSON; got no JSON"],
    ["terminal escapes", "\u001b[31m{}", "origin.json must be JSON; got no JSON"],
    [
      "a list",
      "[]",
      "origin.json must be a bundle that steady-edge doctor collect wrote; got other JSON",
    ],
    [
      "null",
      "null",
      "origin.json must be a bundle that steady-edge doctor collect wrote; got other JSON",
    ],
    [
      "another tool's JSON",
      '{"kind":"\\u001b[2J","version":1}',
      "origin.json must be a bundle that steady-edge doctor collect wrote; got other JSON",
    ],
    [
      "another version",
      written.replace('"version":1', '"version":2'),
      "origin.json must be of version 1; got version 2",
    ],
    [
      "a version that is text",
      written.replace('"version":1', '"version":"1\\u001b[2J"'),
      'origin.json must be of version 1; got version "1\\u001b[2J"',
    ],
    [
      "a part of another kind",
      written.replace('"pools":[]', '"pools":7'),
      "origin.json: pools must be as this version writes it; got number",
    ],
    [
      "a part that is missing",
      written.replace('"pools":[],', ""),
      "origin.json: pools must be as this version writes it; got undefined",
    ],
    [
      "values that are nested too deep",
      deep,
      "origin.json must be as this version writes it; got values that are nested too deep",
    ],
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(() => readBundle(text, "origin.json")).to.throw(
        UnreadableBundle,
        new RegExp(`^${`${sentence}. ${collectAnew}`.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`),
      );
    });
  }

  it("refuses hundreds of megabytes before it looks at them", () => {
    expect(() => readBundle("x".repeat(64 * 2 ** 20 + 1), "origin.json")).to.throw(
      UnreadableBundle,
      /^origin\.json must be at most 64 MiB long; got more$/,
    );
  });
});
