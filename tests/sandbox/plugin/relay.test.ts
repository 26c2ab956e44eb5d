import { expect } from "chai";
import { credentials, status, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { serveRelay, type PluginRelay } from "../../../sandbox/plugin/relay";
import { folderPerTest, isRunning, script } from "../engine/folders";
import { notesIn, recordingPlugin } from "./pluginFiles";

const door = { url: "http://127.0.0.1:40123/client/v4", token: "d".repeat(40) };
const engine = "127.0.0.1:1";

describe("what stands between an engine and a plugin", () => {
  const folder = folderPerTest();
  const log = (): string => path.join(folder(), "log");
  let relay: PluginRelay;
  let clients: ResourceProviderClient[] = [];
  const serve = async (
    command = recordingPlugin(path.join(folder(), "plugin"), "6.22.1", log()),
    ...patience: number[]
  ) => {
    relay = await serveRelay(command, door, ...patience);
    return command;
  };
  afterEach(async () => {
    clients.forEach((client) => client.close());
    clients = [];
    await relay.stop();
  });
  const connect = (): ResourceProviderClient => {
    const client = new ResourceProviderClient(
      `127.0.0.1:${relay.port}`,
      credentials.createInsecure(),
      { "grpc.use_local_subchannel_pool": 1 },
    );
    clients.push(client);
    return client;
  };
  const greet = (client: ResourceProviderClient) => {
    const request = new messages.ProviderHandshakeRequest();
    request.setEngineAddress(engine);
    return asked<messages.ProviderHandshakeResponse>((answer) => client.handshake(request, answer));
  };
  const read = (client: ResourceProviderClient, id: string) => {
    const request = new messages.ReadRequest();
    request.setId(id);
    return asked<messages.ReadResponse>((answer) => client.read(request, answer));
  };
  const processes = () => notesIn(log()).flatMap(({ started }) => (started as number) ?? []);
  const ended = async (pid: number): Promise<void> => {
    while (isRunning(pid)) {
      await sleep(20);
    }
  };

  it("starts the plugin with the engine's address, and greets it as an engine would that did so", async () => {
    const command = await serve();
    expect((await greet(connect())).getAcceptSecrets()).to.equal(true);
    const [started, greeted] = notesIn(log());
    expect(started?.engine).to.equal(engine);
    expect(greeted).to.deep.equal({
      handshake: { engineAddress: engine, rootDirectory: path.dirname(command) },
    });
  });

  it("gives each connection a process of its own, which ends with it", async () => {
    await serve();
    const [one, other] = [connect(), connect()];
    await greet(one);
    await greet(other);
    const [first = 0, second = 0] = processes();
    const answers = [(await read(one, "a")).getId(), (await read(other, "b")).getId()];
    expect(answers).to.deep.equal([`a of ${first}`, `b of ${second}`]);
    one.close();
    await ended(first);
    expect(isRunning(second)).to.equal(true);
    expect((await read(other, "c")).getId()).to.equal(`c of ${second}`);
    await relay.stop();
    expect(isRunning(second)).to.equal(false);
  });

  it("leads the plugin to the door, whichever API and credentials a program names", async () => {
    await serve();
    const client = connect();
    await greet(client);
    const own = {
      baseUrl: "https://api.cloudflare.com/client/v4",
      apiKey: "k".repeat(37),
      email: "me@example.com",
      apiUserServiceKey: "v1.0-key",
      apiToken: "the-user's-own",
      userAgentOperatorSuffix: "mine",
    };
    const request = new messages.ConfigureRequest();
    request.setArgs(Struct.fromJavaScript(own));
    for (const [name, value] of Object.entries(own)) {
      request.getVariablesMap().set(`cloudflare:config:${name}`, value);
    }
    await asked((answer) => client.configure(request, answer));
    const leading = { baseUrl: door.url, apiToken: door.token, userAgentOperatorSuffix: "mine" };
    expect(notesIn(log()).at(-1)).to.deep.equal({
      configure: leading,
      variables: Object.fromEntries(
        Object.entries(leading).map(([name, value]) => [`cloudflare:config:${name}`, value]),
      ),
    });
  });

  it("leads a plugin to the door that a program says nothing to", async () => {
    await serve();
    const client = connect();
    await greet(client);
    await asked((answer) => client.configure(new messages.ConfigureRequest(), answer));
    expect(notesIn(log()).at(-1)?.configure).to.deep.equal({
      baseUrl: door.url,
      apiToken: door.token,
    });
  });

  it("lets the plugin check a program's settings but for the credentials, which stay in the state", async () => {
    await serve();
    const client = connect();
    await greet(client);
    const secret = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      value: "stand-in",
    };
    const own: Record<string, JavaScriptValue> = { apiToken: secret, version: "6.22.1" };
    const request = new messages.CheckRequest();
    request.setNews(Struct.fromJavaScript(own));
    const checked = await asked<messages.CheckResponse>((answer) =>
      client.checkConfig(request, answer),
    );
    expect(notesIn(log()).at(-1)).to.deep.equal({ checkConfig: { version: "6.22.1" } });
    expect(checked.getInputs()?.toJavaScript()).to.deep.equal(own);
  });

  it("passes refusals on with their details, and calls that the engine gives up", async () => {
    await serve();
    const client = connect();
    await greet(client);
    const refused = await failureOf(read(client, "refuse"));
    expect([refused.code, refused.details]).to.deep.equal([status.UNKNOWN, "no such thing"]);
    expect(refused.metadata.get("grpc-status-details-bin").map(String)).to.deep.equal(["details"]);
    const request = new messages.ReadRequest();
    request.setId("never");
    const call = client.read(request, () => undefined);
    await sleep(200);
    call.cancel();
    while (notesIn(log()).at(-1)?.cancelled !== "never") {
      await sleep(20);
    }
    await asked<Empty>((answer) => client.cancel(new Empty(), answer));
    expect(notesIn(log()).at(-1)).to.deep.equal({ cancel: processes()[0] });
  });

  it("says of a plugin that ended on the way how it ended", async () => {
    const command = await serve();
    const client = connect();
    await greet(client);
    await failureOf(read(client, "die"));
    await ended(processes()[0] ?? 0);
    const { details } = await failureOf(read(client, "a"));
    expect(details).to.equal(
      `the Cloudflare plugin ${command} failed: it ended with exit code 3: out of luck`,
    );
  });

  const late: readonly (readonly [string, () => string, string])[] = [
    [
      "does not say where it listens",
      () => script(path.join(folder(), "silent"), "exec sleep 600"),
      "it did not say within 1 s where it listens",
    ],
    [
      "does not answer",
      () => recordingPlugin(path.join(folder(), "mute"), "mute", log()),
      "it did not answer the engine's greeting within 1 s",
    ],
  ];
  for (const [what, make, words] of late) {
    it(`says to the engine of a plugin that ${what} so, before it gives up by itself`, async () => {
      const command = await serve(make(), 1);
      const failure = await failureOf(greet(connect()));
      expect([failure.code, failure.details]).to.deep.equal([
        status.FAILED_PRECONDITION,
        `the Cloudflare plugin ${command} failed: ${words}`,
      ]);
    });
  }

  it("says of a plugin that does not start why, and of a call before the greeting", async () => {
    const command = await serve(script(path.join(folder(), "broken"), "exit 4"));
    const client = connect();
    expect((await failureOf(greet(client))).details).to.equal(
      `the Cloudflare plugin ${command} failed: it ended with exit code 4`,
    );
    expect((await failureOf(read(connect(), "a"))).details).to.equal(
      `the Cloudflare plugin ${command} failed: it was called before the engine said where it listens`,
    );
  });
});

type Answer<Response> = (error: ServiceError | null, response: Response) => void;

function asked<Response>(call: (answer: Answer<Response>) => unknown): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error === null ? resolve(response) : reject(error)));
  });
}

async function failureOf(answer: Promise<unknown>): Promise<ServiceError> {
  return answer.then(
    () => expect.fail("it was answered"),
    (error: unknown) => error as ServiceError,
  );
}
