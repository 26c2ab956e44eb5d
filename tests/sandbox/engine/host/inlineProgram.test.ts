import { expect } from "chai";
import { AsyncResource } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import {
  credentials,
  Server,
  ServerCredentials,
  status,
  type sendUnaryData,
  type ServerUnaryCall,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import * as pulumi from "@pulumi/pulumi";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogSeverity, type LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import { RunRequest, type RunResponse } from "@pulumi/pulumi/proto/language_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  RegisterResourceResponse,
  SupportsFeatureRequest,
  SupportsFeatureResponse,
  type RegisterResourceRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { version } from "@pulumi/pulumi/version";
import { devDependencies } from "../../../../package.json";
import { serveInline } from "../../../../sandbox/engine/host/inlineProgram";

class Thing extends pulumi.CustomResource {}

/** The engine's end of a program, as far as an empty program needs it; it notes what is registered. */
function monitorNoting(registered: string[]): Server {
  const server = new Server();
  const answers: UntypedServiceImplementation = {
    supportsFeature: (_: unknown, answer: sendUnaryData<SupportsFeatureResponse>) =>
      answer(null, new SupportsFeatureResponse()),
    registerResource: (
      { request }: ServerUnaryCall<RegisterResourceRequest, RegisterResourceResponse>,
      answer: sendUnaryData<RegisterResourceResponse>,
    ) => {
      registered.push(request.getType());
      const response = new RegisterResourceResponse();
      response.setUrn(`urn:pulumi:test::inline::${request.getType()}::${request.getName()}`);
      answer(null, response);
    },
    registerResourceOutputs: (_: unknown, answer: sendUnaryData<Empty>) =>
      answer(null, new Empty()),
    signalAndWaitForShutdown: (_: unknown, answer: sendUnaryData<Empty>) =>
      answer(null, new Empty()),
  };
  server.addService(ResourceMonitorService, { ...refusing(ResourceMonitorService), ...answers });
  return server;
}

function refusing(service: object): UntypedServiceImplementation {
  const refuse = (_: unknown, answer: sendUnaryData<never>): void =>
    answer({ code: status.UNIMPLEMENTED });
  return Object.fromEntries(Object.keys(service).map((name) => [name, refuse]));
}

/** The engine's log, as far as a program speaks to it. */
async function engineNoting(said: string[]): Promise<{ server: Server; address: string }> {
  const server = new Server();
  server.addService(EngineService, {
    ...refusing(EngineService),
    log: ({ request }: ServerUnaryCall<LogRequest, Empty>, answer: sendUnaryData<Empty>) => {
      if (request.getSeverity() === LogSeverity.INFO) {
        said.push(request.getMessage());
      }
      answer(null, new Empty());
    },
  });
  return { server, address: `127.0.0.1:${await listen(server, 0)}` };
}

function requestOf(monitorAddress: string, engineAddress: string): RunRequest {
  const request = new RunRequest();
  request.setProject("inline");
  request.setStack("test");
  request.setMonitorAddress(monitorAddress);
  request.setArgsList([engineAddress]);
  return request;
}

function run(port: number, monitorAddress: string, engineAddress = ""): Promise<RunResponse> {
  const request = requestOf(monitorAddress, engineAddress);
  const engine = new LanguageRuntimeClient(`127.0.0.1:${port}`, credentials.createInsecure());
  return new Promise<RunResponse>((resolve, reject) => {
    engine.run(request, (error, response) => (error === null ? resolve(response) : reject(error)));
  }).finally(() => engine.close());
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
}

/** How many listen for errors of this process that nobody handled. */
function errorListeners(): number {
  return process.listenerCount("uncaughtException") + process.listenerCount("unhandledRejection");
}

/** A program whose engine is killed while it runs, as its SDK learns from the next call. */
function killing(monitor: Server): () => Promise<object> {
  return () => {
    monitor.forceShutdown();
    const client = pulumi.runtime.getMonitor();
    return new Promise((resolve, reject) => {
      client?.supportsFeature(new SupportsFeatureRequest(), (error) =>
        error?.code === status.UNAVAILABLE ? resolve({}) : reject(new Error("it must be gone")),
      );
    });
  };
}

describe("a program of this process", () => {
  it("registers its resources with an engine on the port of one that was killed", async () => {
    const registered: string[] = [];
    const killed = monitorNoting([]);
    const port = await listen(killed, 0);
    const first = await serveInline({ name: "inline", program: killing(killed) });
    await run(first.port, `127.0.0.1:${port}`).catch(() => undefined);
    const monitor = monitorNoting(registered);
    await listen(monitor, port);
    const second = await serveInline({ name: "inline", program: () => Promise.resolve({}) });
    try {
      const response = await run(second.port, `127.0.0.1:${port}`);
      expect(response.getError()).to.equal("");
      expect(registered).to.deep.equal(["pulumi:pulumi:Stack"]);
    } finally {
      first.stop();
      second.stop();
      monitor.forceShutdown();
    }
  });

  it("says what it has to say, also after a program that spoke when its engine was gone", async () => {
    const monitor = monitorNoting([]);
    const monitorAddress = `127.0.0.1:${await listen(monitor, 0)}`;
    const gone = await engineNoting([]);
    let speakLate: () => Promise<void> = () => Promise.resolve();
    const first = await serveInline({
      name: "inline",
      program: () => {
        speakLate = AsyncResource.bind(() => pulumi.log.info("too late"));
        return Promise.resolve({});
      },
    });
    await run(first.port, monitorAddress, gone.address);
    first.stop();
    gone.server.forceShutdown();
    await speakLate();
    const said: string[] = [];
    const there = await engineNoting(said);
    const second = await serveInline({
      name: "inline",
      program: async () => {
        await pulumi.log.info("in time");
        return {};
      },
    });
    try {
      await run(second.port, monitorAddress, there.address);
    } finally {
      second.stop();
      there.server.forceShutdown();
      monitor.forceShutdown();
    }
    expect(said).to.deep.equal(["in time"]);
  });

  it("ends where a refused value leaves outputs behind that nothing fills", async () => {
    const registered: string[] = [];
    const monitor = monitorNoting(registered);
    const address = `127.0.0.1:${await listen(monitor, 0)}`;
    const told: string[] = [];
    const before = errorListeners();
    const inline = await serveInline({
      name: "inline",
      program: () => {
        const refused = pulumi.output("x").apply((): string => {
          throw new pulumi.RunError("x is refused");
        });
        const thing = new Thing("test:index:Thing", "thing", { refused });
        return Promise.resolve({ id: thing.id });
      },
    });
    const log = console.error;
    console.error = (text: string) => void told.push(text);
    try {
      const answer = await run(inline.port, address).then(
        (response) => ({ bail: response.getBail(), error: response.getError() }),
        ({ details }: { details: string }) => ({ details }),
      );
      // The pinned @pulumi/pulumi tells it and lets the call stand still; 3.276 answers with the error itself.
      const isPinned = version === devDependencies["@pulumi/pulumi"];
      expect(answer).to.deep.equal(
        "details" in answer && !isPinned
          ? { details: 'error serializing property "refused": x is refused' }
          : { bail: true, error: "" },
      );
      expect("details" in answer ? (answer.details ?? "") : told.join("\n")).to.match(
        /x is refused/,
      );
    } finally {
      console.error = log;
      inline.stop();
      monitor.forceShutdown();
    }
    expect(errorListeners()).to.equal(before);
    expect(registered).to.deep.equal(["pulumi:pulumi:Stack"]);
  });

  it("listens for errors no longer where its engine was killed and it goes on", async () => {
    const monitor = monitorNoting([]);
    const address = `127.0.0.1:${await listen(monitor, 0)}`;
    const before = errorListeners();
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const inline = await serveInline({
      name: "inline",
      program: () => {
        begin();
        return new Promise(() => undefined);
      },
    });
    const engine = new LanguageRuntimeClient(
      `127.0.0.1:${inline.port}`,
      credentials.createInsecure(),
    );
    const call = engine.run(requestOf(address, ""), () => undefined);
    try {
      await begun;
      expect(errorListeners()).to.be.above(before);
      call.cancel();
      while (errorListeners() > before) {
        await sleep(10);
      }
    } finally {
      engine.close();
      inline.stop();
      monitor.forceShutdown();
    }
    expect(errorListeners()).to.equal(before);
  });
});
