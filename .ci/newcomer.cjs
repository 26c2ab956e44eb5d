// Does what a newcomer does, by copy and paste from the documentation: in an empty home, with nothing on PATH but Node, npm and the
// basics of the system, for every kind of project. The engine may be a cached one, by the documented variable.
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { kinds, page, swap } = require("./kinds.cjs");
const { pack } = require("./pack.cjs");
const { blocksUnder } = require("./pages.cjs");

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "steady-edge-newcomer-"));
const [install] = blocksUnder(page, "In a project of your own", "sh");
const [smallest] = blocksUnder("README.md", "The smallest program", "ts");

const steps = blocksUnder(page, "What to do with it", "sh");
const engine = process.env.STEADY_EDGE_ENGINE;
const environment = {
  HOME: path.join(scratch, "home"),
  PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`,
  npm_config_cache: process.env.npm_config_cache ?? path.join(os.homedir(), ".npm"),
  npm_config_prefer_offline: "true",
  npm_config_update_notifier: "false",
  ...(process.env.npm_config_registry && { npm_config_registry: process.env.npm_config_registry }),
  ...(engine && { STEADY_EDGE_ENGINE: engine }),
};

/** Runs one command line; what it wrote. It must succeed unless `mayFail`. */
function run(line, folder, mayFail = false) {
  return new Promise((resolve, reject) => {
    const child = spawn("/bin/sh", ["-ec", line], {
      cwd: folder,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (part) => (output += part));
    child.stderr.on("data", (part) => (output += part));
    child.on("close", (exitCode) =>
      exitCode === 0 || mayFail
        ? resolve({ exitCode, output })
        : reject(new Error(`${line}\nended with ${exitCode}:\n${output}`)),
    );
  });
}

function expect(output, pattern, what) {
  if (!pattern.test(output)) {
    throw new Error(`${what} must say ${pattern}; it said:\n${output}`);
  }
}

function newProject(name) {
  const folder = path.join(scratch, name);
  fs.mkdirSync(folder);
  return folder;
}

/** The example of docs/testing.md in the project's language: what it needs, its file, and the command that runs it. */
async function runTest({ isTypeScript }, folder) {
  const blocks = blocksUnder("docs/testing.md", "The first test");
  const { file, text } = blocks.find(({ language }) => language === (isTypeScript ? "ts" : "js"));
  fs.writeFileSync(path.join(folder, file), text);
  if (isTypeScript) {
    await run("npm install --save-dev tsx @types/node", folder);
    const { output } = await run(blocks.find(({ language }) => language === "sh").text, folder);
    expect(output, /pass [1-9]\d*\n.*fail 0\n/s, file);
  } else {
    const { output } = await run(`node --test ${file}`, folder);
    expect(output, /pass [1-9]\d*\n.*fail 0\n/s, file);
  }
  return "test passed";
}

async function setUp(kind, tarball) {
  const folder = newProject(kind.name);
  for (const { file, text } of kind.blocks.filter((block) => block.file !== undefined)) {
    fs.writeFileSync(path.join(folder, file), kind.adapt(text, file));
  }
  await run(swap(install.text, " steady-edge ", ` ${tarball} `), folder);
  for (const { text } of kind.blocks.filter(({ language }) => language === "sh")) {
    await run(text, folder);
  }
  const program = kind.write(smallest.text);
  fs.writeFileSync(path.join(folder, kind.isTypeScript ? "index.ts" : "index.js"), program);
  return folder;
}

async function follow(kind, tarball) {
  const folder = await setUp(kind, tarball);
  if (kind.isTypeScript) {
    await run("npx tsc --noEmit", folder);
  }
  const [up, judged] = steps;
  expect((await run(up.text, folder)).output, /up: 27 create .*no broken moment/s, up.text);
  expect((await run(up.text, folder)).output, /up: 27 same .*no broken moment/s, up.text);
  expect(
    (await run(judged.text, folder)).output,
    /preview: 27 same.*Nothing changes\./s,
    judged.text,
  );
  return runTest(kind, folder);
}

/** What npm says to a project that has this TypeScript; the package must never make the difference. */
async function resolves(version, tarball) {
  const answers = [];
  let refusal = "";
  for (const own of ["", ` ${tarball}`]) {
    const folder = newProject(`resolves-${version}-${own === "" ? "without" : "with"}`);
    const devDependencies = version === "none" ? {} : { typescript: version };
    fs.writeFileSync(
      path.join(folder, "package.json"),
      JSON.stringify({ private: true, devDependencies }),
    );
    const line = swap(install.text.trim(), " steady-edge", own);
    const { exitCode, output } = await run(`${line} --package-lock-only`, folder, true);
    answers.push(exitCode === 0);
    refusal ||= exitCode === 0 ? "" : output;
  }
  const [pulumi, together] = answers;
  if (pulumi !== together || (version !== "7" && !together)) {
    throw new Error(`TypeScript ${version}: Pulumi alone ${pulumi}, with the package ${together}`);
  }
  if (!pulumi) {
    expect(refusal, /ERESOLVE/, `npm beside TypeScript ${version}`);
  }
  return pulumi ? "installs" : "Pulumi itself refuses it";
}

/** Two at a time: most of a step is waiting for one process. */
async function sideBySide(tasks) {
  let failed = 0;
  const waiting = [...tasks];
  const work = async () => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      const started = Date.now();
      const seconds = () => Math.round((Date.now() - started) / 1000);
      try {
        console.log(`${task.name}: ${await task.run()} (${seconds()} s)`);
      } catch (error) {
        failed += 1;
        console.log(`FAILED: ${task.name} (${seconds()} s)\n${error.message}`);
      }
    }
  };
  await Promise.all([work(), work()]);
  return failed;
}

async function main(wanted) {
  fs.mkdirSync(environment.HOME);
  const tarball = pack(scratch);
  const versions = ["none", "5", "6", "7"].map((version) => ({
    name: `TypeScript ${version}`,
    run: () => resolves(version, tarball),
  }));
  const projects = kinds.map((kind) => ({ name: kind.name, run: () => follow(kind, tarball) }));
  const tasks = [...versions, ...projects].filter(
    ({ name }) => wanted.length === 0 || wanted.includes(name),
  );
  const failed = await sideBySide(tasks);
  console.log(`${tasks.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && tasks.length > 0 ? 0 : 1;
}

main(process.argv.slice(2)).finally(() => fs.rmSync(scratch, { recursive: true, force: true }));
