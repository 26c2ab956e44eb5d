import { keptOf } from "../../../doctor/bundle/collect/kept";
import { readApache } from "../../../doctor/configuration/apache";
import type { Directive } from "../../../doctor/configuration/directive";
import { readNginx } from "../../../doctor/configuration/nginx";
import { readPhpFpm } from "../../../doctor/configuration/phpFpm";
import { bundleKind, bundleVersion, type Bundle } from "../../../doctor/bundle/format";

/** A bundle of a host on which nothing was found. */
export const emptyBundle: Bundle = {
  ...{ kind: bundleKind, version: bundleVersion, collectedAt: "2026-11-29T10:00:00.000Z" },
  host: { name: "web-1", kernel: "6.1.0", cores: 4 },
  ...{ unread: [], configurations: [], pools: [], paths: [], texts: [] },
  ...{ certificates: [], served: [], logs: [] },
};

/**
 * Makes a bundle.
 * @param parts - What was found.
 * @returns The bundle, with nothing beside.
 */
export function bundleOf(parts: Partial<Bundle>): Bundle {
  return { ...emptyBundle, ...parts };
}

type Configuration = Bundle["configurations"][number];

/**
 * Makes the configuration of an nginx that runs.
 * @param text - Its one file.
 */
export function nginx(text: string): Configuration {
  const directives = keptOf("nginx", readNginx([{ path: "/etc/nginx/nginx.conf", text }]));
  return configurationOf("nginx", "/etc/nginx/nginx.conf", directives);
}

/**
 * Makes the configuration of an Apache that runs.
 * @param text - Its one file.
 */
export function apache(text: string): Configuration {
  const read = readApache([{ path: "/etc/apache2/apache2.conf", text }], {
    ...{ root: "/etc/apache2", variables: new Map() },
  });
  return configurationOf("apache", "/etc/apache2/apache2.conf", keptOf("apache", read));
}

/**
 * Makes the configuration of a PHP-FPM that runs.
 * @param text - Its one file.
 */
export function phpFpm(text: string): Configuration {
  const read = readPhpFpm([{ path: "/etc/php/fpm.conf", text }]);
  return configurationOf("php-fpm", "/etc/php/fpm.conf", keptOf("php-fpm", read));
}

function configurationOf(
  server: Configuration["server"],
  root: string,
  directives: readonly Directive[],
): Configuration {
  return {
    ...{ server, root, isRunning: true },
    directives: directives as Configuration["directives"],
  };
}

/**
 * Makes a socket that accepts connections.
 * @param place - Its path, or its address with a port.
 * @param most - How many wait, at both looks.
 * @param backlog - How many may.
 */
export function listening(
  place: string,
  most = 0,
  backlog = 511,
): NonNullable<Bundle["listeners"]>[number] {
  const [, address, port] = /^(.*):(\d+)$/.exec(place) ?? [];
  const at = address === undefined ? { path: place } : { address, port: Number(port) };
  return { ...at, waiting: { most, least: most }, backlog };
}

/**
 * Makes a process.
 * @param id - Its number.
 * @param name - Its name.
 * @param more - Whatever is not usual of it.
 */
export function processOf(
  id: number,
  name: string,
  more: Partial<NonNullable<Bundle["processes"]>[number]> = {},
): NonNullable<Bundle["processes"]>[number] {
  return {
    ...{ id, parent: 1, name, userId: 33, groupIds: [33], startedAt: "2026-11-01T00:00:00.000Z" },
    ...{ files: { open: 20, sockets: 10 }, mostFiles: 1024, ...more },
  };
}
