import { expect } from "chai";
import { ZabbixApi } from "../../monitoring/zabbix/api";
import { hosts } from "../../monitoring/zabbix/host";
import { triggers } from "../../monitoring/zabbix/trigger";
import {
  BadZabbix,
  refusal,
  result,
  type BadAnswer,
  type SeenRequest,
} from "../support/zabbix/badZabbix";

const apiToken = "0123456789abcdef-token";

describe("answers of a Zabbix that are none", () => {
  let server: BadZabbix;
  let url: string;
  let cancel: AbortController;
  beforeEach(async () => {
    server = new BadZabbix();
    url = await server.start();
    cancel = new AbortController();
  });
  afterEach(() => server.stop());

  const api = (timeoutMilliseconds = 5_000): ZabbixApi =>
    new ZabbixApi({ url: `${url}/`, apiToken, timeoutMilliseconds, cancelled: cancel.signal });
  const failure = async (call: Promise<unknown>): Promise<string> => {
    const said = await call.then(
      (answer) => `answered ${JSON.stringify(answer)}`,
      (error: unknown) => String((error as Error).message),
    );
    expect(said).to.not.include(apiToken);
    return said.replaceAll(url, "URL");
  };

  const wrong: readonly [string, (request: SeenRequest) => BadAnswer, string][] = [
    [
      "HTML",
      () => [200, "text/html; charset=utf-8", "<!doctype html>"],
      "no JSON (text/html) and HTTP status 200",
    ],
    [
      "a page of an error",
      () => [502, "text/html", "<h1>Bad Gateway</h1>"],
      "no JSON (text/html) and HTTP status 502",
    ],
    ["nothing", () => [412, "text/plain", ""], "an empty body and HTTP status 412"],
    ["a redirect", () => [302, "text/plain", ""], "an empty body and HTTP status 302"],
    [
      "JSON that is cut off",
      () => [200, "application/json", '{"jsonrpc":"2.0","result":{"host'],
      "JSON that is broken or cut off and HTTP status 200",
    ],
    [
      "a list",
      () => [200, "application/json", "[]"],
      "JSON that is no answer of JSON-RPC and HTTP status 200",
    ],
    [
      "null",
      () => [200, "application/json", "null"],
      "JSON that is no answer of JSON-RPC and HTTP status 200",
    ],
    [
      "another version of JSON-RPC",
      () => [200, "application/json", '{"result":1,"id":2}'],
      "JSON that is no answer of JSON-RPC and HTTP status 200",
    ],
    [
      "an answer to another call",
      (request) => result({ ...request, id: 999 }, {}),
      "the answer to another call",
    ],
    [
      "no result",
      ({ id }) => [200, "application/json", `{"jsonrpc":"2.0","id":${id}}`],
      "no result",
    ],
    ["no id", (request) => result(request, { hostids: [] }), "no id of what was made"],
    ["two ids", (request) => result(request, { hostids: ["1", "2"] }), "no id of what was made"],
    [
      "an id that is no number",
      (request) => result(request, { hostids: ["../1"] }),
      "no id of what was made",
    ],
    ["a text", (request) => result(request, "made"), "no id of what was made"],
  ];
  for (const [name, answer, got] of wrong) {
    it(`says so of ${name}`, async () => {
      server.answer = answer;
      expect(await failure(api().make("host.create", {}, "hostids"))).to.equal(
        `Zabbix at URL/ answered host.create with ${got}; check that zabbix.url is the address of its frontend`,
      );
      expect(server.seen).to.have.lengthOf(2);
    });
  }

  it("says so of a list that is none", async () => {
    for (const answer of [{}, ["1"], [null], "x"]) {
      server.answer = (request) => result(request, answer);
      expect(await failure(hosts.read(api(), "1"))).to.equal(
        "Zabbix at URL/ answered host.get with something that is no list of objects; check that zabbix.url is the address of its frontend",
      );
    }
  });

  it("says what Zabbix refuses, and how to take over what is there", async () => {
    server.answer = (request) =>
      refusal(request, {
        code: -32602,
        message: "Invalid params.",
        data: 'Host with the same name "a" already exists.',
      });
    expect(await failure(api().call("host.create", {}))).to.equal(
      'Zabbix at URL/ refused host.create: Invalid params. Host with the same name "a" already exists.; if it is yours, take it over with `pulumi import`',
    );
    for (const error of ["no", 7, null, [], {}]) {
      server.answer = (request) => refusal(request, error);
      expect(await failure(api().call("host.create", {}))).to.equal(
        "Zabbix at URL/ refused host.create: without a reason",
      );
    }
  });

  describe("of a name that is taken", () => {
    const urn = "urn:pulumi:prod::shop::steady-edge-monitors:zabbix:Host::host";
    const making = { urn, mayTakeUp: () => true };
    const replacing = { urn, mayTakeUp: () => false };
    const inputs = { host: "a", hostGroups: ["web"], enabled: true, tags: {} };
    const taken = {
      ...{ code: -32602, message: "Invalid params." },
      data: 'Host with the same name "a" already exists.',
    };
    const hostWith = (description: string) => (request: SeenRequest) => {
      const results: Readonly<Record<string, unknown>> = {
        "hostgroup.get": [{ groupid: "2", name: "web" }],
        "host.get": [{ hostid: "10084", description }],
        "host.update": { hostids: ["10084"] },
      };
      return request.method === "host.create"
        ? refusal(request, taken)
        : result(request, results[request.method]);
    };

    const wanted = {
      ...{ description: "down", expression: "min(/a/b,#2)>0", severity: "high" },
      ...{ enabled: true, comments: "" },
    };
    const triggerOf = (expression: string) => (request: SeenRequest) =>
      request.method === "trigger.create"
        ? refusal(request, { ...taken, data: 'Trigger "down" already exists on "a".' })
        : result(request, [
            {
              ...{ triggerid: "7", description: "down", expression },
              ...{ priority: "4", status: "0", comments: "" },
            },
          ]);

    it("takes up the host that was made for the same resource, and brings it up to date", async () => {
      server.answer = hostWith(`Made by Pulumi as ${urn}`);
      expect(await hosts.create(api(), inputs, making)).to.equal("10084");
      expect(server.seen.at(-1)?.params).to.deep.equal({
        ...{ hostid: "10084", host: "a", groups: [{ groupid: "2" }], status: 0, tags: [] },
        description: `Made by Pulumi as ${urn}`,
      });
    });

    it("leaves alone a host that is anybody else's", async () => {
      for (const description of ["", `Made by Pulumi as ${urn}-2`, "Made by hand"]) {
        server.answer = hostWith(description);
        expect(await failure(hosts.create(api(), inputs, making))).to.equal(
          'Zabbix at URL/ refused host.create: Invalid params. Host with the same name "a" already exists.; if it is yours, take it over with `pulumi import`',
        );
        expect(server.seen.map(({ method }) => method)).to.not.include("host.update");
      }
    });

    it("leaves alone a host and a trigger that the state has, since what is replaced is deleted", async () => {
      server.answer = hostWith(`Made by Pulumi as ${urn}`);
      expect(await failure(hosts.create(api(), inputs, replacing))).to.include("already exists");
      expect(server.seen.map(({ method }) => method)).to.not.include("host.update");
      server.answer = triggerOf(wanted.expression);
      expect(await failure(triggers.create(api(), wanted, replacing))).to.include("already exists");
    });

    it("takes up a trigger only where it is in everything what is wanted", async () => {
      server.answer = triggerOf("min(/a/b,#2)>0");
      expect(await triggers.create(api(), wanted, making)).to.equal("7");
      server.answer = triggerOf("min(/a/b,#3)>0");
      expect(await failure(triggers.create(api(), wanted, making))).to.include("already exists");
    });
  });

  it("says so where nobody listens", async () => {
    server.stop();
    expect(await failure(api().call("host.get", {}))).to.equal(
      "Zabbix at URL/ did not answer apiinfo.version: ECONNREFUSED; check zabbix.url",
    );
  });

  it("gives up where no answer comes", async () => {
    expect(await failure(api(200).call("host.get", {}))).to.equal(
      "Zabbix at URL/ did not answer host.get within 0.2 s",
    );
  });

  it("ends at once when it is cancelled", async () => {
    server.answer = () => {
      setImmediate(() => cancel.abort());
      return undefined;
    };
    expect(await failure(api(60_000).call("host.get", {}))).to.equal(
      "Zabbix at URL/ did not answer host.get: cancelled",
    );
  });

  it("reads no answer without an end", async () => {
    server.answer = () => [200, "application/json", `"${"x".repeat(5 * 1024 * 1024)}"`];
    expect(await failure(api().call("host.get", {}))).to.equal(
      "Zabbix at URL/ did not answer host.get: its answer is longer than 4194304 characters; check zabbix.url",
    );
  });

  it("gives the token in the body before 6.4, and in the header from then on", async () => {
    server.answer = (request) => result(request, []);
    for (const version of ["6.0.14", "6.2.9", "6.4.0", "7.0.1", "7.4.0"]) {
      server.version = version;
      await api().call("host.get", {});
    }
    const sent = server.seen.map(({ method, auth, authorization }) => ({
      method,
      auth,
      authorization,
    }));
    expect(sent.filter(({ method }) => method === "apiinfo.version")).to.deep.equal(
      Array(5).fill({ method: "apiinfo.version", auth: undefined, authorization: undefined }),
    );
    const inBody = { method: "host.get", auth: apiToken, authorization: undefined };
    const inHeader = { method: "host.get", auth: undefined, authorization: `Bearer ${apiToken}` };
    expect(sent.filter(({ method }) => method === "host.get")).to.deep.equal([
      ...[inBody, inBody, inHeader, inHeader, inHeader],
    ]);
  });

  it("refuses a version that is too old or none", async () => {
    server.version = "5.4.12";
    expect(await failure(api().call("host.get", {}))).to.equal(
      "Zabbix at URL/ must be 6.0 or later; got 5.4",
    );
    server.version = "newest";
    expect(await failure(api().call("host.get", {}))).to.equal(
      "Zabbix at URL/ answered apiinfo.version with no version; check that zabbix.url is the address of its frontend",
    );
  });

  it("takes what is not there for deleted, and what may not be deleted for a failure", async () => {
    const hidden = {
      code: -32500,
      message: "Application error.",
      data: "No permissions to referred object or it does not exist!",
    };
    server.answer = (request) =>
      request.method === "host.get" ? result(request, []) : refusal(request, hidden);
    await expect(hosts.delete(api(), "7")).to.eventually.equal(undefined);
    server.answer = (request) =>
      request.method === "host.get" ? result(request, [{ host: "a" }]) : refusal(request, hidden);
    expect(await failure(hosts.delete(api(), "7"))).to.equal(
      "Zabbix at URL/ refused host.delete: Application error. No permissions to referred object or it does not exist!",
    );
  });
});
