"use strict";

/**
 * Makes a fresh clone ready and runs the command, or the whole test suite, from its sources. Plain
 * Node.js without dependencies, since it runs before there are any.
 *
 *   node cli/freshClone.cjs sandbox up       the command, after installing what is missing
 *   node cli/freshClone.cjs --test           every test; ends with "N passed, N failed"
 *
 * What it says goes to standard error; standard output belongs to the command.
 */

const { Buffer } = require("node:buffer");
const { spawn } = require("node:child_process");
const { mkdtempSync, readFileSync, rmSync } = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { clearInterval, setInterval } = require("node:timers");
const { pathToFileURL } = require("node:url");

const root = path.join(__dirname, "..");
const oldestNode = 20;
let interrupted = false;

/** Runs a command; its result has the exit code and, unless it writes by itself, its output. */
function run(command, args, { quiet = false } = {}) {
  return new Promise((resolve) => {
    const stdio = quiet ? ["ignore", "pipe", "pipe"] : "inherit";
    const child = spawn(command, args, { cwd: root, stdio, shell: command.endsWith(".cmd") });
    const output = [];
    for (const stream of quiet ? [child.stdout, child.stderr] : []) {
      stream.on("data", (part) => output.push(part));
    }
    const passOn = (signal) => child.kill(signal);
    process.on("SIGTERM", passOn);
    child.once("error", (error) => {
      process.off("SIGTERM", passOn);
      resolve({ exitCode: 1, output: `${error.message}\n` });
    });
    child.once("close", (exitCode) => {
      process.off("SIGTERM", passOn);
      resolve({ exitCode: exitCode ?? 1, output: Buffer.concat(output).toString() });
    });
  });
}

/** npm, by the very one that runs this script where there is one. */
function runNpm(args, options) {
  const own = process.env.npm_execpath;
  if (own !== undefined && /\.c?js$/.test(own)) {
    return run(process.execPath, [own, ...args], options);
  }
  return run(process.platform === "win32" ? "npm.cmd" : "npm", args, options);
}

/** The command from its sources. */
function runCommand(args) {
  const loader = require.resolve("tsx", { paths: [root] });
  const entry = path.join(root, "cli", "index.ts");
  return run(process.execPath, ["--import", pathToFileURL(loader).href, entry, ...args]);
}

/** Says what is going on: one line that moves on a terminal, plain lines elsewhere. */
async function step(text, work) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const isLive = process.stderr.isTTY === true;
  if (!isLive) {
    process.stderr.write(`${text}\n`);
  }
  const frames = ["⠋", "⠙", "⠸", "⠴", "⠦", "⠇"];
  let frame = 0;
  const timer = setInterval(() => {
    if (isLive) {
      frame = (frame + 1) % frames.length;
      process.stderr.write(`\r${frames[frame]} ${text} (${seconds()} s) `);
    }
  }, 120);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    process.stderr.write(`${isLive ? "\r" : ""}${text}: ended after ${seconds()} s\n`);
  }
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Why the installed packages are not those of the lockfile, or undefined when they are. npm leaves
 * out optional packages of other platforms, so those alone may be missing.
 */
function whyStale() {
  const wanted = readJson(path.join(root, "package-lock.json"))?.packages ?? {};
  const installed = readJson(path.join(root, "node_modules", ".package-lock.json"))?.packages;
  if (installed === undefined) {
    return "node_modules is missing";
  }
  for (const [place, { version, optional, link }] of Object.entries(wanted)) {
    if (place === "" || link === true) {
      continue;
    }
    const found = installed[place];
    if (found === undefined ? optional !== true : found.version !== version) {
      return `${place.replace(/^.*node_modules\//, "")} is not at version ${version}`;
    }
  }
  const extra = Object.keys(installed).find((place) => wanted[place] === undefined);
  return extra === undefined ? undefined : `${extra} is not in the lockfile`;
}

async function install() {
  const reason = whyStale();
  if (reason === undefined) {
    return true;
  }
  const text = `Installing packages from the lockfile (${reason})`;
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund"];
  const { exitCode, output } = await step(text, () => runNpm(args, { quiet: true }));
  if (exitCode !== 0) {
    process.stderr.write(`${output}npm ci failed with exit code ${exitCode}\n`);
  }
  return exitCode === 0;
}

/** Runs a mocha script of package.json; a run that breaks off counts as one failure more. */
async function countTests(script, folder) {
  const counts = path.join(folder, `${script.replace(":", "-")}.json`);
  process.stderr.write(`\nnpm run ${script}\n`);
  const reporter = path.join(__dirname, "countingReporter.cjs");
  const args = ["--reporter", reporter, "--reporter-option", `output=${counts}`];
  const { exitCode } = await runNpm(["run", "--silent", script, "--", ...args]);
  const counted = readJson(counts);
  const { passed = 0, failed = 0 } = counted ?? {};
  // Without counts the run never came to its end, whatever its exit code says.
  const brokeOff = counted === undefined || (exitCode !== 0 && failed === 0);
  if (brokeOff) {
    process.stderr.write(`npm run ${script} broke off with exit code ${exitCode}\n`);
  }
  return { passed, failed: failed + (brokeOff ? 1 : 0) };
}

async function build() {
  const { exitCode, output } = await step("Building", () =>
    runNpm(["run", "--silent", "build"], { quiet: true }),
  );
  if (exitCode !== 0) {
    process.stderr.write(`${output}npm run build failed with exit code ${exitCode}\n`);
  }
  return { passed: 0, failed: exitCode === 0 ? 0 : 1 };
}

/** Without an engine its tests can tell nothing, so the missing engine is the one failure. */
async function engineTests(folder) {
  process.stderr.write("\nThe engine\n");
  const { exitCode } = await runCommand(["engine"]);
  return exitCode === 0 ? countTests("test:engine", folder) : { passed: 0, failed: 1 };
}

/** Real servers, where they are missing and may be installed; a test without its server says so and is left out. */
async function installServers() {
  const script = path.join(root, ".ci", "install");
  if (process.platform === "linux" && process.getuid() === 0) {
    const { output } = await run(script, ["servers"], { quiet: true });
    process.stderr.write(output);
  }
}

async function test() {
  await installServers();
  const folder = mkdtempSync(path.join(os.tmpdir(), "steady-edge-tests-"));
  try {
    const parts = [];
    for (const part of [build, () => countTests("test:unit", folder), () => engineTests(folder)]) {
      if (!interrupted) {
        parts.push(await part());
      }
    }
    const passed = parts.reduce((sum, part) => sum + part.passed, 0);
    const failed = parts.reduce((sum, part) => sum + part.failed, 0);
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
    return failed === 0 && passed > 0 && !interrupted ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main(args) {
  const node = Number(process.versions.node.split(".")[0]);
  if (node < oldestNode) {
    process.stderr.write(`Node.js ${oldestNode} or newer is needed; this is ${process.version}\n`);
    return 2;
  }
  // A Ctrl-C reaches the children by themselves; this process ends after them.
  process.on("SIGINT", () => {
    interrupted = true;
  });
  if (!(await install())) {
    return 2;
  }
  if (args[0] === "--test") {
    return test();
  }
  return (await runCommand(args)).exitCode;
}

main(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
