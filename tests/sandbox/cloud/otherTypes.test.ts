import { assert, expect } from "chai";
import { generateKeyPairSync } from "node:crypto";

import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { types } from "../../../sandbox/cloud/account/indexes";
import {
  defaultAccountId as accountId,
  defaultZoneId as zoneId,
} from "../../../sandbox/cloud/accountSeed";
import { text, type Properties } from "../../../sandbox/cloud/values";
import { makeRequest } from "../../../sandbox/cloud/x509/certificate";
import { DirectCloud, refusal } from "./direct";

const policy = {
  accountId,
  name: "pools",
  alertType: "load_balancing_health_alert",
  mechanisms: { emails: [{ id: "oncall@example.com" }] },
};

/** Of what zones they are is not known to the account. */
const subnets = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"];

describe("the stand-ins for zone settings, alerts, rulesets and the rest", () => {
  let direct: DirectCloud;
  beforeEach(async () => {
    direct = await DirectCloud.start();
  });
  afterEach(() => direct.stop());
  const words = async (type: string, inputs: Properties) => {
    const refused = await refusal(direct.create(type, inputs));
    return `${refused.status} ${refused.code ?? "-"} ${refused.words}`;
  };

  it("leaves a zone setting as it is when the resource goes, and makes no call", async () => {
    const inputs = { zoneId, settingId: "ssl", value: "strict" };
    const made = await direct.create(types.zoneSetting, inputs);
    expect(made.id).to.equal("ssl");
    await direct.delete(types.zoneSetting, made);
    expect(direct.calls()).to.deep.equal(["PATCH /zones/<id>/settings/ssl 200"]);
    expect(direct.cloud.account.get(types.zoneSetting, `${zoneId}/ssl`)?.properties.value).to.equal(
      "strict",
    );
  });

  it("takes a setting for new that has the value already, and one that an earlier stack left behind", async () => {
    const inputs = { zoneId, settingId: "ssl", value: "strict" };
    await direct.delete(types.zoneSetting, await direct.create(types.zoneSetting, inputs));
    const again = await direct.create(types.zoneSetting, inputs);
    expect([again.id, again.outputs.value]).to.deep.equal(["ssl", "strict"]);
    const other = await direct.create(types.zoneSetting, { ...inputs, value: "full" });
    expect(other.outputs.value).to.equal("full");
    expect(direct.calls()).to.deep.equal(Array(3).fill("PATCH /zones/<id>/settings/ssl 200"));
    expect(direct.cloud.account.size).to.equal(1);
  });

  it("patches a setting with what differs, and refuses a patch of nothing with 1007", async () => {
    const inputs = { zoneId, settingId: "ssl", value: "full" };
    const made = await direct.create(types.zoneSetting, inputs);
    const strict = { ...inputs, value: "strict" };
    const next = await direct.update(types.zoneSetting, made, inputs, strict);
    const { status, code, words } = await refusal(
      direct.update(types.zoneSetting, next, strict, strict),
    );
    expect([status, code, words]).to.deep.equal([
      400,
      "1007",
      "Invalid value for zone setting ssl: a value is missing",
    ]);
    expect(direct.cloud.journal.calls.map(({ body }) => body?.value)).to.deep.equal([
      "full",
      "strict",
      undefined,
    ]);
    const live = direct.cloud.account.get(types.zoneSetting, `${zoneId}/ssl`);
    expect(live?.properties.value).to.equal("strict");
  });

  it("takes camelCase HSTS in the preview and refuses it at apply with 1007", async () => {
    const inputs = {
      zoneId,
      settingId: "security_header",
      value: { strictTransportSecurity: { enabled: true } },
    };
    expect(await direct.check(types.zoneSetting, inputs)).to.deep.equal([]);
    expect(await words(types.zoneSetting, inputs)).to.equal(
      "400 1007 Invalid value for zone setting security_header: strict_transport_security is missing",
    );
    expect(
      await words(types.zoneSetting, { zoneId, settingId: "alwaysUseHttps", value: "on" }),
    ).to.equal("400 1007 Undefined zone setting: alwaysUseHttps");
  });

  it("refuses values that a setting or the plan does not have, with 1007", async () => {
    await direct.stop();
    direct = await DirectCloud.start({ zones: [{ id: zoneId, name: "example.com", plan: "pro" }] });
    const setting = (settingId: string, value: Properties | string) =>
      words(types.zoneSetting, { zoneId, settingId, value });
    expect([
      await setting("ssl", "stric"),
      await setting("ssl", "origin_pull"),
      await setting("security_header", { strict_transport_security: { max_age: 60 } }),
    ]).to.deep.equal([
      "400 1007 Invalid value for zone setting ssl: it takes off, flexible, full, strict, origin_pull",
      "400 1007 Invalid value for zone setting ssl: the plan pro does not have it",
      "400 1007 Invalid value for zone setting security_header: max_age is 0 or 2592000 to 31536000",
    ]);
  });

  it("repeats no secret in what an API answers and the journal writes", async () => {
    const group = { name: "hidden-token", vpcId: "vpc-0a1b2c3d", description: "a" };
    await direct.create(types.securityGroup, group, ["name"]);
    await expect(
      direct.create(types.securityGroup, group, ["name"]),
    ).to.be.rejected.and.eventually.include({
      message: "The security group '[secret]' already exists for this VPC (InvalidGroup.Duplicate)",
    });
    const record = { zoneId: "hidden-zone", name: "a", type: "A", content: "192.0.2.1" };
    await expect(
      direct.create(types.record, record, ["zoneId"]),
    ).to.be.rejected.and.eventually.include({
      message:
        "Could not route to /zones/[secret], perhaps your object identifier is invalid? (7003)",
    });
    expect(JSON.stringify(direct.cloud.journal.calls)).to.not.match(/hidden/);
  });

  it("refuses a secret inside a value of any type, as the bridge does", async () => {
    const inputs = { zoneId, settingId: "ssl", value: "strict" };
    expect(await direct.check(types.zoneSetting, inputs, ["value"])).to.deep.equal([
      "value: secrets inside dynamically typed blocks are not yet supported",
    ]);
  });

  it("keeps the same setting of two zones apart", async () => {
    await direct.stop();
    const other = "b".repeat(32);
    direct = await DirectCloud.start({
      zones: [
        { id: zoneId, name: "example.com" },
        { id: other, name: "example.org" },
      ],
    });
    await direct.create(types.zoneSetting, { zoneId, settingId: "ssl", value: "strict" });
    await direct.create(types.zoneSetting, { zoneId: other, settingId: "ssl", value: "full" });
    const read = await direct.read(types.zoneSetting, `${other}/ssl`);
    expect([read?.id, read?.inputs]).to.deep.equal([
      "ssl",
      { zoneId: other, settingId: "ssl", value: "full" },
    ]);
    const keys = direct.cloud.account.resources().map(({ key }) => key);
    expect(keys).to.deep.equal([
      `${types.zoneSetting}::${zoneId}/ssl`,
      `${types.zoneSetting}::${other}/ssl`,
    ]);
  });

  it("refuses alerts that reach nobody, or that the plan does not have", async () => {
    await direct.stop();
    direct = await DirectCloud.start({
      zones: [{ id: zoneId, name: "example.com", plan: "free" }],
    });
    expect([
      await words(types.notificationPolicy, { ...policy, mechanisms: {} }),
      await words(types.notificationPolicy, {
        ...policy,
        mechanisms: { webhooks: [{ id: "nobody" }] },
      }),
      await words(types.notificationPolicy, {
        ...policy,
        mechanisms: { pagerduties: [{ id: "team" }] },
      }),
      await words(types.notificationPolicy, { ...policy, alertType: "http_alert_origin_error" }),
    ]).to.deep.equal([
      "400 - at least one delivery mechanism is required",
      "400 - webhook nobody does not exist",
      "400 - PagerDuty is not part of this subscription",
      "400 - http_alert_origin_error is not part of this subscription",
    ]);
    const made = await direct.create(types.notificationPolicy, policy);
    const emails = [{ id: "b@example.com" }, { id: "oncall@example.com" }];
    const more = { ...policy, mechanisms: { emails } };
    const next = await direct.update(types.notificationPolicy, made, policy, more);
    const shuffled = { ...policy, mechanisms: { emails: [...emails].reverse() } };
    const { changed } = await direct.diff(types.notificationPolicy, next.outputs, more, shuffled);
    expect(changed).to.deep.equal([]);
  });

  it("takes the secret out of the URL of a chat service, which then reads back otherwise", async () => {
    const hook = async (url: string, secret?: string) => {
      const inputs: Properties = {
        ...{ accountId, name: "chat", url },
        ...(secret === undefined ? {} : { secret }),
      };
      const made = await direct.create(types.webhooks, inputs);
      const read = await direct.read(types.webhooks, made.id, made.outputs, inputs);
      assert.isDefined(read);
      const { changed } = await direct.diff(types.webhooks, read.outputs, read.inputs, inputs);
      return [read.outputs.url, read.outputs.type, changed];
    };
    const bare = "https://hooks.slack.com/services/T0/B0";
    expect(await hook(`${bare}/s3cr3t`)).to.deep.equal([bare, "slack", ["url"]]);
    expect((await hook(bare, "s3cr3t")).at(-1)).to.deep.equal([]);
    const google = "https://chat.googleapis.com/v1/spaces/AA/messages?key=k";
    expect(await hook(`${google}&token=s3cr3t`)).to.deep.equal([google, "gchat", ["url"]]);
    const own = "https://hooks.example.com/T0/B0/s3cr3t";
    expect(await hook(own)).to.deep.equal([own, "generic", []]);
  });

  it("refuses webhooks that Cloudflare does not post to", async () => {
    const refused = (url: string) => words(types.webhooks, { accountId, name: "hook", url });
    const way = "Let a Worker or a Tunnel pass the notifications on";
    expect([
      await refused("https://hooks.example.com:8443/x"),
      await refused("http://192.168.1.4/x"),
      await refused("hooks.example.com"),
    ]).to.deep.equal([
      `400 - url must be on port 80 or 443, to which alone Cloudflare posts; got port 8443. ${way}`,
      `400 - url must be at a public address, to which alone Cloudflare posts; got an address for private networks. ${way}`,
      "400 - url must be an http or https URL; got no such URL",
    ]);
    await direct.create(types.webhooks, { accountId, name: "a", url: "http://hooks.example.com" });
  });

  it("counts the order of an alert's filters, which are lists", async () => {
    for (const [name, alertType] of [
      ["poolIds", policy.alertType],
      ["newHealths", policy.alertType],
      ["eventSources", policy.alertType],
      ["enableds", "load_balancing_pool_enablement_alert"],
    ] as const) {
      const sorted = { ...policy, alertType, filters: { [name]: ["a", "b"] } };
      const made = await direct.create(types.notificationPolicy, sorted);
      const shuffled = { ...policy, alertType, filters: { [name]: ["b", "a"] } };
      const diff = (inputs: Properties) =>
        direct.diff(types.notificationPolicy, made.outputs, sorted, inputs);
      expect((await diff(sorted)).changed).to.deep.equal([]);
      expect((await diff(shuffled)).changed).to.deep.equal(["filters"]);
    }
  });

  it("takes a slow start of 0, or of 30 to 900 seconds", async () => {
    const problems = async (slowStart: number) =>
      direct.check(types.targetGroup, { name: "web", port: 80, slowStart });
    for (const seconds of [0, 30, 900]) {
      expect(await problems(seconds)).to.deep.equal([]);
    }
    for (const seconds of [-1, 1, 29, 901]) {
      expect(await problems(seconds)).to.deep.equal([
        `expected slow_start to be in the range (30 - 900), got ${seconds}`,
      ]);
    }
  });

  it("has one entry point ruleset per zone and phase, whose rules keep their id by ref", async () => {
    const rule = (ref: string) => ({ ref, action: "block", expression: "true" });
    const inputs = {
      zoneId,
      kind: "zone",
      name: "rules",
      phase: "http_request_firewall_custom",
      rules: [rule("a"), rule("b")],
    };
    const made = await direct.create(types.ruleset, inputs);
    expect(Object.keys(made.outputs).sort()).to.deep.equal(
      [...Object.keys(inputs), "description", "id", "lastUpdated", "version"].sort(),
    );
    expect(await words(types.ruleset, inputs)).to.match(
      /^400 20217 .zone. is not a valid value for kind because exceeded maximum number of zone rulesets/,
    );
    const rules = () =>
      (direct.cloud.account.get(types.ruleset, made.id)?.properties.rules ?? []) as Properties[];
    const before = rules().find(({ ref }) => ref === "b")?.id;
    await direct.update(types.ruleset, made, inputs, { ...inputs, rules: [rule("b")] });
    expect(rules().map(({ id }) => id)).to.deep.equal([before]);
    expect(await direct.check(types.ruleset, { ...inputs, accountId })).to.deep.equal([
      "2 attributes specified when one (and only one) of [account_id,zone_id] is required",
    ]);
  });

  it("certifies hostnames of the account's zones only", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const csr = makeRequest(privateKey, {}, []);
    const inputs = { csr, requestType: "origin-rsa", hostnames: ["*.example.com"] };
    const { outputs } = await direct.create(types.originCaCertificate, inputs);
    expect(text(outputs.certificate)).to.match(/^-----BEGIN CERTIFICATE-----\n/);
    expect(
      await words(types.originCaCertificate, { ...inputs, hostnames: ["example.org"] }),
    ).to.equal("400 - example.org cannot be certified for this account");
    await direct.create(types.zone, { account: { id: accountId }, name: "bücher.example" });
    for (const hostname of ["*.bücher.example", "xn--bcher-kva.example"]) {
      await direct.create(types.originCaCertificate, { ...inputs, hostnames: [hostname] });
    }
    expect(
      await direct.check(types.originCaCertificate, { ...inputs, requestedValidity: 100 }),
    ).to.deep.equal([
      "Attribute requested_validity value must be one of: [7 30 90 365 730 1095 5475], got: 100",
    ]);
  });

  it("counts a listener as a user of its target group and certificate", async () => {
    const balancer = await direct.create(types.alb, { name: "alb", subnets });
    const targets = await direct.create(types.targetGroup, { name: "web", port: 80 });
    const certificate = await direct.create(types.certificate, {
      certificateBody: "x",
      privateKey: "hidden-key",
    });
    const listener = await direct.create(types.listener, {
      loadBalancerArn: balancer.id,
      port: 443,
      protocol: "HTTPS",
      certificateArn: certificate.id,
      defaultActions: [{ type: "forward", targetGroupArn: targets.id }],
    });
    expect((await refusal(direct.delete(types.targetGroup, targets))).code).to.equal(
      "ResourceInUse",
    );
    expect((await refusal(direct.delete(types.certificate, certificate))).code).to.equal(
      "ResourceInUseException",
    );
    await direct.delete(types.alb, balancer);
    await direct.delete(types.listener, listener);
    await direct.delete(types.targetGroup, targets);
    await direct.delete(types.certificate, certificate);
    expect(direct.cloud.account.size).to.equal(0);
  });

  it("names a load balancer by its prefix and 26 characters of its own, and keeps that name", async () => {
    const prefixed = { namePrefix: "use1-", subnets };
    const first = await direct.create(types.alb, prefixed);
    const second = await direct.create(types.alb, prefixed);
    const [name, other] = [first, second].map(({ outputs }) => outputs.name);
    expect(name).to.match(/^use1-\d{18}[0-9a-f]{8}$/);
    expect(other).to.match(/^use1-\d{18}[0-9a-f]{8}$/);
    expect(name).to.not.equal(other);
    expect(first.outputs.dnsName).to.equal(`${name as string}-1.us-east-1.elb.amazonaws.com`);
    const inputs = { ...prefixed, idleTimeout: 960 };
    const changed = await direct.update(types.alb, first, prefixed, inputs);
    expect(changed.outputs.name).to.equal(name);
  });

  it("deletes no load balancer whose deletion protection is on", async () => {
    const inputs = { name: "alb", subnets, enableDeletionProtection: true };
    const balancer = await direct.create(types.alb, inputs);
    const refused = await refusal(direct.delete(types.alb, balancer));
    expect([refused.code, refused.status]).to.deep.equal(["OperationNotPermitted", 400]);
    expect(refused.words).to.match(/cannot be deleted because deletion protection is enabled$/);
    const open = { ...inputs, enableDeletionProtection: false };
    await direct.delete(types.alb, await direct.update(types.alb, balancer, inputs, open));
    expect(direct.cloud.account.size).to.equal(0);
  });

  it("answers the functions that programs need, and names them when it is asked for another", async () => {
    const ranges = await direct.invoke("cloudflare:index/getIpRanges:getIpRanges", {});
    expect(ranges.ipv4Cidrs).to.deep.equal(cloudflareRanges.ipv4);
    const zone = await direct.invoke("cloudflare:index/getZone:getZone", {
      filter: { name: "example.com" },
    });
    expect(zone.zoneId).to.equal(zoneId);
    const vpc = await direct.invoke("aws:ec2/getVpc:getVpc", {
      id: "vpc-0a1b2c3d",
      region: "eu-west-1",
    });
    expect(vpc.arn).to.equal("arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-0a1b2c3d");
    const missing = direct.invoke("cloudflare:index/getZone:getZone", { zoneId: "0".repeat(32) });
    expect((await refusal(missing)).status).to.equal(404);
    await expect(direct.invoke("aws:s3/getBucket:getBucket", {}))
      .to.be.rejectedWith(
        /^the sandbox does not serve the function aws:s3\/getBucket:getBucket: it serves cloudflare:index\/getIpRanges:getIpRanges, /,
      )
      .and.eventually.include({ name: "Error" });
  });

  it("answers with other ranges when Cloudflare is said to have published others", async () => {
    await direct.stop();
    direct = await DirectCloud.start({ ranges: { ipv4: ["192.0.2.0/24"], ipv6: [] } });
    const ranges = await direct.invoke("cloudflare:index/getIpRanges:getIpRanges", {});
    expect([ranges.ipv4Cidrs, ranges.ipv6Cidrs]).to.deep.equal([["192.0.2.0/24"], []]);
  });
});
