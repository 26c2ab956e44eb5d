import assert from "node:assert/strict";
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
    assert.ok(first !== undefined && last !== undefined);
    await send(sink.address, [first, diagnostic(2, "debug", "t0k3n"), last]);
    await sink.stop();
    assert.deepEqual(sink.events, kept);
    assert.deepEqual(heard, kept);
    assert.equal(JSON.stringify(sink).includes("t0k3n"), false);
  });

  it("come without the token of the engine, and with what else is configured or nothing", async () => {
    const prelude = (config: object | null): EngineEvent =>
      ({ sequence: 1, timestamp: 0, preludeEvent: { config } }) as unknown as EngineEvent;
    const sink = await listenToEvents();
    await send(sink.address, [prelude({ [tokenKey]: "t0k3n", "aws:region": "x" }), prelude(null)]);
    await sink.stop();
    assert.deepEqual(sink.events, [prelude({ "aws:region": "x" }), prelude(null)]);
  });

  it("count as the engine counted last, and nothing when it did not get so far", () => {
    const summary = (resourceChanges: Record<string, number>): EngineEvent =>
      ({ sequence: 0, timestamp: 0, summaryEvent: { resourceChanges } }) as unknown as EngineEvent;
    assert.deepEqual(countsOf([summary({ same: 9 }), summary({ create: 2, same: 1 })]), {
      create: 2,
      same: 1,
    });
    assert.deepEqual(countsOf([diagnostic(1, "info", "one")]), {});
  });

  it("tell every error once, without colour marks", () => {
    const events = [
      diagnostic(1, "error", "<{%fg 1%}>it broke<{%reset%}>\n"),
      diagnostic(2, "warning", "careful"),
      diagnostic(3, "error", "it broke"),
      diagnostic(4, "error", "and then that"),
    ];
    assert.deepEqual(errorsOf(events), ["it broke", "and then that"]);
  });

  it("name the resource that is complained about, but not the stack, in whose name the engine speaks", () => {
    const about = (urn: string, message: string): EngineEvent => {
      const diagnosticEvent = { message, color: "never", severity: "error", urn };
      return { sequence: 1, timestamp: 0, diagnosticEvent } as EngineEvent;
    };
    const urn = "urn:pulumi:dev::site::a:b:C$aws:ec2/vpc:Vpc::main";
    const stack = "urn:pulumi:dev::site::pulumi:pulumi:Stack::site-dev";
    assert.deepEqual(errorsOf([about(urn, "no such region"), about(stack, "update failed")]), [
      "aws:ec2/vpc:Vpc main: no such region",
      "update failed",
    ]);
  });
});
