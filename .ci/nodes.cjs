// Runs the unit tests and one environment's whole life on every Node that is supported. The newest Node runs the unit tests with the
// newest versions of the peers, and the life with the lockfile's too. The Nodes come from npm, into the cache, and stay there.
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const root = path.resolve(__dirname, "..");
require("tsx/cjs");
const cache = require("../sandbox/engine").cacheRoot();
const supported = [20, 22, 24];
const newest = supported.at(-1);
const current = Number(process.versions.node.split(".")[0]);

/** The two suites, as mocha takes them. */
const suites = {
  // In one process alone they outgrow the memory that Node gives it.
  unit: ["--config", "tests/mocharc.cjs"],
  life: ["--timeout", "600000", "--fgrep", "brings dev up", "tests/engine/environments.test.ts"],
};

/** Runs a process to its end; its exit code and output. */
function run(file, args, options) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 30 * 60_000,
      ...options,
    });
    let output = "";
    child.stdout.on("data", (part) => (output += part));
    child.stderr.on("data", (part) => (output += part));
    child.on("error", (error) => resolve({ exitCode: 1, output: error.message }));
    child.on("close", (exitCode) => resolve({ exitCode, output }));
  });
}

async function mustRun(file, args, options) {
  const { exitCode, output } = await run(file, args, options);
  if (exitCode !== 0) {
    throw new Error(`${file} ${args.join(" ")} ended with ${exitCode}:\n${output}`);
  }
  return output;
}

/** The folder with the executable of a Node; its package has no install script. */
async function nodeFolder(major) {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const home = path.join(cache, "nodes", `${major}`);
  const folder = path.join(home, "node_modules", name, "bin");
  if (!fs.existsSync(path.join(folder, "node"))) {
    fs.mkdirSync(home, { recursive: true });
    fs.writeFileSync(path.join(home, "package.json"), '{ "private": true }');
    await mustRun("npm", ["install", "--ignore-scripts", "--no-audit", `${name}@${major}`], {
      cwd: home,
    });
  }
  return folder;
}

/** A copy of what git knows, with the newest peers instead of the lockfile's. */
async function newestPeers(folder, env) {
  // A test reads as another user, who must get into it.
  fs.chmodSync(folder, 0o755);
  const files = (await mustRun("git", ["ls-files", "-z"], { cwd: root })).split("\0");
  for (const file of files.filter((each) => each !== "" && fs.existsSync(path.join(root, each)))) {
    fs.cpSync(path.join(root, file), path.join(folder, file));
  }
  const options = { cwd: folder, env };
  await mustRun("npm", ["ci", "--ignore-scripts", "--no-audit", "--prefer-offline"], options);
  const { peerDependencies } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  const names = Object.keys(peerDependencies);
  await mustRun(
    "npm",
    [
      ...["install", "--ignore-scripts", "--no-audit", "--no-save", "--save-exact"],
      ...names.map((name) => `${name}@latest`),
    ],
    options,
  );
  const versions = names.map((name) => {
    const manifest = path.join(folder, "node_modules", name, "package.json");
    return `${name} ${JSON.parse(fs.readFileSync(manifest, "utf8")).version}`;
  });
  return versions;
}

/** Runs a suite; how many of its tests passed and failed. A run that broke off is one failure. */
async function count(title, suite, folder, env) {
  const started = Date.now();
  const counts = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "steady-edge-counts-")), "counts");
  const reporter = ["--reporter", path.join(root, "cli", "countingReporter.cjs")];
  const { exitCode, output } = await run(
    path.join(env.PATH.split(path.delimiter)[0], "node"),
    [
      path.join(folder, "node_modules", "mocha", "bin", "mocha.js"),
      ...[...reporter, "--reporter-option", `output=${counts}`, ...suites[suite]],
    ],
    { cwd: folder, env },
  );
  const counted = fs.existsSync(counts) ? JSON.parse(fs.readFileSync(counts, "utf8")) : undefined;
  fs.rmSync(path.dirname(counts), { recursive: true, force: true });
  const { passed = 0, failed = 0 } = counted ?? {};
  const brokeOff = counted === undefined || passed === 0 || (exitCode !== 0 && failed === 0);
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`${title}: ${passed} passed, ${failed} failed (${seconds} s)`);
  if (failed > 0 || brokeOff) {
    console.log(output);
  }
  return { passed, failed: failed + (brokeOff ? 1 : 0) };
}

/**
 * What is to be run, the longest first: what is made ready while the first runs comes after them. A job may still be made ready when
 * its turn comes.
 */
async function jobs(newestFolder) {
  const units = [];
  const lives = [];
  for (const major of supported) {
    const bin = await nodeFolder(major);
    const env = {
      ...process.env,
      PATH: `${bin}${path.delimiter}${process.env.PATH}`,
      // Made-up environments meet the same code on every Node; npm test tries four times as many.
      STEADY_EDGE_ENVIRONMENTS: "500",
    };
    const version = (await mustRun(path.join(bin, "node"), ["--version"])).trim();
    lives.push({ title: `Node ${version}, whole life of dev`, suite: "life", folder: root, env });
    if (major === newest) {
      const made = newestJobs(version, newestFolder, env);
      units.push(made.then(({ unit }) => unit));
      lives.push(made.then(({ life }) => life));
    } else if (major === current) {
      console.log(`Node ${version}: unit tests left out, this run's npm test has run them on it`);
    } else {
      units.push({ title: `Node ${version}, unit tests`, suite: "unit", folder: root, env });
    }
  }
  return [...units, ...lives];
}

/** Peers that cannot be installed are one failure, and hide none of the other results. */
async function newestJobs(version, folder, env) {
  try {
    const versions = await newestPeers(folder, env);
    const title = `Node ${version} with ${versions.join(", ")}`;
    return {
      unit: { title: `${title}, unit tests`, suite: "unit", folder, env },
      life: { title: `${title}, whole life of dev`, suite: "life", folder, env },
    };
  } catch (error) {
    return { unit: { title: `Node ${version} with the newest peers`, error } };
  }
}

/** Runs the jobs one after the other: the unit tests take two cores by themselves. */
async function main(newestFolder) {
  const sum = { passed: 0, failed: 0 };
  for (const waiting of await jobs(newestFolder)) {
    const job = await waiting;
    if (job?.error !== undefined) {
      console.log(`FAILED: ${job.title}\n${job.error.message}`);
      sum.failed += 1;
    } else if (job !== undefined) {
      const { passed, failed } = await count(job.title, job.suite, job.folder, job.env);
      sum.passed += passed;
      sum.failed += failed;
    }
  }
  console.log(`${sum.passed} passed, ${sum.failed} failed`);
  process.exitCode = sum.failed === 0 ? 0 : 1;
}

const newestFolder = fs.mkdtempSync(path.join(os.tmpdir(), "steady-edge-newest-"));
main(newestFolder)
  .catch((error) => {
    console.log(`${error.message}\n0 passed, 1 failed`);
    process.exitCode = 1;
  })
  .finally(() => fs.rmSync(newestFolder, { recursive: true, force: true }));
