import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { ownEntry, setEntry } from "../../../core/ownEntry";
import { replacePrivateFile, sweepDrafts } from "../../privateFile";
import { SdkFiles } from "./sdkFiles";
import type { ObjectShape, ResourceShape, Shape } from "./shape";

/** Grows when the form of the cache changes, so that an older one is not read. */
const cacheForm = 2;

/** Loaded when the cache lacks something, which is seldom. */
type Reader = typeof import("./readDeclaration");

interface Cached {
  resources: Record<string, ResourceShape>;
  definitions: Record<string, ObjectShape>;
}

/** What the installed SDK of one provider declares, read as far as it is asked for and cached on disk. */
export class SdkShapes {
  private readonly files: SdkFiles;
  private readonly cacheFile: string;
  private readonly cached: Cached;
  private reader: Reader | undefined;

  /**
   * Finds the SDK and what is cached of it.
   * @param packageName - Pulumi's name of the provider, e.g. `cloudflare`.
   * @param project - Folder of the project whose installed SDK counts.
   * @param cacheFolder - Where the shapes are kept between runs; one that cannot be written is done without.
   * @throws {SandboxError} Where the SDK is not installed.
   */
  constructor(
    packageName: string,
    project: string,
    private readonly cacheFolder: string,
  ) {
    this.files = new SdkFiles(packageName, project);
    const name = `${packageName}-${this.files.version}-${cacheForm}.json`;
    this.cacheFile = join(cacheFolder, name);
    this.cached = readCache(this.cacheFile);
  }

  /** Version of the installed SDK. */
  get version(): string {
    return this.files.version;
  }

  /**
   * Finds what the SDK declares about a resource type.
   * @param token - Type token, e.g. `cloudflare:index/dnsRecord:DnsRecord`.
   * @returns Its arguments and outputs, or undefined where the SDK has no such type.
   */
  async resource(token: string): Promise<ResourceShape | undefined> {
    const known = ownEntry(this.cached.resources, token);
    if (known !== undefined) {
      return known;
    }
    const [, module = "", className = ""] = token.split(":");
    const text = this.files.resourceModule(module);
    if (text === undefined) {
      return undefined;
    }
    this.reader ??= await import("./readDeclaration.js");
    const shape = this.reader.readResource(text, className);
    if (shape !== undefined) {
      setEntry(this.cached.resources, token, shape);
      for (const property of Object.values(shape.args)) {
        this.define(property.shape, this.reader);
      }
      writeCache(this.cacheFolder, this.cacheFile, this.cached);
    }
    return shape;
  }

  /**
   * Finds a nested type of a resource that was asked for before.
   * @param name - Its name, as `named` shapes carry it.
   * @returns Its properties; empty where the SDK declares none.
   */
  definition(name: string): ObjectShape | undefined {
    return ownEntry(this.cached.definitions, name);
  }

  private define(shape: Shape, reader: Reader): void {
    if (shape.kind === "list" || shape.kind === "map") {
      this.define(shape.element, reader);
    } else if (shape.kind === "either") {
      shape.members.forEach((member) => this.define(member, reader));
    } else if (shape.kind === "named" && !Object.hasOwn(this.cached.definitions, shape.name)) {
      const text = this.files.inputInterface(shape.name);
      if (text !== undefined) {
        const properties = reader.readInterface(text);
        setEntry(this.cached.definitions, shape.name, properties);
        for (const property of Object.values(properties)) {
          this.define(property.shape, reader);
        }
      }
    }
  }
}

/** What this process has last read or written of each file, and of which: clouds that follow each other share it. */
const lastKnown = new Map<string, { readonly stamp: string; readonly cached: Cached }>();

/** Tells a file from one that took its place. */
function stampOf(path: string): string {
  const { ino, mtimeMs, size } = statSync(path);
  return [ino, mtimeMs, size].join();
}

function readCache(path: string): Cached {
  try {
    const stamp = stampOf(path);
    const known = lastKnown.get(path);
    if (known?.stamp === stamp) {
      return known.cached;
    }
    const found = JSON.parse(readFileSync(path, "utf8")) as Partial<Cached>;
    if (typeof found.resources === "object" && typeof found.definitions === "object") {
      const cached = { resources: found.resources, definitions: found.definitions };
      lastKnown.set(path, { stamp, cached });
      return cached;
    }
  } catch {
    // No cache yet, or half of one: it is made anew.
  }
  return { resources: {}, definitions: {} };
}

function writeCache(folder: string, path: string, cached: Cached): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    replacePrivateFile(path, JSON.stringify(cached));
    lastKnown.set(path, { stamp: stampOf(path), cached });
    sweepDrafts(path);
  } catch {
    // The cache only saves time.
  }
}
