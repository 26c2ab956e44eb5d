import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";

/** The programs that a namespace is set up with: absolute paths. */
export interface NamespacePrograms {
  readonly ip: string;
  readonly nft: string;
}

/**
 * Has this process's network namespace take connections from and to addresses that are somebody else's outside of it.
 * @param ip - The program.
 * @param ranges - The addresses, as CIDRs.
 * @throws What the program says.
 */
export async function makeLocal(ip: string, ranges: readonly string[]): Promise<void> {
  const [six, four] = [true, false].map((isSix) =>
    ranges.filter((range) => range.includes(":") === isSix),
  );
  const routes = (all: readonly string[] = []): string =>
    all.map((range) => `route replace local ${range} dev lo\n`).join("");
  await run(ip, ["-batch", "-"], `link set lo up\n${routes(four)}`);
  // Not every kernel has IPv6; where an origin needs it, its listener says so.
  try {
    writeFileSync("/proc/sys/net/ipv6/ip_nonlocal_bind", "1");
    await run(ip, ["-6", "-batch", "-"], routes(six));
  } catch {
    return;
  }
}

/**
 * Sets the packet filter of this process's network namespace.
 * @param nft - The program.
 * @param rules - What it reads.
 * @throws What the program says.
 */
export function setFilter(nft: string, rules: string): Promise<void> {
  return run(nft, ["-f", "-"], rules);
}

async function run(program: string, args: readonly string[], input: string): Promise<void> {
  const child = spawn(program, args, { stdio: ["pipe", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (part: Buffer) => (said += String(part)));
  child.stdin.on("error", () => undefined).end(input);
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) {
    throw new Error(`${program} ${args.join(" ")}: ${said.trim()}`);
  }
}
