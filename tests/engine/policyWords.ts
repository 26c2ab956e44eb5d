import { assert, expect } from "chai";
import { readUrn } from "../../model/graph/urns";
import { violationText } from "../../sandbox/engine";
import { OperationFailed, type TestStack } from "../../sandbox/testing";

/** What a policy says, as the engine passes it on. */
export interface PolicyWord {
  readonly policyName: string;
  readonly enforcementLevel: string;
  /** Logical name of the resource that it is about; that of the stack where it is about none. */
  readonly resource: string;
  readonly message: string;
}

/** What policies say in a preview, which fails if one of them is mandatory and for no other reason. */
export async function policyWords(
  stack: TestStack,
  pack: string,
  configs: readonly string[] = [],
): Promise<PolicyWord[]> {
  const options = { policyPacks: [pack], policyPackConfigs: configs };
  const events = await stack.preview(options).then(
    (run) => run.events,
    (error: unknown) => {
      assert.instanceOf(error, OperationFailed, String(error));
      expect(error.complaints.filter((line) => !line.includes("preview failed"))).to.deep.equal(
        error.result.violations.filter(({ level }) => level === "mandatory").map(violationText),
      );
      return error.result.events;
    },
  );
  return events.flatMap(({ policyEvent }) => {
    if (policyEvent === undefined) {
      return [];
    }
    const { policyName, enforcementLevel, resourceUrn = "", message } = policyEvent;
    return { policyName, enforcementLevel, resource: readUrn(resourceUrn)?.name ?? "", message };
  });
}
