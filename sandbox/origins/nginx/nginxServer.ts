import { chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Daemon } from "./daemon";
import type { MachineFiles } from "./machineFiles";
import { isMappedAlone, nobody } from "./unprivileged";
import type { WebServers } from "./webServers";

/** What a machine's processes are told. */
export interface NginxQuestion {
  /** Where the machine is, and what runs on it; on the first question alone. */
  readonly start?: { readonly folder: string; readonly servers: WebServers };
  /** Texts by their path in its folder. */
  readonly files: MachineFiles;
  /** Whether nginx, and PHP-FPM, read their configuration anew. Defaults to no. */
  readonly reloadsNginx?: boolean;
  readonly reloadsPhp?: boolean;
  /** Whether PHP-FPM runs from now on. */
  readonly runsPhp: boolean;
}

/** nginx and PHP-FPM on a machine of their own, which is a folder. */
export class NginxServer {
  readonly #nginx: Daemon;
  readonly #phpFpm: Daemon;

  /**
   * Makes it; `tell` starts it.
   * @param folder - The machine's folder.
   * @param servers - The programs.
   */
  constructor(
    private readonly folder: string,
    { nginx, phpFpm, phpVersion }: WebServers,
  ) {
    const nginxLog = path.join(folder, "var/log/nginx/error.log");
    const fpmConf = path.join(folder, `etc/php/${phpVersion}/fpm/php-fpm.conf`);
    this.#nginx = new Daemon({
      command: [nginx, "-c", path.join(folder, "etc/nginx/nginx.conf"), "-e", nginxLog],
      ...{ log: nginxLog, isReady: /start worker process \d/, reloadSignal: "SIGHUP" },
      ...{ isReloaded: /gracefully shutting down/, isRefused: /\[emerg\]/ },
    });
    this.#phpFpm = new Daemon({
      // Without the system's php.ini, and its modules: what holds is what is declared.
      command: [phpFpm, "--nodaemonize", "--no-php-ini", "--fpm-config", fpmConf],
      ...{ log: path.join(folder, "var/log/php-fpm.log"), isReady: /ready to handle connections/ },
      ...{ isReloaded: /ready to handle connections/, reloadSignal: "SIGUSR2" },
      isRefused: /\b(ERROR|ALERT):/,
    });
    this.#own(folder);
  }

  /**
   * Does what the question says.
   * @param question - The question.
   * @returns The groups of processes that run now.
   * @throws What a server says that refuses.
   */
  async tell({ files, runsPhp, reloadsNginx, reloadsPhp }: NginxQuestion): Promise<number[]> {
    Object.entries(files).forEach(([name, text]) => this.#write(name, text));
    if (!runsPhp) {
      await this.#phpFpm.stop();
    } else if (!this.#phpFpm.isRunning) {
      await this.#phpFpm.start();
    } else if (reloadsPhp === true) {
      await this.#phpFpm.reload();
    }
    if (!this.#nginx.isRunning) {
      await this.#nginx.start();
    } else if (reloadsNginx === true) {
      await this.#nginx.reload();
    }
    return [this.#nginx, this.#phpFpm].flatMap(({ group }) => group ?? []);
  }

  /** Ends both at once, as SIGKILL does, with their workers and their folder. */
  kill(): void {
    this.#nginx.kill();
    this.#phpFpm.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Whole at once: it may be read meanwhile. */
  #write(name: string, text: string): void {
    const file = path.join(this.folder, name);
    this.#makeFolder(path.dirname(file));
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    this.#own(`${file}.new`);
    renameSync(`${file}.new`, file);
  }

  #makeFolder(folder: string): void {
    if (mkdirSync(folder, { recursive: true }) !== undefined) {
      for (let each = folder; each !== this.folder; each = path.dirname(each)) {
        this.#own(each);
      }
    }
  }

  #own(file: string): void {
    if (process.geteuid?.() === 0 && !isMappedAlone()) {
      chownSync(file, nobody, nobody);
    }
  }
}
