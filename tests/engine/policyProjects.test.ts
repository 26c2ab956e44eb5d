import { expect } from "chai";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { accountSeedOf } from "../../cli/accountSeed";
import { packageFile, readProject, readStackSettings } from "../../sandbox/engine";
import { openProject, startCloud, type Cloud, type Run } from "../../sandbox/testing";
import { folderPerTest } from "../sandbox/engine/folders";
import { installExample } from "./engineProjects";
import { installPack } from "./policyPackFolder";

/** What the pack says of a project, as level and rule, each once; mandatory ones would end the run. */
const found = ({ events }: Run): string[] => [
  ...new Set(
    events.flatMap(({ policyEvent }) =>
      policyEvent === undefined ? [] : `${policyEvent.enforcementLevel} ${policyEvent.policyName}`,
    ),
  ),
];

/** Has a project translated alone: `examples.test.ts` runs each example with its types checked. */
function leaveTypesUnchecked(project: string): void {
  const file = path.join(project, "tsconfig.json");
  const settings = readFileSync(file, "utf8");
  const changed = settings.replace('"compilerOptions": {', '"compilerOptions": { "noCheck": true,');
  expect(changed).not.to.equal(settings);
  writeFileSync(file, changed);
}

/** Names of the stacks that a folder configures, sorted. */
const stacksIn = (folder: string): string[] =>
  readdirSync(folder)
    .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
    .sort();

describe("the policy pack, with the projects of this repository", () => {
  const folder = folderPerTest();
  let installed: string;
  let pack: string;

  before(() => {
    installed = mkdtempSync(path.join(tmpdir(), "steady-edge-pack-"));
    pack = installPack(installed);
    expect(
      existsSync(packageFile("dist/components/index.js")),
      "run `npm run build` first",
    ).to.equal(true);
  });
  after(() => rmSync(installed, { recursive: true, force: true }));

  /** Brings a stack up under the pack. */
  const judged = async (cloud: Cloud, project: string, stackName: string): Promise<string[]> => {
    const stateDirectory = path.join(folder(), "state");
    const stack = await openProject(cloud, project, { stackName, stateDirectory });
    try {
      return found(await stack.up({ policyPacks: [pack] }));
    } finally {
      await stack.close();
    }
  };

  const advised: Readonly<Record<string, readonly string[]>> = {
    dev: [],
    staging: [],
    production: ["advisory targets-in-clear"],
  };
  for (const [stackName, advice] of Object.entries(advised)) {
    it(`has no more than advice about ${stackName}`, async () => {
      const repository = packageFile(".");
      const seed = accountSeedOf(readStackSettings(readProject(repository), stackName));
      const cloud = await startCloud(seed);
      try {
        expect(await judged(cloud, repository, stackName)).to.deep.equal(advice);
      } finally {
        await cloud.stop();
      }
    });
  }

  const examples = {
    "smallest-site and stack-reference": [
      ["smallest-site", "dev"],
      ["stack-reference", "dev"],
    ],
    "both stacks of shared-zone": [
      ["shared-zone", "www"],
      ["shared-zone", "shop"],
    ],
    // The smallest container speaks no TLS.
    "ecs-service": [["ecs-service", "dev", "advisory targets-in-clear"]],
  } as const;
  it("looks at every environment and every example", () => {
    const { stackDirectory } = readProject(packageFile("."));
    expect(stacksIn(stackDirectory)).to.deep.equal(Object.keys(advised).sort());
    const there = readdirSync(packageFile("examples")).flatMap((example) =>
      stacksIn(packageFile(`examples/${example}`)).map((stackName) => `${example} ${stackName}`),
    );
    const judged = Object.values(examples).flat();
    expect(there.sort()).to.deep.equal(
      judged.map(([example, stackName]) => `${example} ${stackName}`).sort(),
    );
  });

  for (const [title, stacks] of Object.entries(examples)) {
    it(`has no more than advice about the examples ${title}`, async () => {
      const cloud = await startCloud();
      try {
        for (const [example, stackName, ...advice] of stacks) {
          const project = path.join(folder(), example);
          if (!existsSync(project)) {
            installExample(example, project);
            leaveTypesUnchecked(project);
          }
          expect([stackName, ...(await judged(cloud, project, stackName))]).to.deep.equal([
            ...[stackName, ...advice],
          ]);
        }
      } finally {
        await cloud.stop();
      }
    });
  }
});
