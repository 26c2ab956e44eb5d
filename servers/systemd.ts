import { file, type ServerFile } from "./serverConfig";

/**
 * Has systemd start a service again whatever ended it, for as long as it takes.
 *
 * Sources: systemd.service(5), Restart, RestartSec, OOMPolicy (`stop` where nobody sets it: one worker that the kernel ends takes all
 * others with it); systemd.unit(5), StartLimitIntervalSec (five starts in ten seconds are the last where nobody sets it).
 * @param service - Name of the service, without `.service`.
 * @param stopSeconds - How long it may end what it has begun.
 * @param lines - Further lines of its `[Service]`.
 * @returns A drop-in, which leaves the unit's own file as it is.
 */
export function restartPolicy(
  service: string,
  stopSeconds: number,
  lines: readonly string[] = [],
): ServerFile {
  const path = `/etc/systemd/system/${service}.service.d/steady-edge.conf`;
  return file(path, [
    `# ${path}, by steady-edge. It replaces, for this service: how it is restarted and stopped.`,
    "[Unit]",
    "StartLimitIntervalSec=0",
    "",
    "[Service]",
    "Restart=always",
    "RestartSec=2",
    "OOMPolicy=continue",
    ...lines,
    `TimeoutStopSec=${stopSeconds}`,
  ]);
}
