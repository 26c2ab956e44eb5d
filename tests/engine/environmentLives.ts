import { assert, expect } from "chai";
import { accountSeedOf } from "../../cli/accountSeed";
import { pathTypes } from "../../facts/resourceTypes";
import { packageFile, readProject, readStackSettings } from "../../sandbox/engine";
import type { Cloud } from "../../sandbox/testing";
import { stockLab } from "./lab";
import { goAway, hsts, settleDown, strictZone, type Life } from "./wholeLife";

const repository = packageFile(".");

/** What a stack of this repository is expected to be. */
interface Environment extends Life {
  /** Where each site is, by its key. */
  readonly urls: Readonly<Record<string, string>>;
}

/** The environments, by the name of their stack. */
export const environments: Readonly<Record<string, Environment>> = {
  dev: {
    resources: 12,
    account: {
      "cloudflare:DnsRecord": 1,
      "cloudflare:LoadBalancer": 1,
      "cloudflare:LoadBalancerMonitor": 1,
      "cloudflare:LoadBalancerPool": 2,
      "cloudflare:NotificationPolicy": 3,
    },
    serves: ["dev.example.com"],
    urls: { web: "https://dev.example.com" },
    leaves: {},
  },
  staging: {
    resources: 23,
    account: {
      "cloudflare:DnsRecord": 2,
      "cloudflare:LoadBalancer": 1,
      "cloudflare:LoadBalancerMonitor": 1,
      "cloudflare:LoadBalancerPool": 2,
      "aws:ManagedPrefixList": 2,
      "cloudflare:NotificationPolicy": 3,
      "aws:SecurityGroup": 1,
      "aws:SecurityGroupEgressRule": 2,
      "aws:SecurityGroupIngressRule": 3,
    },
    serves: ["docs-staging.example.com", "staging.example.com"],
    urls: { web: "https://staging.example.com" },
    leaves: {},
  },
  production: {
    resources: 103,
    account: {
      "cloudflare:DnsRecord": 6,
      "cloudflare:LoadBalancer": 2,
      "cloudflare:LoadBalancerMonitor": 2,
      "cloudflare:LoadBalancerPool": 4,
      "aws:Listener": 2,
      "aws:LoadBalancer": 2,
      "aws:ManagedPrefixList": 4,
      "cloudflare:NotificationPolicy": 3,
      "aws:Certificate": 2,
      "cloudflare:OriginCaCertificate": 1,
      "aws:SecurityGroup": 4,
      "aws:SecurityGroupEgressRule": 6,
      "aws:SecurityGroupIngressRule": 4,
      "aws:TargetGroup": 2,
      "cloudflare:ZoneSetting": 8,
      "cloudflare:AuthenticatedOriginPullsCertificate": 1,
      "cloudflare:AuthenticatedOriginPullsSettings": 1,
      "aws:Bucket": 2,
      "aws:BucketPublicAccessBlock": 2,
      "aws:BucketObjectv2": 2,
      "aws:TrustStore": 2,
      "aws:CompositeAlarm": 2,
      "aws:MetricAlarm": 14,
      "aws:Topic": 2,
      "aws:TopicSubscription": 2,
    },
    serves: ["api.example.com", "shop.example.com", "www.example.com"],
    urls: { api: "https://api.example.com", www: "https://www.example.com" },
    leaves: { ...strictZone, ...hsts },
    keepsCertificates: 1,
    keepsOriginPulls: true,
  },
};

/**
 * Brings an environment up, finds nothing more to do, and takes it away.
 * @param stackName - Its name.
 * @param lab - Where. Defaults to the harness as it is.
 */
export async function liveEnvironment(stackName: string, lab = stockLab): Promise<void> {
  const life = environments[stackName];
  assert.isDefined(life, stackName);
  const seed = accountSeedOf(readStackSettings(readProject(repository), stackName));
  const cloud = await lab.startCloud(seed);
  try {
    const stack = await lab.openProject(cloud, repository, { stackName });
    try {
      await settleDown(cloud, stack, life);
      const { urls, leftBehind } = await stack.outputs();
      expect(urls).to.deep.equal(life.urls);
      expect(announced(leftBehind as Record<string, string>)).to.deep.equal(life.leaves);
      liftDeletionProtection(cloud);
      await goAway(cloud, stack, life);
    } finally {
      await stack.close();
    }
  } finally {
    await cloud.stop();
  }
}

/** As somebody does in the console before the stack goes; `docs/deploy.md` does it in the stack's file. */
function liftDeletionProtection({ account }: Cloud): void {
  for (const { type, key } of account.ofType(pathTypes.awsLoadBalancer)) {
    account.edit(type, key, { enableDeletionProtection: false });
  }
}

/** The settings that the stack's outputs announce; values that are objects stand there as JSON. */
function announced(leftBehind: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(leftBehind).map(([id, value]) => [
      id,
      value.startsWith("{") ? (JSON.parse(value) as unknown) : value,
    ]),
  );
}
