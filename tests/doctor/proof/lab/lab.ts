import { spawn } from "node:child_process";
import { intermediate, makeOne, type Made } from "../../certificates";
import { startApache, type ApacheArgs } from "./apache";
import type { Application } from "./application";
import { templates } from "./databases";
import { Host, until, type Running } from "./host";
import { rightCertificate, startNginx, writeCertificate, type NginxArgs } from "./nginx";
import { addresses, entering, type Place } from "./networks";
import { startPhp, type PhpArgs } from "./php";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import type { DeclaredLoadBalancer, DeclaredOrigin } from "../../../../model/serving/declaredSite";
import { balancer, origin, pool } from "../../../sandbox/edge/sites";

/** What a case sets its servers up with. */
export class Lab {
  /** The origin's host. */
  readonly origin = new Host("origin");
  readonly world = new Host();

  nginx(args: NginxArgs = {}, port?: number): Promise<Running> {
    return startNginx(this.origin, args, port);
  }

  apache(args: ApacheArgs = {}): Promise<Running> {
    return startApache(this.origin, args);
  }

  /** Apache beside another server. */
  async apacheAt(address: string): Promise<void> {
    await startApache(this.origin, { address });
    await this.#listens(`${address}:443`);
  }

  /** Waits for a server at one address among others. */
  async #listens(at: string): Promise<void> {
    await until(() => this.origin.run("ss -Hltn").includes(` ${at} `), `a server at ${at}`);
  }

  php(args: PhpArgs = {}): Promise<Running> {
    return startPhp(this.origin, args);
  }

  /** Starts an application in the origin's network. */
  async application(application: Application): Promise<Running> {
    const { at } = application;
    const running = await this.origin.serve(
      process.execPath,
      [`${templates}/inside.cjs`, "application", JSON.stringify(application)],
      at,
    );
    if (typeof at === "string") {
      chmodSync(at, 0o666);
    } else {
      await this.#listens(`${application.host ?? "0.0.0.0"}:${at}`);
    }
    return running;
  }

  /** A link with delay, in milliseconds there and again back, in place of the last one before the origin. */
  async delay(milliseconds: number, jitter = 0, lossShare = 0): Promise<void> {
    const python = existsSync("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
    const child = spawn(
      python,
      [
        ...[`${templates}/tunlink.py`, "r2", "tun2", "origin", "tuno"],
        ...[String(milliseconds), String(jitter), String(lossShare)],
      ],
      { stdio: "ignore" },
    );
    await until(() => {
      try {
        this.in("r2", "ip link show tun2");
        this.in("origin", "ip link show tuno");
        return true;
      } catch {
        return false;
      }
    }, `a slow link (${child.pid})`);
    this.in(
      "origin",
      "ip link set voriginr2 down; for n in 10 11 12; do ip addr add 203.0.113.$n/32 dev tuno; done; ip link set tuno up; ip route add default dev tuno",
    );
    this.in(
      "r2",
      "ip link set vr2origin down; ip link set tun2 up; ip route add 203.0.113.0/24 dev tun2",
    );
  }

  /** Runs a command of the shell in a place of the way. */
  in(place: Place, script: string): string {
    return new Host(place).run(script);
  }

  /** Lets ranges alone in at the origin's ports for the web; others end in a target of iptables. */
  firewall(ranges: readonly string[], end: "DROP" | "REJECT"): void {
    const web = "iptables -A INPUT -p tcp -m multiport --dports 80,443";
    const accepts = ranges.map((range) => `${web} -s ${range} -j ACCEPT`);
    this.origin.run([...accepts, `${web} -j ${end}`].join("\n"));
  }

  /** Requests that go on in the background, around Cloudflare, until the lab ends. */
  load(count: number, path = "/"): void {
    const [command = "", ...args] = entering("origin");
    for (let index = 0; index < count; index += 1) {
      spawn(
        command,
        [
          ...args,
          "bash",
          "-c",
          `while true; do curl -sk -o /dev/null --max-time 60 --resolve www.example.com:443:127.0.0.1 'https://www.example.com${path}'; sleep 0.05; done`,
        ],
        { stdio: "ignore" },
      );
    }
  }

  /** A disk of one megabyte. */
  smallDisk(folder: string): void {
    this.origin.run(`mkdir -p ${folder}; mount -t tmpfs -o size=1m,mode=1777 small ${folder}`);
  }

  /** Sends a signal to the workers of a server, not to what started them. */
  killWorkers(program: string, signal: number): void {
    this.origin.run(
      `for pid in $(pgrep -x ${program}); do parent=$(ps -o ppid= -p $pid); if [ "$(ps -o comm= -p $parent)" = ${program} ]; then kill -${signal} $pid; fi; done || true`,
    );
  }

  /** Waits until a file has words in it. */
  async says(file: string, words: string): Promise<void> {
    await until(
      () => existsSync(file) && readFileSync(file, "utf8").includes(words),
      `${words} in ${file}`,
    );
  }

  /** Puts a program and its children under a limit of memory, in megabytes; needs cgroup v1. */
  limitMemory(pid: number, megabytes: number): void {
    const group = `/sys/fs/cgroup/memory/steady-edge-${process.hrtime.bigint()}`;
    this.world.run(
      `mkdir ${group}; echo ${megabytes}M >${group}/memory.limit_in_bytes; for one in ${pid} $(pgrep -P ${pid}); do echo $one >${group}/cgroup.procs; done`,
    );
  }

  /** Keeps what the kernel said last where syslog does. */
  kernelLog(): void {
    this.origin.run(
      "dmesg | grep -i 'out of memory' | tail -n 3 | sed 's/^/Nov 29 10:00:00 web kernel: /' >/var/log/kern.log || true",
    );
  }

  /** Holds connections to MariaDB. */
  holdMariadb(count: number): void {
    this.origin.run(
      `for n in $(seq ${count}); do (mariadb --no-defaults -h 127.0.0.1 -u site -pright -e 'select sleep(60)' >/dev/null 2>&1 &) ; done; sleep 1`,
    );
  }

  /** Holds connections to PostgreSQL. */
  holdPostgres(count: number): void {
    this.origin.run(
      `for n in $(seq ${count}); do (PGPASSWORD=right psql -h 127.0.0.1 -U site -d site -c 'select pg_sleep(60)' >/dev/null 2>&1 &) ; done; sleep 1`,
    );
  }

  /** A certificate that is right, for a server that is no nginx. */
  certificates(): void {
    writeCertificate(this.origin, rightCertificate());
  }

  /** The origin as a zone in Flexible asks it. */
  flexible(): readonly DeclaredOrigin[] {
    return [origin(addresses.origin, { port: 80, isEncrypted: false })];
  }

  /** A load balancer whose pools are all switched off. */
  balancerWithoutPools(): DeclaredLoadBalancer {
    const off = { enabled: false, checkRegions: [] };
    return balancer({ pools: [pool("primary", [addresses.origin], off)] });
  }

  /** Starts fail2ban, and has it ban addresses by iptables or nftables. */
  async fail2ban(banned: readonly string[], action = "iptables-multiport"): Promise<void> {
    const folder = "/srv/fail2ban";
    this.origin.write(
      `${folder}/fail2ban.conf`,
      `[Definition]
loglevel = INFO
logtarget = /var/log/fail2ban.log
syslogsocket = auto
socket = /run/fail2ban.sock
pidfile = /run/fail2ban.pid
dbfile = None
dbpurgeage = 1d
dbmaxmatches = 10
`,
    );
    this.origin.write(
      `${folder}/jail.conf`,
      `[DEFAULT]
ignoreip =
[nginx-limit-req]
enabled = true
backend = polling
logpath = /var/log/nginx/error.log
filter = nginx-limit-req
maxretry = 5
findtime = 600
bantime = 3600
action = ${action}[name=nginx-limit-req, port="http,https"]
`,
    );
    this.origin.run(
      `cp -r /etc/fail2ban/filter.d /etc/fail2ban/action.d ${folder}/; touch /var/log/nginx/error.log`,
    );
    await this.origin.serve(
      "fail2ban-server",
      ["-f", "-c", folder, "-s", "/run/fail2ban.sock", "-p", "/run/fail2ban.pid", "start"],
      "/run/fail2ban.sock",
    );
    this.origin.run(
      `fail2ban-client -c ${folder} -s /run/fail2ban.sock set nginx-limit-req banip ${banned.join(" ")} >/dev/null; sleep 1; (iptables -S; nft list ruleset) | grep -q f2b`,
    );
  }

  /** A certificate that says where its issuer's is to be had, as those of public authorities do. */
  certificateOfPublicAuthority(): Made {
    const own = makeOne({ by: intermediate });
    const folder = "/srv/authority";
    this.origin.write(`${folder}/own.key`, own.keyPem);
    this.origin.write(`${folder}/above.pem`, intermediate.pem);
    this.origin.write(`${folder}/above.key`, intermediate.keyPem);
    this.origin.write(
      `${folder}/extensions`,
      "subjectAltName=DNS:www.example.com\nextendedKeyUsage=serverAuth\nauthorityInfoAccess=caIssuers;URI:http://ca.example.net/intermediate.der\n",
    );
    const pem = this.origin.run(
      `cd ${folder}; openssl req -new -key own.key -subj /CN=www.example.com -out own.csr; openssl x509 -req -in own.csr -CA above.pem -CAkey above.key -set_serial 4242 -days 60 -extfile extensions 2>/dev/null`,
    );
    return { ...own, pem };
  }
}
