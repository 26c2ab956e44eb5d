import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

import { readUrn } from "../../../model/graph/urns";
import { listenOnLoopback, messageLimits } from "../../loopback";
import type { Properties } from "../values";
import { decode, encode, filledInName } from "../wire";
import { isNamedByProgram, nameFor } from "./autoName";
import type { DiffRequest } from "./diff";
import { Peers } from "./peers";
import type { StandInProvider } from "./provider";
import type { Connection, Subject } from "./subject";
import { configurationCalls } from "./configurationCalls";
import { unary, type Call } from "./unary";

/** A version above every SDK's, so that the engine does not warn about an older plugin. */
const aboveEverySdk = "999.0.0";

/** A running server. */
export interface ProviderServer {
  /** Its port on 127.0.0.1. */
  readonly port: number;
  /** Stops it. */
  stop(): void;
}

/** Any request about one resource. */
interface AboutResource {
  getUrn(): string;
}

/**
 * Serves the stand-in providers to engines, on one port of the loopback interface.
 * @param provider - The providers.
 * @param version - The version that they tell. Defaults to one above every SDK's.
 * @returns The running server.
 */
export async function serveProviders(
  provider: StandInProvider,
  version = aboveEverySdk,
): Promise<ProviderServer> {
  const server = new grpc.Server(messageLimits);
  server.addService(ResourceProviderService, new Service(provider, version).methods());
  return listenOnLoopback(server);
}

/** The methods of the resource provider protocol. One instance of a provider is one connection. */
class Service {
  private readonly peers = new Peers();

  constructor(
    private readonly provider: StandInProvider,
    private readonly version: string,
  ) {}

  methods(): grpc.UntypedServiceImplementation {
    return {
      ...configurationCalls,
      getPluginInfo: unary(() => {
        const info = new PluginInfo();
        info.setVersion(this.version);
        return Promise.resolve(info);
      }),
      handshake: unary((call: Call<messages.ProviderHandshakeRequest>) => {
        this.peers.greet(call.getPeer(), call.request.getEngineAddress());
        const response = new messages.ProviderHandshakeResponse();
        response.setAcceptSecrets(true);
        response.setAcceptResources(true);
        return Promise.resolve(response);
      }),
      configure: unary((call: Call<messages.ConfigureRequest>) => this.configure(call)),
      cancel: unary((call: Call<Empty>) => {
        this.peers.cancel(call.getPeer());
        return Promise.resolve(new Empty());
      }),
      check: this.unaryWhileAlive((call: Call<messages.CheckRequest>) => this.check(call)),
      diff: this.unaryWhileAlive((call: Call<messages.DiffRequest>) => this.diff(call)),
      create: this.unaryWhileAlive((call: Call<messages.CreateRequest>) => this.create(call)),
      read: this.unaryWhileAlive((call: Call<messages.ReadRequest>) => this.read(call)),
      update: this.unaryWhileAlive((call: Call<messages.UpdateRequest>) => this.update(call)),
      delete: this.unaryWhileAlive((call: Call<messages.DeleteRequest>) => this.delete(call)),
      invoke: this.unaryWhileAlive((call: Call<messages.InvokeRequest>) => this.invoke(call)),
    };
  }

  private async configure(
    call: Call<messages.ConfigureRequest>,
  ): Promise<messages.ConfigureResponse> {
    const { properties } = decode(call.request.getArgs());
    this.peers.connect(call.getPeer(), await this.provider.configured(properties));
    const response = new messages.ConfigureResponse();
    response.setAcceptsecrets(true);
    response.setAcceptresources(true);
    response.setSupportspreview(true);
    response.setSupportsAutonamingConfiguration(true);
    return response;
  }

  private async check(call: Call<messages.CheckRequest>): Promise<messages.CheckResponse> {
    const news = decode(call.request.getNews());
    const subject = this.subject(call, news.secrets);
    const { handler } = await this.provider.known(subject.type);
    const response = new messages.CheckResponse();
    const named = nameFor(handler, news.properties, call.request);
    const inputs = { ...news.properties, ...named };
    const failures = (await this.provider.check(subject, inputs)).map((reason) => {
      const failure = new messages.CheckFailure();
      failure.setReason(reason);
      return failure;
    });
    response.setFailuresList(failures);
    const checked = call.request.getNews()?.clone() ?? encode({});
    for (const [name, value] of encode(noting(named, Object.keys(named)))
      .getFieldsMap()
      .entries()) {
      checked.getFieldsMap().set(name, value);
    }
    response.setInputs(checked);
    return response;
  }

  private async diff(call: Call<messages.DiffRequest>): Promise<messages.DiffResponse> {
    const inputs = decode(call.request.getNews());
    const subject = this.subject(call, inputs.secrets);
    const { handler } = await this.provider.known(subject.type);
    const { changed, unknown, replaces } = await this.provider.diff(
      subject,
      diffRequest(call.request, inputs.properties),
    );
    const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
    const response = new messages.DiffResponse();
    response.setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME);
    response.setDiffsList([...new Set([...changed, ...unknown])].sort());
    response.setReplacesList([...replaces]);
    response.setDeletebeforereplace(replaces.length > 0 && isNamedByProgram(handler, inputs));
    return response;
  }

  private async create(call: Call<messages.CreateRequest>): Promise<messages.CreateResponse> {
    const inputs = decode(call.request.getProperties());
    const subject = this.subject(call, inputs.secrets);
    const warning = await this.provider.warning(subject);
    if (warning !== undefined) {
      await this.peers.warn(call.getPeer(), call.request.getUrn(), warning);
    }
    const { id, outputs } = await this.provider.create(
      subject,
      inputs.properties,
      call.request.getPreview(),
    );
    const response = new messages.CreateResponse();
    response.setId(id);
    response.setProperties(encode(outputs, await this.secretNames(subject)));
    return response;
  }

  private async read(call: Call<messages.ReadRequest>): Promise<messages.ReadResponse> {
    const state = decode(call.request.getProperties());
    const inputs = decode(call.request.getInputs());
    const subject = this.subject(call, new Set([...state.secrets, ...inputs.secrets]));
    const response = new messages.ReadResponse();
    const id = call.request.getId();
    const found = await this.provider.read(subject, id, state.properties, inputs.properties);
    if (found !== undefined) {
      const secrets = await this.secretNames(subject);
      response.setId(found.id);
      response.setProperties(encode(found.outputs, secrets));
      response.setInputs(encode(noting(found.inputs, inputs.filledIn), secrets));
    }
    return response;
  }

  private async update(call: Call<messages.UpdateRequest>): Promise<messages.UpdateResponse> {
    const inputs = decode(call.request.getNews());
    const subject = this.subject(call, inputs.secrets);
    const request = diffRequest(call.request, inputs.properties);
    const id = call.request.getId();
    const updated = await this.provider.update(subject, id, request, call.request.getPreview());
    const response = new messages.UpdateResponse();
    response.setProperties(encode(updated.outputs, await this.secretNames(subject)));
    return response;
  }

  private async delete(call: Call<messages.DeleteRequest>): Promise<Empty> {
    const state = decode(call.request.getProperties());
    const subject = this.subject(call, state.secrets);
    await this.provider.delete(subject, call.request.getId(), state.properties);
    return new Empty();
  }

  private async invoke(call: Call<messages.InvokeRequest>): Promise<messages.InvokeResponse> {
    const { properties } = decode(call.request.getArgs());
    const response = new messages.InvokeResponse();
    const token = call.request.getTok();
    const answer = await this.provider.invoke(token, properties, this.connection(call.getPeer()));
    response.setReturn(encode(answer.properties, new Set(answer.secrets)));
    return response;
  }

  private subject(call: Call<AboutResource>, secrets: ReadonlySet<string>): Subject {
    const { type = "" } = readUrn(call.request.getUrn()) ?? {};
    return { type, connection: this.connection(call.getPeer()), secrets };
  }

  private connection(peer: string): Connection {
    return this.peers.connection(peer, () => this.provider.connect());
  }

  /** A provider dies with its engine: what it still waits for then is never sent. */
  private unaryWhileAlive<Request, Response>(
    answer: (call: Call<Request>) => Promise<Response>,
  ): grpc.handleUnaryCall<Request, Response> {
    return unary((call: Call<Request>) => {
      const peer = call.getPeer();
      const end = (): void => this.peers.cancel(peer);
      call.once("cancelled", end);
      return answer(call).finally(() => call.off("cancelled", end));
    });
  }

  private async secretNames(subject: Subject): Promise<Set<string>> {
    const always = await this.provider.alwaysSecret(subject.type);
    return new Set([...subject.secrets, ...always]);
  }
}

/** What a diff goes by, out of the request for it or for the update that follows it. */
function diffRequest(
  request: messages.DiffRequest | messages.UpdateRequest,
  inputs: Properties,
): DiffRequest {
  return {
    oldInputs: decode(request.getOldInputs()).properties,
    state: decode(request.getOlds()).properties,
    inputs,
    ignored: request.getIgnorechangesList(),
  };
}

/** Notes which inputs a check filled in; nothing where it filled in none. */
function noting(inputs: Properties, filledIn: readonly string[]): Properties {
  return filledIn.length === 0 ? inputs : { ...inputs, [filledInName]: [...filledIn] };
}
