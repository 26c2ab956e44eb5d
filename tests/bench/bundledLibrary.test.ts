import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { Workplace } from "../../bench/workplace";
import * as sources from "../../components";
import { withoutModules } from "./withoutModules";

describe("the bundled library", function () {
  this.timeout(300_000);
  let place: Workplace;
  before(() => {
    place = Workplace.make();
  });
  after(() => place.remove());

  /** Runs a program beside the library, and returns what it writes. */
  const run = (file: string, program: string): string => {
    const written = place.write(`dist/${file}`, program);
    return execFileSync(process.execPath, [written], { encoding: "utf8" }).trim();
  };

  it("stands in the files of folders, and needs no module of its own", () => {
    const alone = place.emptyFolder("alone");
    const program = path.join(alone, "program.cjs");
    withoutModules(place.compiled(""), "components/index.js", alone);
    writeFileSync(
      program,
      `const all = require("./components/index.js");
       const values = Object.keys(all).map((name) => typeof all[name]);
       console.log(values.length, values.includes("undefined"));`,
    );
    const output = execFileSync(process.execPath, [program], { encoding: "utf8" }).trim();
    expect(output).to.equal(`${Object.keys(sources).length} false`);
  });

  it("gives the names of its sources to a module of either kind", () => {
    const names = Object.keys(sources).sort().join();
    const print = `console.log(Object.keys(all).filter((name) => !/^(__esModule|default|module.exports)$/.test(name)).sort().join());`;
    expect(run("a.cjs", `const all = require("./components/index.js"); ${print}`)).to.equal(names);
    const imports = `import { ResilientSite } from "./components/index.js"; import * as all from "./components/index.js";`;
    expect(run("a.mjs", `${imports} ResilientSite.name; ${print}`)).to.equal(names);
  });

  it("loads no SDK of AWS for records, and none of its parts that records do not need", () => {
    const program = `const pulumi = require("@pulumi/pulumi");
      pulumi.runtime.setMocks({ newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: ({ inputs }) => inputs });
      const { DnsRecords } = require("./components/index.js");
      new DnsRecords("zone", {
        zoneId: "fedcba9876543210fedcba9876543210",
        zoneName: "example.com",
        records: { docs: { type: "CNAME", name: "docs", content: "example.org", proxied: true } },
      });
      const loaded = Object.keys(require.cache);
      console.log(loaded.filter((file) => /@pulumi.aws|@pulumi.cloudflare.[a-z]+\\.js$/i.test(file)).map((file) => file.replace(/^.*@pulumi./, "")).join());`;
    expect(run("records.cjs", program)).to.equal(
      ["cloudflare/dnsRecord.js", "cloudflare/utilities.js"].join(),
    );
  });
});
