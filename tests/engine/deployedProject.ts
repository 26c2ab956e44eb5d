import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand } from "../../cli/command";
import { stateDirectoryOf } from "../../cli/sandboxRun";
import { findEngine, readProject } from "../../sandbox/engine";
import { fakeTerminal } from "../cli/fakeTerminal";
import { copyProject } from "./badInputProject";

/** How a run of the command ended. */
interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `--json` prints of a run that failed. */
export interface FailureDocument {
  readonly outputs?: object;
  readonly error: {
    readonly message: string;
    readonly problems: readonly { readonly path: string; readonly sentence: string }[];
  };
}

/** The command that the mistakes are made with. */
export const up = ["sandbox", "up"];

/** A deployment of this repository's project that must be the same after each mistake. */
export class DeployedProject {
  /** The environment of its runs. */
  environment: NodeJS.ProcessEnv = {};
  /** Where the project, its sandbox and its cache are. */
  folder = "";
  /** The account's file. */
  account = "";
  /** The state of the stack `dev`. */
  state = "";

  /**
   * Deploys before the tests of a `describe`, and clears away after them. Call it inside of that.
   * @param around - What the first deployment is done within. Defaults to nothing.
   */
  constructor(around = (work: () => Promise<void>): Promise<void> => work()) {
    before(() => around(() => this.deploy()));
    after(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  /** A file of the project. */
  file(...names: string[]): string {
    return path.join(this.folder, "project", ...names);
  }

  /** The settings of a stack. */
  stackFile(stack: string): string {
    return this.file("stacks", `Pulumi.${stack}.yaml`);
  }

  /** Runs the command. */
  async run(argv: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Ended> {
    const terminal = fakeTerminal({ ...this.environment, ...more });
    const dir = argv.includes("--dir") || argv[0] !== "sandbox" ? [] : ["--dir", this.file()];
    const exitCode = await runCommand([...argv, ...dir], terminal);
    return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
  }

  /** Runs the command twice, for people and with --json, and asserts that it says the same and touches nothing. */
  async refuses(
    argv: readonly string[],
    title: string | undefined,
    sentences: readonly string[],
    more: NodeJS.ProcessEnv = {},
  ): Promise<void> {
    const untouched = this.held();
    const lines = title === undefined ? sentences : sentences.map((line) => `  - ${line}`);
    const message = [...(title === undefined ? [] : [title]), ...lines].join("\n");
    const plain = await this.run(argv, more);
    expect([plain.exitCode, plain.stdout], plain.stderr).to.deep.equal([2, ""]);
    expect(withoutProgress(plain.stderr)).to.equal(`${message}\n`);

    const { exitCode, stdout } = await this.run([...argv, "--json"], more);
    expect(exitCode).to.equal(2);
    const { error, outputs } = JSON.parse(stdout) as FailureDocument;
    expect(error.message).to.equal(message);
    expect(error.problems.map(({ sentence }) => sentence)).to.deep.equal(sentences);
    expect(outputs ?? {}).to.deep.equal({});
    expect(this.held()).to.equal(untouched);
  }

  /** Changes a file for the time of a test. */
  async changed(
    file: string,
    change: (text: string) => string,
    work: () => Promise<void>,
  ): Promise<void> {
    const text = read(file);
    writeFileSync(file, change(text));
    try {
      await work();
    } finally {
      writeFileSync(file, text);
    }
  }

  /** Asserts that a further run finds everything as the first one left it. */
  async isAsBefore(): Promise<void> {
    const { exitCode, stdout } = await this.run([...up, "--json"]);
    expect(exitCode).to.equal(0);
    const { operations } = JSON.parse(stdout) as { operations: { counts: object }[] };
    expect(operations.map(({ counts }) => counts)).to.deep.equal([{ same: 12 }, { same: 12 }]);
  }

  private async deploy(): Promise<void> {
    this.folder = mkdtempSync(path.join(tmpdir(), "steady-edge-bad-"));
    copyProject(this.file());
    const engine = await findEngine();
    this.environment = {
      ...process.env,
      STEADY_EDGE_ENGINE: engine.command,
      STEADY_EDGE_HOME: path.join(this.folder, "home"),
    };
    const stateDirectory = stateDirectoryOf(readProject(this.file()), this.environment);
    this.account = path.join(stateDirectory, "account.json");
    this.state = path.join(stateDirectory, "backend/.pulumi/stacks/steady-edge/dev.json");
    const { exitCode, stderr } = await this.run(up);
    expect(exitCode, stderr).to.equal(0);
  }

  /** What the account and the state hold, whatever the order of lines. */
  private held(): string {
    return `${read(this.account).split("\n").sort().join("\n")}${read(this.state)}`;
  }
}

function read(file: string): string {
  return readFileSync(file, "utf8");
}

/** What is shown while it works is no part of the error. */
function withoutProgress(stderr: string): string {
  return stderr.replace(/^Stack dev on Pulumi .*\n/m, "").replace(/^Previewing\n/m, "");
}
