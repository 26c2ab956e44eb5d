import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
} from "node:fs";
import { dirname } from "node:path";

import { describeValue } from "../../../core/problem";
import { SandboxError } from "../../errors";
import { requireOwn } from "../../ownership";
import { replacePrivateFile, sweepDrafts } from "../../privateFile";
import { isObject, type Properties } from "../values";
import type { Account, AccountChange, ObjectPut, ObjectRemoved, StoredObject } from "./account";
import { claimFile } from "./fileLock";
import { Seal } from "./sealing";

const format = "steady-edge account";
const version = 1;
const hint =
  "Move the file away (or delete it, and the stack's state with it) and start again with an empty account";

/** How many lines the file may have beyond two per object before it is written anew. */
const slack = 1000;

/**
 * The file of an account: a header and one line per change, appended before the call that made the
 * change is answered, so that a killed process loses nothing that was acknowledged.
 */
export class AccountFile {
  private lines: number;
  private descriptor: number;

  private constructor(
    private readonly path: string,
    private readonly account: Account,
    private readonly seal: Seal,
    private readonly release: () => void,
    text: string,
  ) {
    this.lines = text.split("\n").length - 1;
    const isWhole = text.endsWith("\n") && !this.isOvergrown;
    this.descriptor = isWhole ? openSync(path, "a") : this.written();
  }

  /**
   * Reads an account from its file, where there is one, and keeps the file up to date from then on.
   * @param path - The file; made together with its directory where it does not exist.
   * @param account - An empty account to fill.
   * @returns The open file.
   * @throws {SandboxError} Where the file is of another version, is no account, is in use, its key is lost, or somebody
   *   else could have written it; it is left as it is.
   */
  static open(path: string, account: Account): AccountFile {
    const release = claim(path);
    try {
      requireOwn(path, { elsewhere: "name an account file of your own" });
      const text = existsSync(path) ? readFileSync(path, "utf8") : "";
      const changes = readChanges(path, text);
      const seal = Seal.beside(`${path}.key`, text === "");
      for (const change of changes) {
        apply(path, account, seal, change);
      }
      const file = new AccountFile(path, account, seal, release, text);
      sweepDrafts(path);
      account.onChange((change) => file.append(change));
      return file;
    } catch (error) {
      release();
      throw unwritable(path, error);
    }
  }

  /** Closes the file and gives it back to other processes. */
  close(): void {
    closeSync(this.descriptor);
    this.release();
  }

  private append(change: AccountChange): void {
    this.lines += 1;
    try {
      if (this.isOvergrown) {
        const descriptor = this.written();
        closeSync(this.descriptor);
        this.descriptor = descriptor;
      } else {
        this.appendWhole(this.line(change));
      }
    } catch (error) {
      throw unwritable(this.path, error);
    }
  }

  /** What a full disk cut off must not stand before the next line. */
  private appendWhole(line: string): void {
    const { size } = fstatSync(this.descriptor);
    try {
      appendFileSync(this.descriptor, line);
    } catch (error) {
      ftruncateSync(this.descriptor, size);
      throw error;
    }
  }

  private get isOvergrown(): boolean {
    return this.lines > 2 * this.account.size + slack;
  }

  /** Writes the whole account in place of what stands there, and opens it. */
  private written(): number {
    const objects = this.account.types().flatMap((type) => this.account.ofType(type));
    const lines = [
      `${JSON.stringify({ format, version })}\n`,
      ...objects.map((object) => this.line({ kind: "put", object })),
    ];
    replacePrivateFile(this.path, lines.join(""));
    this.lines = lines.length;
    return openSync(this.path, "a");
  }

  private line(change: AccountChange): string {
    if (change.kind === "removed") {
      return `${JSON.stringify(change)}\n`;
    }
    const { object } = change;
    const properties = this.seal.close(object.properties, object.secrets);
    return `${JSON.stringify({ kind: "put", object: { ...object, properties } })}\n`;
  }
}

function claim(path: string): () => void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return claimFile(path);
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) {
    return error;
  }
  const actual = `an error of the file system: ${message}`;
  const hint =
    code === "ENOSPC"
      ? "Make room on its disk"
      : "Name an account file in a directory that you may write to";
  return new SandboxError([{ path, rule: "be a file that can be written", actual, hint }]);
}

/** Half a line at the end is what a killed process leaves; that call was never answered. */
function readChanges(path: string, text: string): AccountChange[] {
  const [first, ...rest] = text.split("\n").slice(0, -1);
  if (first === undefined) {
    if (text !== "") {
      throw unusable(path, "begin with a whole line that names its format", "a broken line");
    }
    return [];
  }
  const header = parse(path, first, 1) as { format?: unknown; version?: unknown };
  if (header.format !== format) {
    throw unusable(path, "be an account file of the sandbox", "another kind of file");
  }
  if (header.version !== version) {
    const actual = `version ${describeValue(header.version)}`;
    throw unusable(path, `be of version ${version}, the one that this release reads`, actual);
  }
  return rest.map((line, index) => asChange(path, parse(path, line, index + 2), index + 2));
}

function parse(path: string, line: string, number: number): object {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null) {
      return value;
    }
  } catch {
    // Falls through to the error below, which names the line.
  }
  throw unusable(`${path}:${number}`, "be one JSON object", "something else");
}

function asChange(path: string, value: object, number: number): AccountChange {
  const change = value as Partial<
    Omit<ObjectPut, "kind"> & Omit<ObjectRemoved, "kind"> & { kind: string }
  >;
  const isPut = change.kind === "put" && isStored(change.object);
  const isRemoval = change.kind === "removed" && areTexts(change.type, change.key);
  if (!isPut && !isRemoval) {
    throw unusable(`${path}:${number}`, "be a change of the account", "another object");
  }
  return value as AccountChange;
}

function isStored(object: Partial<StoredObject> | null | undefined): boolean {
  const { type, key, id, properties, secrets } = object ?? {};
  return (
    areTexts(type, key, id) &&
    isObject(properties) &&
    Array.isArray(secrets) &&
    areTexts(...(secrets as unknown[]))
  );
}

function areTexts(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === "string");
}

function apply(path: string, account: Account, seal: Seal, change: AccountChange): void {
  if (change.kind === "removed") {
    account.remove(change.type, change.key);
    return;
  }
  const { object } = change;
  account.put({ ...object, properties: opened(path, seal, object) });
}

function opened(path: string, seal: Seal, { properties, secrets }: StoredObject): Properties {
  try {
    return seal.open(properties, secrets);
  } catch {
    const actual = "a key that does not open the account's secrets";
    throw unusable(`${path}.key`, "be the key that the account was written with", actual);
  }
}

function unusable(path: string, rule: string, actual: string): SandboxError {
  return new SandboxError([{ path, rule, actual, hint }]);
}
