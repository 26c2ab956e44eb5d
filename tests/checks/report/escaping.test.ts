import { expect } from "chai";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { reviewAsHtml, reviewAsJson, reviewAsMarkdown, type Review } from "../../../checks/report";
import { reviewSteps, urnOf, type Step } from "./plans";

/** Stands in every hostile text, so that the text is found wherever it gets to. */
const canary = "zqx";

const signs = [
  ..."`|<>[](){}!*_~#@:;&\"'\\/-=+$%^,.?",
  ...[
    "\n",
    "\r\n",
    "\t",
    "\u0000",
    "\u001b",
    "\u202e",
    "\u200b",
    "\u2028",
    "\ud800",
    "\ufeff",
    "é",
    "🔥",
  ],
  ...[
    "```",
    "~~~",
    "-->",
    "<!--",
    "</code>",
    "<script>",
    "<img src=x onerror=1>",
    "]]>",
    "%%{init:",
    "-->|x|",
  ],
  ...[
    "@octocat",
    "#123",
    "https://evil.example",
    "www.evil.example",
    "[x](y)",
    "| a | b |",
    "<details>",
  ],
  ...[
    "\n```\n",
    "\n| a |\n|---|\n",
    "\n# h\n",
    "\n- x\n",
    "end\n",
    '"]:::new\n',
    "click a href",
    "&lt;",
    "&#96;",
    "${x}",
  ],
];

const hostile = fc
  .tuple(
    fc.array(fc.constantFrom(...signs), { maxLength: 8 }),
    fc.array(fc.constantFrom(...signs), { maxLength: 8 }),
  )
  .map(([before, after]) => `${before.join("")}${canary}${after.join("")}`);

function ingressOf(range: string): object[] {
  return [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [range] }];
}

/** A plan that has hostile text wherever a program, a record or an error message can put some. */
function hostileReview(text: string): Review {
  const monitor = {
    accountId: "a",
    type: "https",
    expectedCodes: "2xx",
    path: text,
    description: text,
  };
  const pool = (address: string): object => ({
    accountId: "a",
    name: text,
    monitor: "m",
    origins: [{ name: text, address, header: { hosts: [text] } }],
  });
  const steps: Step[] = [
    {
      op: "update",
      type: "monitor",
      name: text,
      id: "m",
      old: { ...monitor, type: "https" },
      new: { ...monitor, type: text, [text]: text },
    },
    {
      op: "update",
      type: "pool",
      name: `${text}1`,
      id: "p1",
      old: pool("192.0.2.1"),
      new: pool(text),
    },
    {
      op: "update",
      type: "balancer",
      name: text,
      id: "l",
      old: {
        zoneId: "z",
        name: text,
        defaultPools: ["p1", text],
        fallbackPool: text,
        proxied: true,
      },
      new: {
        zoneId: "z",
        name: text,
        defaultPools: ["p1"],
        fallbackPool: "p1",
        proxied: true,
        steeringPolicy: text,
      },
    },
    {
      op: "replace",
      type: "record",
      name: text,
      id: "r",
      pendingReplacement: true,
      replaceReasons: ["type", text],
      old: { zoneId: "z", name: `${text}.example.com`, type: "A", content: text },
      new: {
        zoneId: "z",
        name: `${text}.example.com`,
        type: "CNAME",
        content: text,
        comment: text,
      },
    },
    {
      op: "update",
      type: "group",
      name: `${text}g`,
      id: "sg",
      old: { vpcId: text, region: text, name: text, ingress: ingressOf("173.245.48.0/20") },
      new: { vpcId: text, region: text, name: text, ingress: ingressOf("0.0.0.0/0") },
    },
    {
      op: "update",
      type: "aws:lb/loadBalancer:LoadBalancer",
      name: `${text}m`,
      id: "m",
      old: { name: text, dnsName: "192.0.2.1", securityGroups: ["sg2"] },
      new: { name: text, dnsName: text, securityGroups: ["sg2"] },
    },
    {
      op: "same",
      type: "group",
      name: `${text}g2`,
      id: "sg2",
      old: { name: text, ingress: ingressOf("0.0.0.0/0") },
    },
    {
      op: "update",
      type: "setting",
      name: `${text}s`,
      old: { zoneId: text, settingId: "ssl", value: "strict" },
      new: { zoneId: text, settingId: "ssl", value: text },
    },
    {
      op: "delete",
      type: text.replaceAll("::", ""),
      name: text,
      parent: urnOf(`a:b:${canary}`, text),
      protect: true,
      old: { [text]: text },
    },
    { op: text, type: "record", name: "unknown", new: {} },
  ];
  const review = reviewSteps(steps);
  return {
    ...review,
    project: text,
    stack: text,
    failures: [{ message: text }],
    policies: [{ policy: text, pack: text, level: text, key: text, message: text }],
    drift: [
      { key: text, gone: false, properties: [{ path: text, old: text, new: { [text]: [text] } }] },
    ],
    renames: [{ from: urnOf("pool", text), to: urnOf("pool", `${text}2`) }],
  };
}

const parser = new MarkdownIt({ html: true, linkify: true });
const ownBlocks =
  /^(<!-- steady-edge:review( ((?!--)[A-Za-z0-9._%/-])*)? -->|<details( open)?><summary>[A-Za-z0-9 :,]*<\/summary>|<\/details>)$/;
const ownTokens = new Set([
  "text",
  "strong_open",
  "strong_close",
  "em_open",
  "em_close",
  "softbreak",
  "code_inline",
]);
const ownMermaid =
  /^(flowchart LR| {2}subgraph [ab] \["(Before|After)"\]| {4}direction LR| {2}end| {2}classDef [a-z]+ [a-z0-9:,#\- ]+| {4}[ab]\d+(\["([A-Za-z0-9. (),]|#\d+;)*"\]|\(\["([A-Za-z0-9. (),]|#\d+;)*"\]\)):::(same|changed|gone|new)| {4}[ab]\d+ (-->|-\.->|~~~) [ab]\d+| {2}class [ab\d,]+ amiss)$/;

/** Those of some texts that are not what the report writes. One expectation of each would take longer than the report. */
function strangeIn(texts: readonly string[], own: RegExp): readonly string[] {
  return texts.filter((text) => !own.test(text));
}

function assertMarkdownIsOurs(markdown: string): void {
  const blocks = parser.parse(markdown, {});
  for (const { type, content, children, info } of blocks) {
    if (type === "html_block") {
      expect(strangeIn(content.trim().split("\n").filter(Boolean), ownBlocks)).to.deep.equal([]);
    } else if (type === "fence") {
      expect(info).to.equal("mermaid");
      expect(strangeIn(content.trimEnd().split("\n"), ownMermaid)).to.deep.equal([]);
    } else if (type === "inline") {
      const strange = (children ?? []).filter(
        (child) =>
          !ownTokens.has(child.type) ||
          (child.type !== "code_inline" && child.content.includes(canary)),
      );
      expect(strange, content).to.deep.equal([]);
    } else {
      expect(type).to.match(/^(heading|paragraph|bullet_list|list_item)_(open|close)$/);
    }
  }
}

const ownHtml = new RegExp(
  '^<(/?(html|head|body|main|style|section|h1|h2|h3|p|strong|ul|li|details|summary|title|g|svg|code|div)|!doctype html|html lang="en"' +
    '|meta [a-z-]+="[^"<>]*"( content="[^"<>]*")? ?/?|section class="stack"|p class="verdict [a-z]+"|ul class="[a-z]+"' +
    '|code dir="auto"|details open|div class="picture"|svg role="img"[^<>]*|g class="[a-z ]+"' +
    '|text class="[a-z-]+" x="\\d+" y="\\d+"|/text|path class="edge( weak)?" d="[MC0-9. -]+"/|rect [a-z0-9=" ]+/)>$',
);

describe("text of a plan in a review", () => {
  it("never leaves its code span in Markdown, nor its label in a flowchart", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const review = hostileReview(text);
        const markdown = reviewAsMarkdown([review, review]);
        assertMarkdownIsOurs(markdown);
        expect(markdown).to.not.include("\r");
        const unseen = markdown.replaceAll("\n", "").match(/[\p{Cc}\p{Cf}\p{Cs}]/gu);
        expect(unseen).to.equal(null);
      }),
      { numRuns: 300 },
    );
  });

  it("never becomes markup in HTML", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const page = reviewAsHtml([hostileReview(text)]);
        expect(strangeIn(page.match(/<[^>]*>?/g) ?? [], ownHtml)).to.deep.equal([]);
      }),
      { numRuns: 300 },
    );
  });

  it("stays data in JSON", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const document = JSON.parse(reviewAsJson([hostileReview(text)])) as { stacks: object[] };
        expect(document.stacks).to.have.lengthOf(1);
      }),
      { numRuns: 100 },
    );
  });

  it("gives the same text for the same plan", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(reviewAsMarkdown([hostileReview(text)])).to.equal(
          reviewAsMarkdown([hostileReview(text)]),
        );
      }),
      { numRuns: 50 },
    );
  });
});
