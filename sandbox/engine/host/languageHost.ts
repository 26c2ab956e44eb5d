import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import * as languageRpc from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Admission } from "./admission";
import { EngineLog } from "../../engineLog";
import { listenOnLoopback, messageLimits } from "../../loopback";
import { NodeProcesses, type OutputStream } from "./nodeProcess";
import { pluginProcess, programProcess, withFolder } from "./programs";

/** A language host in this process, for engines that have none of their own. */
export interface LanguageHost {
  /** Its port on 127.0.0.1, for `PULUMI_DEBUG_LANGUAGES=nodejs:PORT`. */
  readonly port: number;
  /** Stops every program still running, then the host. */
  readonly stop: () => Promise<void>;
}

/** How a language host runs programs. */
export interface LanguageHostOptions {
  /** The whole environment of the programs. Policy packs and packages get the engine's instead. */
  readonly environment: Readonly<Record<string, string>>;
  /** Which programs, policy packs and packages it runs. */
  readonly admission: Pick<Admission, "admitProgram" | "admitPlugin">;
  /** Told every line that a program writes, besides the engine's log. Defaults to nobody. */
  readonly onOutput?: (stream: OutputStream, line: string) => void;
}

/** With this exit code a program says that it has already told the user what is wrong. */
const bailExitCode = 32;

/**
 * Starts a language host that runs Node.js projects, policy packs and component packages for an
 * engine, each with the `@pulumi/pulumi` of its own folder. What they print goes to the engine's
 * log, as with Pulumi's own host, and never to this process's output.
 * @param options - The programs' environment, and who else hears what they print.
 * @returns The host, listening.
 */
export async function startLanguageHost(options: LanguageHostOptions): Promise<LanguageHost> {
  const processes = new NodeProcesses();
  const logs = new Map<string, EngineLog>();
  const running = new Set<Promise<unknown>>();
  const untilEnded = <T>(run: Promise<T>): Promise<T> => {
    running.add(run);
    return run.finally(() => running.delete(run));
  };
  const server = new grpc.Server(messageLimits);
  server.addService(languageRpc.LanguageRuntimeService, {
    ...answers,
    handshake: unary<language.LanguageHandshakeRequest, language.LanguageHandshakeResponse>(
      (call) => {
        logs.set(call.getPeer(), new EngineLog(call.request.getEngineAddress()));
        return Promise.resolve(new language.LanguageHandshakeResponse());
      },
    ),
    run: unary<language.RunRequest, language.RunResponse>((call) =>
      untilEnded(runProgram(call, processes, logs.get(call.getPeer()), options)),
    ),
    runPlugin: (call: PluginCall) => void untilEnded(runPlugin(call, processes, options.admission)),
    cancel: unary<Empty, Empty>(async (call) => {
      await processes.stopAll(call.getPeer());
      return new Empty();
    }),
  });
  const listening = await listenOnLoopback(server);
  return {
    port: listening.port,
    stop: async () => {
      await processes.stopAll();
      logs.forEach((log) => log.close());
      // A program's folder goes after its process.
      await Promise.allSettled(running);
      listening.stop();
    },
  };
}

/**
 * Before it runs a policy pack, the engine looks for the file of a language host, though it then asks
 * the attached one. In the plugin folder it is found without a warning.
 * @param pulumiHome - The engine's own folder.
 */
export async function announceLanguageHost(pulumiHome: string): Promise<void> {
  const folder = path.join(pulumiHome, "plugins", "language-nodejs-v1.0.0");
  await mkdir(folder, { recursive: true });
  const says = "echo 'The language host of the sandbox runs elsewhere' >&2";
  const file = path.join(folder, "pulumi-language-nodejs");
  await writeFile(file, `#!/bin/sh\n${says}\nexit 1\n`, { mode: 0o755 });
}

type PluginCall = grpc.ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>;

/** The calls whose answer never depends on the project. */
const answers = {
  getPluginInfo: unary<Empty, plugin.PluginInfo>(() => {
    const info = new plugin.PluginInfo();
    info.setVersion("1.0.0");
    return Promise.resolve(info);
  }),
  // No plugin is ever fetched: stand-ins are attached, so the engine need not know what a project uses.
  getRequiredPackages: unary(() => Promise.resolve(new language.GetRequiredPackagesResponse())),
  getRequiredPlugins: unary(() => Promise.resolve(new language.GetRequiredPluginsResponse())),
  getProgramDependencies: unary(() =>
    Promise.resolve(new language.GetProgramDependenciesResponse()),
  ),
  runtimeOptionsPrompts: unary(() => Promise.resolve(new language.RuntimeOptionsResponse())),
  installDependencies: (
    call: grpc.ServerWritableStream<unknown, language.InstallDependenciesResponse>,
  ) => call.end(),
  about: unary<language.AboutRequest, language.AboutResponse>(() => {
    const about = new language.AboutResponse();
    about.setExecutable(process.execPath);
    about.setVersion(process.version);
    return Promise.resolve(about);
  }),
};

async function runProgram(
  call: grpc.ServerUnaryCall<language.RunRequest, language.RunResponse>,
  processes: NodeProcesses,
  log: EngineLog | undefined,
  options: LanguageHostOptions,
): Promise<language.RunResponse> {
  const response = new language.RunResponse();
  if (log === undefined) {
    response.setError("The engine asked for a program before it said where it listens");
    return response;
  }
  try {
    options.admission.admitProgram(call.request);
    const exitCode = await withFolder((folder) => {
      const program = programProcess(call.request, log.address, folder, options.environment);
      const onLine = (stream: OutputStream, line: string): void => {
        log.write(line);
        options.onOutput?.(stream, line);
      };
      return processes.run(call.getPeer(), { ...program, onLine }, (stop) =>
        call.once("cancelled", stop),
      );
    });
    await log.flush();
    if (exitCode === bailExitCode) {
      response.setBail(true);
    } else if (exitCode !== 0) {
      response.setError(
        exitCode === null
          ? "The program was stopped"
          : `Program exited with non-zero exit code: ${exitCode}`,
      );
    }
  } catch (error) {
    response.setError((error as Error).message);
  }
  return response;
}

async function runPlugin(
  call: PluginCall,
  processes: NodeProcesses,
  admission: LanguageHostOptions["admission"],
): Promise<void> {
  const respond = (fill: (response: language.RunPluginResponse) => void): void => {
    const response = new language.RunPluginResponse();
    fill(response);
    call.write(response);
  };
  try {
    admission.admitPlugin(call.request);
    const onLine = (stream: OutputStream, line: string): void => {
      const bytes = Buffer.from(`${line}\n`);
      respond((response) =>
        stream === "stdout" ? response.setStdout(bytes) : response.setStderr(bytes),
      );
    };
    const exitCode = await withFolder((folder) =>
      processes.run(call.getPeer(), { ...pluginProcess(call.request, folder), onLine }, (stop) =>
        call.once("cancelled", stop),
      ),
    );
    respond((response) => response.setExitcode(exitCode ?? 1));
  } catch (error) {
    respond((response) => response.setStderr(Buffer.from(`${(error as Error).message}\n`)));
    respond((response) => response.setExitcode(1));
  }
  call.end();
}

/** Makes a gRPC handler of an async function. */
function unary<Request, Response>(
  answer: (call: grpc.ServerUnaryCall<Request, Response>) => Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    answer(call).then(
      (response) => callback(null, response),
      (error: Error) => callback({ code: grpc.status.INTERNAL, message: error.message }),
    );
  };
}
