import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ProgramInfo, RunPluginRequest, RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { temporaryFolder } from "../../temporaryFolder";
import { callSitesLeftOut } from "./callSites";
import { compileCache } from "./compileCache";
import { debugLogsLeftOut } from "./debugLogs";
import { deferredInspector } from "./deferredInspector";
import { deferredPackages } from "./deferredPackages";
import type { NodeProcess } from "./nodeProcess";
import { promiseStacksLeftOut } from "./promiseStacks";

/** A process without the one who reads its lines. */
type Silent = Omit<NodeProcess, "onLine">;

/**
 * How the program of a project is run for the engine.
 * @param request - What the engine asks for.
 * @param engineAddress - Where the engine listens.
 * @param folder - The program's own folder, from `withFolder`.
 * @param environment - The program's environment, to which its configuration is added.
 * @returns The process to run.
 */
export function programProcess(
  request: RunRequest,
  engineAddress: string,
  folder: string,
  environment: Readonly<Record<string, string>>,
): Silent {
  const info = programInfo(request.getInfo());
  const options = runtimeOptions(info);
  const programDirectory = info.getProgramDirectory();
  return {
    script: "run",
    programDirectory,
    nodeArguments: [...preloads(folder), ...options.nodeArguments],
    args: [
      ...["--monitor", request.getMonitorAddress(), "--engine", engineAddress, "--sync", folder],
      ...["--organization", request.getOrganization(), "--project", request.getProject()],
      ...["--root-directory", info.getRootDirectory(), "--stack", request.getStack()],
      ...["--pwd", programDirectory, "--parallel", `${request.getParallel()}`],
      ...(request.getDryrun() ? ["--dry-run"] : []),
      info.getEntryPoint(),
      ...request.getArgsList(),
    ],
    cwd: request.getPwd() === "" ? programDirectory : request.getPwd(),
    environment: {
      ...environment,
      ...options.environment,
      PULUMI_CONFIG: JSON.stringify(programConfig(request)),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    },
  };
}

/**
 * How a policy pack or a component package is run for the engine.
 * @param request - What the engine asks for.
 * @param folder - Its own folder, from `withFolder`.
 * @returns The process to run.
 */
export function pluginProcess(request: RunPluginRequest, folder: string): Silent {
  const info = programInfo(request.getInfo());
  const programDirectory = info.getProgramDirectory();
  const isPolicyPack = request.getKind() === "analyzer";
  const engineArguments = request.getArgsList();
  return {
    script: isPolicyPack ? "run-policy-pack" : "run-plugin",
    programDirectory,
    nodeArguments: preloads(folder),
    args: isPolicyPack
      ? [...engineArguments, programDirectory]
      : [programDirectory, ...engineArguments],
    cwd: isPolicyPack ? programDirectory : request.getPwd(),
    environment: {
      ...Object.fromEntries(request.getEnvList().map(nameAndValue)),
      ...runtimeOptions(info).environment,
    },
  };
}

/**
 * Node.js 20.20 colours an error whose stack names a file right below a scope, as the SDK's own
 * frames do (`node_modules/@pulumi/resource.ts`), for minutes, until memory runs out. The engine
 * prints no colours here, so the program need not make any.
 */
const plainErrors = `
const util = require("node:util");
util.inspect = new Proxy(util.inspect, {
  apply: (inspect, self, [value, options, ...others]) =>
    typeof options === "object" && options !== null
      ? inspect.call(self, value, { ...options, colors: false })
      : inspect.call(self, value, options, ...others),
});
`;

/** What is loaded before a program, by the name of its file. */
const preloaded = {
  "compileCache.cjs": compileCache,
  "plainErrors.cjs": plainErrors,
  "promiseStacks.cjs": promiseStacksLeftOut,
  "callSites.cjs": callSitesLeftOut,
  "debugLogs.cjs": debugLogsLeftOut,
  "deferredInspector.cjs": deferredInspector,
  "deferredPackages.cjs": deferredPackages,
};

function preloads(folder: string): string[] {
  return Object.keys(preloaded).flatMap((name) => ["--require", path.join(folder, name)]);
}

/**
 * Gives a program, a policy pack or a package a folder of its own while it runs, for its pipes and what is loaded before it.
 * @param run - Runs it, given the folder.
 * @returns What `run` returns.
 */
export async function withFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = await temporaryFolder("program");
  try {
    for (const [name, text] of Object.entries(preloaded)) {
      await writeFile(path.join(folder, name), text);
    }
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function programInfo(info: ProgramInfo | undefined): ProgramInfo {
  if (info === undefined) {
    throw new Error("The engine did not say which program to run");
  }
  return info;
}

/** The options under `runtime` in Pulumi.yaml that concern a run. */
function runtimeOptions(info: ProgramInfo): {
  nodeArguments: string[];
  environment: Record<string, string>;
} {
  const options = info.getOptions()?.toJavaScript() ?? {};
  const { nodeargs, tsconfig, typescript } = options;
  return {
    nodeArguments: typeof nodeargs === "string" ? nodeargs.split(/\s+/).filter(Boolean) : [],
    environment: {
      PULUMI_NODEJS_TYPESCRIPT: typescript === false ? "false" : "true",
      ...(typeof tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
    },
  };
}

/** The Node.js runtime reads keys as `namespace:config:name`, the engine writes `namespace:name`. */
function programConfig(request: RunRequest): Record<string, string> {
  return Object.fromEntries(
    [...request.getConfigMap().entries()].map(([key, value]) => {
      const [namespace = "", name, ...others] = key.split(":");
      const isShort = name !== undefined && others.length === 0;
      return [isShort ? `${namespace}:config:${name}` : key, value];
    }),
  );
}

function nameAndValue(entry: string): [string, string] {
  const equals = entry.indexOf("=");
  return [entry.slice(0, equals), entry.slice(equals + 1)];
}
