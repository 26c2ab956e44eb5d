import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand } from "../../cli/command";
import { stateDirectoryOf } from "../../cli/sandboxRun";
import { findEngine, packageFile, readProject } from "../../sandbox/engine";
import { fakeTerminal } from "../cli/fakeTerminal";
import { copyProject } from "./badInputProject";

interface Document {
  readonly operations?: readonly { readonly kind: string }[];
  readonly outputs?: object;
  readonly error: {
    readonly message: string;
    readonly problems: readonly { readonly path: string; readonly sentence: string }[];
  };
}

describe("the command, given bad input", () => {
  let folder = "";
  let environment: NodeJS.ProcessEnv = {};
  let account = "";
  let state = "";
  const inProject = (...names: string[]): string => path.join(folder, "project", ...names);
  const stackFile = (stack: string): string => inProject("stacks", `Pulumi.${stack}.yaml`);
  const read = (file: string): string => readFileSync(file, "utf8");

  /** What the account and the state hold, whatever the order of lines. */
  const held = (): string => `${read(account).split("\n").sort().join("\n")}${read(state)}`;

  /** A deployment that must be the same after each mistake. */
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "steady-edge-bad-"));
    copyProject(inProject());
    const engine = await findEngine();
    environment = {
      ...process.env,
      STEADY_EDGE_ENGINE: engine.command,
      STEADY_EDGE_HOME: path.join(folder, "home"),
    };
    const stateDirectory = stateDirectoryOf(readProject(inProject()), environment);
    account = path.join(stateDirectory, "account.json");
    state = path.join(stateDirectory, "backend/.pulumi/stacks/steady-edge/dev.json");
    const { exitCode, stderr } = await run(["sandbox", "up"]);
    assert.equal(exitCode, 0, stderr);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const run = async (argv: readonly string[], more: NodeJS.ProcessEnv = {}) => {
    const terminal = fakeTerminal({ ...environment, ...more });
    const dir = argv.includes("--dir") || argv[0] !== "sandbox" ? [] : ["--dir", inProject()];
    const exitCode = await runCommand([...argv, ...dir], terminal);
    return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
  };

  /** Runs the command twice, for people and with --json, and asserts that it says the same and touches nothing. */
  const refuses = async (
    argv: readonly string[],
    title: string | undefined,
    sentences: readonly string[],
    more: NodeJS.ProcessEnv = {},
  ): Promise<void> => {
    const untouched = held();
    const lines = title === undefined ? sentences : sentences.map((line) => `  - ${line}`);
    const message = [...(title === undefined ? [] : [title]), ...lines].join("\n");
    const plain = await run(argv, more);
    assert.deepEqual([plain.exitCode, plain.stdout], [2, ""], plain.stderr);
    assert.equal(withoutProgress(plain.stderr), `${message}\n`);

    const { exitCode, stdout } = await run([...argv, "--json"], more);
    assert.equal(exitCode, 2);
    const { error, outputs } = JSON.parse(stdout) as Document;
    assert.equal(error.message, message);
    assert.deepEqual(
      error.problems.map(({ sentence }) => sentence),
      sentences,
    );
    assert.deepEqual(outputs ?? {}, {});
    assert.equal(held(), untouched);
  };

  /** Changes a file for the time of a test. */
  const changed = async (
    file: string,
    change: (text: string) => string,
    work: () => Promise<void>,
  ): Promise<void> => {
    const text = read(file);
    writeFileSync(file, change(text));
    try {
      await work();
    } finally {
      writeFileSync(file, text);
    }
  };

  const up = ["sandbox", "up"];

  it("names the nearest stack where it is given one that is not there", () =>
    refuses([...up, "--stack", "prodution"], undefined, [
      '--stack must be one of dev, production, staging; got "prodution". Did you mean production?',
    ]));

  it("names the folder where there is no project", () =>
    refuses([...up, "--dir", path.join(folder, "nowhere")], undefined, [
      `--dir must be a folder with a Pulumi.yaml; got ${JSON.stringify(path.join(folder, "nowhere"))}. ` +
        "Run the command in the folder of a Pulumi project, or name that folder",
    ]));

  const settings: Readonly<Record<string, readonly [text: string, place: string, says: string]>> = {
    "YAML that ends in the middle": [
      'config:\n  a: "open\n',
      ":3:1",
      'must be valid YAML; got Missing closing "quote',
    ],
    "YAML indented with tabs": [
      "config:\n\ta: b\n",
      ":2:1",
      "must be valid YAML; got Tabs are not allowed as indentation",
    ],
    "a key that stands twice": [
      "config:\n  a: b\n  a: c\n",
      ":3:3",
      "must be valid YAML; got Map keys must be unique",
    ],
    "several documents": [
      "config: {}\n---\nconfig: {}\n",
      ":2:1",
      "must be valid YAML; got several documents in one file",
    ],
    "a list of settings": ["- config\n", "", 'must hold a map; got ["config"]'],
    "configuration that is no map": ["config: dev\n", ": config", 'must be a map; got "dev"'],
    "a key that cannot be": [
      "config: { a:b:c: 1 }\n",
      ': config["a:b:c"]',
      'must be named namespace:name; got "a:b:c"',
    ],
    "a number that JSON cannot write": [
      "config: { steady-edge:environment: { account: .nan } }\n",
      ': config["steady-edge:environment"]',
      "must hold only numbers that JSON can write; got NaN",
    ],
    "a value that holds itself": [
      "config: { steady-edge:environment: &all { account: *all } }\n",
      ': config["steady-edge:environment"]',
      "must be at most 100 levels deep; got a value that goes deeper",
    ],
  };
  for (const [what, [text, place, says]] of Object.entries(settings)) {
    it(`names the place of ${what}`, () =>
      changed(
        stackFile("dev"),
        () => text,
        () => refuses(up, undefined, [`${stackFile("dev")}${place} ${says}`]),
      ));
  }

  it("refuses a stack without an environment, with the way to one", () =>
    changed(
      stackFile("dev"),
      () => "config: { aws:region: us-east-1 }\n",
      () =>
        refuses(up, 'Invalid environment "dev":', [
          "steady-edge:environment must be set in stacks/Pulumi.dev.yaml; got nothing. Copy stacks/Pulumi.dev.yaml and " +
            "put in your own account, zone and origins",
        ]),
    ));

  it("names every unknown key, wrong type and missing field of an environment", () =>
    changed(
      stackFile("dev"),
      (text) =>
        text.replace("ownsSettings: false", "ownsSetings: no").replace("path: /healthz", "path: 5"),
      () =>
        refuses(up, 'Invalid environment "dev":', [
          "zone.ownsSettings must be true or false; got nothing",
          "zone.ownsSetings must be a known key (id, name, plan, ownsSettings, usesArgoOrTieredCache); got " +
            '"ownsSetings". Did you mean ownsSettings?',
          "sites.web.health.path must be text; got 5",
        ]),
    ));

  it("names ids that cannot be, and secrets in plain text, and does not show these", () =>
    changed(
      stackFile("dev"),
      (text) =>
        text
          .replace("id: 0123456789abcdef0123456789abcdef", "id: my-account")
          .replace("emails: [dev@example.com]", "webhooks: { chat: { urlConfigKey: chatUrl } }")
          .replace(
            "config:\n",
            "config:\n  steady-edge:chatUrl: https://hooks.example.net/topsecret\n",
          ),
      () =>
        refuses(up, 'Invalid environment "dev":', [
          'account.id must be an id of 32 lower-case hexadecimal characters; got "my-account". Cloudflare\'s dashboard ' +
            "shows it on the overview page of the zone, under API",
          "alerts.webhooks.chat.urlConfigKey must name a secret of this stack's configuration; got plain text. Set it " +
            "with pulumi config set --secret steady-edge:<name>",
        ]),
    ));

  it("names what a component of any other program refuses", () =>
    changed(
      inProject("index.ts"),
      () => `import { DnsRecords } from "./components/dns";
        new DnsRecords("dns", { zoneId: "x", zoneName: "example.com", records: {} });`,
      () =>
        refuses(up, 'Invalid arguments of DnsRecords "dns":', [
          'zoneId must be an id of 32 lower-case hexadecimal characters; got "x". Cloudflare\'s dashboard shows it on ' +
            "the overview page of the zone, under API",
        ]),
    ));

  const accounts: Readonly<
    Record<string, readonly [(text: string) => string, place: string, says: string]>
  > = {
    "of another version": [
      (text) => text.replace('"version":1', '"version":99'),
      "",
      "must be of version 1, the one that this release reads; got version 99",
    ],
    "of another kind": [
      () => '{"name":"package"}\n',
      "",
      "must be an account file of the sandbox; got another kind of file",
    ],
    "with a broken line": [
      (text) => text.replace("\n{", "\nnot JSON\n{"),
      ":2",
      "must be one JSON object; got something else",
    ],
  };
  for (const [what, [change, place, says]] of Object.entries(accounts)) {
    it(`leaves an account file ${what} as it is, with a way out`, () =>
      changed(account, change, () =>
        refuses(up, undefined, [
          `${account}${place} ${says}. Move the file away (or delete it, and the stack's state with it) and start ` +
            "again with an empty account",
        ]),
      ));
  }

  it("leaves a state that was cut off as it is, and names the one of before", () =>
    changed(
      state,
      (text) => text.slice(0, text.length / 2),
      () =>
        refuses(up, undefined, [
          `${state} must be the state of a stack, as the engine writes it; got a broken file or another one. ` +
            `Put ${state}.bak in its place, which is the state of before, or delete the whole folder of this ` +
            "sandbox and start again with an empty account",
        ]),
    ));

  const passphraseProblem = (got: string): string => {
    const sandbox = path.dirname(account);
    return (
      `${path.join(sandbox, "passphrase")} must be the passphrase that the sandbox's stacks were made with; got ${got}. ` +
      `Put it back, or delete the folder ${sandbox} to begin anew with an empty account`
    );
  };

  it("says so where the passphrase of the sandbox is another one", () =>
    changed(
      path.join(path.dirname(account), "passphrase"),
      () => "another",
      () => refuses(up, undefined, [passphraseProblem("another one")]),
    ));

  it("makes no other passphrase where that of the sandbox is lost", async () => {
    const file = path.join(path.dirname(account), "passphrase");
    renameSync(file, `${file}.away`);
    try {
      await refuses(["sandbox", "preview"], undefined, [passphraseProblem("no such file")]);
      assert.equal(existsSync(file), false);
    } finally {
      renameSync(`${file}.away`, file);
    }
  });

  it("says which run is under way where two come at once", async () => {
    writeFileSync(`${account}.lock`, `${process.pid}`);
    try {
      await refuses(up, undefined, [
        `${account} must be used by one process at a time; got one in use by process ${process.pid}. Wait until that ` +
          "run has ended, or give this run an account file of its own",
      ]);
    } finally {
      rmSync(`${account}.lock`);
    }
  });

  const folders: Readonly<Record<string, () => string>> = {
    "a stack's settings": () => stackFile("dev"),
    "Pulumi.yaml": () => inProject("Pulumi.yaml"),
  };
  for (const [what, place] of Object.entries(folders)) {
    it(`says so where a folder stands in the place of ${what}`, async () => {
      const file = place();
      renameSync(file, `${file}.away`);
      mkdirSync(file);
      try {
        await refuses(up, undefined, [`${file} must be a file that can be read; got a folder`]);
      } finally {
        rmdirSync(file);
        renameSync(`${file}.away`, file);
      }
    });
  }

  it("names the variable for a cache that cannot be written", () =>
    refuses(
      up,
      undefined,
      [
        `STEADY_EDGE_HOME must be a folder that can be written to; got ${JSON.stringify(
          path.join(inProject("index.ts"), "sandbox", path.basename(path.dirname(account))),
        )} (ENOTDIR). Set STEADY_EDGE_HOME to a folder of your own outside the repository`,
      ],
      { STEADY_EDGE_HOME: inProject("index.ts") },
    ));

  it("names the variable for an engine that is none", () =>
    refuses(
      up,
      undefined,
      [
        "STEADY_EDGE_ENGINE must name a pulumi executable of version 3.246.0 or newer, or a folder with bin/pulumi; " +
          `got ${JSON.stringify(inProject("index.ts"))}: it cannot be run (EACCES). ` +
          "Correct it, or unset it to have an engine found or made",
      ],
      { STEADY_EDGE_ENGINE: inProject("index.ts") },
    ));

  it("names the nearest option where it is given one that is not there", async () => {
    const { exitCode, stdout, stderr } = await run(["sandbox", "up", "--jsn"]);
    assert.deepEqual([exitCode, stdout], [2, ""]);
    assert.equal(
      stderr,
      "error: unknown option '--jsn'\n(Did you mean --json?)\n(steady-edge --help lists what there is)\n",
    );
  });

  it("does the same as a process", () => {
    const argv = [
      "--import",
      "tsx",
      packageFile("cli/index.ts"),
      "sandbox",
      "up",
      "--stack",
      "dve",
    ];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...argv, "--dir", inProject(), "--json"],
      { env: environment, encoding: "utf8", cwd: packageFile(".") },
    );
    assert.equal(status, 2);
    const sentence =
      '--stack must be one of dev, production, staging; got "dve". Did you mean dev?';
    assert.equal(stderr, `${sentence}\n`);
    assert.equal((JSON.parse(stdout) as Document).error.message, sentence);
  });

  it("has nothing to do afterwards, for nothing was lost", async () => {
    const { exitCode, stdout } = await run(["sandbox", "up", "--json"]);
    assert.equal(exitCode, 0);
    const { operations } = JSON.parse(stdout) as { operations: { counts: object }[] };
    assert.deepEqual(
      operations.map(({ counts }) => counts),
      [{ same: 12 }, { same: 12 }],
    );
  });
});

/** What is shown while it works is no part of the error. */
function withoutProgress(stderr: string): string {
  return stderr.replace(/^Stack dev on Pulumi .*\n/m, "").replace(/^Previewing\n/m, "");
}
