import { createHash } from "node:crypto";

/**
 * The longest name given to a pool. Cloudflare publishes no limit.
 */
const longestName = 64;

/**
 * The name of a pool in its account, where names are unique. It is made of what makes the pool one of a kind there:
 * the hostname, which only one load balancer can have, and the pool's key, which has no `_`. Component, stack and
 * project are left out, so that moving a component renames nothing, and two stacks with the same component in one
 * account do not meet. Changing this function renames live pools.
 * @param hostname - The load balancer's hostname in its canonical form.
 * @param pool - The pool's key: letters, digits and hyphens.
 * @returns For example `www_example_com_primary`; longer ones are cut and end in a digest of the whole.
 */
export function poolName(hostname: string, pool: string): string {
  const name = `${hostname.replaceAll(".", "_")}_${pool}`;
  if (name.length <= longestName) {
    return name;
  }
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 12);
  return `${name.slice(0, longestName - digest.length - 1)}_${digest}`;
}
