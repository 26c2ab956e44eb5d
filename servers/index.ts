import { judgedApache } from "./apache";
import type { Judged } from "./judged";
import { judgedNginx } from "./nginx";
import { judgedNode } from "./node";
import { judgedPhpFpm } from "./phpFpm";

/** The servers that configuration can be written for, each with what judges its arguments and writes it. */
export const serverConfigs = {
  nginx: judgedNginx,
  apache: judgedApache,
  "php-fpm": judgedPhpFpm,
  node: judgedNode,
} as const satisfies Record<string, (args: unknown) => Judged>;

/** The name of a server that configuration can be written for. */
export type ServerName = keyof typeof serverConfigs;

/** Their names, in the order in which everything lists them. */
export const serverNames = Object.keys(serverConfigs) as readonly ServerName[];
