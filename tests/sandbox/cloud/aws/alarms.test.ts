import { expect } from "chai";
import { otherTypes } from "../../../../facts/resourceTypes";
import { DirectCloud } from "../direct";

const { metricAlarm, compositeAlarm, topic, topicSubscription } = otherTypes;

const alarm = {
  ...{ name: "a", comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1 },
  ...{ metricName: "m", namespace: "n", period: 60, statistic: "Sum", threshold: 1 },
};

describe("the alarms and topics of the stand-in AWS", () => {
  let direct: DirectCloud;
  before(async () => {
    direct = await DirectCloud.start();
  });
  after(() => direct.cloud.stop());

  const refusal = (call: Promise<unknown>): Promise<string> =>
    call.then(
      () => "taken",
      (error: unknown) => (error as Error).message,
    );

  it("refuse a rule that names an alarm that is not there, and keep an alarm that a rule names", async () => {
    const rule = { alarmName: "all", alarmRule: 'ALARM("a") OR NOT OK(b)' };
    expect(await refusal(direct.create(compositeAlarm, rule))).to.include(
      "Could not save the composite alarm as alarms [a, b] in the alarm rule do not exist",
    );
    const first = await direct.create(metricAlarm, alarm);
    const second = await direct.create(metricAlarm, { ...alarm, name: "b" });
    const all = await direct.create(compositeAlarm, rule);
    expect(all.id).to.equal("all");
    expect(all.outputs.arn).to.match(/^arn:aws:cloudwatch:[a-z0-9-]+:\d{12}:alarm:all$/);
    for (const [made, name] of [
      [first, "a"],
      [second, "b"],
    ] as const) {
      expect(await refusal(direct.delete(metricAlarm, made))).to.include(
        `Cannot delete ${name} as there are composite alarm(s) depending on it.`,
      );
    }
    await direct.delete(compositeAlarm, all);
    await direct.delete(metricAlarm, first);
    await direct.delete(metricAlarm, second);
    expect(direct.cloud.account.ofType(metricAlarm)).to.deep.equal([]);
  });

  it("take subscriptions of topics that are there, and of those of other accounts", async () => {
    const made = await direct.create(topic, { name: "oncall" });
    const mail = { protocol: "email", endpoint: "oncall@example.com" };
    const subscription = await direct.create(topicSubscription, { ...mail, topic: made.id });
    expect(subscription.id.startsWith(`${made.id}:`)).to.equal(true);
    expect(subscription.outputs.pendingConfirmation).to.equal(true);
    const gone = `${made.id}-gone`;
    expect(await refusal(direct.create(topicSubscription, { ...mail, topic: gone }))).to.include(
      "Topic does not exist",
    );
    const others = "arn:aws:sns:eu-west-1:999999999999:theirs";
    await expect(
      direct.create(topicSubscription, { ...mail, topic: others }),
    ).to.eventually.have.property("id");
  });
});
