import { expect } from "chai";
import { WaitingRoom, type WaitingRoomArgs } from "../../components";
import {
  defaultZoneId,
  runProgram,
  startCloud,
  type Cloud,
  type TestStack,
} from "../../sandbox/testing";

describe("WaitingRoom, on a real engine", () => {
  let cloud: Cloud;
  let stack: TestStack;
  let args: Partial<WaitingRoomArgs>;
  before(async () => {
    const zone = { name: "example.com", id: defaultZoneId, plan: "enterprise" } as const;
    cloud = await startCloud({ zones: [zone] });
    stack = await runProgram(cloud, () => {
      new WaitingRoom("shop", {
        ...{ zoneId: defaultZoneId, zoneName: "example.com", plan: "enterprise" },
        ...{ hostname: "www.example.com", newUsersPerMinute: 300, totalActiveUsers: 1500 },
        ...args,
      });
      return Promise.resolve({});
    });
  });
  after(async () => {
    await stack.close();
    await cloud.stop();
  });

  it("comes up, and changes nothing the second time nor after a refresh", async () => {
    args = { hasWaitingRoomAdvanced: true, bypassPaths: ["/healthz"] };
    // The stack, the component, the room and its rules.
    expect((await stack.up()).changes).to.deep.equal({ create: 4 });
    expect((await stack.up()).changes).to.deep.equal({});
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
  });

  it("is changed in place, and loses its rules alone", async () => {
    args = { newUsersPerMinute: 400, path: "/checkout" };
    expect((await stack.up()).changes).to.deep.equal({ update: 1, delete: 1 });
    const [room] = cloud.account.ofType("cloudflare:index/waitingRoom:WaitingRoom");
    expect(room?.properties).to.include({ path: "/checkout", newUsersPerMinute: 400 });
  });
});
