import { expect } from "chai";
import type * as pulumi from "@pulumi/pulumi";
import { MaintenancePage, type MaintenancePageArgs } from "../../../components";
import { maintenanceWorker } from "../../../components/maintenance/worker";
import { instantIn } from "../../support/instants";
import { inBothModes } from "../../support/mocks";
import { rejects } from "../../support/problems";
import { runProgram } from "../../support/stackProgram";
import { value } from "../../support/value";

const types = {
  script: "cloudflare:index/workersScript:WorkersScript",
  route: "cloudflare:index/workersRoute:WorkersRoute",
} as const;

const accountId = "0123456789abcdef0123456789abcdef";
const zoneId = "fedcba9876543210fedcba9876543210";
const until = instantIn(1);
const complete: MaintenancePageArgs = {
  ...{ accountId, zoneId, zoneName: "example.com" },
  hostnames: ["www.example.com"],
  until,
};

function build(args: Partial<MaintenancePageArgs> = {}, name = "upgrade") {
  return (parent: pulumi.Resource) =>
    new MaintenancePage(name, { ...complete, ...args }, { parent });
}

/** What the Worker answers. */
async function answered(content: Parameters<typeof maintenanceWorker>[0], method: string) {
  const text = Buffer.from(maintenanceWorker(content)).toString("base64");
  const { default: worker } = (await import(`data:text/javascript;base64,${text}`)) as {
    default: { fetch(request: Request): Response };
  };
  return worker.fetch(new Request("https://www.example.com/a?b", { method }));
}

describe("MaintenancePage", () => {
  it("leads every request for each hostname to one Worker", async () => {
    const hostnames = ["Shop.example.com.", "example.com"];
    await inBothModes(build({ hostnames }), async (run) => {
      expect(run.registered).to.have.length(1 + 1 + 2);
      const { content, ...script } = run.one(types.script, "upgrade-script").inputs;
      expect(script).to.deep.equal({
        accountId,
        scriptName: "upgrade-script",
        mainModule: "worker.js",
        compatibilityDate: "2026-01-01",
      });
      expect(content).to.match(/status: 503/);
      expect(run.of(types.route).map(({ name, inputs }) => [name, inputs])).to.deep.equal([
        [
          "upgrade-route-example.com",
          { zoneId, pattern: "example.com/*", script: "upgrade-script" },
        ],
        [
          "upgrade-route-shop.example.com",
          { zoneId, pattern: "shop.example.com/*", script: "upgrade-script" },
        ],
      ]);
      expect(await value(run.result.until)).to.equal(until.replace("Z", ".000Z"));
    });
  });

  it("gives scripts names that the API takes, and of two names never the same", async () => {
    const scriptName = async (name: string) => {
      let found: unknown;
      await inBothModes(build({}, name), (run) => {
        found = run.of(types.script)[0]?.inputs.scriptName;
      });
      return found;
    };
    expect(await scriptName("Up.grade")).to.equal("up-grade-script-1d643826");
    expect(await scriptName("up_grade")).to.equal("up-grade-script-202283a1");
  });

  const end = new Date("2026-12-01T04:00:00Z");
  it("answers with 503, the page, and when to come back; with no body where none is asked for", async () => {
    const content = { until: end, title: "Back soon", message: "Moving." };
    const get = await answered(content, "GET");
    expect([get.status, Object.fromEntries(get.headers)]).to.deep.equal([
      503,
      {
        "cache-control": "no-store",
        "content-type": "text/html; charset=utf-8",
        "retry-after": "Tue, 01 Dec 2026 04:00:00 GMT",
      },
    ]);
    const page = await get.text();
    expect(page)
      .to.match(/<title>Back soon<\/title>/)
      .and.match(/<h1>Back soon<\/h1><p>Moving.<\/p>/);
    const head = await answered(content, "HEAD");
    expect([head.status, await head.text()]).to.deep.equal([503, ""]);
    expect((await answered(content, "POST")).status).to.equal(503);
  });

  it("shows titles and messages as the text that they are", async () => {
    const hostile = `</title><script>alert(1)</script> & "x" 'y' \`\${z}\` \u2028`;
    const page = await (
      await answered({ until: end, title: hostile, message: hostile }, "GET")
    ).text();
    expect(page).not.to.match(/<script>/);
    expect(
      page.match(/&lt;script&gt;alert\(1\)&lt;\/script&gt; &amp; &quot;x&quot; &#39;y&#39;/g),
    ).to.have.length(3);
  });

  it("names its end where no message is given", async () => {
    await inBothModes(build(), (run) => {
      const { content } = run.one(types.script, "upgrade-script").inputs;
      expect(content).to.contain(`We expect to be back by ${new Date(until).toUTCString()}.`);
    });
  });

  it("has an end, which is neither past nor far away", async () => {
    const [past] = await rejects(build({ until: "2020-02-29T23:00:00Z" }), ["until"]);
    expect(past?.reason).to.match(
      /^until must be in the future, since visitors are turned away for as long as it stands here; got 2020-02-29T23:00:00Z, \d{4} days ago\. Take the maintenance away, or give it more time$/,
    );
    const [recent] = await rejects(build({ until: instantIn(-0.01) }), ["until"]);
    expect(recent?.reason).to.match(/, less than an hour ago\. /);
    const [far] = await rejects(build({ until: instantIn(32) }), ["until"]);
    expect(far?.reason).to.match(/^until must be at most 31 days ahead; got "/);
    await rejects(build({ until: undefined }), ["until"]);
    for (const text of [
      "tomorrow",
      "2026-02-30T00:00:00Z",
      "2026-12-01",
      "2026-12-01T04:00:00+01:00",
    ]) {
      const [none] = await rejects(build({ until: text }), ["until"]);
      expect(none?.reason).to.equal(
        `until must be an instant in UTC such as 2026-12-01T04:00:00Z; got "${text}"`,
      );
    }
  });

  it("refuses no hostname, one twice, one of another zone, and empty texts", async () => {
    await rejects(build({ hostnames: [] }), ["hostnames"]);
    await rejects(build({ accountId: "a", zoneId: "b", title: " ", message: "" }), [
      ...["title", "message"],
      ...["accountId", "zoneId"],
    ]);
    const hostnames = ["www.example.com", "WWW.example.com", "www.example.org"];
    const [twice, foreign] = await rejects(build({ hostnames }), ["hostnames[1]", "hostnames[2]"]);
    expect([twice?.reason, foreign?.reason]).to.deep.equal([
      'hostnames[1] must not repeat a name; got "WWW.example.com"',
      'hostnames[2] must be example.com or a name below it; got "www.example.org"',
    ]);
  });

  it("is one for a hostname in a program", async () => {
    const { refused, registered } = await runProgram(() => {
      new MaintenancePage("one", complete);
      new MaintenancePage("two", { ...complete, hostnames: ["example.com", "www.example.com"] });
    });
    expect(refused).to.deep.equal([
      'hostnames[1] must be under maintenance once in this program, as MaintenancePage "one" does; got "www.example.com". Name the hostname in one of them',
    ]);
    expect(registered.filter((name) => name.startsWith("two"))).to.deep.equal([]);
  });
});
