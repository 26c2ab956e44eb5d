import type { CauseId } from "../../facts/causes";

/** What tells two causes apart. */
export interface Probe {
  readonly between: readonly [CauseId, CauseId];
  /** What to run or to look at, as a sentence without a full stop. */
  readonly run: string;
}

const onTheHost =
  "run `steady-edge doctor collect > origin.json` on the origin's host and give it with --bundle";

/** The probes, the more telling ones first: of several that fit the first is named. */
export const probes: readonly Probe[] = [
  row(
    ["origin-unreachable", "cloudflare-blocked"],
    `${onTheHost}: its firewall and its routes say whether Cloudflare is let in; where nobody can log in there, \`aws ec2 describe-instance-status\` says whether it runs`,
  ),
  row(
    ["origin-down", "cloudflare-blocked"],
    `${onTheHost}: whether the web server listens is seen in its sockets`,
  ),
  row(
    ["cloudflare-blocked", "dns-retired-address"],
    "compare the record's content in Cloudflare's dashboard with the origin's address: where they differ Cloudflare asks another machine",
  ),
  row(
    ["origin-slow", "network-mtu"],
    "run `ping -M do -s 1472 ADDRESS` beside `ping -s 56 ADDRESS`: only large packets are lost where the way is too narrow",
  ),
  row(
    ["origin-unreachable", "network-loss"],
    "run `mtr -n -T -P HTTPS_PORT -c 50 ADDRESS`: it says at which hop packets begin to be lost",
  ),
  row(
    ["certificate-chain-incomplete", "certificate-untrusted"],
    "run `openssl s_client -connect ADDRESS:HTTPS_PORT -servername NAME -showcerts`: where the last issuer shown is a public authority, the one between is missing",
  ),
  row(
    ["tls-handshake", "origin-slow"],
    "run `openssl s_client -connect ADDRESS:HTTPS_PORT -servername NAME` twice: a handshake that ends after a long wait is a slow origin's",
  ),
  row(
    ["edge-own-error", "origin-answers-5xx"],
    "give the origin's own address with --origin: what it answers around Cloudflare says whose the error is",
  ),
  row(
    ["edge-rule-answers", "cloudflare-denied"],
    "look for the cf-ray under Security, Events: an event there is a rule of the zone's, none there is the origin's answer",
  ),
  row(
    ["edge-rule-answers", "origin-answers-5xx"],
    "give the origin's own address with --origin: what it answers around Cloudflare says whose the error is",
  ),
  row(
    ["database-down", "database-access"],
    "run `mysql -h HOST -u USER -p DATABASE` or `psql -h HOST -U USER DATABASE` on the origin's host, with what the application's configuration has: the answer says which",
  ),
  row(
    ["upstream-down", "php-fpm-down"],
    `${onTheHost}: its sockets, and the web server's log, say what is behind and why it does not answer`,
  ),
  row(
    ["upstream-slow", "upstream-unreachable"],
    `${onTheHost}: its sockets, and the web server's log, say whether it was connected`,
  ),
  row(
    ["php-fpm-worker-crash", "memory-exhausted"],
    "run `journalctl -k --grep 'Out of memory|oom'`: the kernel says whether it killed the worker",
  ),
  row(
    ["origin-resets", "keep-alive-too-short"],
    "run the doctor in its full mode: it waits until the origin closes an idle connection",
  ),
  row(
    ["client-certificate-missing", "tls-handshake"],
    "look at SSL/TLS, Origin Server, Authenticated Origin Pulls: where it is off, an origin that demands a certificate refuses Cloudflare",
  ),
  row(
    ["edge-tunnel-down", "dns-missing-record"],
    "look at the error's code: 1033 is a tunnel's, 1016 a name's without an address",
  ),
  row(
    ["dnssec-broken", "dns-delegation"],
    "run `dig +cd NAME`: it is answered where only signatures are wrong",
  ),
];

/**
 * Finds what tells causes apart.
 * @param causes - Two or more.
 * @returns The first probe between two of them; undefined where there is none.
 */
export function probeBetween(causes: readonly CauseId[]): Probe | undefined {
  return probes.find(({ between }) => between.every((cause) => causes.includes(cause)));
}

function row(between: Probe["between"], run: string): Probe {
  return { between, run };
}
