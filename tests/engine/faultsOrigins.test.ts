import { expect } from "chai";
import { types } from "../../sandbox/cloud/account/indexes";
import type { FaultRule } from "../../sandbox/testing";
import { assertSettled, complaintsOf, mismatchOf, onStack } from "./faultsSite";
import { declareOrigins } from "./originsSite";

describe("an API that fails over load balancers of AWS, their certificates and secrets", () => {
  const passing: Readonly<Record<string, FaultRule>> = {
    "throttles AWS": { match: { service: "aws" }, fault: { kind: "rateLimited" }, times: 12 },
    "says 503 for a while": {
      match: { method: "POST" },
      fault: { kind: "serverError", status: 503 },
      times: 9,
    },
    "drops connections before they reach it": {
      match: { path: "/Create" },
      fault: { kind: "drop" },
      times: 6,
    },
  };
  for (const [what, rule] of Object.entries(passing)) {
    it(`and ${what} is called again until it is done, and nothing is made twice`, () =>
      onStack(async (cloud, stack) => {
        cloud.faults.add(rule);
        await stack.up();
        // Subnets are looked up in vain: the account has those alone that programs made.
        const failed = cloud.journal.calls.filter(
          ({ outcome, path }) =>
            !outcome.ok && !(outcome.status === 404 && path.endsWith("/DescribeSubnets")),
        );
        expect(failed.length).to.equal(rule.times);
        expect(cloud.outageWatch.report().broken).to.deep.equal([]);
        await assertSettled(cloud, stack);
      }, declareOrigins));
  }

  const refused = {
    "certificate of origin pulls": {
      type: types.originPullsCertificate,
      words: "This certificate already exists for this zone. (1406)",
    },
  };
  for (const [what, { type, words }] of Object.entries(refused)) {
    it(`and loses its answer never makes a ${what} twice: the second is refused until the first is taken away`, () =>
      onStack(async (cloud, stack) => {
        const match = { type, method: "POST" };
        cloud.faults.add({ match, fault: { kind: "drop", reached: true } });
        const [complaint = "", ...others] = await complaintsOf(stack.up());
        expect(complaint.slice(complaint.indexOf(": ") + 2)).to.equal(words);
        expect(others).to.deep.equal([]);
        const [made] = cloud.account.ofType(type);
        expect(await mismatchOf(cloud, stack)).to.deep.equal({
          ...{ orphans: [`${type}::${made?.id}`], lost: [], open: 0 },
        });
        expect(await complaintsOf(stack.up())).to.deep.equal([complaint]);

        cloud.account.remove(type, made?.key ?? "");
        await stack.up();
        await assertSettled(cloud, stack);
      }, declareOrigins));
  }
});
