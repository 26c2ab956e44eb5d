import { serverConfigs, type ServerName } from "../../../servers";
import type { NodeConfigArgs, PhpFpmConfigArgs, WebServerConfigArgs } from "../../../servers/args";
import {
  serverConfigCloudInit as cloudInit,
  userDataProblem,
  type ServerConfig,
} from "../../../servers/serverConfig";
import { problemsError } from "../../internal/checked";

/**
 * Writes configuration for nginx: a fragment for servers that are there, or a whole server where `serverNames` are given.
 * @param args - Who is in front, what is behind, TLS and timeouts.
 * @returns The files, what they need, and the commands that have nginx read them.
 * @throws One error that lists every problem.
 */
export function nginxConfig(args: WebServerConfigArgs = {}): ServerConfig {
  return configOf("nginx", "nginxConfig", args);
}

/**
 * Writes configuration for Apache: a fragment for virtual hosts that are there, or a whole one where `serverNames` are given.
 * @param args - Who is in front, what is behind, TLS and timeouts.
 * @returns The files, what they need, and the commands that have Apache read them.
 * @throws One error that lists every problem.
 */
export function apacheConfig(args: WebServerConfigArgs = {}): ServerConfig {
  return configOf("apache", "apacheConfig", args);
}

/**
 * Writes configuration for a pool of PHP-FPM, as large as memory allows.
 * @param args - The memory, what a worker takes of it, and timeouts.
 * @returns The files, what they need, and the commands that have PHP-FPM read them.
 * @throws One error that lists every problem.
 */
export function phpFpmConfig(args: PhpFpmConfigArgs): ServerConfig {
  return configOf("php-fpm", "phpFpmConfig", args);
}

/**
 * Writes a module for a Node program's HTTP server, and the restart policy of its service.
 * @param args - The service, who is in front, TLS and timeouts.
 * @returns The files, and the commands that have the program read them.
 * @throws One error that lists every problem.
 */
export function nodeConfig(args: NodeConfigArgs): ServerConfig {
  return configOf("node", "nodeConfig", args);
}

/**
 * Writes configuration as cloud-init, for the user data of a launch template. Keys and certificates are no part of it: whoever may
 * describe the instance reads its user data.
 * @param configs - The configuration of one server, or of several on one machine.
 * @returns The cloud-config, in YAML.
 * @throws One error where it is longer than user data may be.
 */
export function serverConfigCloudInit(configs: ServerConfig | readonly ServerConfig[]): string {
  const text = cloudInit(configs);
  const problem = userDataProblem("configs", text);
  if (problem !== undefined) {
    throw problemsError("arguments of serverConfigCloudInit", [problem]);
  }
  return text;
}

function configOf(server: ServerName, subject: string, args: unknown): ServerConfig {
  const { problems, config } = serverConfigs[server](args);
  if (config === undefined) {
    throw problemsError(`arguments of ${subject}`, problems);
  }
  return config;
}
