import { expect } from "chai";
import type { DeclaredOrigin, DeclaredSite } from "../../../../model/serving/declaredSite";
import type { EdgePerTest, Got, TestEdge } from "../client";
import { RingingClock } from "../ringingClock";
import { balancer, origin, pool, site } from "../sites";

/** What shows that the edge behaves as one row of a table says, and would fail were it otherwise. */
export type Proof = (here: EdgePerTest) => Promise<void>;

/** An address of a test's. */
export const address = "192.0.2.1";

/** A site with one origin in one pool. */
export function lone(more: Partial<DeclaredOrigin> = {}): DeclaredSite {
  const only = pool("primary", [], { origins: [origin(address, more)] });
  return site(balancer({ pools: [only], fallbackPool: only }));
}

/** Starts an edge whose clock lets only the waits end that are named. */
export async function ringing(
  { start }: EdgePerTest,
  declared: DeclaredSite,
  ...rings: readonly number[]
): Promise<{ readonly edge: TestEdge; readonly clock: RingingClock }> {
  const clock = new RingingClock(...rings);
  return { edge: await start([declared], { clock }), clock };
}

/** Expects an answer of the edge's own. */
export function expectFailed(
  { answered }: TestEdge,
  { status }: Got,
  code: number,
  cause: string,
): void {
  expect([status, answered.at(-1)?.cause]).to.deep.equal([code, cause]);
}

/** Lets some looks at silent connections pass. */
export function someLooks(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 80));
}

/** Waits until something holds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
