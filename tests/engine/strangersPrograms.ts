/** Programs as strangers write them: Cloudflare and AWS without a component of this project, everything made by the program itself. */
import * as acm from "@pulumi/aws/acm";
import * as autoscaling from "@pulumi/aws/autoscaling";
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as ecr from "@pulumi/aws/ecr";
import * as ecs from "@pulumi/aws/ecs";
import * as iam from "@pulumi/aws/iam";
import * as lb from "@pulumi/aws/lb";
import * as route53 from "@pulumi/aws/route53";
import * as s3 from "@pulumi/aws/s3";
import { getAvailabilityZones } from "@pulumi/aws/getAvailabilityZones";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import { defaultAccountId as accountId, defaultZoneId } from "../../sandbox/testing";

function ownZone() {
  const zone = new cloudflare.Zone("main", { account: { id: accountId }, name: "shop.example" });
  const zoneId = zone.id;
  new cloudflare.ZoneSetting("ssl", { zoneId, settingId: "ssl", value: "strict" });
  new cloudflare.ZoneSetting("https", { zoneId, settingId: "always_use_https", value: "on" });
  new cloudflare.ZoneDnssec("dnssec", { zoneId, status: "active" });
  const monitor = new cloudflare.LoadBalancerMonitor("health", {
    accountId,
    type: "https",
    path: "/healthz",
    expectedCodes: "200",
  });
  const pools = ["203.0.113.10", "198.51.100.20"].map(
    (address, index) =>
      new cloudflare.LoadBalancerPool(`pool-${index}`, {
        accountId,
        name: `shop-${index}`,
        monitor: monitor.id,
        checkRegions: ["WEU"],
        origins: [{ name: "a", address }],
      }),
  );
  new cloudflare.LoadBalancer("www", {
    zoneId,
    name: pulumi.interpolate`www.${zone.name}`,
    defaultPools: pools.map(({ id }) => id),
    fallbackPool: pools.at(-1)?.id ?? "",
    proxied: true,
  });
  new cloudflare.DnsRecord("apex", {
    zoneId,
    name: "@",
    type: "CNAME",
    content: "www.shop.example",
    proxied: true,
    ttl: 1,
  });
  new cloudflare.DnsRecord("mail", {
    zoneId,
    name: "shop.example",
    type: "MX",
    content: "mx.example.net",
    priority: 10,
    ttl: 3600,
  });
  return { nameServers: zone.nameServers, zoneId };
}

async function network() {
  const { names } = await getAvailabilityZones({ state: "available" });
  const vpc = new ec2.Vpc("main", { cidrBlock: "10.20.0.0/16", enableDnsHostnames: true });
  const gateway = new ec2.InternetGateway("main", { vpcId: vpc.id });
  const publicTable = new ec2.RouteTable("public", {
    vpcId: vpc.id,
    routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }],
  });
  const subnets = names.slice(0, 2).map((availabilityZone, index) => {
    const subnet = new ec2.Subnet(`public-${index}`, {
      vpcId: vpc.id,
      cidrBlock: `10.20.${index}.0/24`,
      availabilityZone,
      mapPublicIpOnLaunch: true,
    });
    new ec2.RouteTableAssociation(`public-${index}`, {
      subnetId: subnet.id,
      routeTableId: publicTable.id,
    });
    return subnet;
  });
  const address = new ec2.Eip("nat", { domain: "vpc" });
  const nat = new ec2.NatGateway("nat", {
    allocationId: address.id,
    subnetId: subnets[0]?.id ?? "",
  });
  const privateTable = new ec2.RouteTable("private", { vpcId: vpc.id });
  new ec2.Route("out", {
    routeTableId: privateTable.id,
    destinationCidrBlock: "0.0.0.0/0",
    natGatewayId: nat.id,
  });
  new ec2.DefaultSecurityGroup("none", { vpcId: vpc.id });
  new ec2.VpcEndpoint("s3", {
    vpcId: vpc.id,
    serviceName: "com.amazonaws.us-east-1.s3",
    routeTableIds: [vpc.mainRouteTableId, privateTable.id],
  });
  new cloudflare.DnsRecord("nat", {
    zoneId: new cloudflare.Zone("main", { account: { id: accountId }, name: "example.com" }).id,
    name: "egress",
    type: "A",
    content: address.publicIp,
    ttl: 300,
  });
  return { subnetIds: subnets.map(({ id }) => id), group: vpc.defaultSecurityGroupId };
}

function balancedWithCertificate() {
  const zone = cloudflare.getZoneOutput({ filter: { name: "example.com" } });
  const vpc = ec2.getVpcOutput({ default: true });
  const subnets = ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpc.id] }] });
  const group = new ec2.SecurityGroup("alb", {
    vpcId: vpc.id,
    ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  });
  const balancer = new lb.LoadBalancer("web", {
    subnets: subnets.ids,
    securityGroups: [group.id],
  });
  const targets = new lb.TargetGroup("web", {
    port: 8080,
    protocol: "HTTP",
    vpcId: vpc.id,
    healthCheck: { path: "/healthz", matcher: "200" },
  });
  const certificate = new acm.Certificate("web", {
    domainName: "app.example.com",
    subjectAlternativeNames: ["www.app.example.com"],
    validationMethod: "DNS",
  });
  const validations = [0, 1].map((index) => {
    const option = certificate.domainValidationOptions.apply((all) => all[index]);
    return new cloudflare.DnsRecord(`validation-${index}`, {
      zoneId: zone.zoneId,
      name: option.apply((one) => (one?.resourceRecordName ?? "").replace(/\.$/, "")),
      type: option.apply((one) => one?.resourceRecordType ?? ""),
      content: option.apply((one) => (one?.resourceRecordValue ?? "").replace(/\.$/, "")),
      ttl: 60,
    });
  });
  const validated = new acm.CertificateValidation("web", {
    certificateArn: certificate.arn,
    validationRecordFqdns: validations.map(({ name }) => name),
  });
  new lb.Listener("https", {
    loadBalancerArn: balancer.arn,
    port: 443,
    protocol: "HTTPS",
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    certificateArn: validated.certificateArn,
    defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
  });
  new lb.Listener("http", {
    loadBalancerArn: balancer.arn,
    port: 80,
    defaultActions: [
      { type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } },
    ],
  });
  new cloudflare.DnsRecord("app", {
    zoneId: zone.zoneId,
    name: "app",
    type: "CNAME",
    content: balancer.dnsName,
    proxied: true,
    ttl: 1,
  });
}

function scalingGroup() {
  const image = ec2.getAmiOutput({
    mostRecent: true,
    owners: ["amazon"],
    filters: [{ name: "name", values: ["al2023-ami-*-x86_64"] }],
  });
  const vpc = ec2.getVpcOutput({ default: true });
  const subnets = ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpc.id] }] });
  const group = new ec2.SecurityGroup("web", { vpcId: vpc.id });
  new ec2.SecurityGroupRule("ssh", {
    type: "ingress",
    securityGroupId: group.id,
    protocol: "tcp",
    fromPort: 22,
    toPort: 22,
    sourceSecurityGroupId: "sg-0a1b2c3d4e5f60718",
  });
  const role = new iam.Role("web", {
    assumeRolePolicy: iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
  });
  new iam.RolePolicyAttachment("ssm", {
    role: role.name,
    policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
  });
  const profile = new iam.InstanceProfile("web", { role: role.name });
  const template = new ec2.LaunchTemplate("web", {
    imageId: image.id,
    instanceType: "t3.micro",
    iamInstanceProfile: { arn: profile.arn },
    vpcSecurityGroupIds: [group.id],
    userData: Buffer.from("#!/bin/sh\n").toString("base64"),
  });
  const scaling = new autoscaling.Group("web", {
    minSize: 2,
    maxSize: 4,
    vpcZoneIdentifiers: subnets.ids,
    launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
  });
  const policy = new autoscaling.Policy("cpu", {
    autoscalingGroupName: scaling.name,
    policyType: "TargetTrackingScaling",
    targetTrackingConfiguration: {
      predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
      targetValue: 60,
    },
  });
  return { policy: policy.arn };
}

function containers() {
  const logs = new cloudwatch.LogGroup("app", { retentionInDays: 14 });
  const repository = new ecr.Repository("app", { forceDelete: true });
  const trust = iam.getPolicyDocumentOutput({
    statements: [
      {
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["ecs-tasks.amazonaws.com"] }],
      },
    ],
  });
  const role = new iam.Role("app", { assumeRolePolicy: trust.json });
  const cluster = new ecs.Cluster("app", {
    settings: [{ name: "containerInsights", value: "enabled" }],
  });
  const task = new ecs.TaskDefinition("app", {
    family: "app",
    cpu: "256",
    memory: "512",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    executionRoleArn: role.arn,
    containerDefinitions: pulumi.jsonStringify([
      {
        name: "app",
        image: pulumi.interpolate`${repository.repositoryUrl}:latest`,
        portMappings: [{ containerPort: 8080 }],
        logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": logs.name } },
      },
    ]),
  });
  const vpc = new ec2.Vpc("app", { cidrBlock: "10.30.0.0/16" });
  const subnet = new ec2.Subnet("app", { vpcId: vpc.id, cidrBlock: "10.30.1.0/24" });
  const group = new ec2.SecurityGroup("app", { vpcId: vpc.id });
  new ecs.Service("app", {
    cluster: cluster.arn,
    taskDefinition: task.arn,
    desiredCount: 2,
    launchType: "FARGATE",
    networkConfiguration: { subnets: [subnet.id], securityGroups: [group.id] },
  });
}

function tunnel() {
  const zone = new cloudflare.Zone("main", { account: { id: accountId }, name: "example.com" });
  const made = new cloudflare.ZeroTrustTunnelCloudflared("office", {
    accountId,
    name: "office",
    configSrc: "cloudflare",
    tunnelSecret: pulumi.secret(Buffer.alloc(32, 7).toString("base64")),
  });
  new cloudflare.ZeroTrustTunnelCloudflaredConfig("office", {
    accountId,
    tunnelId: made.id,
    config: {
      ingresses: [
        { hostname: "intra.example.com", service: "http://localhost:8080" },
        { service: "http_status:404" },
      ],
    },
  });
  new cloudflare.DnsRecord("intra", {
    zoneId: zone.id,
    name: "intra",
    type: "CNAME",
    content: pulumi.interpolate`${made.id}.cfargotunnel.com`,
    proxied: true,
    ttl: 1,
  });
  const application = new cloudflare.ZeroTrustAccessApplication("intra", {
    accountId,
    name: "intra",
    domain: "intra.example.com",
    type: "self_hosted",
  });
  const token = cloudflare.getZeroTrustTunnelCloudflaredTokenOutput({
    accountId,
    tunnelId: made.id,
  });
  return { token: token.token, audience: application.aud };
}

function worker() {
  const zone = new cloudflare.Zone("main", { account: { id: accountId }, name: "example.com" });
  const store = new cloudflare.WorkersKvNamespace("cache", { accountId, title: "cache" });
  const script = new cloudflare.WorkersScript("edge", {
    accountId,
    scriptName: "edge",
    content: "export default { fetch: () => new Response('hello') }",
    mainModule: "worker.mjs",
    bindings: [{ name: "CACHE", type: "kv_namespace", namespaceId: store.id }],
  });
  new cloudflare.DnsRecord("api", {
    zoneId: zone.id,
    name: "api",
    type: "AAAA",
    content: "100::",
    proxied: true,
    ttl: 1,
  });
  new cloudflare.WorkersRoute("api", {
    zoneId: zone.id,
    pattern: "api.example.com/*",
    script: script.scriptName,
  });
  new cloudflare.WorkersCustomDomain("hello", {
    accountId,
    zoneId: zone.id,
    hostname: "hello.example.com",
    service: script.scriptName,
  });
  new cloudflare.R2Bucket("assets", { accountId, name: "assets" });
}

function rules() {
  const zone = new cloudflare.Zone("main", { account: { id: accountId }, name: "example.com" });
  const list = new cloudflare.List("office", { accountId, name: "office", kind: "ip" });
  new cloudflare.ListItem("office", { accountId, listId: list.id, ip: "203.0.113.7" });
  const phases = {
    http_request_firewall_custom: {
      action: "block",
      expression: pulumi.interpolate`not ip.src in $${list.name}`,
    },
    http_request_cache_settings: {
      action: "set_cache_settings",
      expression: "true",
      actionParameters: { cache: true, edgeTtl: { mode: "override_origin", default: 7200 } },
    },
    http_request_dynamic_redirect: {
      action: "redirect",
      expression: 'http.host eq "example.com"',
      actionParameters: {
        fromValue: {
          statusCode: 301,
          targetUrl: { value: "https://www.example.com" },
        },
      },
    },
    http_ratelimit: {
      action: "block",
      expression: "true",
      ratelimit: {
        characteristics: ["ip.src", "cf.colo.id"],
        period: 10,
        requestsPerPeriod: 50,
        mitigationTimeout: 10,
      },
    },
  };
  for (const [phase, rule] of Object.entries(phases)) {
    new cloudflare.Ruleset(phase, {
      zoneId: zone.id,
      name: phase,
      kind: "zone",
      phase,
      rules: [{ ref: phase, description: phase, enabled: true, ...rule }],
    });
  }
  new cloudflare.PageRule("old", {
    zoneId: zone.id,
    target: "old.example.com/*",
    actions: { forwardingUrl: { url: "https://www.example.com/$1", statusCode: 301 } },
  });
}

function alerts() {
  const zone = new cloudflare.Zone("main", { account: { id: accountId }, name: "example.com" });
  const hook = new cloudflare.NotificationPolicyWebhooks("ops", {
    accountId,
    name: "ops",
    url: "https://hooks.example.net/cloudflare",
  });
  new cloudflare.Healthcheck("www", {
    zoneId: zone.id,
    name: "www",
    address: "www.example.com",
    type: "HTTPS",
    checkRegions: ["WEU"],
    httpConfig: { path: "/healthz", expectedCodes: ["2xx"] },
  });
  new cloudflare.NotificationPolicy("down", {
    accountId,
    name: "down",
    alertType: "health_check_status_notification",
    enabled: true,
    mechanisms: { emails: [{ id: "ops@example.com" }], webhooks: [{ id: hook.id }] },
    filters: { zones: [zone.id] },
  });
  const token = new cloudflare.AccountToken("ci", {
    accountId,
    name: "ci",
    policies: [
      {
        effect: "allow",
        permissionGroups: [{ id: "82e64a83756745bbbb1c9c2701bf816b" }],
        resources: zone.id.apply((id) =>
          JSON.stringify({ [`com.cloudflare.api.account.zone.${id}`]: "*" }),
        ),
      },
    ],
  });
  return { token: token.value };
}

function siteInBucket() {
  const identity = getCallerIdentityOutput();
  const zone = new route53.Zone("main", { name: "example.org" });
  const check = new route53.HealthCheck("www", {
    fqdn: "www.example.org",
    port: 443,
    type: "HTTPS",
    resourcePath: "/healthz",
    failureThreshold: 3,
    requestInterval: 30,
  });
  const bucket = new s3.Bucket("site", { tags: { project: "site" } });
  new s3.BucketPublicAccessBlock("site", { bucket: bucket.id, blockPublicAcls: true });
  const access = new cloudfront.OriginAccessControl("site", {
    originAccessControlOriginType: "s3",
    signingBehavior: "always",
    signingProtocol: "sigv4",
  });
  const distribution = new cloudfront.Distribution("site", {
    enabled: true,
    defaultRootObject: "index.html",
    origins: [
      {
        originId: "site",
        domainName: bucket.bucketRegionalDomainName,
        originAccessControlId: access.id,
      },
    ],
    defaultCacheBehavior: {
      targetOriginId: "site",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
      forwardedValues: { queryString: false, cookies: { forward: "none" } },
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
  new s3.BucketPolicy("site", {
    bucket: bucket.id,
    policy: pulumi.jsonStringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "cloudfront.amazonaws.com" },
          Action: "s3:GetObject",
          Resource: pulumi.interpolate`${bucket.arn}/*`,
          Condition: { StringEquals: { "AWS:SourceAccount": identity.accountId } },
        },
      ],
    }),
  });
  new s3.BucketObject("index", { bucket: bucket.id, key: "index.html", content: "<h1>hi</h1>" });
  new route53.Record("www", {
    zoneId: zone.zoneId,
    name: "www",
    type: "A",
    healthCheckId: check.id,
    setIdentifier: "primary",
    failoverRoutingPolicies: [{ type: "PRIMARY" }],
    aliases: [
      {
        name: distribution.domainName,
        zoneId: distribution.hostedZoneId,
        evaluateTargetHealth: false,
      },
    ],
  });
  const delegated = cloudflare.getZoneOutput({ filter: { name: "example.com" } });
  zone.nameServers.apply((servers) => servers.length);
  new cloudflare.DnsRecord("delegation", {
    zoneId: delegated.zoneId,
    name: "aws",
    type: "NS",
    content: zone.nameServers.apply((servers) => servers[0] ?? ""),
    ttl: 3600,
  });
  return { url: distribution.domainName };
}

function reverseZone() {
  const name = "100.51.198.in-addr.arpa";
  const zone = new cloudflare.Zone("reverse", { account: { id: accountId }, name });
  for (const [key, type, host, content] of [
    ["host", "PTR", "123", "host.example.com"],
    ["lent", "CNAME", "1", `1.0/25.${name}`],
    ["block", "NS", "0/25", "ns.example.net"],
  ] as const) {
    new cloudflare.DnsRecord(key, {
      ...{ zoneId: zone.id, name: `${host}.${name}`, type, content, ttl: 3600 },
    });
  }
}

function chatOfAlerts() {
  const trigger = new cloudflare.NotificationPolicyWebhooks("trigger", {
    accountId,
    name: "trigger",
    url: "https://hooks.slack.com/triggers/7L2N5I46Z/4385645500103",
    secret: "0123456789",
  });
  const channel = new cloudflare.NotificationPolicyWebhooks("channel", {
    accountId,
    name: "channel",
    url: "https://hooks.slack.com/services/T00000000/B00000000",
    secret: pulumi.secret("0123456789"),
  });
  new cloudflare.NotificationPolicy("down", {
    accountId,
    name: "down",
    alertType: "real_origin_monitoring",
    enabled: true,
    mechanisms: { webhooks: [{ id: trigger.id }, { id: channel.id }] },
  });
}

function namesFromBirth() {
  for (const name of ["constructor", "__proto__", "toString"]) {
    new cloudflare.DnsRecord(name, {
      ...{ zoneId: defaultZoneId, name: `${name.toLowerCase()}.example.com`, type: "A" },
      ...{ content: "203.0.113.10", ttl: 300 },
    });
  }
}

/** Each program by what it declares, with how many resources it makes, the stack itself among them. */
export const strangersPrograms: Readonly<
  Record<string, { readonly resources: number; readonly program: () => unknown }>
> = {
  "a zone of its own": { resources: 11, program: ownZone },
  "a network": { resources: 16, program: network },
  "a balancer with a validated certificate": { resources: 11, program: balancedWithCertificate },
  "a scaling group": { resources: 9, program: scalingGroup },
  containers: { resources: 10, program: containers },
  "a tunnel": { resources: 6, program: tunnel },
  "a Worker": { resources: 8, program: worker },
  "rules and lists": { resources: 9, program: rules },
  alerts: { resources: 6, program: alerts },
  "a reverse zone with a block that is delegated": { resources: 5, program: reverseZone },
  "chat services that alerts are sent to": { resources: 4, program: chatOfAlerts },
  "resources with names that objects have from birth": { resources: 4, program: namesFromBirth },
  "a site in a bucket behind Route 53": { resources: 11, program: siteInBucket },
};
