import { assert, expect } from "chai";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import { leaveOutCallSites } from "../../sandbox/engine/host/callSites";
import { leaveOutPromiseStacks } from "../../sandbox/engine/host/promiseStacks";
import { declareEnvironment, readEnvironment, type EnvironmentOutputs } from "../../stacks";
import { forgetPending, listenForRejections, readable } from "../support/mocks";

/** The stacks of this repository. */
export const stackNames = ["dev", "staging", "production"] as const;

/** A stack's file, as YAML has it. */
export function stackFile(stack: string): { readonly config: Readonly<Record<string, unknown>> } {
  const file = path.join(__dirname, "..", "..", "stacks", `Pulumi.${stack}.yaml`);
  return parse(readFileSync(file, "utf8")) as { config: Record<string, unknown> };
}

/** A fresh copy of a stack's environment, to be changed at will. */
export function environmentOf(stack: string): Record<string, unknown> {
  return stackFile(stack).config["steady-edge:environment"] as Record<string, unknown>;
}

/** Configuration of a stack: text, as the engine hands it over, and which of it is secret. */
export interface StackConfig {
  readonly values: Readonly<Record<string, string>>;
  readonly secretKeys?: readonly string[];
}

/** An environment as the configuration of its stack. */
export function configOf(environment: unknown, more: Partial<StackConfig> = {}): StackConfig {
  return {
    values: { "steady-edge:environment": JSON.stringify(environment), ...more.values },
    secretKeys: more.secretKeys ?? [],
  };
}

/** One resource that the program registered. */
export interface Declared {
  readonly type: string;
  readonly name: string;
  /** Resolved inputs; unknown ones are `<unknown>`, secrets `{ secret: … }`. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What the program of this repository did. */
export interface ProgramRun {
  /** What it threw at once, before it had registered anything. */
  readonly refusal: unknown;
  readonly outputs: EnvironmentOutputs | undefined;
  readonly declared: readonly Declared[];
  /** What rejected later on. */
  readonly errors: readonly unknown[];
}

/**
 * Runs what `index.ts` does under mocks, to its end.
 * @param preview - Whether to run as a preview, in which no id is known.
 * @param stack - The stack's name.
 * @param config - Its configuration.
 * @param certificateStatus - What becomes of certificates at the edge. Defaults to active.
 */
export async function runStack(
  preview: boolean,
  stack: string,
  config: StackConfig,
  certificateStatus = "active",
): Promise<ProgramRun> {
  const declared: Declared[] = [];
  leaveOutPromiseStacks();
  leaveOutCallSites();
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        expect(
          declared.filter((other) => other.type === type && other.name === name),
          `registered twice: ${type} "${name}"`,
        ).to.deep.equal([]);
        declared.push({ type, name, inputs: readable(inputs) as Record<string, unknown> });
        const state = {
          ...(inputs as object),
          ...computed(type, name, inputs as { readonly region?: string }),
        };
        return { id: preview ? undefined : idOf(name, type), state };
      },
      call: ({ token }) => {
        if (token === "cloudflare:index/getCertificatePack:getCertificatePack") {
          return { status: certificateStatus };
        }
        expect(token).to.equal("cloudflare:index/getIpRanges:getIpRanges");
        return {
          ipv4Cidrs: [...cloudflareRanges.ipv4],
          ipv6Cidrs: [...cloudflareRanges.ipv6],
        };
      },
    },
    "steady-edge",
    stack,
    preview,
  );
  pulumi.runtime.setAllConfig({ ...config.values }, [...(config.secretKeys ?? [])]);
  const rejections = listenForRejections();
  let refusal: unknown;
  let outputs: EnvironmentOutputs | undefined;
  try {
    outputs = declareEnvironment(stack, readEnvironment(stack));
  } catch (error) {
    refusal = error ?? new Error("nothing was thrown");
  }
  await Promise.race([pulumi.runtime.disconnect(), rejections.first]);
  const errors = await rejections.stop();
  forgetPending();
  return { refusal, outputs, declared, errors };
}

/** The id of a resource, of the form that its cloud gives, since late checks look at it. */
export function idOf(name: string, type = ""): string {
  const digest = createHash("md5").update(name).digest("hex");
  return type.endsWith(":SecurityGroup") ? `sg-${digest.slice(0, 17)}` : digest;
}

/**
 * Asserts that the program refuses a configuration with exactly these problems, in a preview and in an update, and
 * that nothing was registered.
 * @param config - The configuration of the stack `dev`.
 * @param sentences - Every problem as it is written, in the order of the error.
 */
export async function refuses(config: StackConfig, sentences: readonly string[]): Promise<void> {
  for (const preview of [true, false]) {
    const { refusal, declared, errors } = await runStack(preview, "dev", config);
    expect(refusalLines(refusal)).to.deep.equal(sentences);
    expect([declared, errors]).to.deep.equal([[], []]);
  }
}

/**
 * The problems of a refusal as they are written; fails the test on any other error.
 * @param refusal - What the program threw.
 */
export function refusalLines(refusal: unknown): readonly string[] {
  assert(pulumi.RunError.isInstance(refusal), `no refusal: ${describe(refusal)}`);
  const [title = "", ...lines] = refusal.message.split("\n");
  expect(title).to.match(/^Invalid environment "[\w-]+":$/);
  return lines.map((line) => {
    expect(line.startsWith("  - "), `no line of a problem: ${line}`).to.equal(true);
    return line.slice(4);
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What AWS adds, where a checked value comes of it. */
function computed(type: string, name: string, { region }: { readonly region?: string }): object {
  switch (type) {
    case "aws:lb/loadBalancer:LoadBalancer":
      return { dnsName: `${name}.elb.example`, arnSuffix: `app/${name}/0123456789abcdef` };
    case "aws:lb/targetGroup:TargetGroup":
      return { arnSuffix: `targetgroup/${name}/0123456789abcdef` };
    case "aws:acm/certificate:Certificate":
      return { arn: `arn:aws:acm:${region ?? "us-east-1"}:123456789012:certificate/${name}` };
    case "aws:lb/trustStore:TrustStore":
      return {
        arn: `arn:aws:elasticloadbalancing:${region ?? "us-east-1"}:123456789012:truststore/pulls/0123456789abcdef`,
      };
    default:
      return {};
  }
}
