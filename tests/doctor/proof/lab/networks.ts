import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cloudflareRanges } from "../../../../facts/cloudflare/ranges";

/** Where a host of the lab is: the namespace that this process runs in has the doctor and Cloudflare, others hold the way and the origin. */
export type Place = "r1" | "r2" | "origin";

/** Addresses of the lab. The doctor's is a public one of nobody in it; there is no way out of the namespace. */
export const addresses = {
  doctor: "81.2.69.1",
  origin: "203.0.113.10",
  second: "203.0.113.11",
  third: "203.0.113.12",
  /** Nobody has it. */
  silent: "203.0.113.99",
} as const;

/** Folders whose content is the lab's own: those of Debian's packages, so that everything lies where it does on a real host. */
const ownFolders = [
  ...["/run", "/var/log", "/var/www", "/srv", "/tmp"],
  ...["/etc/nginx", "/etc/apache2", "/etc/php/8.2/fpm/pool.d"],
  ...["/var/lib/nginx", "/var/lib/mysql", "/var/lib/postgresql", "/var/lib/php/sessions"],
];

/** Files of the packages that a folder of the lab's own keeps. */
const kept = [
  ...["/etc/nginx/mime.types", "/etc/nginx/fastcgi_params", "/etc/nginx/fastcgi.conf"],
  ...["/etc/apache2/envvars", "/etc/apache2/magic"],
];

/** Runs a command of the shell in this namespace, and throws what it said where it fails. */
export function shell(script: string, place?: Place): string {
  const [command, ...args] = [...entering(place), "bash", "-euc", script];
  const { status, stdout, stderr } = spawnSync(command ?? "", args, { encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`${script.slice(0, 200)}: ${stderr}`);
  }
  return stdout;
}

/** What runs a command in a place: by its network alone, so that mounts stay this process's own. */
export function entering(place: Place | undefined): string[] {
  return place === undefined ? [] : ["nsenter", `--net=/run/netns/${place}`];
}

/** Makes the lab's folders and networks: doctor and Cloudflare, two routers, the origin. Nothing of it outlives this process's namespaces. */
export function makeNetworks(): void {
  const files = kept.filter((file) => existsSync(file)).map((file) => [file, readFileSync(file)]);
  const folders = ownFolders.filter((folder) => existsSync(folder) || folder.startsWith("/var"));
  shell(
    folders
      .map((folder) => `mkdir -p ${folder}; mount -t tmpfs -o mode=755 lab ${folder}`)
      .join("\n"),
  );
  for (const [file, content] of files as [string, Buffer][]) {
    writeFileSync(file, content);
  }
  for (const folder of ["nginx", "apache2", "mysql", "postgresql"]) {
    mkdirSync(path.join("/var/log", folder));
  }
  shell(
    "chmod 1777 /tmp /var/lib/php/sessions; mkdir -p /run/netns /run/php /run/mysqld /run/apache2 /run/lock",
  );
  // systemd does not run here: what services say is in files, and the kernel's own words are of the whole machine.
  mkdirSync("/run/lab");
  writeFileSync("/run/lab/journalctl", "#!/bin/sh\ncat /var/log/*.journal.log\n", { mode: 0o755 });
  writeFileSync("/run/lab/dmesg", "#!/bin/sh\n", { mode: 0o755 });
  // The load of this machine is that of whoever else works on it.
  writeFileSync("/run/lab/loadavg", "0.20 0.15 0.10 1/100 100\n");
  shell("mount --bind /run/lab/loadavg /proc/loadavg");
  shell(`
link() { # namespace, namespace, their addresses on it
  ip link add v$1$2 type veth peer name v$2$1
  for end in "$1 v$1$2 $3" "$2 v$2$1 $4"; do
    set -- $end
    in=; if [ $1 != world ]; then ip link set $2 netns $1; in="-n $1"; fi
    ip $in addr add $3 dev $2; ip $in link set $2 up
  done
}
for name in r1 r2 origin; do
  ip netns add $name; ip -n $name link set lo up
done
ip link set lo up
link world r1 ${addresses.doctor}/24 81.2.69.2/24
link r1 r2 10.64.2.1/24 10.64.2.2/24
link r2 origin 203.0.113.1/24 ${addresses.origin}/24
for more in ${addresses.second} ${addresses.third}; do ip -n origin addr add $more/24 dev voriginr2; done
ip route add 203.0.113.0/24 via 81.2.69.2
ip -n r1 route add default via ${addresses.doctor}; ip -n r1 route add 203.0.113.0/24 via 10.64.2.2
ip -n r2 route add default via 10.64.2.1; ip -n origin route add default via 203.0.113.1
for range in ${cloudflareRanges.ipv4.join(" ")}; do ip route add local $range dev lo; done
for address in 192.0.2.53 192.0.2.54 192.0.2.55 192.0.2.60; do ip addr add $address/32 dev lo; done
for name in r1 r2; do
  nsenter --net=/run/netns/$name sysctl -qw net.ipv4.ip_forward=1 net.ipv4.icmp_ratelimit=0 net.ipv4.conf.all.rp_filter=0
done
`);
}
