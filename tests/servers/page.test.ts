import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { originConnectionLimits } from "../../facts/cloudflare/timeouts";
import { logFields } from "../../facts/servers/logFields";
import { serverTimeouts } from "../../facts/servers/timeouts";
import { resolveTimeouts, webServerIdleSeconds } from "../../servers/timeouts";

const file = path.join(__dirname, "..", "..", "docs", "server-config.md");

const row = (...cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;

/** The tables that facts stand in. */
const tables: Readonly<Record<string, string>> = {
  timeouts:
    row("server", "name", "seconds unless set", "what it measures", "source") +
    row("---", "---", "---", "---", "---") +
    Object.values(serverTimeouts)
      .map(({ server, name, defaultSeconds, measures, source }) =>
        row(server, `\`${name}\``, `${defaultSeconds ?? "off"}`, measures, source),
      )
      .join(""),
  log:
    row("label", "what it says", "nginx", "Apache", "PHP-FPM") +
    row("---", "---", "---", "---", "---") +
    logFields
      .map(({ label, meaning, nginx, apache, phpFpm }) =>
        row(`\`${label}\``, meaning, ...[nginx, apache, phpFpm].map((each) => (each ? "yes" : ""))),
      )
      .join(""),
};

describe("the page about configuration for servers", () => {
  it("has the tables that the facts make", async () => {
    const page = readFileSync(file, "utf8");
    const made = Object.entries(tables).reduce(
      (text, [name, table]) =>
        text.replace(
          new RegExp(`<!-- ${name} -->[^]*<!-- /${name} -->`),
          () => `<!-- ${name} -->\n\n${table}\n<!-- /${name} -->`,
        ),
      page,
    );
    const text = await format(made, { ...(await resolveConfig(file)), parser: "markdown" });
    if (process.env.UPDATE_GOLDEN === "1") {
      writeFileSync(file, text);
    }
    expect(readFileSync(file, "utf8")).to.equal(text);
  });

  it("names the figures that hold", () => {
    expect(resolveTimeouts({})).to.deep.equal({
      requestSeconds: 85,
      terminateSeconds: 90,
      answerSeconds: 95,
      cloudflareReadSeconds: 120,
      frontIdleSeconds: 900,
      idleSeconds: 910,
    });
    expect(resolveTimeouts({ webServer: {} }).idleSeconds).to.equal(70);
    expect(webServerIdleSeconds).to.equal(60);
    const { read } = originConnectionLimits;
    expect(read.alsoDocumented).to.deep.equal([100, 125]);
    expect(Math.min(read.seconds, ...read.alsoDocumented)).to.be.above(95);
  });
});
