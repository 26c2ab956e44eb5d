import { expect } from "chai";
import type { ApiCall } from "../../sandbox/testing";
import { differencesOf } from "./differences";
import { sightingOf } from "./sighting";

const balancer = "cloudflare:index/loadBalancer:LoadBalancer";
const [first, second] = ["a1".repeat(16), "b2".repeat(16)];

/** What is seen of a load balancer that weighs pools. */
function seen(weights: Readonly<Record<string, number>>) {
  const outputs = { randomSteering: { poolWeights: weights }, createdOn: "2026-11-28T12:00:00Z" };
  const urn = `urn:pulumi:test::demo::${balancer}::web`;
  const call = {
    ...{ service: "cloudflare", method: "PUT", path: `/zones/${first}/load_balancers/${second}` },
    body: outputs,
  } as unknown as ApiCall;
  const state = { deployment: { resources: [{ urn, type: balancer, outputs }] } };
  return sightingOf("1. up", undefined, [call], state);
}

describe("what is seen of a run", () => {
  it("has no id and no time in it, in keys of maps neither", () => {
    const settled = {
      randomSteering: { poolWeights: { "<id>": 0.2, "<id> 2": 0.8 } },
      createdOn: "<time>",
    };
    for (const weights of [
      { [first]: 0.8, [second]: 0.2 },
      { [first]: 0.2, [second]: 0.8 },
    ]) {
      expect(seen(weights)).to.deep.equal({
        title: "1. up",
        diffs: {},
        calls: [{ route: "PUT /zones/<id>/load_balancers/<id>", body: settled }],
        states: { [`${balancer} web`]: settled },
      });
    }
  });

  it("has no key, certificate or drawn name in it", () => {
    const pem = (text: string) =>
      `-----BEGIN CERTIFICATE REQUEST-----\n${text}\n-----END CERTIFICATE REQUEST-----\n`;
    const call = {
      ...{ service: "cloudflare", method: "POST", path: "/certificates" },
      body: { csr: pem("MIIB"), address: "euc1-2026112906052049800000000a-1.elb.amazonaws.com" },
    } as unknown as ApiCall;
    expect(sightingOf("1. up", undefined, [call], { deployment: {} }).calls).to.deep.equal([
      {
        route: "POST /certificates",
        body: { csr: "<CERTIFICATE REQUEST>\n", address: "euc1-<drawn>-1.elb.amazonaws.com" },
      },
    ]);
  });

  it("has no serial number of a certificate in it, and no null, which is nothing to a program", () => {
    const type =
      "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate";
    const urn = `urn:pulumi:test::demo::${type}::zone`;
    const outputs = {
      serialNumber: "66EB6B9147EFC2196B591C51F1234567",
      issuer: null,
      enabled: true,
    };
    const state = { deployment: { resources: [{ urn, type, outputs }] } };
    expect(sightingOf("1. up", undefined, [], state).states).to.deep.equal({
      [`${type} zone`]: { serialNumber: "<serial number>", enabled: true },
    });
  });

  it("differs in what stands behind an id, and in how many there are", () => {
    const own = seen({ [first]: 0.2, [second]: 0.8 });
    const property = "randomSteering.poolWeights.<id> 2";
    for (const [weights, plugin] of [
      [{ [second]: 0.2, [first]: 0.9 }, "0.9"],
      [{ [second]: 0.2 }, "nothing"],
    ] as const) {
      const found = differencesOf([own], [seen(weights)]);
      expect(found.filter(({ kind }) => kind === "states")).to.deep.equal([
        { kind: "states", subject: balancer, property, standIn: "0.8", plugin },
      ]);
    }
  });
});
