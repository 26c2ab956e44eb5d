import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { WaitingRoom, type WaitingRoomArgs } from "../../../components";
import { inBothModes } from "../../support/mocks";
import { rejects } from "../../support/problems";
import { runProgram } from "../../support/stackProgram";

const zoneId = "fedcba9876543210fedcba9876543210";

const shop: WaitingRoomArgs = {
  ...{ zoneId, zoneName: "example.com", plan: "business", hostname: "WWW.example.com" },
  ...{ newUsersPerMinute: 300, totalActiveUsers: 1500 },
};

const advanced = { plan: "enterprise", hasWaitingRoomAdvanced: true } as const;

function build(args: Record<string, unknown>, name = "shop") {
  return (parent: pulumi.Resource) => new WaitingRoom(name, { ...shop, ...args }, { parent });
}

describe("WaitingRoom", () => {
  it("stands before a hostname, with every setting said", async () => {
    await inBothModes(build({}, "shop.front"), ({ of, registered }) => {
      expect(registered).to.have.length(2);
      expect(of("cloudflare:index/waitingRoom:WaitingRoom")).to.have.length(1);
      const [room] = of("cloudflare:index/waitingRoom:WaitingRoom");
      expect(room?.name).to.equal("shop.front-room");
      expect(room?.inputs).to.deep.equal({
        ...{ zoneId, name: "shop-front-8e1a43f0", host: "www.example.com", path: "/" },
        ...{ newUsersPerMinute: 300, totalActiveUsers: 1500, sessionDuration: 5 },
        ...{ queueingMethod: "fifo", queueingStatusCode: 200 },
        ...{ jsonResponseEnabled: false, queueAll: false, suspended: false },
      });
    });
  });

  it("never queues the paths it is told to pass", async () => {
    const paths = ["/healthz", "/hooks/"];
    await inBothModes(build({ ...advanced, bypassPaths: paths }), ({ of, registered }) => {
      expect(registered).to.have.length(3);
      const [rules] = of("cloudflare:index/waitingRoomRules:WaitingRoomRules");
      expect(rules?.name).to.equal("shop-rules");
      expect(rules?.inputs.rules).to.deep.equal([
        {
          action: "bypass_waiting_room",
          description: "Never queued",
          enabled: true,
          expression:
            '(http.request.uri.path eq "/healthz" or starts_with(http.request.uri.path, "/healthz/")) or starts_with(http.request.uri.path, "/hooks/")',
        },
      ]);
    });
  });

  it("refuses a plan without waiting rooms, and what needs Waiting Room Advanced", async () => {
    for (const plan of [undefined, "free", "pro"]) {
      const [refused] = await rejects(build({ plan }), ["hostname"]);
      expect(refused?.reason).to.equal(
        `hostname must be without a waiting room: the plan ${plan ?? "free"} gives 0; got "www.example.com". Waiting rooms need the Business plan`,
      );
    }
    const asked = {
      queueingMethod: "random",
      customPageHtml: "<p>",
      jsonResponseEnabled: true,
      bypassPaths: ["/healthz"],
    };
    await rejects(build(asked), Object.keys(asked));
    await rejects(build({ ...asked, plan: "enterprise" }), Object.keys(asked));
    await rejects(build({ hasWaitingRoomAdvanced: true }), ["hasWaitingRoomAdvanced"]);
  });

  it("refuses numbers, hostnames and paths that cannot be", async () => {
    await rejects(build({ newUsersPerMinute: 1501 }), ["newUsersPerMinute"]);
    await rejects(build({ newUsersPerMinute: 199 }), ["newUsersPerMinute"]);
    await rejects(build({ totalActiveUsers: "many" }), ["totalActiveUsers"]);
    await rejects(build({ sessionDurationMinutes: 31 }), ["sessionDurationMinutes"]);
    await rejects(build({ sessionDurationMinutes: 0 }), ["sessionDurationMinutes"]);
    await rejects(build({ queueingStatusCode: 503 }), ["queueingStatusCode"]);
    await rejects(build({ hostname: "www.example.org" }), ["hostname"]);
    await rejects(build({ hostname: "*.example.com" }), ["hostname"]);
    for (const path of ["cart", "/cart*", "/cart?a=1", "/a b", ""]) {
      await rejects(build({ path }), ["path"]);
    }
    const twice = { ...advanced, bypassPaths: ["/a", "/a"] };
    await rejects(build(twice), ["bypassPaths[1]"]);
    await rejects(build({ zoneId: "example.com" }), ["zoneId"]);
    await rejects(build({ queueingMethod: "__proto__" }), ["queueingMethod"]);
    await rejects(build({ plan: "constructor" }), ["plan"]);
    await rejects(build({ plan: "gold", hasWaitingRoomAdvanced: true, bypassPaths: ["/a"] }), [
      "plan",
    ]);
    await rejects(build({ bypassPaths: "/a", ...advanced }), ["bypassPaths"]);
  });

  it("is one for a zone, and with Advanced one for each hostname and path", async () => {
    const { refused } = await runProgram(() => {
      new WaitingRoom("one", shop);
      new WaitingRoom("two", { ...shop, path: "/cart" });
    });
    expect(refused).to.deep.equal([
      `zoneId must be a zone without another waiting room in this program, as WaitingRoom "one" does; got "${zoneId}". A plan gives one room: an Enterprise zone that has bought more says hasWaitingRoomAdvanced: true`,
    ]);
    const rooms = await runProgram(() => {
      new WaitingRoom("one", { ...shop, ...advanced });
      new WaitingRoom("two", { ...shop, ...advanced, path: "/cart" });
      new WaitingRoom("three", { ...shop, ...advanced, path: "/cart" });
    });
    expect(rooms.refused).to.deep.equal([
      'path must be, with its hostname, where no other waiting room of this program stands, as WaitingRoom "two" does; got "/cart". Of two rooms Cloudflare asks the one with the more specific path: give one of them another',
    ]);
  });
});
