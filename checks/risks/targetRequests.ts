import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { settingText } from "../../model/origin/settings";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import { title } from "../../model/graph/title";
import { errorOf, say, type Phrase } from "../words/words";
import type { OriginSides } from "./originSides";
import { causeOf, changesOf, type Risk } from "./risk";

/** A setting by which targets get requests in another form. */
interface Form {
  readonly type: ModelTypeName & ("awsLoadBalancer" | "targetGroup");
  readonly property: string;
  /** The value that holds where none is set. */
  readonly otherwise: string;
  /** The value from which on it matters; every other one where undefined. */
  readonly to?: string;
  /** What it does then, after its name. */
  readonly does: (value: string) => Phrase;
  /** What visitors meet, after their hostnames. */
  readonly meet: Phrase;
}

/**
 * Source: Elastic Load Balancing, user guide for Application Load Balancers, application-load-balancers (desync mitigation mode, host header
 * preservation), x-forwarded-headers and lambda-functions (multi-value headers).
 */
const forms: readonly Form[] = [
  {
    ...({ type: "awsLoadBalancer", property: "desyncMitigationMode" } as const),
    ...{ otherwise: "defensive", to: "strictest" },
    does: () => say`refuses every request that does not keep to the standard to the letter`,
    meet: say`whose programs write theirs otherwise get Error 400`,
  },
  {
    ...({ type: "awsLoadBalancer", property: "preserveHostHeader", otherwise: "false" } as const),
    does: (value) =>
      say`hands on the Host header ${value === "true" ? "as it was sent" : "in a form of its own"}`,
    meet: say`meet another site or a redirect where the application compares it`,
  },
  {
    ...({ type: "awsLoadBalancer", property: "xffHeaderProcessingMode" } as const),
    otherwise: "append",
    does: (value) =>
      value === "append"
        ? say`adds the address that asked it to X-Forwarded-For`
        : value === "remove"
          ? say`takes X-Forwarded-For out of every request`
          : say`adds nothing to X-Forwarded-For`,
    meet: say`count as one, or as strangers, where the application limits or admits by the addresses there`,
  },
  {
    ...({ type: "targetGroup", property: "lambdaMultiValueHeadersEnabled" } as const),
    otherwise: "false",
    does: (value) =>
      value === "true"
        ? say`hands headers to its function as lists, under multiValueHeaders, and takes them back so`
        : say`hands headers to its function as single texts, under headers, and takes them back so`,
    meet: say`get ${errorOf(loadBalancerErrors.refusedFunction)} or answers without cookies where its code reads or writes the other form`,
  },
];

/** Finds load balancers and target groups that come to hand on requests in another form than what serves behind them reads. */
export function targetRequestRisks(sides: OriginSides): Risk[] {
  return forms.flatMap((form) =>
    changesOf(sides.context, form.type, ["update"]).flatMap((change): Risk[] => {
      const { key, before, after } = change;
      const [was, is] = [before, after].map((side) =>
        settingText(side, form.property, form.otherwise),
      );
      const use = sides.after.uses.find(({ machine, group }) =>
        [machine?.key, group.key].includes(key),
      );
      // What listens at a load balancer may stand in another stack.
      const machine = sides.after.model.inventory.byKey(key);
      const isLed = machine !== undefined && sides.after.leads.to(machine).length > 0;
      const place = use ?? (isLed ? { machine } : undefined);
      const isTurned = typeof was === "string" && typeof is === "string" && was !== is;
      return place === undefined || !isTurned || (form.to ?? is) !== is
        ? []
        : [
            {
              ...{ id: "target-request-changed", severity: "medium", subject: key },
              title: title(after),
              consequence: say`From this change on ${title(after)} ${form.does(is)}: ${sides.visitors(place)} ${form.meet}, until it does as before.`,
              cause: [causeOf(change, [form.property])],
              hint: say`Let the application bear both forms in an update before this one.`,
            },
          ];
    }),
  );
}
