import { assert, expect } from "chai";
import * as grpc from "@grpc/grpc-js";
import { EventsClient } from "@pulumi/pulumi/proto/events_grpc_pb";
import { EventRequest } from "@pulumi/pulumi/proto/events_pb";
import { tokenKey } from "../../../../sandbox/engine/host/admission";
import {
  countsOf,
  errorsOf,
  listenToEvents,
  type EngineEvent,
} from "../../../../sandbox/engine/host/events";

function diagnostic(sequence: number, severity: string, message: string): EngineEvent {
  const diagnosticEvent = { message, color: "never", severity };
  return { sequence, timestamp: 0, diagnosticEvent } as EngineEvent;
}

describe("the events of a run", () => {
  const send = async (address: string, events: readonly EngineEvent[]): Promise<void> => {
    const client = new EventsClient(
      address.replace("tcp://", ""),
      grpc.credentials.createInsecure(),
    );
    await new Promise<void>((resolve, reject) => {
      const stream = client.streamEvents((error) => (error === null ? resolve() : reject(error)));
      for (const event of events) {
        const request = new EventRequest();
        request.setEvent(JSON.stringify(event));
        stream.write(request);
      }
      stream.end();
    });
    client.close();
  };

  it("come in order, without debug diagnostics, which hold secrets in clear", async () => {
    const heard: EngineEvent[] = [];
    const sink = await listenToEvents((event) => heard.push(event));
    const kept = [diagnostic(1, "info", "one"), diagnostic(3, "error", "three")];
    const [first, last] = kept;
    assert(first !== undefined && last !== undefined, "first !== undefined && last !== undefined");
    await send(sink.address, [first, diagnostic(2, "debug", "t0k3n"), last]);
    await sink.stop();
    expect(sink.events).to.deep.equal(kept);
    expect(heard).to.deep.equal(kept);
    expect(JSON.stringify(sink)).to.not.include("t0k3n");
  });

  it("come without the token of the engine, and with what else is configured or nothing", async () => {
    const prelude = (config: object | null): EngineEvent =>
      ({ sequence: 1, timestamp: 0, preludeEvent: { config } }) as unknown as EngineEvent;
    const sink = await listenToEvents();
    await send(sink.address, [prelude({ [tokenKey]: "t0k3n", "aws:region": "x" }), prelude(null)]);
    await sink.stop();
    expect(sink.events).to.deep.equal([prelude({ "aws:region": "x" }), prelude(null)]);
  });

  it("count as the engine counted last, and nothing when it did not get so far", () => {
    const summary = (resourceChanges: Record<string, number>): EngineEvent =>
      ({ sequence: 0, timestamp: 0, summaryEvent: { resourceChanges } }) as unknown as EngineEvent;
    expect(countsOf([summary({ same: 9 }), summary({ create: 2, same: 1 })])).to.deep.equal({
      create: 2,
      same: 1,
    });
    expect(countsOf([diagnostic(1, "info", "one")])).to.deep.equal({});
  });

  it("tell every error once, without colour marks", () => {
    const events = [
      diagnostic(1, "error", "<{%fg 1%}>it broke<{%reset%}>\n"),
      diagnostic(2, "warning", "careful"),
      diagnostic(3, "error", "it broke"),
      diagnostic(4, "error", "and then that"),
    ];
    expect(errorsOf(events)).to.deep.equal(["it broke", "and then that"]);
  });

  it("name the resource that is complained about, but not the stack, in whose name the engine speaks", () => {
    const about = (urn: string, message: string): EngineEvent => {
      const diagnosticEvent = { message, color: "never", severity: "error", urn };
      return { sequence: 1, timestamp: 0, diagnosticEvent } as EngineEvent;
    };
    const urn = "urn:pulumi:dev::site::a:b:C$aws:ec2/vpc:Vpc::main";
    const stack = "urn:pulumi:dev::site::pulumi:pulumi:Stack::site-dev";
    expect(errorsOf([about(urn, "no such region"), about(stack, "update failed")])).to.deep.equal([
      "aws:ec2/vpc:Vpc main: no such region",
      "update failed",
    ]);
  });
});
