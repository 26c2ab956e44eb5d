import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ownEntry } from "../core/ownEntry";
import { describeProblem } from "../core/problem";
import { schemaProblems } from "../core/schemaProblems";
import { Connection, liveMonitors, type ServeMonitors } from "./connection";
import { changedInputs } from "./difference";
import { isWhole, received, sent, textsIn, type Received } from "./properties";
import { redacted } from "./redacted";
import type { Standing } from "./standing";

/**
 * Makes the provider: a server that the caller has listen. Credentials belong to the connection that brought them.
 * @param serve - Makes the types that it keeps, out of the settings of one provider resource. Defaults to those of the real services.
 */
export function monitorsServer(serve: ServeMonitors = liveMonitors): grpc.Server {
  const server = new grpc.Server();
  server.addService(ResourceProviderService, new MonitorsProvider(serve).methods());
  return server;
}

/** A version above every release: programs and this provider come in one package. */
const aboveEveryRelease = "999.0.0";

type Call<Request> = grpc.ServerUnaryCall<Request, unknown>;

/** The methods of Pulumi's resource provider protocol. */
class MonitorsProvider {
  private readonly connections = new Map<string, Connection>();

  constructor(private readonly serve: ServeMonitors) {}

  methods(): grpc.UntypedServiceImplementation {
    return {
      attach: this.unary(() => new Empty()),
      getPluginInfo: this.unary(() => new PluginInfo().setVersion(aboveEveryRelease)),
      handshake: this.unary(() =>
        new messages.ProviderHandshakeResponse().setAcceptSecrets(true).setAcceptResources(true),
      ),
      checkConfig: this.unary(({ request }: Call<messages.CheckRequest>) =>
        new messages.CheckResponse().setInputs(request.getNews()),
      ),
      diffConfig: this.unary(() => new messages.DiffResponse()),
      configure: this.unary((call: Call<messages.ConfigureRequest>) => this.configure(call)),
      check: this.unary((call: Call<messages.CheckRequest>) => this.check(call)),
      diff: this.unary((call: Call<messages.DiffRequest>) => this.diff(call)),
      create: this.unary((call: Call<messages.CreateRequest>) => this.create(call)),
      read: this.unary((call: Call<messages.ReadRequest>) => this.read(call)),
      update: this.unary((call: Call<messages.UpdateRequest>) => this.update(call)),
      delete: this.unary((call: Call<messages.DeleteRequest>) => this.delete(call)),
      cancel: this.unary((call: Call<Empty>) => {
        this.connections.get(call.getPeer())?.cancel();
        this.connections.delete(call.getPeer());
        return new Empty();
      }),
    };
  }

  private configure(call: Call<messages.ConfigureRequest>): messages.ConfigureResponse {
    const { properties } = received(call.request.getArgs());
    this.connections.set(call.getPeer(), new Connection(properties, this.serve));
    return new messages.ConfigureResponse()
      .setAcceptsecrets(true)
      .setAcceptresources(true)
      .setSupportspreview(true);
  }

  private check(call: Call<messages.CheckRequest>): messages.CheckResponse {
    const { properties, secrets } = received(call.request.getNews());
    const { inputs } = this.type(call);
    if (Object.keys(received(call.request.getOlds()).properties).length > 0) {
      this.standing(call).has(call.request.getUrn());
    }
    const problems = isWhole(properties)
      ? schemaProblems(inputs, properties, "argument")
      : undefined;
    const found = [...(problems?.kinds ?? []), ...(problems?.values ?? [])];
    const failures = found.map((problem) => {
      const isSecret = secrets.has(/^[^.[]*/.exec(problem.path)?.[0] ?? "");
      const reason = describeProblem(isSecret ? { ...problem, actual: "a secret" } : problem);
      return new messages.CheckFailure().setReason(reason);
    });
    return new messages.CheckResponse().setInputs(call.request.getNews()).setFailuresList(failures);
  }

  private diff(call: Call<messages.DiffRequest>): messages.DiffResponse {
    const before = received(call.request.getOldInputs()).properties;
    const now = received(call.request.getNews()).properties;
    const changed = changedInputs(before, now, call.request.getIgnorechangesList());
    const { replaces } = this.type(call);
    this.standing(call).has(call.request.getUrn(), call.request.getId());
    const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
    return new messages.DiffResponse()
      .setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME)
      .setDiffsList(changed)
      .setReplacesList(changed.filter((name) => replaces.includes(name)));
  }

  private async create(call: Call<messages.CreateRequest>): Promise<messages.CreateResponse> {
    const { properties, secrets } = received(call.request.getProperties());
    const type = this.type(call);
    const urn = call.request.getUrn();
    const mayTakeUp = (id: string): boolean => this.standing(call).mayTakeUp(urn, id);
    const id = call.request.getPreview() ? "" : await type.create(properties, { urn, mayTakeUp });
    return new messages.CreateResponse().setId(id).setProperties(sent(properties, secrets));
  }

  private async read(call: Call<messages.ReadRequest>): Promise<messages.ReadResponse> {
    const inputs = received(call.request.getInputs());
    const state = received(call.request.getProperties());
    const found = await this.type(call).read(call.request.getId(), inputs.properties);
    const response = new messages.ReadResponse();
    if (found === undefined) {
      return response;
    }
    const secrets = new Set([...inputs.secrets, ...state.secrets]);
    const live = sent(found as Received["properties"], secrets);
    return response.setId(call.request.getId()).setProperties(live).setInputs(live);
  }

  private async update(call: Call<messages.UpdateRequest>): Promise<messages.UpdateResponse> {
    const { properties, secrets } = received(call.request.getNews());
    const type = this.type(call);
    if (!call.request.getPreview()) {
      await type.update(call.request.getId(), properties);
    }
    return new messages.UpdateResponse().setProperties(sent(properties, secrets));
  }

  private async delete(call: Call<messages.DeleteRequest>): Promise<Empty> {
    await this.type(call).delete(call.request.getId());
    this.standing(call).lost(call.request.getUrn());
    return new Empty();
  }

  private type(call: Call<{ getUrn(): string }>): ReturnType<Connection["type"]> {
    const token = call.request.getUrn().split("::")[2]?.split("$").at(-1) ?? "";
    return this.connection(call.getPeer()).type(token);
  }

  private standing(call: Call<unknown>): Standing {
    return this.connection(call.getPeer()).standing;
  }

  private connection(peer: string): Connection {
    const known = this.connections.get(peer) ?? new Connection({}, this.serve);
    this.connections.set(peer, known);
    return known;
  }

  /** Answers one kind of request; no error leaves with a secret in it, of the settings or of the request. */
  private unary<Request, Response>(
    answer: (call: Call<Request>) => Response | Promise<Response>,
  ): grpc.handleUnaryCall<Request, Response> {
    return (call, callback) => {
      Promise.resolve()
        .then(() => answer(call))
        .then(
          (response) => callback(null, response),
          (error: unknown) => {
            const message = error instanceof Error ? error.message : String(error);
            const ofSettings = this.connections.get(call.getPeer())?.secrets ?? [];
            const secrets = [...ofSettings, ...secretsOf(call.request)];
            callback({ code: grpc.status.UNKNOWN, details: redacted(message, secrets) });
          },
        );
    };
  }
}

/** The texts in the secret properties of a request. */
function secretsOf(request: unknown): string[] {
  const asked = request as {
    readonly getProperties?: () => Parameters<typeof received>[0];
    readonly getNews?: () => Parameters<typeof received>[0];
  };
  return [asked.getProperties?.(), asked.getNews?.()].flatMap((struct) => {
    const { properties, secrets } = received(struct);
    return [...secrets].flatMap((name) => textsIn(ownEntry(properties, name)));
  });
}
