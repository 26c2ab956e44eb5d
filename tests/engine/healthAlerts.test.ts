import { expect } from "chai";
import { HealthAlerts, type AlbAlarmsArgs } from "../../components/alerts";
import { otherTypes } from "../../facts/resourceTypes";
import {
  defaultAccountId,
  defaultZoneId,
  runProgram,
  startCloud,
  type Cloud,
} from "../../sandbox/testing";
import { fencedBlocks } from "../support/markdown";
import { runPageProgram } from "../support/pageProgram";

const alb: AlbAlarmsArgs = {
  loadBalancerArnSuffix: "app/web/50dc6c495c0c9188",
  targetGroupArnSuffix: "targetgroup/web/73e2d6bc24d8a067",
};

describe("HealthAlerts beside pools, on a real engine", () => {
  let cloud: Cloud;
  before(async () => {
    cloud = await startCloud();
  });
  after(() => cloud?.stop());

  it("makes alarms and a topic, changes nothing the second time, and removes them in the right order", async () => {
    let albs: Record<string, AlbAlarmsArgs> = { main: alb };
    let enabled: boolean | undefined;
    const stack = await runProgram(cloud, () => {
      new HealthAlerts("web", {
        accountId: defaultAccountId,
        emails: ["oncall@example.com"],
        certificates: ["universal"],
        tunnelIds: { office: "f174e90a-fafe-4643-bbbc-4a0ed4fc8415" },
        albs,
        ...(enabled === undefined ? {} : { enabled }),
      });
      return Promise.resolve({});
    });
    const held = (name: "metricAlarm" | "compositeAlarm" | "topic" | "topicSubscription") =>
      cloud.account.ofType(otherTypes[name]);
    try {
      expect((await stack.up()).changes).to.deep.equal({ create: 15 });
      const [topic] = held("topic");
      const [composite] = held("compositeAlarm");
      expect(topic?.id).to.match(/^arn:aws:sns:[a-z0-9-]+:\d{12}:web-topic-main-[0-9a-f]{7}$/);
      expect(composite?.properties.alarmActions).to.deep.equal([topic?.id]);
      expect(held("metricAlarm")).to.have.lengthOf(7);
      expect(held("topicSubscription").map(({ properties }) => properties.topic)).to.deep.equal([
        topic?.id,
      ]);
      expect((await stack.up()).changes).to.deep.equal({});
      expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
      albs = { main: { ...alb, errorsPerMinute: 50 } };
      expect((await stack.up()).changes).to.deep.equal({ update: 6 });
      const told = () =>
        held("compositeAlarm").map(({ id, properties: { alarmActions = [], okActions = [] } }) => ({
          ...{ id, alarmActions, okActions },
        }));
      enabled = false;
      expect((await stack.up()).changes).to.deep.equal({ update: 4 });
      expect(told()).to.deep.equal([{ id: composite?.id, alarmActions: [], okActions: [] }]);
      enabled = true;
      expect((await stack.up()).changes).to.deep.equal({ update: 4 });
      expect(told()).to.deep.equal([
        { id: composite?.id, alarmActions: [topic?.id], okActions: [topic?.id] },
      ]);
      // The composite alarm goes before those that its rule names, or AWS would refuse.
      albs = {};
      expect((await stack.up()).changes).to.deep.equal({ delete: 10 });
      expect(held("metricAlarm")).to.deep.equal([]);
    } finally {
      await stack.close();
    }
  });
});

describe("the programs that docs/health-alerts.md shows, on a real engine", () => {
  const programs = fencedBlocks("docs/health-alerts.md").map(({ text }) => text);
  const creates = [3, 20];

  it("are all looked at", () => {
    expect(programs).to.have.lengthOf(creates.length);
  });

  for (const [index, create] of creates.entries()) {
    it(`come up and change nothing the second time: ${index + 1}`, async () => {
      const program = programs[index] ?? "";
      const zone = { name: "example.com", id: defaultZoneId, plan: "enterprise" } as const;
      const cloud = await startCloud({ zones: [zone] });
      const chatUrl = { secret: "https://hooks.example.net/a" };
      const stack = await runProgram(cloud, () => Promise.resolve(runPageProgram(program)), {
        config: { chatUrl },
      });
      try {
        expect((await stack.up()).changes).to.deep.equal({ create });
        expect((await stack.up()).changes).to.deep.equal({});
        expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
      } finally {
        await stack.close();
        await cloud.stop();
      }
    });
  }
});
