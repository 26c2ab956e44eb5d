import assert from "node:assert/strict";
import { readTrafficPaths } from "../../model/traffic/path";
import { defaultHttpPort } from "../../facts/cloudflare/ports";
import type { Cloud, TestStack } from "../../sandbox/testing";

/** What a stack is expected to be, from its first preview to its end. */
export interface Life {
  /** Resources of the stack, components and the stack itself among them. */
  readonly resources: number;
  /** Stack references, which the engine counts in a refresh only. Defaults to 0. */
  readonly references?: number;
  /** How many objects of each kind the account holds while the stack is up, as `aws:SecurityGroup`. */
  readonly account: Readonly<Record<string, number>>;
  /** Hostnames served while it is up, sorted. */
  readonly serves: readonly string[];
  /** Settings that stay in the zone when it is gone, by their names on the wire. */
  readonly leaves: Readonly<Record<string, unknown>>;
}

/** What `StrictTls` writes by itself. */
export const strictZone = {
  always_use_https: "on",
  automatic_https_rewrites: "on",
  min_tls_version: "1.2",
  opportunistic_encryption: "on",
  ssl: "strict",
  ssl_automatic_mode: "custom",
  tls_1_3: "on",
};

/** What HSTS with the defaults of `StrictTls` writes. */
export const hsts = {
  security_header: {
    strict_transport_security: {
      enabled: true,
      max_age: 15552000,
      include_subdomains: false,
      nosniff: true,
      preload: false,
    },
  },
};

/**
 * Previews a stack, brings it up, and finds nothing more to do: by another `up`, by a preview that refreshes, and by a
 * preview after a refresh.
 * @param cloud - The cloud that it runs against; it may hold other stacks' objects.
 * @param stack - The stack.
 * @param life - What to expect.
 */
export async function settleDown(cloud: Cloud, stack: TestStack, life: Life): Promise<void> {
  const { resources, references = 0 } = life;
  const nothingNew = { same: resources };
  const before = cloud.account.revision;
  assert.deepEqual((await stack.preview()).counts, { create: resources });
  assert.equal(cloud.account.revision, before, "a preview changed the account");
  cloud.outageWatch.begin();
  assert.deepEqual((await stack.up()).counts, { create: resources });
  assert.deepEqual(census(cloud), life.account);
  const made = cloud.account.revision;
  assert.deepEqual((await stack.up()).counts, nothingNew);
  assert.deepEqual((await stack.preview({ refresh: true })).counts, nothingNew);
  assert.deepEqual((await stack.refresh()).counts, { same: resources + references });
  assert.deepEqual((await stack.preview()).counts, nothingNew);
  assert.equal(cloud.account.revision, made, "a run that does nothing changed the account");
  assertServed(cloud, life.serves);
  const { calls, broken } = cloud.outageWatch.report();
  assert.deepEqual(broken, []);
  assert.ok(calls > resources / 2, `the watch saw ${calls} calls`);
}

/**
 * Takes a stack away.
 * @param cloud - The cloud; nothing else may be in it.
 * @param stack - The stack.
 * @param life - What to expect.
 */
export async function goAway(cloud: Cloud, stack: TestStack, life: Life): Promise<void> {
  assert.deepEqual((await stack.destroy()).counts, { delete: life.resources });
  assert.deepEqual(leftIn(cloud), life.leaves);
}

/** What is left in the account: the values of zone settings by their names, everything else by its key. */
function leftIn({ account }: Cloud): Record<string, unknown> {
  return Object.fromEntries(
    account
      .resources()
      .map(({ key, type, properties }) =>
        type === "cloudflare:index/zoneSetting:ZoneSetting"
          ? [properties.settingId as string, properties.value]
          : [key, properties],
      ),
  );
}

/** How many objects of each kind the account holds, by package and class. */
export function census({ account }: Cloud): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of account.resources()) {
    const kind = type.replace(/:.*:/, ":");
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** Exactly these names are served, TLS is strict where it is set, and origins are open to Cloudflare alone. */
export function assertServed(cloud: Cloud, serves: readonly string[]): void {
  const model = readTrafficPaths(cloud.account.resources(), { complete: true });
  assert.deepEqual(
    model.hostnames.map(({ hostname, serving, proxied }) => [hostname, serving, proxied]),
    serves.map((hostname) => [hostname, "yes", "yes"]),
  );
  assert.deepEqual(
    model.tls.map(({ strict }) => strict),
    model.tls.map(() => "yes"),
  );
  // No origin of these programs listens in clear, so that its port stays shut to everybody.
  const exposures = model.firewalls.flatMap(({ together }) => together);
  assert.deepEqual(
    exposures.map(({ port, closed, reachable }) => ({ port, closed, ...reachable })),
    exposures.map(({ port }) => {
      const open = port === defaultHttpPort ? "no" : "yes";
      return { port, closed: "yes", ipv4: open, ipv6: open };
    }),
  );
}
