import { expect } from "chai";
import { declaredSites, type DeclaredSites } from "../../model/serving/declaredSites";
import type { ModelObject, ModelResource } from "../../model/graph/resources";
import { readTrafficPaths } from "../../model/traffic/path";
import { configOf, environmentOf, idOf, runStack } from "./program";

/**
 * Reads the sites of one of the repository's environments, as its program declares them.
 * @param stack - The environment.
 * @returns The sites.
 */
export async function sitesOfStack(stack: string): Promise<DeclaredSites> {
  const run = await runStack(false, stack, configOf(environmentOf(stack)));
  expect([run.refusal, run.errors]).to.deep.equal([undefined, []]);
  const resources = run.declared
    .filter(({ type }) => !type.startsWith("steady-edge:"))
    .map(({ type, name, inputs }): ModelResource => {
      const properties = { ...computed(type, name), ...(inputs as ModelObject) };
      return { key: `${type}::${name}`, type, name, id: idOf(name, type), properties };
    });
  return declaredSites(readTrafficPaths(resources, { complete: true }));
}

/** What the clouds of that program's mocks add. */
function computed(type: string, name: string): ModelObject {
  return type === "aws:lb/loadBalancer:LoadBalancer" ? { dnsName: `${name}.elb.example` } : {};
}
