import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { blockingAcls } from "../../model/origin/webAcls";
import { title } from "../../model/graph/title";
import { ofThisChange } from "../findings/finding";
import type { OriginSides } from "./originSides";
import type { Risk } from "./risk";
import { errorOf, say } from "../words/words";

/** Finds load balancers before which a web ACL comes to block what no rule of it lets through. */
export function webAclRisks(sides: OriginSides): Risk[] {
  const { inventory } = sides.after.model;
  const machines = inventory.has("webAclAssociation") ? inventory.ofType("awsLoadBalancer") : [];
  return machines.flatMap((machine) => {
    const old = sides.earlier(machine);
    const before = old === undefined ? [] : blockingAcls(sides.before.model.inventory, old);
    const stood = old !== undefined && before.length === 0;
    return (stood ? blockingAcls(inventory, machine) : []).map(
      ({ acl, association, hasRules }): Risk => ({
        ...{ id: "web-acl-blocks", severity: hasRules ? "medium" : sides.severity({ machine }) },
        ...{ subject: machine.key, title: title(machine) },
        consequence: say`From this change on ${title(acl)} blocks every request to ${title(machine)} that no rule of it lets through${hasRules ? [] : [", and it has none"]}: ${sides.visitors({ machine })} get ${errorOf(loadBalancerErrors.blockedByWebAcl)} until a rule lets them through, and monitors find it down.`,
        cause: sides.causes([acl, association]),
        hint: say`Let the default action allow, or count first what the rules would let through.`,
        ...ofThisChange,
      }),
    );
  });
}
