import { modelTypes } from "../../../model/graph/resourceTypes";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { networkTypes } from "../../../facts/resourceTypes";
import { becomes, comes, same, urnOf, type Step } from "../report/plans";
import {
  balancer,
  dnsName,
  forward,
  front,
  known,
  listens,
  record,
  targets,
} from "../risks/behindBalancer";
import { judgesAsExpected, www, zoneId } from "../risks/strangersPlans";

/** As an engine writes what is known only when the update runs. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const types = { ...modelTypes, ...networkTypes };

/** A step of which some values come from resources. */
const from = (step: Step, sources: Required<Step>["from"]): Step => ({ ...step, from: sources });

const balanced = same("balancer", "lb", {
  ...{ zoneId, name: "www.example.com", proxied: true },
  ...{ defaultPools: ["p"], fallbackPool: "p" },
});
const poolOf = (more: object): object => ({
  ...{ accountId: "a", name: "p", origins: [{ name: "o", address: "203.0.113.20" }] },
  ...more,
});
const pool = (more: object): Step => becomes("pool", "p", poolOf({}), poolOf(more));
const monitorOf = (host: readonly string[]): object => ({
  ...{ accountId: "a", type: "https", path: "/", expectedCodes: "200", header: { Host: host } },
});
const recordOf = (more: object): object => ({ ...www.old, ...more });
const ruleset = (zone: string | undefined): Step =>
  comes(types.ruleset, "waf", {
    ...{ zoneId: zone, kind: "zone", phase: "http_request_firewall_custom", name: "waf" },
    rules: [{ expression: "true", action: "block" }],
  });
const mode = (value: string): object => ({ zoneId, settingId: "ssl", value });

const own = same(types.securityGroup, "front", { vpcId: "vpc-1" });
const https = known(same(types.listener, "https", listens()));
const machine = known(same(types.instance, "web", { vpcSecurityGroupIds: ["inner"] }));
const attached = { targetGroupArn: "app", targetId: "web" };
const attachment = same(types.targetGroupAttachment, "web", attached);
const innerOf = (group: string): object => ({
  ...{ vpcId: "vpc-1", name: "inner" },
  ingress: [{ protocol: "tcp", fromPort: 8080, toPort: 8080, securityGroups: [group] }],
});
const inner = same(types.securityGroup, "inner", innerOf("front"));
const app = known(same(types.targetGroup, "app", targets()));
const behind = [app, machine, attachment, inner];

const ranges = [...cloudflareRanges.ipv4];
const guardOf = (rules: unknown): object => ({ vpcId: "vpc-1", name: "front", ingress: rules });
const open = { protocol: "tcp", fromPort: 443, toPort: 443 };
const guard = (rules: unknown): Step =>
  becomes(types.securityGroup, "front", guardOf([{ ...open, cidrBlocks: ranges }]), guardOf(rules));
const guarded = (rules: unknown): Step[] => [record, balancer(), https, guard(rules), ...behind];
const shut = ["medium origin-shut edge"];

describe("a judged property that becomes unknown", () => {
  judgesAsExpected([
    [
      "is named of a zone's setting",
      [www, becomes("setting", "s", mode("strict"), mode(unknown))],
      [],
      ["s: value"],
    ],
    [
      "is named of a setting that comes from what the model does not read",
      [
        ...[www, comes("random:index/randomId:RandomId", "x", { byteLength: 8 })],
        from(becomes("setting", "s", mode("strict"), mode(unknown)), {
          value: [urnOf("random:index/randomId:RandomId", "x")],
        }),
      ],
      [],
      ["s: value"],
    ],
    [
      "is named of a record that may leave the proxy",
      [becomes("record", "www", recordOf({}), recordOf({ proxied: unknown }))],
      [],
      ["www: proxied"],
    ],
    [
      "is named of a pool that had no switch",
      [balanced, pool({ enabled: unknown })],
      [],
      ["p: enabled"],
    ],
    [
      "is named of all origins of a pool",
      [balanced, pool({ origins: unknown })],
      [],
      ["p: origins"],
    ],
    [
      "is named of an origin's address",
      [balanced, pool({ origins: [{ name: "o", address: unknown }] })],
      [],
      ["p: origins[0].address"],
    ],
    [
      "is named of the origins that a pool needs",
      [balanced, pool({ minimumOrigins: unknown })],
      [],
      ["p: minimumOrigins"],
    ],
    [
      "is no other header of a monitor for certain",
      [
        ...[balanced, same("pool", "p", poolOf({ monitor: "m" }))],
        becomes("monitor", "m", monitorOf(["www.example.com"]), monitorOf([unknown])),
      ],
      ["medium probe-changed www.example.com"],
    ],
    [
      "is named of a target group's port",
      [...front, known(becomes(types.targetGroup, "app", targets(), targets({ port: unknown })))],
      [],
      ["app: port"],
    ],
    [
      "is named of what a listener does",
      [
        ...[record, balancer(), own, ...behind],
        known(becomes(types.listener, "https", listens(), listens({ defaultActions: unknown }))),
      ],
      [],
      ["https: defaultActions"],
    ],
    [
      "is named of a listener's port",
      [
        ...[record, balancer(), own, ...behind],
        known(becomes(types.listener, "https", listens(), listens({ port: unknown }))),
      ],
      [],
      ["https: port"],
    ],
    [
      "is named of the groups of a load balancer",
      [
        ...[record, https, own, ...behind],
        known(
          becomes(
            types.awsLoadBalancer,
            "edge",
            { name: "edge", securityGroups: ["front"] },
            { name: "edge", securityGroups: [unknown] },
          ),
          { dnsName },
        ),
      ],
      [],
      ["edge: securityGroups"],
    ],
    [
      "is named of the group that targets let in",
      [
        ...[...front, app, machine, attachment],
        becomes(types.securityGroup, "inner", innerOf("front"), innerOf(unknown)),
      ],
      [],
      ["inner: ingress[0].securityGroups"],
    ],
    [
      "is named of a target",
      [
        ...[...front, app, machine, inner],
        becomes(types.targetGroupAttachment, "web", attached, { ...attached, targetId: unknown }),
      ],
      [],
      ["web: targetId"],
    ],
    [
      "is not named where it is for people only",
      [
        balanced,
        becomes("pool", "p", poolOf({ description: "a" }), poolOf({ description: unknown })),
      ],
      [],
    ],
    [
      "is not named where a risk tells of it",
      [becomes("record", "www", recordOf({}), recordOf({ content: unknown }))],
      ["medium destination-changed www.example.com"],
    ],
    [
      "is not named of what is made anew and followed by its reference",
      [
        ...[record, balancer(), own, app, machine, attachment, inner],
        comes(types.targetGroup, "app2", { ...targets(), name: "app2" }),
        from(
          comes(types.targetGroupAttachment, "web2", { targetGroupArn: unknown, targetId: "web" }),
          {
            targetGroupArn: [urnOf(types.targetGroup, "app2")],
          },
        ),
        from(
          known(
            becomes(
              types.listener,
              "https",
              listens(),
              listens({ defaultActions: [{ ...forward, targetGroupArn: unknown }] }),
            ),
          ),
          { defaultActions: [urnOf(types.targetGroup, "app2")] },
        ),
      ],
      ["medium targets-gap app2"],
    ],
    [
      "is not named of a first deployment",
      [
        comes("zone", "z", { account: { id: "a" }, name: "example.com" }),
        from(comes("record", "www", recordOf({ zoneId: unknown })), {
          zoneId: [urnOf("zone", "z")],
        }),
      ],
      [],
    ],
  ]);
});

describe("an unknown value", () => {
  judgesAsExpected([
    ["shuts no origin: a range", guarded([{ ...open, cidrBlocks: [unknown] }]), shut],
    ["shuts no origin: all rules", guarded(unknown), shut],
    [
      "shuts no origin: the ports",
      guarded([{ ...open, fromPort: unknown, toPort: unknown, cidrBlocks: ranges }]),
      shut,
    ],
    [
      "shuts no origin: a prefix list of another stack",
      guarded([{ ...open, prefixListIds: ["pl-0123456789abcdef0"] }]),
      shut,
    ],
    [
      "hides nothing: a prefix list of AWS itself shuts Cloudflare out",
      guarded([{ ...open, prefixListIds: ["pl-4fa04526"] }]),
      ["high origin-shut edge"],
    ],
    [
      "hides nothing: rules that go shut Cloudflare out",
      guarded([{ ...open, cidrBlocks: ["10.0.0.0/8"] }]),
      ["high origin-shut edge"],
    ],
    [
      "adds to what is let in, and shuts nobody out",
      guarded([
        { ...open, cidrBlocks: ranges },
        { ...open, securityGroups: [unknown] },
      ]),
      [],
      ["front: ingress[1]"],
    ],
    [
      "takes no target away",
      [
        ...[...front, app, machine, inner],
        becomes(types.targetGroupAttachment, "web", attached, {
          ...attached,
          targetGroupArn: unknown,
        }),
      ],
      [],
      ["web: targetGroupArn"],
    ],
    ["is no zone whose visitors a rule blocks", [www, ruleset(unknown)], [], ["waf: zoneId"]],
    ["is no zone, nor is a missing one", [www, ruleset(undefined)], [], ["waf: zoneId"]],
    [
      "hides no rule of the zone that is known",
      [www, ruleset(zoneId)],
      ["high edge-rule-blocks www.example.com"],
    ],
    [
      "is no name that goes",
      [becomes("record", "www", recordOf({}), recordOf({ name: unknown }))],
      ["medium hostname-stops www.example.com"],
    ],
    [
      "hides no name that goes",
      [becomes("record", "www", recordOf({}), recordOf({ name: "new.example.com" }))],
      ["high hostname-stops www.example.com"],
    ],
  ]);
});
