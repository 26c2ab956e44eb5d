import { EventEmitter } from "node:events";
import * as grpc from "@grpc/grpc-js";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import * as automation from "@pulumi/pulumi/automation/server";
import { RunResponse, type RunRequest } from "@pulumi/pulumi/proto/language_pb";
import type { EngineToken } from "./admission";
import { callsUnderWay } from "./sdkConnections";

type RunCall = grpc.ServerUnaryCall<RunRequest, RunResponse>;
type Answer = grpc.sendUnaryData<RunResponse>;

/** The Automation API's own server for programs of this process, which its declarations leave out. */
interface SdkServer extends grpc.UntypedServiceImplementation {
  readonly run: (call: RunCall, answer: Answer) => void;
}

/** Between two looks at whether a program still does something, in milliseconds. */
const pollMilliseconds = 50;

/** What the SDK hears of errors that nobody handled. */
const errorEvents: readonly string[] = ["uncaughtException", "unhandledRejection"];

/** Such events of this process, which Node's declarations have one by one. */
const processEvents: EventEmitter = process;

/**
 * Makes the service that runs a program for the engine.
 * @param program - The program.
 * @param token - By which the engine is known. Defaults to none: any engine of this user is served.
 * @returns The SDK's own service, which ends also where an error leaves outputs behind that nothing fills: a program of
 *   its own process ends there, one of this process would wait for ever.
 */
export function inlineService(
  program: PulumiFn,
  token?: EngineToken,
): grpc.UntypedServiceImplementation {
  const { LanguageServer } = automation as unknown as {
    readonly LanguageServer: new (program: PulumiFn) => SdkServer;
  };
  const server = new LanguageServer(program);
  const run = server.run.bind(server);
  return Object.assign(server, {
    run: (call: RunCall, answer: Answer): void => {
      if (token?.takenFrom(call.request) === false) {
        const details = "This sandbox runs no such program: its own engine did not ask for it";
        answer({ code: grpc.status.PERMISSION_DENIED, details });
        return;
      }
      const others = new Set(errorHandlers());
      const watch = watchForStandstill(() => {
        for (const handler of errorHandlers().filter((each) => !others.has(each))) {
          errorEvents.forEach((name) => processEvents.off(name, handler));
        }
        // The SDK has told the engine what went wrong.
        const response = new RunResponse();
        response.setBail(true);
        answer(null, response);
      });
      // The engine was killed: the program stands still once what it asked of it has failed.
      call.once("cancelled", watch.begin);
      run(call, (error, response) => {
        if (watch.stop()) {
          answer(error, response);
        }
      });
    },
  });
}

/** Calls back once when an error was not handled, or it was begun, and nothing is asked of the engine any more. */
function watchForStandstill(onStandstill: () => void): {
  readonly begin: () => void;
  readonly stop: () => boolean;
} {
  let timer: NodeJS.Timeout | undefined;
  let begun = -1;
  let isOver = false;
  const look = (): void => {
    const { open, begun: begunNow } = callsUnderWay();
    if (open === 0 && begunNow === begun) {
      stop();
      onStandstill();
    }
    begun = begunNow;
  };
  const begin = (): void => {
    if (!isOver) {
      timer ??= setInterval(look, pollMilliseconds);
    }
  };
  const stop = (): boolean => {
    const isFirst = !isOver;
    isOver = true;
    clearInterval(timer);
    errorEvents.forEach((name) => processEvents.off(name, begin));
    return isFirst;
  };
  errorEvents.forEach((name) => processEvents.on(name, begin));
  return { begin, stop };
}

type ErrorHandler = (...args: unknown[]) => void;

function errorHandlers(): ErrorHandler[] {
  return errorEvents.flatMap((name) => processEvents.listeners(name) as ErrorHandler[]);
}
