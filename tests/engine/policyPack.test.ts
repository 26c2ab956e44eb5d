import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { PolicyConfiguration } from "../../checks/policy";
import { rules } from "../../checks/policy/rules";
import { packageFile } from "../../sandbox/engine";
import {
  openProject,
  OperationFailed,
  startCloud,
  type Cloud,
  type TestStack,
} from "../../sandbox/testing";
import { folderPerTest } from "../sandbox/engine/folders";
import { plainProject, writeProject } from "./engineProjects";
import { badPrograms, goodProgram, sourceOf, type Program } from "./policyPrograms";

/** A policy's word, as the engine passes it on. */
interface Said {
  readonly policyName: string;
  readonly enforcementLevel: string;
  readonly message: string;
}

/** Compiles the pack as the package has it: JavaScript, beside it the two files that Pulumi reads. */
function installPack(folder: string): string {
  const source = packageFile("checks/policy/pack");
  const config = {
    extends: packageFile("tsconfig.build.json"),
    compilerOptions: {
      outDir: path.join(folder, "dist"),
      rootDir: packageFile("."),
      declaration: false,
      typeRoots: [packageFile("node_modules/@types")],
    },
    files: [path.join(source, "index.ts")],
    include: [],
  };
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(config));
  execFileSync(process.execPath, [packageFile("node_modules/typescript/bin/tsc"), "-p", folder]);
  symlinkSync(packageFile("node_modules"), path.join(folder, "node_modules"));
  const pack = path.join(folder, "dist/checks/policy/pack");
  for (const file of ["PulumiPolicy.yaml", "package.json"]) {
    copyFileSync(path.join(source, file), path.join(pack, file));
  }
  return pack;
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
  const said = async (opened: TestStack, policyPack: string): Promise<Said[]> => {
    const events = await opened.preview({ policyPacks: [policyPack] }).then(
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
