import { expect } from "chai";
import { EventEmitter, once } from "node:events";
import type { IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";

import { cacheRoot } from "../../../../sandbox/cacheRoot";
import { Account } from "../../../../sandbox/cloud/account/account";
import {
  AccountSeed,
  defaultAccountId,
  defaultZoneId as zoneId,
} from "../../../../sandbox/cloud/accountSeed";
import { BodyRoom } from "../../../../sandbox/cloud/api/bodyRoom";
import { serveCloudApi, type CloudApi } from "../../../../sandbox/cloud/api/cloudApi";
import { bodiesAtOnce, longestBody } from "../../../../sandbox/cloud/api/requestBody";
import { servedPaths } from "../../../../sandbox/cloud/api/routes";
import { Attempts } from "../../../../sandbox/cloud/calls/attempts";
import { Faults } from "../../../../sandbox/cloud/faults";
import { Journal } from "../../../../sandbox/cloud/journal";
import { SdkShapes } from "../../../../sandbox/cloud/types/shapes";
import { HttpClient } from "./httpClient";

const records = `/zones/${zoneId}/dns_records`;
const record = JSON.stringify({ name: "www", type: "A", content: "192.0.2.1" });

describe("slow bodies", () => {
  let api: CloudApi;
  let account: Account;
  let sockets: Socket[] = [];
  const serve = async (limits?: object) => {
    account = new Account();
    const parts = {
      place: { account, seed: new AccountSeed({}), region: "" },
      shapes: new SdkShapes("cloudflare", process.cwd(), join(cacheRoot(), "types")),
      attempts: new Attempts({ account, journal: new Journal(), faults: new Faults() }),
    };
    api = await serveCloudApi(parts, {}, limits);
    return new HttpClient(api);
  };
  afterEach(async () => {
    sockets.forEach((socket) => socket.destroy());
    sockets = [];
    await api.stop();
  });

  /** Begins a POST of a record, with a body of so many bytes to come. */
  const begin = (length: number | "chunked") => {
    const socket = connect(Number(new URL(api.url).port), "127.0.0.1");
    sockets.push(socket);
    let answer = "";
    const answered = new Promise<string>((resolve) => {
      socket.on("data", (chunk) => {
        answer += chunk.toString();
        if (answer.includes("\r\n\r\n{")) {
          resolve(answer);
        }
      });
      socket.on("error", () => resolve(answer)).on("close", () => resolve(answer));
    });
    const form = length === "chunked" ? "transfer-encoding: chunked" : `content-length: ${length}`;
    socket.write(
      `POST /client/v4${records} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${api.token}\r\n${form}\r\n\r\n`,
    );
    return { socket, answered };
  };
  const statusOf = (answer: string) => answer.split(" ")[1];

  it("are read byte by byte, however they are cut", async () => {
    await serve();
    const { socket, answered } = begin(record.length);
    for (const character of record) {
      socket.write(character);
      await turn();
    }
    expect(statusOf(await answered)).to.equal("200");
    expect(account.size).to.equal(1);
  });

  it("hold nobody else up, and change nothing when they break off", async () => {
    const client = await serve();
    const held = Array.from({ length: 50 }, (_, index) =>
      begin(index % 2 === 0 ? longestBody : "chunked"),
    );
    held.forEach(({ socket }) => socket.write("1\r\n"));
    expect((await client.call("GET", "/zones")).status).to.equal(200);
    held.forEach(({ socket }) => socket.destroy());
    await Promise.all(held.map(({ answered }) => answered));
    expect((await client.call("POST", records, JSON.parse(record))).status).to.equal(200);
    expect(account.size).to.equal(1);
  });

  it("are all taken in the end, where they are more than may be at once", async () => {
    await serve();
    const padded = record.padEnd(longestBody);
    const count = bodiesAtOnce / longestBody + 4;
    const held = Array.from({ length: count }, () => begin(padded.length));
    held.forEach(({ socket }) => socket.write(padded));
    const answers = await Promise.all(held.map(({ answered }) => answered));
    const statuses = answers.map(statusOf).sort();
    expect(statuses).to.deep.equal(["200", ...Array.from({ length: count - 1 }, () => "400")]);
  }).timeout(120_000);

  /** Every path that takes a body, with an object's id and the like where they stand. */
  const bodied = servedPaths.flatMap((served) => {
    const [pattern = "", ...methods] = served.split(" ");
    const path = pattern
      .replace(":zoneId", zoneId)
      .replace(":accountId", defaultAccountId)
      .replace(":settingId", "ssl")
      .replace(":phase", "http_request_cache_settings")
      .replace(/cfd_tunnel\/:\w+/, "cfd_tunnel/00000000-0000-4000-8000-000000000000")
      .replace(/:\w+/g, "0".repeat(32));
    return methods.filter((method) => method !== "GET").map((method) => `${method} ${path}`);
  });

  it("wait for their turn on every path that takes one", async () => {
    const client = await serve();
    /** Sends a head, and waits until the API has taken it up: then it asks for the body. */
    const ask = async (call: string, length: number) => {
      const [method = "", path = ""] = call.split(" ");
      const socket = connect(Number(new URL(api.url).port), "127.0.0.1");
      sockets.push(socket);
      let answer = "";
      socket.on("data", (chunk) => (answer += chunk.toString())).on("error", () => undefined);
      const asked = once(socket, "data");
      const closed = once(socket, "close");
      socket.write(
        `${method} /client/v4${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${api.token}\r\nexpect: 100-continue\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n`,
      );
      await asked;
      return { socket, closed, answer: () => answer };
    };
    const full = Array.from({ length: bodiesAtOnce / longestBody }, () => `POST ${records}`);
    const held = await Promise.all(full.map((call) => ask(call, longestBody)));
    expect(bodied.length).to.be.greaterThan(40);
    const waiting = await Promise.all(bodied.map((call) => ask(call, 2)));
    waiting.forEach(({ socket }) => socket.write("{}"));
    // Calls without a body go past those that wait; who does not wait is answered by then.
    for (let calls = 0; calls < 20; calls += 1) {
      expect((await client.call("GET", "/zones")).status).to.equal(200);
    }
    const goOn = "HTTP/1.1 100 Continue\r\n\r\n";
    expect(waiting.map(({ answer }) => answer())).to.deep.equal(bodied.map(() => goOn));
    held.forEach(({ socket }) => socket.destroy());
    await Promise.all(waiting.map(({ closed }) => closed));
    const unanswered = bodied.filter(
      (_call, index) =>
        !/^HTTP\/1\.1 [24]\d\d /.test(waiting[index]?.answer().slice(goOn.length) ?? ""),
    );
    expect(unanswered).to.deep.equal([]);
  }).timeout(60_000);

  it("end with the API, which waits for none of them", async () => {
    await serve();
    const { answered } = begin(100);
    await api.stop();
    expect(await answered).to.equal("");
    expect(account.size).to.equal(0);
  });

  for (const [what, bytes] of [
    ["a head", "POST /client/v4/zones HTTP/1.1\r\nhost: x\r\n"],
    [
      "a body",
      `POST /client/v4${records} HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\nconnection: close\r\n`,
    ],
  ] as const) {
    it(`are given up in an envelope where ${what} never becomes whole`, async () => {
      await serve({
        headersTimeout: 200,
        requestTimeout: 300,
        connectionsCheckingInterval: 50,
      });
      const socket = connect(Number(new URL(api.url).port), "127.0.0.1");
      sockets.push(socket);
      let answer = "";
      const closed = new Promise((resolve) => socket.once("close", resolve));
      socket.on("data", (chunk) => (answer += chunk.toString()));
      const rest = what === "a body" ? `authorization: Bearer ${api.token}\r\n\r\n{` : "";
      socket.write(`${bytes}${rest}`);
      await closed;
      expect(statusOf(answer)).to.equal("408");
      expect(JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4))).to.deep.include({
        success: false,
      });
    });
  }
});

describe("the room for bodies", () => {
  const request = () => new EventEmitter() as unknown as IncomingMessage;
  /** Lets everything happen that waits for nothing else. */
  const settle = async () => {
    await turn();
    await turn();
  };

  it("lets no more in than it holds, in the order in which they came", async () => {
    const room = new BodyRoom(10);
    const inside: string[] = [];
    const enter = async (name: string, bytes: number, at = request()) => {
      const leave = await room.enter(bytes, at);
      inside.push(leave === undefined ? `${name} went away` : name);
      return leave;
    };
    const first = await enter("first", 6);
    const gone = request();
    void enter("second", 5, gone);
    const third = enter("third", 4);
    const fourth = enter("fourth", 7);
    await enter("without a body", 0);
    await settle();
    expect(inside).to.deep.equal(["first", "without a body"]);
    gone.emit("close");
    await settle();
    expect(inside.slice(2)).to.deep.equal(["second went away", "third"]);
    first?.();
    first?.();
    await settle();
    expect(inside.slice(4)).to.deep.equal([]);
    (await third)?.();
    await fourth;
    expect(inside.slice(4)).to.deep.equal(["fourth"]);
  });
});
