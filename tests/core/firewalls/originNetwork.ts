import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** An attempt to connect: from an address of the world outside, or of a place that the script names, to a port. */
export interface Attempt {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  /** How it should end. Whoever should be dropped is waited for over the first repetition only. */
  readonly expect: "open" | "dropped";
}

/** Addresses in the network. The outside has one within Cloudflare's ranges and one without, in both families. */
export const addresses = {
  origin: "198.18.0.1",
  originIpv6: "fd01::1",
  container: "198.19.0.2",
  cloudflare: "172.64.0.9",
  cloudflareIpv6: "2400:cb00::9",
  stranger: "203.0.113.9",
  strangerIpv6: "2001:db8::9",
};

const connections = `
import net from "node:net";
const attempts = JSON.parse(process.argv[2]);
const ends = await Promise.all(attempts.map(({ from, to, port, expect }) => new Promise((resolve) => {
  const socket = net.connect({ host: to, port, localAddress: from });
  const end = (how) => { clearTimeout(timer); socket.destroy(); resolve(how); };
  const timer = setTimeout(end, expect === "open" ? 30_000 : 2_000, "dropped");
  socket.once("connect", () => end("open"));
  socket.once("error", (error) => end(error.code));
})));
console.log(JSON.stringify(ends));
`;

const listeners = `
import { writeFileSync } from "node:fs";
import net from "node:net";
const [place, ...ports] = process.argv.slice(2);
await Promise.all(ports.map((port) => new Promise((resolve) => {
  net.createServer((socket) => { socket.on("error", () => {}); socket.end(); }).listen(Number(port), "::", resolve);
})));
writeFileSync("listening-" + place, "");
setTimeout(() => process.exit(), 120_000);
`;

/* The origin is the script's own network namespace; the outside and a container are namespaces beside it. */
const network = `
set -e
mount -t tmpfs tmpfs /run
ip link set lo up
ip netns add outside
ip netns add container
outside="ip netns exec outside"
container="ip netns exec container"
ip link add name to_outside type veth peer name to_origin netns outside
ip link add name to_container type veth peer name to_origin netns container
ip address add ${addresses.origin}/24 dev to_outside
ip -6 address add ${addresses.originIpv6}/64 dev to_outside nodad
ip link set to_outside up
ip address add 198.19.0.1/24 dev to_container
ip link set to_container up
$outside ip link set lo up
$outside ip address add 198.18.0.2/24 dev to_origin
$outside ip -6 address add fd01::2/64 dev to_origin nodad
$outside ip link set to_origin up
for address in ${addresses.cloudflare} ${addresses.stranger}; do
  $outside ip address add $address/32 dev lo
  ip route add $address via 198.18.0.2
done
for address in ${addresses.cloudflareIpv6} ${addresses.strangerIpv6}; do
  $outside ip -6 address add $address/128 dev lo
  ip -6 route add $address via fd01::2
done
$container ip address add ${addresses.container}/24 dev to_origin
$container ip link set to_origin up
$container ip route add default via 198.19.0.1
$outside ip route add 198.19.0.0/24 via ${addresses.origin}
echo 1 > /proc/sys/net/ipv4/ip_forward
node listeners.mjs origin 22 80 443 &
$container node listeners.mjs container 8443 &
$outside node listeners.mjs outside 443 &
for place in origin container outside; do
  until [ -e listening-$place ]; do sleep 0.05; done
done
# Neighbours of IPv6 are asked for from a link-local address that is no longer tentative.
for link in "ip -6 address show dev to_outside" "$outside ip -6 address show dev to_origin"; do
  until $link scope link -tentative | grep -q inet6; do sleep 0.05; done
done
`;

/**
 * Runs shell commands in a network of its own, in which an origin listens on 22, 80 and 443, a container behind it on
 * 8443, and a server of the outside on 443. Nothing outside the namespaces is touched, and all ends with the script.
 * @param files - Files of the folder in which the script runs, by their name.
 * @param script - Shell commands. `$outside` and `$container` run a command in those places, and
 * `connect PLACE ATTEMPTS` (PLACE may be empty: the origin) prints how the attempts end.
 * @returns What the script printed, by lines.
 */
export function inOriginNetwork(files: Readonly<Record<string, string>>, script: string): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), "steady-edge-network-"));
  try {
    const all = {
      ...files,
      "connect.mjs": connections,
      "listeners.mjs": listeners,
      "script.sh": `${network}\nconnect() { $1 node connect.mjs "$2"; }\n${script}`,
    };
    for (const [name, text] of Object.entries(all)) {
      writeFileSync(path.join(folder, name), text);
    }
    const run = spawnSync("unshare", [...ownNamespaces, "bash", "script.sh"], {
      cwd: folder,
      encoding: "utf8",
      timeout: 240_000,
    });
    if (run.status !== 0) {
      throw new Error(`the script ended with exit code ${run.status}: ${run.stdout}${run.stderr}`);
    }
    return run.stdout.trimEnd().split("\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const ownNamespaces = [
  "--user",
  "--map-root-user",
  "--net",
  "--mount",
  "--pid",
  "--fork",
  "--kill-child",
];

/**
 * Why no such network can be made here, or undefined when it can.
 * @param programs - What the script needs beside `ip`, each with a flag that it answers to.
 */
export function whyNoNetwork(programs: Readonly<Record<string, string>>): string | undefined {
  const missing = Object.entries({ ip: "-V", ...programs }).find(
    ([program, flag]) => spawnSync(program, [flag]).error !== undefined,
  );
  if (missing !== undefined) {
    return `there is no ${missing[0]} here`;
  }
  const tried = spawnSync("unshare", [...ownNamespaces, "true"], { encoding: "utf8" });
  return tried.status === 0
    ? undefined
    : `no namespaces can be made here: ${tried.error?.message ?? tried.stderr.trim()}`;
}

/** The same attempts while nothing keeps strangers out; to one port nobody comes then either. */
export function beforeAnyRule(attempts: readonly Attempt[], shutPort: number): readonly Attempt[] {
  return attempts.map((attempt) => ({
    ...attempt,
    expect: attempt.port === shutPort ? "dropped" : "open",
  }));
}

/** How the attempts should end, as `connect` prints it. */
export function expectedEnds(attempts: readonly Attempt[]): string {
  return JSON.stringify(attempts.map(({ expect }) => expect));
}

/** The attempts as an argument of the shell. */
export function asArgument(attempts: readonly Attempt[]): string {
  return `'${JSON.stringify(attempts)}'`;
}
