import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelObject, ModelResource } from "../../../model/graph/resources";
import { shownCertificate } from "../../../model/origin/clientCertificates";
import { listenerFields, readListener } from "../../../model/origin/listeners";
import { readAwsLoadBalancer } from "../../../model/origin/loadBalancers";
import { OriginPaths } from "../../../model/origin/originPaths";
import { readTrafficPaths } from "../../../model/traffic/path";
import { balancer, pool, record, resource } from "../resource";

const dnsName = "edge-1.us-east-1.elb.amazonaws.com";
const edge = resource("awsLoadBalancer", "edge", {
  ...{ arn: "arn:edge", dnsName, loadBalancerType: "network" },
});
const listener = (name: string, more: ModelObject): ModelResource =>
  resource("listener", name, { arn: `arn:${name}`, loadBalancerArn: "arn:edge", ...more });
const group = (name: string, protocol?: string): ModelResource =>
  resource("targetGroup", name, { arn: `arn:${name}`, ...(protocol && { protocol }) });
const forward = (...groups: string[]): ModelObject => ({
  defaultActions: groups.map((name) => ({ type: "forward", targetGroupArn: `arn:${name}` })),
});

describe("what the API looks at in a listener", () => {
  const fields = (more: ModelObject, ...others: readonly ModelResource[]) => {
    const own = listener("one", more);
    return listenerFields(new Inventory([edge, own, ...others]), own);
  };

  it("is the kind of its load balancer, its protocol, and those of the groups that it forwards to", () => {
    expect(fields({ protocol: "TCP", ...forward("tg") }, group("tg", "UDP"))).to.deep.equal({
      ...{ loadBalancerType: "network", protocol: "TCP", defaultActions: ["UDP"] },
    });
  });

  it("is HTTP where no protocol is said, and nothing of a group that says none", () => {
    expect(fields(forward("tg"), group("tg"))).to.deep.equal({
      ...{ loadBalancerType: "network", protocol: "HTTP", defaultActions: [] },
    });
  });

  it("is not known of a group that the plan does not hold, nor of the load balancer", () => {
    const own = listener("one", { loadBalancerArn: "arn:other", ...forward("tg") });
    expect(listenerFields(new Inventory([edge, own]), own)).to.deep.equal({
      ...{ loadBalancerType: unknownValue, protocol: "HTTP", defaultActions: [unknownValue] },
    });
  });

  it("is nothing of groups where it answers by itself", () => {
    const answers = { defaultActions: [{ type: "fixed-response", fixedResponse: {} }] };
    expect(fields(answers).defaultActions).to.deep.equal([]);
  });
});

describe("how a load balancer of AWS listens", () => {
  it("is read of its port, its protocol, and whether it verifies clients", () => {
    const read = readListener(
      listener("one", {
        ...{
          port: "443",
          protocol: "HTTPS",
          sslPolicy: "p",
          mutualAuthentication: { mode: "off" },
        },
      }),
    );
    expect(read).to.deep.equal({
      ...{ port: 443, protocol: "HTTPS", sslPolicy: "p", verifiesClients: false },
      answerCode: undefined,
    });
    expect(readListener(undefined)).to.deep.equal({
      ...{ port: undefined, protocol: undefined, sslPolicy: undefined, verifiesClients: false },
      answerCode: undefined,
    });
  });

  it("is read of the code that it answers with, where that is known", () => {
    const code = (...actions: (ModelObject | typeof unknownValue)[]) =>
      readListener(listener("one", { defaultActions: actions })).answerCode;
    const fixed = (statusCode: string | typeof unknownValue): ModelObject => ({
      fixedResponse: { statusCode },
    });
    expect(code(unknownValue, {}, fixed("404"))).to.equal(404);
    expect(code(fixed(unknownValue), fixed("503"))).to.equal(503);
    expect(code(fixed(unknownValue))).to.equal(undefined);
    expect(readListener(listener("one", { defaultActions: unknownValue })).answerCode).to.equal(
      undefined,
    );
  });

  it("is read of the load balancer with the defaults of none", () => {
    const read = readAwsLoadBalancer(
      resource("awsLoadBalancer", "x", { idleTimeout: 930, clientKeepAlive: 3600 }),
    );
    expect([read.idleTimeoutSeconds, read.type]).to.deep.equal([930, "application"]);
  });
});

describe("which listeners Cloudflare asks", () => {
  const at = (port: number | typeof unknownValue): ModelResource =>
    listener(`at-${String(port)}`, { port });
  const www = record("www.example.com", { type: "CNAME", content: dnsName });
  const pooled = (...ports: (number | typeof unknownValue)[]): ModelResource[] => [
    pool("p", {
      origins: ports.map((port, index) => ({ name: `o${index}`, address: dnsName, port })),
    }),
    balancer("www.example.com"),
  ];
  const asked = (...resources: readonly ModelResource[]): unknown[] =>
    OriginPaths.of(readTrafficPaths([edge, ...resources]))
      .asked(edge)
      .map(({ properties }) => properties.port);

  it("is that of HTTPS, or of HTTP where nothing listens there", () => {
    expect(asked(www, at(80), at(443))).to.deep.equal([443]);
    expect(asked(www, at(80))).to.deep.equal([80]);
    expect(asked(at(80), at(443))).to.deep.equal([443]);
  });

  it("is those at the ports that pools name, in their order", () => {
    expect(asked(...pooled(8443, 443, 0), at(8443), at(443), at(80))).to.deep.equal([443, 8443]);
    expect(asked(...pooled(8443), at(443))).to.deep.equal([]);
  });

  it("is the usual one where a pool's port is not known, and none whose own is not", () => {
    expect(asked(...pooled(unknownValue), at(8443), at(443))).to.deep.equal([443]);
    expect(asked(www, at(unknownValue))).to.deep.equal([]);
  });

  it("is told with the hostnames, sorted and each once", () => {
    const paths = OriginPaths.of(
      readTrafficPaths([
        ...[edge, www, record("app.example.com", { type: "CNAME", content: dnsName })],
        ...pooled(0, 8443),
      ]),
    );
    expect(paths.hostnames(edge)).to.deep.equal(["app.example.com", "www.example.com"]);
  });
});

describe("whether Cloudflare shows a client certificate", () => {
  const www = record("www.example.com", { type: "CNAME", content: dnsName });
  const elsewhere = record("www.example.org", { zoneId: "other" });
  const pulls = (zoneId: string, enabled: boolean): ModelResource =>
    resource("originPulls", `pulls-${zoneId}`, { zoneId, enabled });
  const own = (enabled: boolean): ModelResource =>
    resource("hostnamePulls", "own", { configs: [{ hostname: "www.example.com", enabled }] });
  const shown = (hostname: string, ...resources: readonly ModelResource[]): unknown => {
    const model = readTrafficPaths([edge, www, elsewhere, ...resources]);
    const { shown: answer, saidBy } = shownCertificate(model, hostname);
    return [answer, saidBy.map(({ name }) => name)];
  };

  it("is said by the zone of the hostname", () => {
    const both = [pulls("other", false), pulls("zone", true)];
    expect(shown("www.example.com", ...both)).to.deep.equal(["yes", ["pulls-zone"]]);
    expect(shown("www.example.org", ...both)).to.deep.equal(["no", ["pulls-other"]]);
  });

  it("is said for the hostname alone", () => {
    expect(shown("www.example.com", own(true))).to.deep.equal(["yes", ["own"]]);
    expect(shown("www.example.com", own(false))).to.deep.equal(["no", ["own"]]);
    expect(shown("www.example.org", own(true))).to.deep.equal(["no", ["own"]]);
  });

  it("is no where nothing switches it on", () => {
    expect(shown("www.example.com")).to.deep.equal(["no", []]);
  });
});
