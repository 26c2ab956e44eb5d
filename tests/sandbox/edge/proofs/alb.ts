import { expect } from "chai";
import { once } from "node:events";
import { connect } from "node:net";
import { Worker } from "node:worker_threads";
import type { DeclaredAlb } from "../../../../model/serving/declaredSite";
import { declaredSites } from "../../../../model/serving/declaredSites";
import { readTrafficPaths } from "../../../../model/traffic/path";
import { ModelledClock } from "../../../../sandbox/modelledClock";
import { ForkedProcess } from "../../../../sandbox/forkedProcess";
import type { AlbQuestion } from "../../../../sandbox/origins/alb/albSetup";
import { startOrigins } from "../../../../sandbox/origins/startOrigins";
import { record, resource } from "../../../model/resource";
import { declaredOrigin, declaredPool, declaredSite } from "../../declaredSites";
import { askOnce } from "../../origins/client";
import type { Proof } from "./proof";

const address = "alb.eu-west-1.elb.amazonaws.com";

/** What is declared of a load balancer, and of a target group, that say nothing of their own. */
function usual(): DeclaredAlb | undefined {
  const resources = [
    record("www.example.com", { type: "CNAME", content: address }),
    resource("awsLoadBalancer", "alb", { loadBalancerType: "application", dnsName: address }),
    resource("listener", "l", {
      ...{ loadBalancerArn: "alb", port: 443, protocol: "HTTPS" },
      defaultActions: [{ type: "forward", targetGroupArn: "group" }],
    }),
    resource("targetGroup", "group", { port: 80, protocol: "HTTP" }),
  ];
  const { sites } = declaredSites(readTrafficPaths(resources, { complete: true }));
  return sites[0]?.addresses[0]?.server.loadBalancer;
}

/** That a load balancer that says nothing has this; that it keeps to it is shown by the tests of the load balancer. */
function usually(property: keyof DeclaredAlb, value: number): Proof {
  return async () => {
    expect(usual()?.[property]).to.equal(value);
    await Promise.resolve();
  };
}

/** A port that takes no connection any more: whoever listens there never accepts, and its backlog is full. */
const stuck = `
const { createServer } = require("node:net");
const { parentPort } = require("node:worker_threads");
const server = createServer().listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
`;

const declared: DeclaredAlb = {
  ...{ idleTimeoutSeconds: 1000, clientKeepAliveSeconds: 3600, deregistrationDelaySeconds: 300 },
  ...{ targets: undefined, healthCheckIntervalSeconds: 300, unhealthyThreshold: 2 },
  healthyThreshold: 2,
};

/** What an Application Load Balancer does. */
export const albProofs = {
  albIdle: usually("idleTimeoutSeconds", 60),
  albKeepAlive: usually("clientKeepAliveSeconds", 3600),
  albDeregistration: usually("deregistrationDelaySeconds", 300),
  albHealthInterval: usually("healthCheckIntervalSeconds", 30),
  albUnhealthyThreshold: usually("unhealthyThreshold", 3),
  albHealthyThreshold: usually("healthyThreshold", 3),
  albConnect: async () => {
    const worker = new Worker(stuck, { eval: true });
    const [port] = (await once(worker, "message")) as [number];
    const filling = [0, 1, 2, 3].map(() => connect(port, "127.0.0.1").on("error", () => undefined));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const health = { path: "/", status: 200 };
    const alb = new ForkedProcess("sandbox/origins/alb/albProcess");
    const setup = { speed: 20, tls: undefined, requiredHeader: undefined, declared, health };
    const own = (await alb.ask({ setup } satisfies AlbQuestion)) as number;
    await alb.ask({ targets: [port] } satisfies AlbQuestion);
    const began = performance.now();
    const { status } = await fetch(`http://127.0.0.1:${own}/`);
    const seconds = ((performance.now() - began) / 1000) * 20;
    await alb.kill();
    filling.forEach((socket) => socket.destroy());
    await worker.terminate();
    expect(status).to.equal(504);
    expect(seconds).to.be.within(9.9, 40);
  },
  albTargets: async () => {
    expect(usual()?.targets).to.equal(undefined);
    const origins = await startOrigins(new ModelledClock(20));
    try {
      const balanced = declaredOrigin({ address, server: { loadBalancer: declared } });
      await origins.declare([declaredSite([declaredPool("primary", [balanced])])]);
      await origins.behave(address, 443, { workers: 1, delaySeconds: 10 });
      const began = performance.now();
      const took = await Promise.all(
        [1, 2, 3].map(async () => {
          await askOnce(origins, "/", { address });
          return performance.now() - began;
        }),
      );
      const [first = 0, second = 0, third = 0] = took.sort((one, other) => one - other);
      // Two work at the same time, each on one request; the third request waits for one of them.
      expect([second < 1.5 * first, third > 1.5 * first]).to.deep.equal([true, true]);
    } finally {
      await origins.stop();
    }
  },
} satisfies Record<string, Proof>;
