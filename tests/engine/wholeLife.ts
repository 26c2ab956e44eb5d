import { expect } from "chai";
import { readTrafficPaths } from "../../model/traffic/path";
import { pathTypes } from "../../facts/resourceTypes";
import { defaultHttpPort } from "../../facts/cloudflare/ports";
import type { Cloud, TestStack } from "../../sandbox/testing";

const originCertificate = "cloudflare:index/originCaCertificate:OriginCaCertificate";

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
  /** How many networks have groups that load balancers of AWS alone get through. Defaults to 0. */
  readonly inner?: number;
  /** Settings that stay in the zone when it is gone, by their names on the wire. */
  readonly leaves: Readonly<Record<string, unknown>>;
  /** Certificates of the Origin CA that stay valid when it is gone, for whoever serves them. Defaults to 0. */
  readonly keepsCertificates?: number;
  /** Whether Cloudflare goes on showing a client certificate when it is gone, for its switch has no delete. Defaults to false. */
  readonly keepsOriginPulls?: boolean;
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
 * Previews a stack, brings it up, and finds nothing more to do: by another `up`, by a refresh, and by a preview after that, which
 * refreshes, too.
 * @param cloud - The cloud that it runs against; it may hold other stacks' objects.
 * @param stack - The stack.
 * @param life - What to expect.
 */
export async function settleDown(cloud: Cloud, stack: TestStack, life: Life): Promise<void> {
  const { resources, references = 0 } = life;
  const nothingNew = { same: resources };
  const before = cloud.account.revision;
  expect((await stack.preview()).counts).to.deep.equal({ create: resources });
  expect(cloud.account.revision, "a preview changed the account").to.equal(before);
  cloud.outageWatch.begin();
  expect((await stack.up()).counts).to.deep.equal({ create: resources });
  expect(census(cloud)).to.deep.equal(life.account);
  const made = cloud.account.revision;
  expect((await stack.up()).counts).to.deep.equal(nothingNew);
  expect((await stack.refresh()).counts).to.deep.equal({ same: resources + references });
  expect((await stack.preview({ refresh: true })).counts).to.deep.equal(nothingNew);
  expect(cloud.account.revision, "a run that does nothing changed the account").to.equal(made);
  assertServed(cloud, life.serves, life.inner);
  const { calls, broken } = cloud.outageWatch.report();
  expect(broken).to.deep.equal([]);
  expect(calls, `the watch saw ${calls} calls`).to.be.above(resources / 2);
}

/**
 * Takes a stack away.
 * @param cloud - The cloud; nothing else may be in it.
 * @param stack - The stack.
 * @param life - What to expect.
 */
export async function goAway(cloud: Cloud, stack: TestStack, life: Life): Promise<void> {
  expect((await stack.destroy()).counts).to.deep.equal({ delete: life.resources });
  const kept = cloud.account.ofType(originCertificate);
  expect(kept).to.have.length(life.keepsCertificates ?? 0);
  const shown = cloud.account.ofType(pathTypes.originPulls);
  expect(shown.map(({ properties }) => properties.enabled)).to.deep.equal(
    life.keepsOriginPulls === true ? [true] : [],
  );
  expect(leftIn(cloud)).to.deep.equal(life.leaves);
}

/** What is left in the account: the values of zone settings by their names, everything else by its key. */
function leftIn({ account }: Cloud): Record<string, unknown> {
  return Object.fromEntries(
    account
      .resources()
      .filter(({ type }) => type !== originCertificate && type !== pathTypes.originPulls)
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

/**
 * Exactly these names are served, TLS is strict where it is set, and origins are open to Cloudflare alone.
 * @param cloud - The cloud.
 * @param serves - The names, sorted.
 * @param inner - How many networks have groups that load balancers of AWS alone get through. Defaults to 0.
 */
export function assertServed(cloud: Cloud, serves: readonly string[], inner = 0): void {
  const model = readTrafficPaths(cloud.account.resources(), { complete: true });
  expect(
    model.hostnames.map(({ hostname, serving, proxied }) => [hostname, serving, proxied]),
  ).to.deep.equal(serves.map((hostname) => [hostname, "yes", "yes"]));
  expect(model.tls.map(({ strict }) => strict)).to.deep.equal(model.tls.map(() => "yes"));
  const faces = model.firewalls.map(({ together }) => together);
  const isInner = (ports: (typeof faces)[number]): boolean =>
    ports.every(({ reachable }) => reachable.ipv4 === "no" && reachable.ipv6 === "no");
  expect(faces.filter(isInner)).to.have.length(inner);
  // No origin of these programs listens in clear, so that its port stays shut to everybody.
  const exposures = faces.filter((ports) => !isInner(ports)).flat();
  expect(
    exposures.map(({ port, closed, reachable }) => ({ port, closed, ...reachable })),
  ).to.deep.equal(
    exposures.map(({ port }) => {
      const open = port === defaultHttpPort ? "no" : "yes";
      return { port, closed: "yes", ipv4: open, ipv6: open };
    }),
  );
}
