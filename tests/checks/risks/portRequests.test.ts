import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, same, type Step } from "../report/plans";
import { balancer, known, listens, record, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { listener, ruleset, securityGroup, targetGroup } = modelTypes;
const rules = (expression: string): object => ({
  ...{ zoneId, kind: "zone", name: "default", phase: "http_request_firewall_custom" },
  rules: [{ action: "block", expression, enabled: true }],
});
const nothing = 'http.request.uri.path eq "/xmlrpc.php"';
const usualAlone = "not cf.edge.server_port in {80 443}";
const blocks = (expression: string): Step =>
  becomes(ruleset, "firewall", rules(nothing), rules(expression));
const admits = (...ports: readonly number[]): Step =>
  same(securityGroup, "front", {
    vpcId: "vpc-1",
    ingress: ports.map((port) => ({
      ...{ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: ["0.0.0.0/0"] },
    })),
  });
const behind = [
  ...[record, balancer(), known(same(targetGroup, "app", targets()))],
  known(same(listener, "https", listens())),
];
const other = (port: number, more: object = {}): Step =>
  known(same(listener, "other", listens({ port, ...more })));
const redirects = {
  defaultActions: [{ type: "redirect", redirect: { port: "443", statusCode: "HTTP_301" } }],
};
const origin = same(ruleset, "origins", {
  ...{ zoneId, kind: "zone", name: "origins", phase: "http_request_origin" },
  rules: [
    {
      ...{ action: "route", enabled: true, expression: "true" },
      actionParameters: { origin: { port: 8443 } },
    },
  ],
});
const told = ["medium edge-rule-blocks www.example.com"];

describe("requests at ports beside the usual ones", () => {
  judgesAsExpected([
    [
      "come to be blocked where a listener of the load balancer forwards them",
      [...behind, admits(443, 8443), other(8443), blocks(usualAlone)],
      told,
    ],
    [
      "come to be blocked at a port of HTTP",
      [...behind, admits(443, 8080), other(8080, { protocol: "HTTP" }), blocks(usualAlone)],
      told,
    ],
    [
      "pass a rule that leaves the port out",
      [
        ...[...behind, admits(443, 8443), other(8443)],
        blocks("not cf.edge.server_port in {80 443 8443}"),
      ],
      [],
    ],
    [
      "were blocked before by another rule",
      [
        ...[...behind, admits(443, 8443), other(8443)],
        becomes(
          ruleset,
          "firewall",
          rules("not ssl or cf.edge.server_port eq 8443"),
          rules(usualAlone),
        ),
      ],
      [],
    ],
    ["are none where nothing listens", [...behind, admits(443, 8443), blocks(usualAlone)], []],
    [
      "are none at a port that Cloudflare does not pass on",
      [...behind, admits(443, 9443), other(9443), blocks(usualAlone)],
      [],
    ],
    [
      "are none where the listener lets nobody in",
      [...behind, admits(443), other(8443), blocks(usualAlone)],
      [],
    ],
    [
      "are none where the listener forwards nothing",
      [...behind, admits(443, 8443), other(8443, redirects), blocks(usualAlone)],
      [],
    ],
    [
      "reach the port that a rule of origins names, whichever visitors ask at",
      [...behind, admits(443, 8443), other(8443), origin, blocks(usualAlone)],
      [],
    ],
  ]);
});
