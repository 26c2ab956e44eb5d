import { expect } from "chai";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { packageFile } from "../../sandbox/engine";
import { commandEntry } from "../support/built";
import { DeployedProject, up, type FailureDocument } from "./deployedProject";

describe("the command, given bad arguments", () => {
  const deployed = new DeployedProject();

  it("names the nearest stack where it is given one that is not there", () =>
    deployed.refuses([...up, "--stack", "prodution"], undefined, [
      '--stack must be one of dev, production, staging; got "prodution". Did you mean production?',
    ]));

  it("names the folder where there is no project", () =>
    deployed.refuses([...up, "--dir", path.join(deployed.folder, "nowhere")], undefined, [
      `--dir must be a folder with a Pulumi.yaml; got ${JSON.stringify(path.join(deployed.folder, "nowhere"))}. ` +
        "Run the command in the folder of a Pulumi project, or name that folder",
    ]));

  it("names what a component of any other program refuses", () =>
    deployed.changed(
      deployed.file("index.ts"),
      () => `import { DnsRecords } from "./components/dns";
        new DnsRecords("dns", { zoneId: "x", zoneName: "example.com", records: {} });`,
      () =>
        deployed.refuses(up, 'Invalid arguments of DnsRecords "dns":', [
          'zoneId must be an id of 32 lower-case hexadecimal characters; got "x". Cloudflare\'s dashboard shows it on ' +
            "the overview page of the zone, under API",
        ]),
    ));

  it("names the variable for a cache that cannot be written", () =>
    deployed.refuses(
      up,
      undefined,
      [
        `STEADY_EDGE_HOME must be a folder that can be written to; got ${JSON.stringify(
          path.join(
            deployed.file("index.ts"),
            "sandbox",
            path.basename(path.dirname(deployed.account)),
          ),
        )} (ENOTDIR). Set STEADY_EDGE_HOME to a folder of your own outside the repository`,
      ],
      { STEADY_EDGE_HOME: deployed.file("index.ts") },
    ));

  it("names the variable for an engine that is none", () =>
    deployed.refuses(
      up,
      undefined,
      [
        "STEADY_EDGE_ENGINE must name a pulumi executable of version 3.246.0 or newer, or a folder with bin/pulumi; " +
          `got ${JSON.stringify(deployed.file("index.ts"))}: it cannot be run (EACCES). ` +
          "Correct it, or unset it to have an engine found or made",
      ],
      { STEADY_EDGE_ENGINE: deployed.file("index.ts") },
    ));

  it("names the nearest option where it is given one that is not there", async () => {
    const { exitCode, stdout, stderr } = await deployed.run(["sandbox", "up", "--jsn"]);
    expect([exitCode, stdout]).to.deep.equal([2, ""]);
    expect(stderr).to.equal(
      "error: unknown option '--jsn'\n(Did you mean --json?)\n(steady-edge --help lists what there is)\n",
    );
  });

  it("does the same as a process", () => {
    const argv = [...commandEntry(), "sandbox", "up", "--stack", "dve"];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...argv, "--dir", deployed.file(), "--json"],
      { env: deployed.environment, encoding: "utf8", cwd: packageFile(".") },
    );
    expect(status).to.equal(2);
    const sentence =
      '--stack must be one of dev, production, staging; got "dve". Did you mean dev?';
    expect(stderr).to.equal(`${sentence}\n`);
    expect((JSON.parse(stdout) as FailureDocument).error.message).to.equal(sentence);
  });

  it("has nothing to do afterwards, for nothing was lost", () => deployed.isAsBefore());
});
