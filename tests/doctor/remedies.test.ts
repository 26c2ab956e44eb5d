import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { rules } from "../../checks/policy/rules";
import * as library from "../../components";
import { diagnose } from "../../doctor/diagnosis";
import { remedies } from "../../doctor/remedies";
import { witness } from "../../doctor/witness";
import { causes, type CauseId } from "../../facts/causes";

/** Programs that there are: of Debian's packages, of Amazon Linux, of the languages' own ecosystems, and this project's. */
const programs = new Set([
  ...["apachectl", "aws", "cat", "certbot", "chronyc", "cloudflared", "composer", "coredumpctl"],
  ...["curl", "delv", "df", "dig", "du", "ethtool", "fail2ban-client", "free", "getent", "grep"],
  ...["gzip", "head", "ip", "iptables", "iptables-save", "journalctl", "ls", "mtr", "mysql"],
  ...["namei", "nc", "nft", "nginx", "npm", "npx", "openssl", "php", "php-fpm8.2", "ping", "pm2"],
  ...["ps", "psql", "redis-cli", "resolvectl", "sort", "ss", "steady-edge", "sysctl", "systemctl"],
  ...["tail", "timedatectl", "traceroute", "tracepath", "ufw", "uptime", "vmstat", "wc", "wp"],
]);

const rows = Object.entries(remedies);

describe("the doctor's remedies", () => {
  it("has a row for each cause, with something to do", () => {
    expect(rows.map(([cause]) => cause).sort()).to.deep.equal(Object.keys(causes).sort());
    const idle = rows.filter(
      ([, { commands, settings }]) => commands.length + settings.length === 0,
    );
    expect(idle).to.deep.equal([]);
    expect(rows.filter(([, { wayOut }]) => !/^[A-Z].+[^.]$/.test(wayOut))).to.deep.equal([]);
  });

  it("names components and rules that there are", () => {
    const known = new Set([...Object.keys(library), ...rules.map(({ id }) => id)]);
    const named = rows.flatMap(([, { prevention }]) => prevention?.component ?? []);
    expect(named.filter((component) => !known.has(component))).to.deep.equal([]);
    const without = rows.filter(([, { prevention }]) => prevention === null);
    expect(without.map(([cause]) => cause)).to.deep.equal([
      ...["dns-delegation", "dnssec-broken", "edge-worker-error", "edge-own-error", "network-mtu"],
    ]);
  });

  it("has commands that a shell reads, of programs that there are", () => {
    const all = rows.flatMap(([, { commands }]) => commands);
    execFileSync("bash", ["-n"], { input: all.join("\n"), stdio: ["pipe", "pipe", "pipe"] });
    const used = all.flatMap((command) =>
      command
        .replace(/'[^']*'|"[^"]*"/g, "TEXT")
        .split("|")
        .map(
          (part) =>
            part
              .trim()
              .replace(/^sudo /, "")
              .split(" ", 1)[0] ?? "",
        ),
    );
    expect([...new Set(used)].filter((program) => !programs.has(program))).to.deep.equal([]);
    const destructive = all.filter((command) =>
      /\b(?:rm|mkfs|dd|kill|drop|delete)\b/i.test(command),
    );
    expect(destructive).to.deep.equal([]);
  });

  it("fills in the port of the site, and quotes what a shell would read", () => {
    const commandsOf = (url: string, cause: CauseId): readonly string[] =>
      diagnose(new URL(url), [
        witness("origin", "answer", "203.0.113.10:8443").fail("seen", [cause]),
      ]).causes[0]?.remedy.commands ?? [];
    const own = "https://www.example.com:8443/a?b=1&c='$(id)'#d";
    expect(commandsOf(own, "origin-malformed")).to.deep.equal([
      "openssl s_client -quiet -connect 203.0.113.10:8443 -servername www.example.com",
      "curl -sS -o /dev/null -D - --http1.1 --resolve www.example.com:8443:203.0.113.10 'https://www.example.com:8443/a?b=1&c=%27$(id)%27#d'",
    ]);
    expect(commandsOf("https://www.example.com:2053/it's", "edge-own-error")).to.deep.equal([
      "curl -sS https://www.example.com:2053/cdn-cgi/trace",
      "curl -sSI 'https://www.example.com:2053/it'\\''s'",
    ]);
    expect(commandsOf("https://www.example.com/NAME/ADDRESS", "edge-rule-answers")).to.deep.equal([
      "curl -sSI https://www.example.com/NAME/ADDRESS",
    ]);
    expect(commandsOf("https://www.example.com:8443/", "network-latency")[0]).to.equal(
      "mtr -n -T -P 8443 -c 50 203.0.113.10",
    );
    const printed = (url: string): string =>
      execFileSync("bash", [
        "-c",
        (commandsOf(url, "edge-rule-answers")[0] ?? "").replace("curl -sSI", "printf %s"),
      ]).toString();
    for (const url of [own, "https://www.example.com/it's?a=`id`&b=*"]) {
      expect(printed(url)).to.equal(new URL(url).href);
    }
  });

  it("leaves no port of its own in commands, and fills the probe between two causes in", () => {
    const all = rows.flatMap(([, { commands }]) => commands);
    expect(all.filter((command) => /\b443\b/.test(command))).to.deep.equal([]);
    const { undecided } = diagnose(new URL("https://www.example.com:8443/"), [
      witness("network", "path", "203.0.113.10:8443").fail("seen", [
        ...(["origin-unreachable", "network-loss"] as const),
      ]),
    ]);
    expect(undecided.map(({ probe }) => probe)).to.deep.equal([
      "run `mtr -n -T -P 8443 -c 50 203.0.113.10`: it says at which hop packets begin to be lost",
    ]);
  });

  it("fills the site's name and its origin's address in", () => {
    const commandsAt = (at: string, cause: CauseId): readonly string[] =>
      diagnose(new URL("https://www.example.com/"), [
        witness("origin", "answer", at).fail("seen", [cause]),
      ]).causes[0]?.remedy.commands ?? [];
    expect(commandsAt("203.0.113.10:443", "origin-malformed")).to.deep.equal([
      "openssl s_client -quiet -connect 203.0.113.10:443 -servername www.example.com",
      "curl -sS -o /dev/null -D - --http1.1 --resolve www.example.com:443:203.0.113.10 https://www.example.com/",
    ]);
    expect(commandsAt("[2001:db8::1]:443", "origin-malformed")[0]).to.contain(
      "-connect [2001:db8::1]:443 ",
    );
    expect(commandsAt("2001:db8::1", "network-mtu")[0]).to.equal("ping -M do -s 1472 2001:db8::1");
    expect(commandsAt("/var/log/nginx/error.log", "network-mtu")[0]).to.equal(
      "ping -M do -s 1472 ADDRESS",
    );
  });
});
