import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import MarkdownIt from "markdown-it";

const root = path.join(__dirname, "..", "..");

/** The files of the package, as npm would pack them; `dist` is there only where it was built. */
function packedFiles(): ReadonlySet<string> {
  const args = ["pack", "--dry-run", "--json", "--ignore-scripts", "--silent"];
  const listed = execFileSync("npm", args, { cwd: root, encoding: "utf8" });
  const [pack] = JSON.parse(listed) as { files: { path: string }[] }[];
  return new Set(pack?.files.map((file) => file.path));
}

interface Page {
  readonly links: readonly string[];
  /** What `#…` may name: the headings, as GitHub and npm write them. */
  readonly anchors: ReadonlySet<string>;
}

function readPage(file: string): Page {
  const tokens = new MarkdownIt().parse(readFileSync(path.join(root, file), "utf8"), {});
  const links = tokens
    .flatMap((token) => token.children ?? [])
    .flatMap((token) => token.attrGet("href") ?? token.attrGet("src") ?? []);
  const anchors = tokens.flatMap((token, index) =>
    token.type === "heading_open" ? slug(tokens[index + 1]?.content ?? "") : [],
  );
  return { links, anchors: new Set(anchors) };
}

function slug(heading: string): string {
  const words = heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "");
  return words.replaceAll(" ", "-");
}

/** What is wrong with a link of a packed page; undefined where nothing is. */
function complaint(packed: ReadonlySet<string>, page: string, link: string): string | undefined {
  if (/^https:\/\//.test(link)) {
    return undefined;
  }
  const [target = "", anchor] = link.split("#");
  const file = target === "" ? page : path.posix.join(path.posix.dirname(page), target);
  if (!packed.has(file)) {
    return `${page}: ${link} leads out of the package`;
  }
  return anchor === undefined || readPage(file).anchors.has(anchor)
    ? undefined
    : `${page}: ${link} names no heading of ${file}`;
}

describe("the pages in the package", () => {
  const packed = packedFiles();
  const pages = [...packed].filter((file) => file.endsWith(".md"));

  it("are the README, the changelog and everything in docs", () => {
    expect(pages.sort()).to.deep.equal([
      "CHANGELOG.md",
      "README.md",
      ...[
        "architecture",
        "argo-and-tiered-cache",
        "benchmarks",
        "cloud",
        "command",
        "deploy",
        "doctor",
        "edge-certificate",
        "edge-rules",
        "external-monitors",
        "health-alerts",
        "interrupted",
        "listening",
        "maintenance",
        "page-rules",
        "policy",
        "project",
        "rehearsal",
        "review",
        "runbook",
        "server-config",
        "stand-ins",
        "team",
        "testing",
        "transforms",
        "waiting-room",
      ].map((page) => `docs/${page}.md`),
    ]);
    const workflows = [...packed].filter((file) => file.startsWith("docs/workflows/"));
    expect(workflows).to.have.lengthOf(4);
    expect([...packed].filter((file) => file.startsWith("docs/api/"))).to.deep.equal([]);
  });

  it("lead to nothing that is not in the package", () => {
    const links = pages.flatMap((page) => readPage(page).links.map((link) => [page, link]));
    expect(links.length, `${links.length} links`).to.be.at.least(20);
    expect(
      links.flatMap(([page = "", link = ""]) => complaint(packed, page, link) ?? []),
    ).to.deep.equal([]);
  });

  it("would be found out where a link leads out", () => {
    expect(complaint(packed, "README.md", "examples") ?? "").to.match(/leads out of the package/);
    expect(complaint(packed, "docs/review.md", "../tests/x.md") ?? "").to.match(/leads out/);
    expect(complaint(packed, "README.md", "docs/deploy.md#nowhere") ?? "").to.match(/no heading/);
  });

  it("are each named by the README's list", () => {
    const { links } = readPage("README.md");
    const named = pages.filter((page) => page.startsWith("docs/"));
    expect(named.filter((page) => !links.includes(page))).to.deep.equal([]);
  });
});
