import { assert, expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { PolicyConfiguration } from "../../checks/policy";
import {
  OperationFailed,
  runProgram,
  startCloud,
  type Cloud,
  type TestStack,
} from "../../sandbox/testing";
import { folderPerTest } from "../sandbox/engine/folders";
import { writeProject } from "./engineProjects";
import { installPack } from "./policyPackFolder";
import { policyWords } from "./policyWords";
import { declare, goodProgram, type Program } from "./policyProgram";

describe("the policy pack on a real engine", () => {
  const folder = folderPerTest();
  let installed: string;
  let pack: string;
  let cloud: Cloud;
  let stack: TestStack | undefined;

  before(() => {
    installed = mkdtempSync(path.join(tmpdir(), "steady-edge-pack-"));
    pack = installPack(installed);
  });
  after(() => rmSync(installed, { recursive: true, force: true }));
  beforeEach(async () => {
    cloud = await startCloud();
  });
  afterEach(async () => {
    await stack?.close();
    stack = undefined;
    await cloud.stop();
  });

  const open = async (program: Program): Promise<TestStack> => {
    stack = await runProgram(cloud, () => declare(program));
    return stack;
  };

  it("has nothing against a program that breaks no rule, before and after it is up", async () => {
    const opened = await open(goodProgram);
    expect(await policyWords(opened, pack)).to.deep.equal([]);
    const { changes } = await opened.up({ policyPacks: [pack] });
    expect(changes).to.deep.equal({ create: Object.keys(goodProgram).length + 1 });
    expect(await policyWords(opened, pack)).to.deep.equal([]);
  });

  const configFile = (content: object): string => {
    const file = path.join(folder(), "config.json");
    writeFileSync(file, JSON.stringify(content));
    return file;
  };

  it("takes levels, limits and exceptions from --policy-pack-config", async () => {
    const retired = { retiredAddresses: ["203.0.113.0/24"] };
    const known = (expires: string): object[] => [{ subject: "www", reason: "a test", expires }];
    const opened = await open({
      ...goodProgram,
      ssl: [goodProgram.ssl?.[0] ?? "", { ...goodProgram.ssl?.[1], value: "full" }],
      www: [goodProgram.www?.[0] ?? "", { ...goodProgram.www?.[1], proxied: false }],
    });
    const told = async (expires: string): Promise<string[]> => {
      const file = configFile({
        "address-retired": { enforcementLevel: "advisory", ...retired },
        "tls-not-strict": "disabled",
        "balancer-not-proxied": { exceptions: known(expires) },
      });
      const found = await policyWords(opened, pack, [file]);
      const shown = found.map((one) => `${one.enforcementLevel} ${one.policyName}`);
      return [...new Set(shown)].sort();
    };
    expect(await told("2999-12-31")).to.deep.equal(["advisory address-retired"]);
    expect(await told("2020-01-01")).to.deep.equal([
      "advisory address-retired",
      "mandatory balancer-not-proxied",
    ]);
  });

  const misconfigured: Readonly<Record<string, readonly [config: object, says: RegExp]>> = {
    "a limit of the wrong type": [
      { "detection-slow": { maximumSeconds: "soon" } },
      /maximumSeconds/,
    ],
    "an exception without an expiry": [
      { "origin-open": { exceptions: [{ subject: "a", reason: "b" }] } },
      /expires/,
    ],
    "an expiry that is no day": [
      { "origin-open": { exceptions: [{ subject: "a", reason: "b", expires: "soon" }] } },
      /expires|date/,
    ],
  };
  for (const [what, [config, says]] of Object.entries(misconfigured)) {
    it(`refuses ${what} in --policy-pack-config`, async () => {
      const opened = await open(goodProgram);
      const options = { policyPacks: [pack], policyPackConfigs: [configFile(config)] };
      await expect(opened.preview(options)).to.be.rejected.and.eventually.satisfy(
        (error: unknown) => {
          assert.instanceOf(error, OperationFailed);
          expect(error.message).to.match(says);
          expect(cloud.journal.calls).to.deep.equal([]);
          return true;
        },
      );
    });
  }

  it("can be made one's own, with limits, exceptions and severities", async () => {
    const configuration: PolicyConfiguration = {
      rules: {
        "address-retired": {
          severity: "low",
          limits: { retiredAddresses: ["203.0.113.0/24"] },
          exceptions: [{ subject: "shop-primary", reason: "moves soon", expires: "2999-12-31" }],
        },
        "tls-not-strict": { disabled: true },
        "balancer-not-proxied": {
          exceptions: [{ subject: "www", reason: "was a test", expires: "2020-01-01" }],
        },
      },
    };
    const own = writeProject(path.join(folder(), "own"), {
      "PulumiPolicy.yaml": "runtime: nodejs\n",
      "package.json": '{ "name": "own", "version": "1.0.0", "main": "index.js" }\n',
      "index.js": `const { PolicyPack } = require("@pulumi/policy");
        const { policies } = require(${JSON.stringify(path.join(pack, "../policies"))});
        new PolicyPack("own", { policies: policies(${JSON.stringify(configuration)}) });`,
    });
    const opened = await open({
      ...goodProgram,
      ssl: [goodProgram.ssl?.[0] ?? "", { ...goodProgram.ssl?.[1], value: "full" }],
      www: [goodProgram.www?.[0] ?? "", { ...goodProgram.www?.[1], proxied: false }],
    });
    expect(
      (await policyWords(opened, own)).map(({ policyName, enforcementLevel, message }) => [
        policyName,
        enforcementLevel,
        message.trim().split("\n")[1],
      ]),
    ).to.deep.equal([
      [
        "address-retired",
        "advisory",
        'www.example.com.content must not be an address that was retired; got "203.0.113.10". Give the address that the origin has now.',
      ],
      [
        "balancer-not-proxied",
        "mandatory",
        'www.example.com.proxied must be true; got false (its exception "was a test" expired on 2020-01-01). Set proxied: true and leave ttl out.',
      ],
    ]);
  });
});
