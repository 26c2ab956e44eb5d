import * as grpc from "@grpc/grpc-js";
import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { EventsService } from "@pulumi/pulumi/proto/events_grpc_pb";
import type { EventRequest } from "@pulumi/pulumi/proto/events_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { bareMessage } from "../../../model/plan/planJson";
import { readUrn } from "../../../model/graph/urns";
import { tokenKey } from "./admission";
import { listenOnLoopback, messageLimits } from "../../loopback";

export type { EngineEvent } from "@pulumi/pulumi/automation/events";

/** Where an engine sends its events while it runs. */
export interface EventSink {
  /** The value of `--event-log`. */
  readonly address: string;
  /** Every event so far, in order, without debug diagnostics. */
  readonly events: readonly EngineEvent[];
  /** Ends it; everything that the engine sent before it exited has then been read. */
  readonly stop: () => Promise<void>;
}

/**
 * Listens to the events of one run. They come over loopback and never lie in a file, since debug
 * diagnostics carry secrets in clear; those are dropped here before anything else sees them.
 * @param onEvent - Called with every event that is kept. Defaults to nobody.
 * @returns Where the engine is to send them.
 */
export async function listenToEvents(onEvent?: (event: EngineEvent) => void): Promise<EventSink> {
  const events: EngineEvent[] = [];
  const server = new grpc.Server(messageLimits);
  server.addService(EventsService, {
    streamEvents: (call: grpc.ServerReadableStream<EventRequest, Empty>, done: Done) => {
      call.on("data", (request: EventRequest) => {
        const event = JSON.parse(request.getEvent()) as EngineEvent;
        const config: object | undefined = event.preludeEvent?.config;
        // The engine writes null where there is no configuration.
        Reflect.deleteProperty(config ?? {}, tokenKey);
        if (!isDebug(event)) {
          events.push(event);
          onEvent?.(event);
        }
      });
      call.on("end", () => done(null, new Empty()));
      // An engine that was killed breaks the stream off; what it sent before counts.
      call.on("error", () => undefined);
    },
  });
  const { port, drain } = await listenOnLoopback(server);
  return {
    address: `tcp://127.0.0.1:${port}`,
    events,
    stop: drain,
  };
}

type Done = grpc.sendUnaryData<Empty>;

/** The declared severities lack "debug", which engines do send. */
function isDebug(event: EngineEvent): boolean {
  const severity: string | undefined = event.diagnosticEvent?.severity;
  return severity === "debug";
}

/**
 * How many resources a run created, updated, left the same and so on.
 * @param events - The events of one run.
 * @returns A number for each kind of change, as the engine counts; empty when the run did not get so far.
 */
export function countsOf(events: readonly EngineEvent[]): Record<string, number> {
  const summaries = events.flatMap(({ summaryEvent }) => summaryEvent ?? []);
  return { ...summaries.at(-1)?.resourceChanges };
}

/**
 * What the engine and the program complained about.
 * @param events - The events of one run.
 * @returns The text of every diagnostic of severity error, each once, without colour marks. What is about a
 *   resource begins with its type and name.
 */
export function errorsOf(events: readonly EngineEvent[]): string[] {
  const texts = events.flatMap(({ diagnosticEvent }) =>
    diagnosticEvent?.severity === "error"
      ? [`${subjectOf(diagnosticEvent.urn)}${diagnosticEvent.message}`]
      : [],
  );
  return [...new Set(texts.map(bareMessage))];
}

/** What a policy pack has against a resource or a stack. */
export interface PolicyViolation {
  /** Name of the policy. */
  readonly policy: string;
  /** Name of the pack that holds it. */
  readonly pack: string;
  /** Whether it ends the operation, or only advises. */
  readonly level: "mandatory" | "advisory";
  /** URN of the resource. Absent where the whole stack is meant. */
  readonly urn?: string;
  /** What the policy says, without colour marks. */
  readonly message: string;
}

/**
 * What policy packs had against a run.
 * @param events - The events of one run.
 * @returns One entry per violation, in the engine's order, each once.
 */
export function violationsOf(events: readonly EngineEvent[]): PolicyViolation[] {
  const violations = events.flatMap(({ policyEvent }): PolicyViolation[] => {
    if (policyEvent === undefined) {
      return [];
    }
    const { policyName: policy, policyPackName: pack, resourceUrn, message } = policyEvent;
    const level = policyEvent.enforcementLevel === "mandatory" ? "mandatory" : "advisory";
    const urn = resourceUrn === undefined || resourceUrn === "" ? {} : { urn: resourceUrn };
    return [{ policy, pack, level, ...urn, message: bareMessage(message) }];
  });
  const byText = new Map(violations.map((one) => [JSON.stringify(one), one]));
  return [...byText.values()];
}

/**
 * Writes a violation as a complaint.
 * @param violation - The violation.
 * @returns Policy, pack and level, the resource's type and name, and what the policy says.
 */
export function violationText({ policy, pack, level, urn, message }: PolicyViolation): string {
  return `policy ${policy} of ${pack} (${level}): ${subjectOf(urn)}${message}`;
}

/** Nothing for the stack itself, in whose name the engine and the program speak. */
function subjectOf(text = ""): string {
  const urn = readUrn(text);
  return urn === undefined || urn.type === "pulumi:pulumi:Stack" ? "" : `${urn.type} ${urn.name}: `;
}
