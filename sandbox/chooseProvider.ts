import { SdkFiles } from "./cloud/types/sdkFiles";
import { findPlugin, noPlugin } from "./plugin/findPlugin";
import { standIn, type CloudflareProvider, type ProviderChoice } from "./providerChoice";

/**
 * Chooses what serves Cloudflare's resources. A plugin is looked for where Pulumi keeps them and on PATH; it must be of the
 * version of the project's `@pulumi/cloudflare`. Nothing is downloaded.
 * @param choice - What the user wants.
 * @param project - Folder of the project whose SDK tells the version.
 * @param environment - Where `PULUMI_HOME` and `PATH` are read. Defaults to the environment of this process.
 * @returns What is to run.
 * @throws {SandboxError} Where `installed` was chosen and there is none; where the project has no SDK.
 */
export async function chooseProvider(
  choice: ProviderChoice,
  project: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<CloudflareProvider> {
  if (choice === "stand-in") {
    return standIn;
  }
  const { version } = new SdkFiles("cloudflare", project);
  const found = await findPlugin({ version, environment });
  if ("plugin" in found) {
    return { kind: "plugin", ...found.plugin };
  }
  if (choice === "installed") {
    throw noPlugin(version, found.reasons);
  }
  return { kind: "stand-in", passedOver: found.passedOver };
}
