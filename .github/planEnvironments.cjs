// Plans every environment of stacks/ as a change from one checkout to another, in the sandbox: the old program is brought up,
// the new one is previewed on what it left; an environment that is new is previewed on nothing.
// Usage: node .github/planEnvironments.cjs <old checkout> <new checkout> <folder for the plans>
require("tsx/cjs");
const {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} = require("node:fs");
const { tmpdir } = require("node:os");
const path = require("node:path");
const { parse } = require("yaml");
const { accountSeedOf } = require("../cli/accountSeed");
const { openProject, startCloud } = require("../sandbox/testing");

async function plan(oldFolder, newFolder, stackName) {
  const stateDirectory = mkdtempSync(path.join(tmpdir(), "plan-environments-"));
  const file = path.join(newFolder, "stacks", `Pulumi.${stackName}.yaml`);
  const cloud = await startCloud(accountSeedOf(parse(readFileSync(file, "utf8"))));
  try {
    if (oldFolder !== undefined) {
      const old = await openProject(cloud, oldFolder, { stackName, stateDirectory });
      await old.up().finally(() => old.close());
    }
    const now = await openProject(cloud, newFolder, { stackName, stateDirectory });
    const { events } = await now.preview().finally(() => now.close());
    return events;
  } finally {
    await cloud.stop();
    rmSync(stateDirectory, { recursive: true, force: true });
  }
}

async function main([oldFolder, newFolder, plans]) {
  const stacksOf = (folder) =>
    readdirSync(path.join(folder, "stacks")).flatMap(
      (name) => /^Pulumi\.([\w-]+)\.yaml$/.exec(name)?.[1] ?? [],
    );
  const known = new Set(stacksOf(oldFolder));
  mkdirSync(plans, { recursive: true });
  for (const stackName of stacksOf(newFolder)) {
    const events = await plan(known.has(stackName) ? oldFolder : undefined, newFolder, stackName);
    writeFileSync(path.join(plans, `${stackName}.json`), JSON.stringify(events));
  }
}

main(process.argv.slice(2).map((each) => path.resolve(each))).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
