import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";

import { SandboxError } from "../../errors";
import { requireOwn } from "../../ownership";
import { makePrivateFile } from "../../privateFile";
import { changedAt } from "../secretPaths";
import { isObject, text, type Properties, type PropertyValue } from "../values";

const algorithm = "aes-256-gcm";
const sealName = "sealed";
const keyBytes = 32;
const anew = "delete it, the account file and the stack's state to start again";

/** Keeps the secrets of an account out of its file. */
export class Seal {
  /**
   * Makes a seal.
   * @param key - 32 random bytes.
   */
  constructor(private readonly key: Buffer) {}

  /**
   * Reads the key that stands beside an account file, or makes one for a new account, readable by its owner alone.
   * @param path - Where the key stands.
   * @param isNew - Whether the account is new: a key that is lost must not be made anew, since it opens nothing.
   * @returns The seal of that key.
   * @throws {SandboxError} Where the key is lost, somebody else could have written or read it, or it is not whole; an
   *   empty one would be a key that everybody knows.
   */
  static beside(path: string, isNew: boolean): Seal {
    if (!existsSync(path)) {
      if (!isNew) {
        throw unusableKey(path, "no such file");
      }
      makePrivateFile(path, randomBytes(keyBytes));
    }
    requireOwn(path, { isSecret: true, elsewhere: anew });
    const key = readFileSync(path);
    if (key.length !== keyBytes) {
      throw unusableKey(path, `a file of ${key.length} bytes`);
    }
    return new Seal(createHash("sha256").update(key).digest());
  }

  /**
   * Hides the secret properties of an object.
   * @param properties - The properties.
   * @param secrets - Names of the secret ones, or where a secret stands inside one.
   * @returns A copy in which each secret is sealed with AES-256-GCM.
   */
  close(properties: Properties, secrets: readonly string[]): Properties {
    const sealed = (value: PropertyValue) => ({
      [sealName]: this.encrypt(JSON.stringify(value)),
    });
    return secrets.reduce((copy, path) => changedAt(copy, path, sealed), properties);
  }

  /**
   * Opens what `close` hid.
   * @param properties - The properties as they stand in the file.
   * @param secrets - Names of the secret ones, or where a secret stands inside one.
   * @returns The properties in clear.
   * @throws {Error} Where the key is not the one that closed them.
   */
  open(properties: Properties, secrets: readonly string[]): Properties {
    const opened = (value: PropertyValue) =>
      isObject(value) && Object.hasOwn(value, sealName)
        ? (JSON.parse(this.decrypt(text(value[sealName]))) as PropertyValue)
        : value;
    return secrets.reduce((copy, path) => changedAt(copy, path, opened), properties);
  }

  private encrypt(plain: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv(algorithm, this.key, nonce);
    const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
  }

  private decrypt(sealed: string): string {
    const bytes = Buffer.from(sealed, "base64");
    const decipher = createDecipheriv(algorithm, this.key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
  }
}

function unusableKey(path: string, actual: string): SandboxError {
  const rule = `be a key of ${keyBytes} bytes`;
  return new SandboxError([{ path, rule, actual, hint: `Put it back, or ${anew}` }]);
}

/**
 * Makes the mark that stands for a secret which the API never gives back.
 * @param value - The secret.
 * @param salt - What tells equal secrets of different objects apart, e.g. the object's id.
 * @returns Text from which the secret cannot be read.
 */
export function secretMark(value: PropertyValue, salt: string): string {
  return `hmac-sha256:${createHmac("sha256", salt).update(JSON.stringify(value)).digest("hex")}`;
}

/**
 * Whether a value is a mark that stands for a secret.
 * @param value - The value.
 */
export function isSecretMark(value: PropertyValue | undefined): boolean {
  return typeof value === "string" && /^hmac-sha256:[0-9a-f]{64}$/.test(value);
}
