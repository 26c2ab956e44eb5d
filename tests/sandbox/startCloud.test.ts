import { expect } from "chai";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packageFile } from "../../sandbox/packageFile";
import { SandboxError, startCloud, type Cloud, type ProviderChoice } from "../../sandbox/testing";
import { wantedVersion } from "../provider/plugin/ownPlugin";
import { folderPerTest } from "./engine/folders";
import { pluginName, recordingPlugin } from "./plugin/pluginFiles";

describe("a cloud that a plugin serves", () => {
  it("leads an engine to the plugin for Cloudflare, and to the stand-ins for every other provider", async () => {
    const plugin = { kind: "plugin", version: "6.22.1", command: "/nowhere" } as const;
    const cloud = await startCloud({ providers: plugin });
    try {
      const parts = cloud.debugProviders.split(",").map((one) => one.split(":"));
      const [[, relay] = [], ...others] = parts;
      expect(parts.map(([name]) => name)).to.deep.equal([
        ...["cloudflare", "aws", "tls", "newrelic", "steady-edge-monitors"],
      ]);
      const [aws, tls, newRelic, monitors] = others.map(([, port]) => port);
      expect([tls, newRelic]).to.deep.equal([aws, aws]);
      expect(monitors).to.not.equal(aws);
      expect(others.map(([, port]) => port)).to.not.include(relay);
    } finally {
      await cloud.stop();
    }
  });
});

describe("a cloud whose plugin is chosen by the SDK of a project", () => {
  const folder = folderPerTest();
  const inFolder = (...names: string[]): string => path.join(folder(), ...names);
  const older = "6.17.0";
  const variables = { PULUMI_HOME: process.env.PULUMI_HOME, PATH: process.env.PATH };
  let cloud: Cloud | undefined;

  beforeEach(() => {
    Object.assign(process.env, { PULUMI_HOME: inFolder("pulumi"), PATH: "/nowhere" });
  });
  afterEach(async () => {
    for (const [name, value] of Object.entries(variables)) {
      if (value === undefined) {
        delete process.env[name];
      } else {
        process.env[name] = value;
      }
    }
    await cloud?.stop();
    cloud = undefined;
  });

  /** Keeps a plugin where Pulumi does. */
  const keep = (version: string, says = version): string => {
    const file = inFolder("pulumi", "plugins", `resource-cloudflare-v${version}`, pluginName);
    return recordingPlugin(file, says, inFolder("log"));
  };
  /** A project that has an SDK of its own installed. */
  const projectWith = (version: string): string => {
    const sdk = inFolder("project", "node_modules", "@pulumi", "cloudflare");
    mkdirSync(path.join(sdk, "types"), { recursive: true });
    const own = packageFile("node_modules/@pulumi/cloudflare");
    cpSync(path.join(own, "dnsRecord.d.ts"), path.join(sdk, "dnsRecord.d.ts"));
    cpSync(path.join(own, "types/input.d.ts"), path.join(sdk, "types/input.d.ts"));
    writeFileSync(
      path.join(sdk, "package.json"),
      JSON.stringify({ name: "@pulumi/cloudflare", version }),
    );
    return inFolder("project");
  };
  const servedBy = async (providers: ProviderChoice, project?: string) => {
    cloud = await startCloud({ providers, ...(project === undefined ? {} : { project }) });
    return cloud.providers.cloudflare;
  };

  for (const choice of ["auto", "installed"] as const) {
    it(`is served by the plugin of this SDK's version with ${choice}`, async () => {
      const command = keep(wantedVersion);
      keep(older);
      expect(await servedBy(choice)).to.deep.equal({
        ...{ kind: "plugin", version: wantedVersion, command },
      });
    });

    it(`is served by the plugin that a project's own, older SDK wants with ${choice}`, async () => {
      keep(wantedVersion);
      const command = keep(older);
      expect(await servedBy(choice, projectWith(older))).to.deep.equal({
        ...{ kind: "plugin", version: older, command },
      });
    });
  }

  it("passes over the plugin of the library's own version where the project wants another", async () => {
    keep(wantedVersion);
    expect(await servedBy("auto", projectWith(older))).to.deep.equal({
      kind: "stand-in",
      passedOver: [`${inFolder("pulumi", "plugins")}: it has only ${wantedVersion}`],
    });
  });

  it("is refused where the project's plugin has to be there and only another version is", async () => {
    keep(wantedVersion);
    await expect(servedBy("installed", projectWith(older))).to.be.rejectedWith(
      SandboxError,
      `providers installed must find the Cloudflare plugin of version ${older}, which the project's @pulumi/cloudflare wants; ` +
        `got none (${inFolder("pulumi", "plugins")}: it has only ${wantedVersion}; ${pluginName} on PATH: there is none)`,
    );
    expect(cloud).to.equal(undefined);
  });

  it("is refused where the plugin says that it is of another version than its folder", async () => {
    const command = keep(older, wantedVersion);
    await expect(servedBy("installed", projectWith(older))).to.be.rejectedWith(
      SandboxError,
      `got none (${command}: it is version ${wantedVersion}; `,
    );
  });
});
