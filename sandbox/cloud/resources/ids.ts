import { createHash, randomBytes } from "node:crypto";

/**
 * Makes an id as Cloudflare's API does.
 * @returns 32 hexadecimal digits.
 */
export function cloudflareId(): string {
  return randomBytes(16).toString("hex");
}

/**
 * Makes an id as EC2 does.
 * @param prefix - What it begins with, e.g. `sg`.
 * @returns The prefix, a hyphen and 17 hexadecimal digits.
 */
export function ec2Id(prefix: string): string {
  return `${prefix}-0${randomBytes(8).toString("hex")}`;
}

/**
 * Makes an id as EC2 does that is the same whenever it is asked for.
 * @param prefix - What it begins with, e.g. `ami`.
 * @param of - What it is the id of.
 * @returns The prefix, a hyphen and 17 hexadecimal digits.
 */
export function derivedEc2Id(prefix: string, of: string): string {
  const digits = createHash("sha256").update(of).digest("hex").slice(0, 16);
  return `${prefix}-0${digits}`;
}
