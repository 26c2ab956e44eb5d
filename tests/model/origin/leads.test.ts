import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import type { ModelObject, ModelResource } from "../../../model/graph/resources";
import { OriginPaths } from "../../../model/origin/originPaths";
import { servedCertificates } from "../../../model/origin/servedCertificates";
import { readTrafficPaths } from "../../../model/traffic/path";
import { balancer, pool, record, resource } from "../resource";

const dnsName = "edge-1.us-east-1.elb.amazonaws.com";
const edge = resource("awsLoadBalancer", "edge", { arn: "arn:edge", dnsName });
const named = { type: "CNAME", content: dnsName };
const leading = (origin: ModelObject = {}): ModelResource =>
  pool("p", { origins: [{ name: "a", address: dnsName, ...origin }] });

describe("which hostnames lead to a load balancer of AWS", () => {
  const cases: readonly (readonly [string, readonly ModelResource[], readonly unknown[]])[] = [
    ["that of a record", [record("www.example.com", named)], [["www.example.com", 0, []]]],
    [
      "those of records that lead to one another",
      [
        record("www.example.com", named),
        record("shop.example.com", { type: "CNAME", content: "www.example.com" }),
      ],
      [
        ["shop.example.com", 0, []],
        ["www.example.com", 0, []],
      ],
    ],
    [
      "that of a record that leads to a name of Route 53, and by that to another one",
      [
        record("www.example.com", { type: "CNAME", content: "origin.example.net" }),
        resource("route53Record", "one", {
          ...{ name: "origin.example.net", type: "CNAME", records: ["in.example.net"] },
        }),
        resource("route53Record", "two", {
          ...{ name: "in.example.net", type: "A", aliases: [{ name: `dualstack.${dnsName}` }] },
        }),
      ],
      [["www.example.com", 0, []]],
    ],
    [
      "none of names of Route 53 that lead to one another",
      [
        record("www.example.com", { type: "CNAME", content: "origin.example.net" }),
        resource("route53Record", "one", {
          ...{ name: "origin.example.net", type: "CNAME", records: ["origin.example.net"] },
        }),
      ],
      [],
    ],
    ["none of another name", [record("www.example.com", { ...named, content: "other.net" })], []],
    ["that of a pool", [leading(), balancer("www.example.com")], [["www.example.com", 0, []]]],
    [
      "that of a pool with a port and a Host header",
      [leading({ port: 8443, header: { hosts: ["in.example.com"] } }), balancer("www.example.com")],
      [["www.example.com", 8443, ["in.example.com"]]],
    ],
    [
      "that of a pool whose Host header is not known yet",
      [leading({ header: { hosts: [unknownValue] } }), balancer("www.example.com")],
      [["www.example.com", 0, unknownValue]],
    ],
    [
      "none of an origin that is off",
      [leading({ enabled: false }), balancer("www.example.com")],
      [],
    ],
    [
      "that of the load balancer above a record",
      [
        leading(),
        balancer("www.example.com"),
        record("www.example.com", { type: "A", content: "203.0.113.9" }),
      ],
      [["www.example.com", 0, []]],
    ],
  ];
  for (const [title, resources, expected] of cases) {
    it(`is ${title}`, () => {
      const { leads } = OriginPaths.of(readTrafficPaths([edge, ...resources]));
      const found = leads.to(edge).map(({ hostname, port, hosts }) => [hostname, port, hosts]);
      expect(found).to.deep.equal(expected);
    });
  }

  it("is told with whether Cloudflare connects, or may, through a private network", () => {
    const tunnelled = (...resources: readonly ModelResource[]) =>
      OriginPaths.of(readTrafficPaths([edge, ...resources]))
        .leads.to(edge)
        .map(({ isTunnelled }) => isTunnelled);
    const routed = (privateRouting: boolean | typeof unknownValue) =>
      tunnelled(record("www.example.com", { ...named, privateRouting }));
    expect([routed(true), routed(false), routed(unknownValue)]).to.deep.equal([
      ...[[true], [false], [true]],
    ]);
    const inNetwork = leading({ virtualNetworkId: "net" });
    expect(tunnelled(inNetwork, balancer("www.example.com"))).to.deep.equal([true]);
    expect(tunnelled(leading(), balancer("www.example.com"))).to.deep.equal([false]);
  });

  it("is that of a load balancer alone where a record with the same name lies beneath it", () => {
    const beneath = record("www.example.com", named);
    const elsewhere = pool("p", { origins: [{ name: "a", address: "other.net" }] });
    const { leads } = OriginPaths.of(
      readTrafficPaths([edge, elsewhere, balancer("www.example.com"), beneath]),
    );
    expect(leads.to(edge)).to.deep.equal([]);
  });

  it("is nothing of a pool whose origins are not known, and of hosts that are not", () => {
    const at = (more: ModelObject) =>
      OriginPaths.of(readTrafficPaths([edge, pool("p", more), balancer("www.example.com")]))
        .leads.to(edge)
        .map(({ hosts }) => hosts);
    expect(at({ origins: unknownValue })).to.deep.equal([]);
    const origins: ModelObject[] = [
      { name: "a", address: dnsName, header: { hosts: unknownValue } },
    ];
    expect(at({ origins })).to.deep.equal([unknownValue]);
  });

  it("is nothing where the resources say of no hostname where it leads", () => {
    const { leads } = OriginPaths.of(readTrafficPaths([edge]));
    expect([leads.some, leads.to(edge), leads.to(undefined)]).to.deep.equal([false, [], []]);
  });
});

describe("the certificates that a listener shows", () => {
  const listener = resource("listener", "https", { arn: "arn:https", certificateArn: "arn:one" });
  const certificate = (name: string, more: ModelObject): ModelResource =>
    resource("acmCertificate", name, { arn: `arn:${name}`, ...more });
  const one = certificate("one", {
    ...{ domainName: "example.com", subjectAlternativeNames: ["*.example.com"] },
  });
  const further = (certificateArn: string): ModelResource =>
    resource("listenerCertificate", "more", { listenerArn: "arn:https", certificateArn });
  const names = (shown: ModelResource, ...resources: readonly ModelResource[]): unknown => {
    const served = servedCertificates(readTrafficPaths([shown, ...resources]), shown).names;
    return served === unknownValue ? unknownValue : [...served].sort();
  };

  it("are its own", () => {
    expect(names(listener, one)).to.deep.equal(["*.example.com", "example.com"]);
  });

  it("are those beside it", () => {
    const two = certificate("two", { domainName: "shop.example.org" });
    expect(names(listener, one, further("arn:two"), two)).to.deep.equal([
      ...["*.example.com", "example.com", "shop.example.org"],
    ]);
  });

  it("are that of which a validation waits", () => {
    const validation = resource("acmValidation", "v", { certificateArn: "arn:one" });
    const waiting = { ...listener, properties: { ...listener.properties, certificateArn: "v" } };
    expect(names(waiting, one, validation)).to.deep.equal(["*.example.com", "example.com"]);
  });

  it("are not known where one is another program's, or is imported with names that are not known", () => {
    expect(names(listener)).to.equal(unknownValue);
    expect(names(listener, one, further("arn:elsewhere"))).to.equal(unknownValue);
    expect(names(listener, certificate("one", { certificateBody: "…" }))).to.equal(unknownValue);
  });
});
