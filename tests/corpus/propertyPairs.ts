import { becomes, preview, same, type Step } from "../checks/report/plans";

/** A change of one property of a resource that no stored plan holds. */
interface PropertyPair {
  /** The property, as `readProperties` writes it. */
  readonly property: string;
  /** Token of the type. */
  readonly type: string;
  /** What the resource has before. */
  readonly old: object;
  /** What of it changes. */
  readonly now: object;
}

const zoneId = "f".repeat(32);
const machineArn = "arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/app/edge/1";
const groupArn = "arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/app/1";

/** A proxied hostname, the load balancer of AWS that it leads to, and a group of machines behind it. */
const site: readonly Step[] = [
  same("record", "shop", {
    ...{ zoneId, name: "shop.example.com", type: "CNAME", content: "edge.elb.amazonaws.com" },
    ...{ proxied: true, ttl: 1 },
  }),
  {
    ...same("aws:lb/loadBalancer:LoadBalancer", "edge", { loadBalancerType: "application" }),
    outputs: { dnsName: "edge.elb.amazonaws.com", arn: machineArn },
  },
  same("aws:lb/listener:Listener", "https", {
    ...{ loadBalancerArn: machineArn, port: 443, protocol: "HTTPS" },
    defaultActions: [{ type: "forward", targetGroupArn: groupArn }],
  }),
  {
    ...same("aws:lb/targetGroup:TargetGroup", "app", { port: 443, protocol: "HTTPS" }),
    outputs: { arn: groupArn },
  },
  same("aws:autoscaling/group:Group", "machines", {
    ...{ name: "machines", minSize: 2, maxSize: 4, desiredCapacity: 2 },
    targetGroupArns: [groupArn],
  }),
];

const cloudflare = (name: string): string =>
  `cloudflare:index/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** A pair of a resource of Cloudflare that is in the zone. */
function ofZone(property: string, type: string, old: object, now: object): PropertyPair {
  return { property, type: cloudflare(type), old: { zoneId, ...old }, now };
}

const lockdown = { urls: ["shop.example.com/*"] };
const strangers = [{ target: "ip_range", value: "0.0.0.0/0" }];
const office = [{ target: "ip", value: "203.0.113.9" }];
const script = { action: "allow", expression: "true", value: "script-src 'none'" };
const spectrum = { protocol: "tcp/22", dns: { type: "CNAME", name: "ssh.example.com" } };
const germany = { target: "country", value: "DE" };

const ofZones: readonly PropertyPair[] = [
  ofZone(
    "zoneLockdown paused",
    "zoneLockdown",
    { ...lockdown, configurations: office, paused: true },
    { paused: false },
  ),
  ofZone(
    "zoneLockdown configurations",
    "zoneLockdown",
    { ...lockdown, configurations: strangers },
    { configurations: office },
  ),
  ofZone(
    "accessRule mode",
    "accessRule",
    { mode: "whitelist", configuration: germany },
    { mode: "block" },
  ),
  ofZone("universalSsl enabled", "universalSslSetting", { enabled: true }, { enabled: false }),
  ofZone(
    "zoneDnsSettings zoneMode",
    "zoneDnsSettings",
    { zoneMode: "standard" },
    { zoneMode: "dns_only" },
  ),
  ofZone(
    "tokenValidation enabled",
    "tokenValidationRules",
    { enabled: false, action: "block", expression: "true" },
    { enabled: true },
  ),
  ofZone(
    "operationValidation mitigationAction",
    "schemaValidationOperationSettings",
    { operationId: "o", mitigationAction: "log" },
    { mitigationAction: "block" },
  ),
  ofZone(
    "scriptPolicy enabled",
    "pageShieldPolicy",
    { ...script, enabled: false },
    { enabled: true },
  ),
  ofZone(
    "spectrumApplication originDns",
    "spectrumApplication",
    { ...spectrum, originDns: { name: "a.example.net" }, originPort: 22 },
    { originDns: { name: "b.example.net" } },
  ),
  ofZone(
    "spectrumApplication originPort",
    "spectrumApplication",
    { ...spectrum, originDns: { name: "a.example.net" }, originPort: 22 },
    { originPort: 2222 },
  ),
  ...["sbfmLikelyAutomated", "sbfmDefinitelyAutomated"].map((name) =>
    ofZone(`botManagement ${name}`, "botManagement", { [name]: "allow" }, { [name]: "block" }),
  ),
  ofZone("botManagement fightMode", "botManagement", { fightMode: false }, { fightMode: true }),
];

const pageRules = (
  [
    ["resolveOverride", "a.example.com", "b.example.com"],
    ["securityLevel", "medium", "under_attack"],
  ] as const
).map(([name, old, now]) =>
  ofZone(
    `pageRule actions.${name}`,
    "pageRule",
    { target: "shop.example.com/*", status: "active", priority: 1, actions: { [name]: old } },
    { actions: { [name]: now } },
  ),
);

const ruleset = { kind: "zone", phase: "http_response_cache_settings", name: "default" };
const cacheControl = (directives: object): object => ({
  rules: [
    {
      ...{ action: "set_cache_control", enabled: true, expression: "true" },
      actionParameters: { mustRevalidate: { operation: "set" }, ...directives },
    },
  ],
});

/** What lets answers be kept longer, or by others: a directive that comes, or one that goes. */
const cacheDirectives = [
  ...["maxAge", "sMaxage"].map((name) => ({
    name,
    old: { [name]: { operation: "set", value: 1 } },
    now: { [name]: { operation: "set", value: 999 } },
  })),
  { name: "public", old: {}, now: { public: { operation: "set" } } },
  ...["noCache", "noStore", "private"].map((name) => ({
    name,
    old: { [name]: { operation: "set" } },
    now: {},
  })),
].map(({ name, old, now }) =>
  ofZone(
    `ruleset rules.actionParameters.${name}`,
    "ruleset",
    { ...ruleset, ...cacheControl(old) },
    cacheControl(now),
  ),
);

/** A schedule leaves as it is what is -1. */
const schedule = { autoscalingGroupName: "machines", recurrence: "0 20 * * *" };
const schedules = (
  [
    ["desiredCapacity", { minSize: 0, maxSize: 4, desiredCapacity: 2 }],
    ["minSize", { minSize: 2, maxSize: 4, desiredCapacity: 0 }],
    ["maxSize", { minSize: 0, maxSize: 4, desiredCapacity: -1 }],
  ] as const
).map(([name, sizes]) => ({
  ...{ property: `scalingSchedule ${name}`, type: "aws:autoscaling/schedule:Schedule" },
  ...{ old: { ...schedule, ...sizes }, now: { [name]: 0 } },
}));

/** Changes of single properties that stand in for stored plans: each has to be told. */
export const propertyPairs: readonly PropertyPair[] = [
  ...ofZones,
  ...pageRules,
  ...cacheDirectives,
  ...schedules,
];

/**
 * Makes the plan of a pair.
 * @returns The plan as text: the change and nothing else, beside a site.
 */
export function planOf({ type, old, now }: PropertyPair): string {
  return JSON.stringify(preview([...site, becomes(type, "changed", old, { ...old, ...now })]));
}
