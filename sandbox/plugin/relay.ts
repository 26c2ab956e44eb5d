import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { listenOnLoopback, messageLimits } from "../loopback";
import { leadingNames, ledTo, withOwnDoor, withoutDoor, type ApiDoor } from "./apiDoor";
import { PluginFailure, startPlugin, type PluginProcess } from "./pluginProcess";
import { engineSeconds } from "./pluginTrial";

/** A plugin that engines can attach to. */
export interface PluginRelay {
  /** Its port on 127.0.0.1, for `PULUMI_DEBUG_PROVIDERS`. */
  readonly port: number;
  /** Ends it, and every process of the plugin. */
  readonly stop: () => Promise<void>;
}

/**
 * Lets engines attach to a Cloudflare plugin, each provider of each run to a process of its own, as when the engine starts
 * it. What they say goes to and fro as it is, but for the settings that say which API is called, and as whom.
 * @param command - Absolute path of the plugin's executable.
 * @param door - The API that it is to call.
 * @param patienceSeconds - Within how many seconds the plugin has to answer an engine's greeting, from its start on. Defaults to a
 *   little less than an engine waits, which would not say what it waited for.
 * @returns The relay, listening.
 */
export async function serveRelay(
  command: string,
  door: ApiDoor,
  patienceSeconds = engineSeconds - 1,
): Promise<PluginRelay> {
  const relay = new Relay(command, door, patienceSeconds);
  const server = new grpc.Server(messageLimits);
  server.addService(rawService, relay.methods());
  const listening = await listenOnLoopback(server, (peer) => relay.leave(peer));
  return {
    port: listening.port,
    stop: async () => {
      listening.stop();
      await relay.stop();
    },
  };
}

type RawCall = grpc.ServerUnaryCall<Buffer, Buffer>;
type Answer = (error: grpc.ServiceError | null, response?: Buffer) => void;

/** One engine's connection: the plugin's process, and how to turn back what it answers. */
class Relay {
  readonly #running = new Map<string, Promise<PluginProcess>>();
  readonly #leaving = new Set<Promise<void>>();

  constructor(
    readonly command: string,
    readonly door: ApiDoor,
    readonly patienceSeconds: number,
  ) {}

  methods(): grpc.UntypedServiceImplementation {
    const passed = Object.entries(rawService)
      .filter(([, { responseStream }]) => !responseStream)
      .map(([name, { path: at }]) => [
        name,
        this.#passOn(at, (call) => ({ request: call.request })),
      ]);
    return {
      ...(Object.fromEntries(passed) as grpc.UntypedServiceImplementation),
      handshake: this.#passOn(rawService.handshake?.path ?? "", (call) => this.#greet(call)),
      // It was told of its engine when it was started.
      attach: (_call: RawCall, answer: Answer) => answer(null, bytesOf(new Empty())),
      checkConfig: this.#passOn(rawService.checkConfig?.path ?? "", checkedWithoutDoor),
      configure: this.#passOn(rawService.configure?.path ?? "", ({ request }) => ({
        request: configuredFor(this.door, request),
      })),
    };
  }

  leave(peer: string): void {
    const running = this.#running.get(peer);
    this.#running.delete(peer);
    const left = running?.then(
      (plugin) => plugin.stop(),
      () => undefined,
    );
    if (left !== undefined) {
      this.#leaving.add(left);
      void left.finally(() => this.#leaving.delete(left));
    }
  }

  async stop(): Promise<void> {
    [...this.#running.keys()].forEach((peer) => this.leave(peer));
    await Promise.all(this.#leaving);
  }

  #greet(call: RawCall): Passed {
    const request = messages.ProviderHandshakeRequest.deserializeBinary(call.request);
    const folder = path.dirname(this.command);
    request.setRootDirectory(folder);
    request.setProgramDirectory(folder);
    const { patienceSeconds } = this;
    const engineAddress = request.getEngineAddress();
    const deadline = new Date(Date.now() + patienceSeconds * 1000);
    this.#running.set(
      call.getPeer(),
      startPlugin(this.command, { engineAddress, patienceSeconds }),
    );
    return { request: bytesOf(request), deadline };
  }

  #passOn(at: string, pass: (call: RawCall) => Passed): grpc.handleUnaryCall<Buffer, Buffer> {
    return (call, answer) => {
      void this.#relayed(at, call, pass, answer);
    };
  }

  async #relayed(
    at: string,
    call: RawCall,
    pass: (call: RawCall) => Passed,
    answer: Answer,
  ): Promise<void> {
    let plugin: PluginProcess;
    let passed: Passed;
    try {
      passed = pass(call);
      plugin = await (this.#running.get(call.getPeer()) ?? Promise.reject(noEngine));
    } catch (error) {
      const words = error instanceof PluginFailure ? error.message : String(error);
      answer(this.#failure(words));
      return;
    }
    const { request, turnBack = (response: Buffer) => response, ...options } = passed;
    const under = plugin.client.makeUnaryRequest(
      at,
      ...([(bytes: Buffer) => bytes, (bytes: Buffer) => bytes, request] as const),
      ...([call.metadata, options] as const),
      (error, response) => {
        if (error !== null) {
          void this.#reasonOf(error, plugin, options).then((words) =>
            answer(words === undefined ? error : this.#failure(words)),
          );
        } else {
          answer(null, turnBack(response ?? Buffer.alloc(0)));
        }
      },
    );
    call.once("cancelled", () => under.cancel());
  }

  /** What is to be said of an answer that the plugin did not give itself; undefined of its own refusals. */
  async #reasonOf(
    { code }: grpc.ServiceError,
    plugin: PluginProcess,
    { deadline }: grpc.CallOptions,
  ): Promise<string | undefined> {
    if (code === grpc.status.DEADLINE_EXCEEDED && deadline !== undefined) {
      return `it did not answer the engine's greeting within ${this.patienceSeconds} s`;
    }
    return code === grpc.status.UNAVAILABLE ? plugin.ending() : undefined;
  }

  /** An engine that is told that a plugin is unavailable asks it again until it gives up, and says nothing of why. */
  #failure(words: string): grpc.ServiceError {
    const code = grpc.status.FAILED_PRECONDITION;
    const details = `the Cloudflare plugin ${this.command} failed: ${words}`;
    return Object.assign(new Error(details), { code, details, metadata: new grpc.Metadata() });
  }
}

const noEngine = new PluginFailure("it was called before the engine said where it listens");

/** What goes on to the plugin, and what becomes of its answer. */
interface Passed {
  readonly request: Buffer;
  /** Until when it has to answer. Defaults to no limit. */
  readonly deadline?: Date;
  readonly turnBack?: (response: Buffer) => Buffer;
}

/** A stand-in for a secret token is none that the plugin would take; the program's own settings stay in the state. */
function checkedWithoutDoor({ request }: RawCall): Passed {
  const check = messages.CheckRequest.deserializeBinary(request);
  const own = check.getNews() ?? new Struct();
  check.setNews(withoutDoor(own));
  check.setOlds(withoutDoor(check.getOlds() ?? new Struct()));
  return {
    request: bytesOf(check),
    turnBack: (response) => {
      const checked = messages.CheckResponse.deserializeBinary(response);
      checked.setInputs(withOwnDoor(checked.getInputs() ?? new Struct(), own));
      return bytesOf(checked);
    },
  };
}

function configuredFor(door: ApiDoor, request: Buffer): Buffer {
  const configure = messages.ConfigureRequest.deserializeBinary(request);
  configure.setArgs(ledTo(configure.getArgs() ?? new Struct(), door));
  // The same settings in their older form, as text.
  const variables = configure.getVariablesMap();
  leadingNames.forEach((name) => variables.del(`cloudflare:config:${name}`));
  variables.set("cloudflare:config:baseUrl", door.url);
  variables.set("cloudflare:config:apiToken", door.token);
  return bytesOf(configure);
}

function bytesOf(message: { serializeBinary(): Uint8Array }): Buffer {
  return Buffer.from(message.serializeBinary());
}

/** The service with its messages as they are on the wire, so that what a newer engine or plugin adds gets through. */
const rawService = Object.fromEntries(
  Object.entries(ResourceProviderService as unknown as grpc.ServiceDefinition).map(
    ([name, method]) => [
      name,
      {
        ...method,
        requestSerialize: (bytes: Buffer) => bytes,
        requestDeserialize: (bytes: Buffer) => bytes,
        responseSerialize: (bytes: Buffer) => bytes,
        responseDeserialize: (bytes: Buffer) => bytes,
      },
    ],
  ),
) satisfies grpc.ServiceDefinition;
