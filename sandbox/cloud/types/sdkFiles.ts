import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

import { SandboxError } from "../../errors";

/** The files of an installed provider SDK. */
export class SdkFiles {
  /** Version of the SDK, e.g. `6.22.1`. */
  readonly version: string;
  private readonly folder: string;
  private inputs: string | undefined;
  private readonly starts = new Map<string, number>();

  /**
   * Finds the SDK.
   * @param packageName - Pulumi's name of the provider, e.g. `cloudflare`.
   * @param project - Folder of the project whose installed SDK counts; where it has none, this library's does.
   * @throws {SandboxError} Where neither has the SDK installed.
   */
  constructor(packageName: string, project: string) {
    const manifest = findManifest(`@pulumi/${packageName}/package.json`, project);
    this.folder = dirname(manifest);
    this.version = (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
  }

  /**
   * Reads the declarations of a resource's module.
   * @param module - Module of the type token, e.g. `index/dnsRecord` or `ec2/securityGroup`.
   * @returns Text of the `.d.ts` file, or undefined where the SDK has no such module.
   */
  resourceModule(module: string): string | undefined {
    const inside = /^[\w/]+$/.test(module);
    const path = join(this.folder, `${module.replace(/^index\//, "")}.d.ts`);
    const found = inside ? [path, inOtherCase(path)].find((one) => existsSync(one)) : undefined;
    return found === undefined ? undefined : readFileSync(found, "utf8");
  }

  /**
   * Cuts one interface out of the SDK's nested input types; that file is too large to be parsed whole.
   * @param name - Name within `inputs`, e.g. `DnsRecordData` or `ec2.SecurityGroupIngress`.
   * @returns The interface's text, or undefined where there is none.
   */
  inputInterface(name: string): string | undefined {
    const text = this.readInputs();
    const start = this.starts.get(name);
    if (start === undefined) {
      return undefined;
    }
    const indent = name.includes(".") ? "    " : "";
    const end = text.indexOf(`\n${indent}}`, start);
    return `${text.slice(start, end)}\n}`;
  }

  private readInputs(): string {
    if (this.inputs === undefined) {
      const text = readFileSync(join(this.folder, "types", "input.d.ts"), "utf8");
      let namespace = "";
      for (const match of text.matchAll(
        /^( *)(?:export )?(?:declare )?(interface|namespace) (\w+)/gm,
      )) {
        const [, indent = "", kind, name = ""] = match;
        if (kind === "namespace") {
          namespace = `${name}.`;
        } else {
          this.starts.set(`${indent === "" ? "" : namespace}${name}`, match.index);
        }
      }
      this.inputs = text;
    }
    return this.inputs;
  }
}

/** A token says `r2Bucket` where the SDK's file is `r2bucket.d.ts`: a capital that follows a digit is lost. */
function inOtherCase(path: string): string {
  const name = basename(path).replace(/(?<=\d)[A-Z]/g, (letter) => letter.toLowerCase());
  return join(dirname(path), name);
}

function findManifest(name: string, project: string): string {
  for (const from of [join(project, "package.json"), __filename]) {
    try {
      return createRequire(from).resolve(name);
    } catch {
      continue;
    }
  }
  const sdk = dirname(name);
  const hint = `Run npm install ${sdk} in the project`;
  throw new SandboxError([{ path: sdk, rule: "be installed", actual: "nothing", hint }]);
}
