import { expect } from "chai";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { collect, signalGroup, track } from "../../sandbox/engine/childProcess";
import { findEngine } from "../../sandbox/engine";
import { startLanguageHost, type LanguageHost } from "../../sandbox/engine/host/languageHost";
import { startCloud, type Cloud, type CloudOptions } from "../../sandbox/testing";
import { fencedBlocks } from "../support/markdown";
import { sharedTranslations } from "../support/preparedFolder";
import { copyProject } from "./badInputProject";

/** A reader of a page calls the engine, so no token of a sandbox comes with its calls. */
const everything = { admitProgram: () => undefined, admitPlugin: () => undefined };

/** How a command is run, and how it is to end. */
interface ShellOptions {
  /** What it reads. Defaults to nothing. */
  readonly input?: string;
  /** Its exit code; null where a signal ends it. Defaults to 0. */
  readonly exitsWith?: number | null;
  /** Whose clone it runs in. Defaults to the reader's own. */
  readonly project?: string;
  /** Variables that are set for it. Defaults to none. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** A command that runs. */
export interface RunningCommand {
  /** Sends a signal to it and to all that it started. */
  kill(signal: NodeJS.Signals): void;
  /** What it wrote, once it has ended as it should. */
  readonly output: Promise<string>;
}

/** Somebody who follows a page with a real engine, a clone of this repository's project, and the stand-ins as providers. */
export class PageReader {
  private host: LanguageHost | undefined;
  private readonly running = new Set<ChildProcess>();

  private constructor(
    /** The folder of everything that the reader has; it is their home. */
    readonly folder: string,
    /** The reader's clone. */
    readonly project: string,
    /** What the providers stand for. */
    readonly cloud: Cloud,
    /** The whole environment of the reader's commands. */
    readonly environment: Record<string, string>,
    private readonly left: string[],
  ) {}

  /**
   * Lets somebody begin with a page.
   * @param page - Its path in this repository.
   * @param variables - What is set in their environment, besides.
   * @param cloudOptions - How the cloud is started.
   * @returns The reader; call `stop` at the end.
   */
  static async of(
    page: string,
    variables: Readonly<Record<string, string>> = {},
    cloudOptions: CloudOptions = {},
  ): Promise<PageReader> {
    const folder = mkdtempSync(path.join(tmpdir(), "steady-edge-page-"));
    const cloud = await startCloud(cloudOptions);
    const engine = await findEngine();
    const environment: Record<string, string> = {
      PATH: [path.dirname(engine.command), path.dirname(process.execPath), process.env.PATH].join(
        path.delimiter,
      ),
      HOME: folder,
      PULUMI_HOME: path.join(folder, ".pulumi"),
      PULUMI_CONFIG_PASSPHRASE: "the passphrase of a test",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_SKIP_CONFIRMATIONS: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DEBUG_PROVIDERS: cloud.debugProviders,
      ...sharedTranslations(),
      ...variables,
    };
    const commands = fencedBlocks(page)
      .filter(({ mark }) => mark === "sh")
      .flatMap(({ text }) => text.trim().split("\n"))
      .map((line) => line.replace(/\s+#.*$/, ""));
    mkdirSync(path.join(folder, "state"));
    const project = copyProject(path.join(folder, "clone"));
    const reader = new PageReader(folder, project, cloud, environment, commands);
    if (!engine.hasNodejsHost) {
      reader.host = await startLanguageHost({ environment, admission: everything });
      environment.PULUMI_DEBUG_LANGUAGES = `nodejs:${reader.host.port}`;
    }
    return reader;
  }

  /** The commands of the page that were not taken yet, without their remarks. */
  get commandsLeft(): readonly string[] {
    return this.left;
  }

  /** Takes the next command of the page, which must be this one, and runs it or what is given in its place. */
  next(
    command: string,
    { as = command, ...options }: ShellOptions & { readonly as?: string } = {},
  ): Promise<string> {
    expect(this.left.shift()).to.equal(command);
    return this.shell(as, options);
  }

  /** Runs a command, and says what it wrote. */
  shell(command: string, options: ShellOptions = {}): Promise<string> {
    return this.start(command, options).output;
  }

  /** Starts a command. */
  start(command: string, options: ShellOptions = {}): RunningCommand {
    const { input = "", exitsWith = 0, project = this.project, variables } = options;
    const child = spawn("bash", ["-c", `exec ${command}`], {
      cwd: project,
      env: { ...this.environment, ...variables },
      detached: true,
    });
    track(child);
    this.running.add(child);
    child.once("close", () => this.running.delete(child));
    child.stdin.end(input);
    const written = [collect(child.stdout), collect(child.stderr)] as const;
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    return {
      kill: (signal) => signalGroup(child, signal),
      output: ended.then((exitCode) => {
        const output = written.map((text) => text()).join("");
        expect(exitCode, `${command}\n${output}`).to.equal(exitsWith);
        return output;
      }),
    };
  }

  /** Ends what was started, and removes what was written. */
  async stop(): Promise<void> {
    this.running.forEach((child) => signalGroup(child, "SIGKILL"));
    await this.host?.stop();
    await this.cloud.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
