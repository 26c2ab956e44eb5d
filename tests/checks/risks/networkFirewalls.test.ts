import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { awsLoadBalancer, firewallPolicy, firewallRuleGroup, internetGateway, listener } =
  modelTypes;
const { networkFirewall, routeTable, routeTableAssociation, subnet, vpc } = modelTypes;

const at = (step: Step, id: string, outputs: object = {}): Step => ({ ...step, id, outputs });
const led = same("record", "www", {
  ...{ zoneId, name: "www.example.com", type: "CNAME", content: "edge.elb.amazonaws.com" },
  ...{ proxied: true, ttl: 1 },
});
const network: Step[] = [
  at(same(vpc, "net", { cidrBlock: "10.40.0.0/16" }), "vpc-1"),
  at(same(internetGateway, "gateway", { vpcId: "vpc-1" }), "igw-1"),
  at(same(subnet, "web", { vpcId: "vpc-1", cidrBlock: "10.40.0.0/24" }), "subnet-1"),
  same(routeTableAssociation, "web", { subnetId: "subnet-1", routeTableId: "rtb-web" }),
  at(
    same(awsLoadBalancer, "edge", { subnets: ["subnet-1"], loadBalancerType: "application" }),
    "arn:edge",
    { dnsName: "edge.elb.amazonaws.com" },
  ),
  same(listener, "https", { loadBalancerArn: "arn:edge", port: 443, protocol: "HTTPS" }),
];
const table = (target: object): object => ({
  ...{ vpcId: "vpc-1", routes: [{ cidrBlock: "0.0.0.0/0", ...target }] },
});
const byFirewall = { vpcEndpointId: "vpce-1" };
const inspected = at(same(routeTable, "web", table(byFirewall)), "rtb-web");
const ingress: Step[] = [
  at(
    same(routeTable, "ingress", {
      ...{ vpcId: "vpc-1", routes: [{ cidrBlock: "10.40.0.0/24", ...byFirewall }] },
    }),
    "rtb-in",
  ),
  same(routeTableAssociation, "ingress", { gatewayId: "igw-1", routeTableId: "rtb-in" }),
];
const firewall = at(
  same(networkFirewall, "wall", { vpcId: "vpc-1", firewallPolicyArn: "arn:policy" }),
  "arn:wall",
);
const stood = [led, ...network, inspected, ...ingress, firewall];

const policy = (defaults: string[], more: object = {}): object => ({
  firewallPolicy: {
    ...{ statelessDefaultActions: ["aws:forward_to_sfe"], statefulDefaultActions: defaults },
    statefulEngineOptions: { ruleOrder: "STRICT_ORDER" },
    statefulRuleGroupReferences: [{ resourceArn: "arn:rules", priority: 10 }],
    ...more,
  },
});
const ofPolicy = (old: object, now: object): Step =>
  at(becomes(firewallPolicy, "policy", old, now), "arn:policy");
const standing = (defaults: string[], more: object = {}): Step =>
  at(same(firewallPolicy, "policy", policy(defaults, more)), "arn:policy");
const strings = (rulesString: string): object => ({
  ...{ type: "STATEFUL", ruleGroup: { rulesSource: { rulesString } } },
});
const ofRules = (old: string, now: string): Step =>
  at(becomes(firewallRuleGroup, "rules", strings(old), strings(now)), "arn:rules");
const rules = (text: string): Step =>
  at(same(firewallRuleGroup, "rules", strings(text)), "arn:rules");
const outgoing = "pass tcp $HOME_NET any -> any 443 (sid:1;)";
const incoming = 'pass tcp any any -> $HOME_NET 443 (msg:"web"; sid:2; rev:1;)';
const alert = ["aws:alert_strict"];
const drop = ["aws:drop_strict"];
const defaults = "policy: firewallPolicy.statefulDefaultActions";
const text = "rules: ruleGroup.rulesSource.rulesString";
const tuple = (source: string): object => ({
  ruleGroup: {
    rulesSource: {
      statefulRules: [
        {
          action: "PASS",
          header: {
            ...{ protocol: "TCP", source, sourcePort: "ANY", direction: "FORWARD" },
            ...{ destination: "10.40.0.0/16", destinationPort: "443" },
          },
          ruleOptions: [{ keyword: "sid", settings: ["1"] }],
        },
      ],
    },
  },
});
const homeNet = (cidr: string): object => ({
  ruleGroup: {
    ruleVariables: { ipSets: [{ key: "HOME_NET", ipSet: { definitions: [cidr] } }] },
    rulesSource: { rulesString: incoming },
  },
});
const later = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const stateless = (actions: string[]): Step =>
  at(
    same(firewallRuleGroup, "early", {
      ruleGroup: {
        rulesSource: {
          statelessRulesAndCustomActions: {
            statelessRules: [
              {
                priority: 1,
                ruleDefinition: {
                  actions,
                  matchAttributes: {
                    ...{ protocols: [6], destinationPorts: [{ fromPort: 443, toPort: 443 }] },
                    destinations: [{ addressDefinition: "10.40.0.0/16" }],
                  },
                },
              },
            ],
          },
        },
      },
    }),
    "arn:early",
  );
const early = { statelessRuleGroupReferences: [{ resourceArn: "arn:early", priority: 1 }] };

describe("the risks of Network Firewall before an origin", () => {
  judgesAsExpected([
    [
      "another policy that drops what no rule passes",
      [
        ...[led, ...network, inspected, ...ingress],
        at(
          becomes(
            ...([networkFirewall, "wall"] as const),
            { vpcId: "vpc-1", firewallPolicyArn: "arn:watching" },
            { vpcId: "vpc-1", firewallPolicyArn: "arn:policy" },
          ),
          "arn:wall",
        ),
        at(same(firewallPolicy, "watching", policy(alert)), "arn:watching"),
        standing(drop),
        rules(outgoing),
      ],
      ["high origin-shut edge"],
    ],
    [
      "it comes to drop all that no rule passes, and passes what goes out alone",
      [...stood, rules(outgoing), ofPolicy(policy(alert), policy(drop))],
      ["high origin-shut edge"],
      [defaults],
    ],
    [
      "it comes to drop what is established, and passes what goes out alone",
      [...stood, rules(outgoing), ofPolicy(policy(alert), policy(["aws:drop_established"]))],
      ["high origin-shut edge"],
      [defaults],
    ],
    [
      "it comes to drop all that no rule passes, and passes the port of the site",
      [...stood, rules(`# web\n${outgoing}\n${incoming}`), ofPolicy(policy(alert), policy(drop))],
      [],
      [defaults],
    ],
    [
      "a rule before the default passes the addresses of the site from everywhere",
      [
        ...[...stood, at(same(firewallRuleGroup, "rules", tuple("ANY")), "arn:rules")],
        ofPolicy(policy(alert), policy(drop)),
      ],
      [],
      [defaults],
    ],
    [
      "the only rule that passes the port of the site goes",
      [...stood, standing(drop), ofRules(`${outgoing}\n${incoming}`, outgoing)],
      ["high origin-shut edge"],
      [text],
    ],
    [
      "the rule that passes comes to name one office",
      [
        ...[...stood, standing(drop)],
        at(becomes(firewallRuleGroup, "rules", tuple("ANY"), tuple("203.0.113.0/24")), "arn:rules"),
      ],
      ["high origin-shut edge"],
      ["rules: ruleGroup.rulesSource.statefulRules[0].header.source"],
    ],
    [
      "a rule comes that drops every connection from outside, behind one that passes the port",
      [
        ...[...stood, standing(alert)],
        ofRules(incoming, `${incoming}\ndrop tcp $EXTERNAL_NET any -> $HOME_NET any (sid:9;)`),
      ],
      [],
      [text],
    ],
    [
      "the same rule comes before it",
      [
        ...[...stood, standing(alert)],
        ofRules(incoming, `drop tcp $EXTERNAL_NET any -> $HOME_NET any (sid:9;)\n${incoming}`),
      ],
      ["high origin-shut edge"],
      [text],
    ],
    [
      "a rule comes that drops what looks bad",
      [
        ...[...stood, standing(alert)],
        ofRules(incoming, `drop http any any -> any any (content:"evil"; sid:9;)\n${incoming}`),
      ],
      [],
      [text],
    ],
    [
      "a rule comes that drops all ports but those of the site and of SSH",
      [
        ...[...stood, standing(alert)],
        ofRules(incoming, `drop tcp any any -> $HOME_NET ![22,443] (sid:9;)\n${incoming}`),
      ],
      [],
      [text],
    ],
    [
      "a rule comes that drops the network without the subnet of the site",
      [
        ...[...stood, standing(alert)],
        ofRules(incoming, `drop tcp any any -> [10.40.0.0/16,!10.40.0.0/24] any (sid:9;)`),
      ],
      [],
      [text],
    ],
    [
      "a rule comes that rejects all, and by the order of actions what passes the port is asked first",
      [
        ...[
          ...stood,
          standing([], { statefulEngineOptions: { ruleOrder: "DEFAULT_ACTION_ORDER" } }),
        ],
        ofRules(incoming, `rejectsrc tcp any any -> any any (sid:9;)\n${incoming}`),
      ],
      [],
      [text],
    ],
    [
      "the networks for which a rule passes the port come to be others",
      [
        ...[...stood, standing(drop)],
        at(
          becomes(firewallRuleGroup, "rules", homeNet("10.40.0.0/16"), homeNet("10.99.0.0/16")),
          "arn:rules",
        ),
      ],
      ["high origin-shut edge"],
      ["rules: ruleGroup.ruleVariables.ipSets[0].ipSet.definitions"],
    ],
    [
      "stateless rules that are not known yet come before a default that drops",
      [
        ...[...stood, rules(incoming)],
        ofPolicy(
          policy(drop),
          policy(drop, {
            ...{ statelessDefaultActions: ["aws:drop"], statelessRuleGroupReferences: later },
          }),
        ),
      ],
      [],
      [
        "policy: firewallPolicy.statelessDefaultActions, firewallPolicy.statelessRuleGroupReferences",
      ],
    ],
    [
      "the priority of the rules is not known yet",
      [
        ...[...stood, rules(incoming)],
        ofPolicy(
          policy(drop),
          policy(drop, {
            statefulRuleGroupReferences: [{ resourceArn: "arn:rules", priority: later }],
          }),
        ),
      ],
      [],
      ["policy: firewallPolicy.statefulRuleGroupReferences[0].priority"],
    ],
    [
      "stateless rules drop the port before others are asked",
      [
        ...[...stood, rules(incoming), stateless(["aws:drop"])],
        ofPolicy(policy(drop), policy(drop, early)),
      ],
      ["high origin-shut edge"],
      ["policy: firewallPolicy.statelessRuleGroupReferences"],
    ],
    [
      "stateless rules pass the port before others are asked",
      [
        ...[...stood, rules(outgoing), stateless(["aws:pass"])],
        ofPolicy(policy(alert, early), policy(drop, early)),
      ],
      [],
      [defaults],
    ],
    [
      "routes come to lead through it both ways, and it passes the port",
      [
        ...[led, ...network, ...ingress, firewall, rules(incoming), standing(drop)],
        at(becomes(routeTable, "web", table({ gatewayId: "igw-1" }), table(byFirewall)), "rtb-web"),
      ],
      [],
    ],
    [
      "routes come to lead through it both ways, and it drops the port",
      [
        ...[led, ...network, ...ingress, firewall, rules(outgoing), standing(drop)],
        at(becomes(routeTable, "web", table({ gatewayId: "igw-1" }), table(byFirewall)), "rtb-web"),
      ],
      ["high origin-shut edge"],
    ],
    [
      "answers come to go through it, and what comes in does not",
      [
        ...[led, ...network, firewall, rules(incoming), standing(drop)],
        at(becomes(routeTable, "web", table({ gatewayId: "igw-1" }), table(byFirewall)), "rtb-web"),
      ],
      ["high subnet-cut-off edge"],
    ],
    [
      "no route leads through it",
      [
        ...[led, ...network, firewall, rules(outgoing), ofPolicy(policy(alert), policy(drop))],
        at(same(routeTable, "web", table({ gatewayId: "igw-1" })), "rtb-web"),
      ],
      [],
      [defaults],
    ],
    [
      "the table by which what comes in is led through it goes",
      [
        ...[led, ...network, inspected, ...ingress.slice(0, 1), firewall, rules(incoming)],
        standing(drop),
        goes(routeTableAssociation, "ingress", { gatewayId: "igw-1", routeTableId: "rtb-in" }),
      ],
      ["high subnet-cut-off edge"],
    ],
  ]);
});
