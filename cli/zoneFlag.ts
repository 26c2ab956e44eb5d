import { InvalidArgumentError } from "commander";
import { canonicalHostname } from "../core/hostnames";
import { ownEntry } from "../core/ownEntry";
import { cloudflareIdPattern } from "../facts/cloudflare/ids";
import { planOrder } from "../facts/cloudflare/plans";
import { defaultZoneId, type ZoneOptions } from "../sandbox/cloud/accountSeed";

/**
 * Reads one `--zone` after those before it: a domain name, then `id=…` and `plan=…` where they are wanted, parted by commas.
 * @param text - What was given, e.g. `example.com,plan=free`.
 * @param zones - The zones before. Defaults to none.
 * @returns The zones with this one; the same name has the same id in each run where none is given.
 * @throws {InvalidArgumentError} Where it is no zone, or there is one of its name or id.
 */
export function zoneFlag(text: string, zones: readonly ZoneOptions[] = []): ZoneOptions[] {
  const [domain = "", ...rest] = text.split(",");
  const name = canonicalHostname(domain) ?? "";
  if (!/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/.test(name)) {
    throw new InvalidArgumentError("It must begin with a domain name, as example.com.");
  }
  const { id = idOf(name), ...more } = Object.assign(
    {},
    ...rest.map(readPart),
  ) as Partial<ZoneOptions>;
  if (zones.some((zone) => zone.name === name || zone.id === id)) {
    throw new InvalidArgumentError("A zone of this name or id was given before.");
  }
  return [...zones, { id, name, ...more }];
}

function idOf(name: string): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- every subcommand reads this file, and few need the large module
  const { createHash } = require("node:crypto") as typeof import("node:crypto");
  return name === "example.com"
    ? defaultZoneId
    : createHash("sha256").update(`zone ${name}`).digest("hex").slice(0, 32);
}

function readPart(part: string): object {
  const [key = "", value = "", ...others] = part.split("=");
  const read = ownEntry(parts, key);
  if (read === undefined || others.length > 0) {
    throw new InvalidArgumentError(
      `After the domain name come ${Object.keys(parts).join("=… and ")}=…, parted by commas.`,
    );
  }
  return { [key]: read(value) };
}

const parts: Readonly<Record<string, (value: string) => string>> = {
  id: cloudflareIdFlag,
  plan: (value) => {
    if (!planOrder.some((plan) => plan === value)) {
      throw new InvalidArgumentError(`The plan must be ${planOrder.join(", ")}.`);
    }
    return value;
  },
};

/**
 * Reads an id of Cloudflare's.
 * @param text - What was given.
 * @returns The same.
 * @throws {InvalidArgumentError} Where it cannot be one.
 */
export function cloudflareIdFlag(text: string): string {
  if (!cloudflareIdPattern.test(text)) {
    throw new InvalidArgumentError("An id must be 32 hexadecimal digits, in lower case.");
  }
  return text;
}
