import { spawn } from "node:child_process";
import { startApache, type ApacheArgs } from "./apache";
import type { Application } from "./application";
import { templates } from "./databases";
import { Host, until, type Running } from "./host";
import { startNginx, type NginxArgs } from "./nginx";
import { entering, type Place } from "./networks";
import { startPhp, type PhpArgs } from "./php";
import { existsSync, chmodSync } from "node:fs";

/** What a case sets its servers up with. */
export class Lab {
  /** The origin's host. */
  readonly origin = new Host("origin");
  readonly world = new Host();

  nginx(args: NginxArgs = {}): Promise<Running> {
    return startNginx(this.origin, args);
  }

  apache(args: ApacheArgs = {}): Promise<Running> {
    return startApache(this.origin, args);
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
    this.in("r2", "ip link set vr2origin down; ip link set tun2 up; ip route add 203.0.113.0/24 dev tun2");
  }

  /** Runs a command of the shell in a place of the way. */
  in(place: Place, script: string): string {
    return new Host(place).run(script);
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
}
