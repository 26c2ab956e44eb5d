import {
  ownLabels,
  personalLabels,
  programsLabels,
  signInLabels,
  staffLabels,
} from "../../facts/hostnameLabels";
import { registrableDomain } from "../graph/hostnames";

/**
 * Whether a hostname is one that programs ask, by its first label: `api.example.com`, `api-v2.example.com`.
 * @param hostname - The hostname.
 */
export function isProgramsHostname(hostname: string): boolean {
  return partsOf(hostname).some((part) => programsLabels.has(part));
}

/**
 * Whether a hostname is one that only those ask who work there, by its first label: `grafana.example.com`, `admin-eu.example.com`.
 * @param hostname - The hostname.
 */
export function isStaffHostname(hostname: string): boolean {
  return partsOf(hostname).some((part) => staffLabels.has(part));
}

/**
 * Whether a hostname is the one by which everybody knows a site: the domain itself, or its `www`.
 * @param hostname - The hostname.
 */
export function isPublicHostname(hostname: string): boolean {
  const domain = registrableDomain(hostname);
  return hostname === domain || hostname === `www.${domain}`;
}

/**
 * Whether people sign in at a hostname, by its first label: `auth.example.com`, `login-eu.example.com`.
 * @param hostname - The hostname.
 */
export function isSignInHostname(hostname: string): boolean {
  return partsOf(hostname).some((part) => signInLabels.has(part));
}

/**
 * Whether a path is one that programs ask for, whatever the hostname: `/api/v1`, `/webhooks`.
 * @param path - The path.
 */
export function isProgramsPath(path: string): boolean {
  const [, label = ""] = path.split("/", 2);
  return programsLabels.has(label);
}

/**
 * Whether all that a visitor sees at a path is their own, whatever the hostname: `/account/orders`, `/checkout`.
 * @param path - The path.
 */
export function isOwnPath(path: string): boolean {
  return path.split("/").some((label) => ownLabels.has(label));
}

/**
 * Whether each visitor sees at a path what is their own, or may, whatever the hostname: `/account/orders`, `/login`.
 * @param path - The path.
 */
export function isPersonalPath(path: string): boolean {
  return path.split("/").some((label) => personalLabels.has(label));
}

function partsOf(hostname: string): string[] {
  const [label = ""] = hostname.split(".", 1);
  return [label, ...label.split(/[-_]/)];
}
