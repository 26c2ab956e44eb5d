import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { PolicyConfiguration } from "../../checks/policy";
import { rules } from "../../checks/policy/rules";
import {
  openProject,
  OperationFailed,
  startCloud,
  type Cloud,
  type TestStack,
} from "../../sandbox/testing";
import { folderPerTest } from "../sandbox/engine/folders";
import { plainProject, writeProject } from "./engineProjects";
import { installPack } from "./policyPackFolder";
import { badPrograms, goodProgram, sourceOf, type Program } from "./policyPrograms";

/** A policy's word, as the engine passes it on. */
interface Said {
  readonly policyName: string;
  readonly enforcementLevel: string;
  readonly message: string;
}

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
    const project = writeProject(path.join(folder(), "project"), {
      ...plainProject,
      "index.js": sourceOf(program),
    });
    stack = await openProject(cloud, project, {
      stackName: "dev",
      stateDirectory: path.join(folder(), "state"),
    });
    return stack;
  };

  /** What policies say in a preview, which fails if one of them is mandatory. */
  const said = async (
    opened: TestStack,
    policyPack: string,
    config: readonly string[] = [],
  ): Promise<Said[]> => {
    const options = { policyPacks: [policyPack], policyPackConfigs: config };
    const events = await opened.preview(options).then(
      (run) => run.events,
      (error: unknown) => {
        assert.ok(error instanceof OperationFailed, String(error));
        assert.deepEqual(
          error.complaints.filter((line) => !line.includes("preview failed")),
          [],
        );
        return error.result.events;
      },
    );
    return events.flatMap(({ policyEvent }) => policyEvent ?? []);
  };

  it("has nothing against a program that breaks no rule, before and after it is up", async () => {
    const opened = await open(goodProgram);
    assert.deepEqual(await said(opened, pack), []);
    const { changes } = await opened.up({ policyPacks: [pack] });
    assert.deepEqual(changes, { create: Object.keys(goodProgram).length + 1 });
    assert.deepEqual(await said(opened, pack), []);
  });

  for (const [title, { program, up, breaks }] of Object.entries(badPrograms)) {
    it(`refuses ${title}`, async () => {
      const opened = await open(program);
      if (up === true) {
        await opened.up();
      }
      const found = await said(opened, pack);
      assert.deepEqual([...new Set(found.map(({ policyName }) => policyName))].sort(), breaks);
      for (const { policyName, enforcementLevel, message } of found) {
        const rule = rules.find(({ id }) => id === policyName);
        assert.equal(enforcementLevel, rule?.severity === "high" ? "mandatory" : "advisory");
        assert.ok(message.startsWith(`${rule?.sentence}\n`), message);
        assert.match(message, / must .*; got /);
      }
    });
  }

  it("is refused something by every rule that looks at resources", () => {
    const broken = new Set(Object.values(badPrograms).flatMap(({ breaks }) => breaks));
    const configured = ["address-retired"];
    assert.deepEqual(
      rules
        .filter(({ id, evidence }) => evidence === "resources" && !broken.has(id))
        .map(({ id }) => id),
      configured,
    );
  });

  it("leaves to the review what it cannot judge", () => {
    const elsewhere = rules.filter(({ evidence }) => evidence !== "resources");
    assert.deepEqual(Object.fromEntries(elsewhere.map(({ id, evidence }) => [id, evidence])), {
      // The engine tells packs nothing of what was there before.
      "hostname-moved": "changes",
      "import-replacement": "changes",
      "serving-path-removed": "changes",
      // It gives packs every secret in clear, so that none can be told from a plain text.
      "secret-in-plain-text": "secrets",
    });
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
      const found = await said(opened, pack, [file]);
      const shown = found.map((one) => `${one.enforcementLevel} ${one.policyName}`);
      return [...new Set(shown)].sort();
    };
    assert.deepEqual(await told("2999-12-31"), ["advisory address-retired"]);
    assert.deepEqual(await told("2020-01-01"), [
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
      await assert.rejects(opened.preview(options), (error) => {
        assert.ok(error instanceof OperationFailed);
        assert.match(error.message, says);
        assert.deepEqual(cloud.journal.calls, []);
        return true;
      });
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
    assert.deepEqual(
      (await said(opened, own)).map(({ policyName, enforcementLevel, message }) => [
        policyName,
        enforcementLevel,
        message.trim().split("\n")[1],
      ]),
      [
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
      ],
    );
  });
});
