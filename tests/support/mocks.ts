import { assert } from "chai";
import * as pulumi from "@pulumi/pulumi";
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";
import { leaveOutCallSites } from "../../sandbox/engine/host/callSites";
import { leaveOutPromiseStacks } from "../../sandbox/engine/host/promiseStacks";

/** Stands in `inputs` for a value that is not known yet; only previews have it. */
export const unknown = "<unknown>";

/** One resource as it was registered. */
export interface Registered {
  /** Pulumi type token. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** Logical name of the parent; undefined directly below the test's root. */
  readonly parent: string | undefined;
  /** False for components. */
  readonly custom: boolean;
  /** The exact resolved inputs; absent ones are absent, unknown ones are `unknown`, secrets are `{ secret: … }`. */
  readonly inputs: Record<string, unknown>;
  /** The options as the component gave them, without `parent`, `version`, undefined ones and the type aliases of SDKs. */
  readonly options: Record<string, unknown>;
}

/** What a run under mocks left. */
export interface Run<T> {
  /** Whether it was a preview. */
  readonly preview: boolean;
  /** What `build` returned. */
  readonly result: T;
  /** What rejected on the way, such as a late value that is refused; a real program ends there. */
  readonly errors: readonly unknown[];
  /** Every resource below the root, in the order of registration. */
  readonly registered: readonly Registered[];
  /** Those of one type token. */
  readonly of: (type: string) => readonly Registered[];
  /** The only one of that type and name; fails the test if there is none. */
  readonly one: (type: string, name: string) => Registered;
}

/** What the mocked cloud answers. */
export interface Answers {
  /** Further state of a resource that the provider would compute. Absent in previews unless given here. */
  readonly state?: (resource: pulumi.runtime.MockResourceArgs) => Record<string, unknown>;
  /** The answer to an invoke; without it an invoke fails the test. */
  readonly call?: (call: pulumi.runtime.MockCallArgs) => Record<string, unknown>;
}

interface Seen {
  readonly type: string;
  readonly name: string;
  readonly parent: string | undefined;
  readonly options: Record<string, unknown>;
}

const rootType = "test:index:Root";

/** Sees every resource below it when it is constructed, with its options. */
class Root extends pulumi.ComponentResource {
  constructor(seen: Seen[]) {
    super(rootType, "root", {}, { transformations: [(made) => record(seen, made)] });
  }
}

/**
 * Runs a component under mocks, once, and waits until everything is registered.
 * Ids are `<name>-id` in an update and unknown in a preview, as a real engine has it.
 * @param preview - Whether to run as a preview.
 * @param build - Makes the component; every resource must have `parent` as its ancestor.
 * @param answers - What the mocked cloud answers.
 * @returns What was registered.
 */
export async function underMocks<T>(
  preview: boolean,
  build: (parent: pulumi.Resource) => T,
  answers: Answers = {},
): Promise<Run<T>> {
  const inputs = new Map<string, Record<string, unknown>>();
  const custom = new Map<string, boolean>();
  const seen: Seen[] = [];
  leaveOutPromiseStacks();
  leaveOutCallSites();
  await pulumi.runtime.setMocks(
    {
      newResource: (made) => {
        inputs.set(`${made.type} ${made.name}`, readable(made.inputs) as Record<string, unknown>);
        custom.set(`${made.type} ${made.name}`, made.custom ?? false);
        return {
          id: preview ? undefined : `${made.name}-id`,
          state: { ...(made.inputs as object), ...answers.state?.(made) },
        };
      },
      call: (called) => {
        assert.isDefined(answers.call, `no answer for the invoke ${called.token}`);
        return answers.call(called);
      },
    },
    "project",
    "stack",
    preview,
  );
  const rejections = listenForRejections();
  const result = build(new Root(seen));
  await Promise.race([pulumi.runtime.disconnect(), rejections.first]);
  const errors = await rejections.stop();
  forgetPending();
  const registered = seen.map((made): Registered => ({
    ...made,
    custom: custom.get(`${made.type} ${made.name}`) ?? false,
    inputs: inputs.get(`${made.type} ${made.name}`) ?? {},
  }));
  return {
    preview,
    result,
    errors,
    registered,
    of: (type) => registered.filter((made) => made.type === type),
    one: (type, name) => onlyOne(registered, type, name),
  };
}

/**
 * Runs the same component as a preview and as an update, and the same assertions on both.
 * @param build - Makes the component below `parent`.
 * @param prove - The assertions; awaited.
 * @param answers - What the mocked cloud answers.
 */
export async function inBothModes<T>(
  build: (parent: pulumi.Resource) => T,
  prove: (run: Run<T>) => Promise<void> | void,
  answers: Answers = {},
): Promise<void> {
  for (const preview of [true, false]) {
    await prove(await underMocks(preview, build, answers));
  }
}

/**
 * Outputs that hang on a rejected one never settle, and with them the component's registration. The rejection is
 * the only sign of it, so waiting ends there, a few turns later for what else is on its way.
 */
export function listenForRejections(): {
  first: Promise<void>;
  stop: () => Promise<readonly unknown[]>;
} {
  const errors: unknown[] = [];
  let listener: (error: unknown) => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    listener = (error) => {
      errors.push(error);
      resolve();
    };
  });
  process.on("unhandledRejection", listener);
  const stop = async (): Promise<readonly unknown[]> => {
    for (let turn = 0; turn < turnsToDrain; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    process.off("unhandledRejection", listener);
    return errors;
  };
  return { first, stop };
}

/** Turns of the event loop after which nothing more comes out of mocks, which do no input or output. */
const turnsToDrain = 20;

/**
 * A resource whose input rejects never settles, which ends a real program at once. In a test it would only
 * make Pulumi print a warning when the process exits, so what is still pending is forgotten here.
 */
export function forgetPending(): void {
  (debuggable as unknown as { leakedPromises(): [Set<unknown>, string] })
    .leakedPromises()[0]
    .clear();
}

/** Notes a resource; throws on a second one with the same parent, type and name, which mocks would accept. */
function record(seen: Seen[], made: pulumi.ResourceTransformationArgs): undefined {
  if (made.type === rootType) {
    return undefined;
  }
  const { parent, version: _version, ...options } = made.opts as pulumi.CustomResourceOptions;
  const parentName = parent === undefined ? undefined : names.get(parent);
  const twin = seen.find(
    (other) => other.type === made.type && other.name === made.name && other.parent === parentName,
  );
  if (twin !== undefined) {
    throw new Error(
      `registered twice: ${made.type} "${made.name}" under "${parentName ?? "root"}"`,
    );
  }
  seen.push({ type: made.type, name: made.name, parent: parentName, options: ownOptions(options) });
  names.set(made.resource, made.name);
  return undefined;
}

/** The logical names of the resources seen, which Pulumi itself keeps to itself. */
const names = new WeakMap<pulumi.Resource, string>();

function onlyOne(registered: readonly Registered[], type: string, name: string): Registered {
  const found = registered.filter((made) => made.type === type && made.name === name);
  const [only] = found;
  assert(
    only !== undefined && found.length === 1,
    `expected one ${type} "${name}", found ${found.length} among: ${registered
      .map((made) => `${made.type} "${made.name}"`)
      .join(", ")}`,
  );
  return only;
}

/** Leaves out what is undefined, and the aliases that the provider's SDK gives its own types. */
function ownOptions(options: pulumi.CustomResourceOptions): Record<string, unknown> {
  const aliases = options.aliases as readonly object[] | undefined;
  const own = aliases?.filter((alias) => Object.keys(alias).join() !== "type");
  return Object.fromEntries(
    Object.entries({ ...options, aliases: own?.length === 0 ? undefined : own }).filter(
      ([, option]: [string, unknown]) => option !== undefined,
    ),
  );
}

/** The wire's marks for secrets and unknowns in a form that assertions can be written in. */
export function readable(wire: unknown): unknown {
  if (pulumi.isUnknown(wire)) {
    return unknown;
  }
  if (Array.isArray(wire)) {
    return wire.map(readable);
  }
  if (typeof wire !== "object" || wire === null || pulumi.Resource.isInstance(wire)) {
    return wire;
  }
  const fields = wire as Record<string, unknown>;
  if (fields[secretMark] === secretSignature) {
    return { secret: readable(fields.value) };
  }
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, readable(field)]));
}

const secretMark = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
