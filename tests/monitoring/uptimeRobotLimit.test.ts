import { expect } from "chai";
import { mock } from "node:test";
import timers from "node:timers/promises";
import { uptimeRobotApi } from "../../facts/monitoring/uptimeRobot";
import { UptimeRobotApi } from "../../monitoring/uptimeRobot/api";
import { UptimeRobotServer } from "../support/uptimeRobot";

const now = Date.UTC(2026, 10, 29, 12, 0, 0);

describe("UptimeRobot's limit of calls", () => {
  let server: UptimeRobotServer;
  let api: UptimeRobotApi;
  let waits: (number | undefined)[];

  beforeEach(async () => {
    server = new UptimeRobotServer();
    const url = await server.start();
    const { signal: cancelled } = new AbortController();
    api = new UptimeRobotApi({ url, apiKey: server.apiKey, cancelled });
    waits = [];
    mock.method(Date, "now", () => now);
    mock.method(timers, "setTimeout", (milliseconds?: number) => {
      waits.push(milliseconds);
      return Promise.resolve();
    });
  });
  afterEach(() => {
    mock.restoreAll();
    server.stop();
  });

  const create = () =>
    api.send({ method: "POST", path: "/monitors", body: { interval: 60, timeout: 15 } });

  const told: readonly [string, string, number][] = [
    ["the seconds that it is told", "7", 7_000],
    ["not at all where it is told to come at once", "0", 0],
    ["until the date that it is told", "Sun, 29 Nov 2026 12:01:30 GMT", 90_000],
    ["not at all for a date that is over", "Sun, 29 Nov 2026 11:59:00 GMT", 0],
    ["no longer than it follows seconds for", "3600", uptimeRobotApi.longestRetryAfter * 1000],
    [
      "no longer than it follows a date for",
      "Mon, 30 Nov 2026 12:00:00 GMT",
      uptimeRobotApi.longestRetryAfter * 1000,
    ],
    ["as it would without, where what it is told is neither", "soon", 200],
  ];
  for (const [what, retryAfter, milliseconds] of told) {
    it(`waits ${what}, and asks once more: ${retryAfter}`, async () => {
      Object.assign(server, { limited: 1, retryAfter });
      expect(await create()).to.include({ status: "UP", interval: 60 });
      expect(waits).to.deep.equal([milliseconds]);
      expect(server.calls.map(({ status }) => status)).to.deep.equal([429, 201]);
    });
  }

  it("waits between all attempts, and not after the last", async () => {
    Object.assign(server, { limited: 100, retryAfter: "3" });
    await expect(create()).to.be.rejectedWith("has refused POST /monitors 8 times with 429");
    expect(waits).to.deep.equal(Array.from({ length: 7 }, () => 3_000));
    expect(server.calls.map(({ status }) => status)).to.deep.equal(
      Array.from({ length: uptimeRobotApi.attemptsAtLimit }, () => 429),
    );
  });
});
