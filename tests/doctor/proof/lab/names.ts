import { Host } from "./host";
import { addresses } from "./networks";

/** Servers of the lab's names: the root and com, both name servers of example.com, and the resolver. */
export const nameServers = {
  parents: "192.0.2.53",
  ns1: "192.0.2.54",
  ns2: "192.0.2.55",
  resolver: "192.0.2.60",
} as const;

/** An address of Cloudflare's that a proxied name leads to. */
export const proxied = "104.16.132.229";

/** What differs from names that are right. */
export interface NamesArgs {
  /** Records of example.com, e.g. `www A 104.16.132.229`. */
  readonly records?: string;
  /** Records at the second name server, where they differ. */
  readonly secondRecords?: string;
  /** Which name servers run. */
  readonly running?: readonly ("ns1" | "ns2")[];
  /** What com says of example.com beside its name servers, e.g. DS. */
  readonly parentSays?: (keys: string) => string;
  /** Whether example.com is signed. */
  readonly isSigned?: boolean;
  /** Glue of the name servers, where the registrar has it wrong. */
  readonly glue?: readonly [string, string];
  /** The zone that the name servers have, where it is another one. */
  readonly zone?: string;
}

const host = new Host();

/** Starts authoritative servers and a resolver that checks signatures. */
export function startNames(args: NamesArgs = {}): void {
  const { records = `www A ${proxied}`, running = ["ns1", "ns2"], isSigned = false } = args;
  for (const name of running) {
    startKnot(name, nameServers[name], {
      [args.zone ?? "example.com"]: {
        isSigned,
        records: `@ NS ns1\n@ NS ns2\nns1 A ${nameServers.ns1}\nns2 A ${nameServers.ns2}\n${
          name === "ns2" ? (args.secondRecords ?? records) : records
        }`,
      },
    });
  }
  const keys = isSigned ? host.run("keymgr -c /srv/ns1/knot.conf example.com ds") : "";
  const [first, second] = args.glue ?? [nameServers.ns1, nameServers.ns2];
  startKnot("parents", nameServers.parents, {
    ".": {
      isSigned: false,
      records: `@ NS a.root.\na.root. A ${nameServers.parents}\ncom. NS a.root.`,
    },
    com: {
      isSigned: true,
      records: `@ NS a.root.\nexample NS ns1.example\nexample NS ns2.example
ns1.example A ${first}\nns2.example A ${second}\n${args.parentSays?.(keys) ?? keys}`,
    },
  });
  startUnbound();
}

interface ZoneOf {
  readonly records: string;
  readonly isSigned: boolean;
}

function startKnot(name: string, address: string, zones: Readonly<Record<string, ZoneOf>>): void {
  const folder = `/srv/${name}`;
  for (const [zone, { records }] of Object.entries(zones)) {
    host.write(
      `${folder}/zones/${zone}zone`,
      `$ORIGIN ${zone === "." ? "." : `${zone}.`}\n$TTL 300\n@ SOA ns1 dns 1 3600 600 86400 300\n${records}\n`,
    );
  }
  host.write(
    `${folder}/knot.conf`,
    `server:
  rundir: "${folder}"
  listen: ${address}@53
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
database:
  storage: "${folder}/db"
log:
  - target: "${folder}/log"
    any: info
policy:
  - id: p
    algorithm: ecdsap256sha256
zone:
${Object.entries(zones)
  .map(
    ([zone, { isSigned }]) => `  - domain: ${zone}
    storage: "${folder}/zones"
    file: "${zone}zone"
    dnssec-signing: ${isSigned ? "on" : "off"}
    dnssec-policy: p`,
  )
  .join("\n")}
`,
  );
  host.run(`mkdir -p ${folder}/db`);
  host.start("knotd", ["-c", `${folder}/knot.conf`]);
  for (const zone of Object.keys(zones)) {
    host.run(
      `for try in $(seq 100); do kdig +short +timeout=1 +retry=0 @${address} ${zone} SOA | grep -q . && exit 0; sleep 0.05; done; cat ${folder}/log >&2; exit 1`,
    );
  }
}

function startUnbound(): void {
  const anchor = host.run("keymgr -c /srv/parents/knot.conf com ds | grep ' 13 2 '").trim();
  host.write("/srv/unbound/hints", `. NS a.root.\na.root. A ${nameServers.parents}\n`);
  host.write("/srv/unbound/anchor", `${anchor}\n`);
  host.write(
    "/srv/unbound/unbound.conf",
    `server:
  interface: ${nameServers.resolver}
  username: ""
  chroot: ""
  directory: "/srv/unbound"
  pidfile: "/srv/unbound/pid"
  logfile: "/srv/unbound/log"
  use-syslog: no
  do-ip6: no
  access-control: 0.0.0.0/0 allow
  module-config: "validator iterator"
  root-hints: "/srv/unbound/hints"
  trust-anchor-file: "/srv/unbound/anchor"
  outbound-msg-retry: 2
`,
  );
  host.start("unbound", ["-d", "-c", "/srv/unbound/unbound.conf"]);
  host.run(
    `for try in $(seq 100); do kdig +short +timeout=1 +retry=0 @${nameServers.resolver} com SOA | grep -q . && exit 0; sleep 0.05; done; cat /srv/unbound/log >&2; exit 1`,
  );
}

/** Records of a name that leads to the origin itself. */
export const direct = (address: string = addresses.origin): string => `www A ${address}`;
