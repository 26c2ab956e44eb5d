import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { compare } from "../../model/inventory";
import type { PlanChange, PlanResource } from "../../model/plan";
import { sameValue } from "../../model/propertyChanges";
import { title } from "../../model/reasons";
import type { ModelTypeName } from "../../model/resourceTypes";
import { causeOf, changesOf, type Risk, type RiskContext } from "../risk";
import { names, say, type Phrase } from "../words";

/** A kind of object of which an API takes no second one that is the same. */
interface Kind {
  readonly type: ModelTypeName;
  readonly risk: string;
  /** What makes two of them the same. */
  readonly same: readonly string[];
  /** What the API answers. */
  readonly answer: Phrase;
  /** The policy rules that would say the same of what goes. */
  readonly covers: readonly string[];
}

const kinds: readonly Kind[] = [
  {
    type: "dnsRecord",
    risk: "record-refused",
    same: ["zoneId", "name", "type", "content", "data", "priority"],
    answer: say`Cloudflare answers ${apiErrors.recordIdentical.code}`,
    covers: ["serving-path-removed"],
  },
  {
    type: "pool",
    risk: "pool-refused",
    same: ["accountId", "name"],
    answer: say`Cloudflare has each pool's name once`,
    covers: ["serving-path-removed"],
  },
];

/**
 * Finds objects that are created while the same one still stands, which the API refuses: mostly renames without an alias.
 * @param context - The plan.
 * @returns The risks.
 */
export function twinRisks(context: RiskContext): Risk[] {
  return kinds.flatMap((kind) => {
    const leaving = new Map<string, PlanChange[]>();
    for (const change of changesOf(context, kind.type, ["delete", "replace"])) {
      if (change.deleteFirst !== true && change.before?.retainOnDelete !== true) {
        const id = roughly(kind, change.before);
        leaving.set(id, [...(leaving.get(id) ?? []), change]);
      }
    }
    const coming = changesOf(context, kind.type, ["create", "replace"]);
    return coming.flatMap((change): Risk[] => {
      const others = (leaving.get(roughly(kind, change.after)) ?? []).filter((old) =>
        areTwins(kind, old, change),
      );
      return others.length === 0 ? [] : [twinRisk(kind, change, others)];
    });
  });
}

/** A first guess at what is the same, so that not all are compared with all. */
function roughly({ same }: Kind, resource: PlanResource | undefined): string {
  const texts = same.map((name) => resource?.properties[name]);
  return texts.filter((text) => typeof text === "string").join("\n");
}

function areTwins({ same }: Kind, old: PlanChange, now: PlanChange): boolean {
  if (now.importReplacement || (old === now && old.deleteFirst === undefined)) {
    return false;
  }
  const [was, is] = [old.before?.properties ?? {}, now.after?.properties ?? {}];
  return same.every((name) => sameValue(was[name], is[name]));
}

function twinRisk(kind: Kind, change: PlanChange, others: readonly PlanChange[]): Risk {
  const own = title(change.after);
  const itself = others.includes(change);
  const causes = [...new Set([change, ...others])].sort((left, right) =>
    compare(left.key, right.key),
  );
  return {
    kind: kind.risk,
    severity: "medium",
    subject: change.key,
    title: own,
    consequence: itself
      ? say`${own} is created anew before the old one goes, which is the same: ${kind.answer}, the update stops half-way, and the old one stays.`
      : say`${own} is created as ${change.name} while ${names(others.map(({ name }) => name))}, which is the same, still stands: ${kind.answer}, the update stops half-way, and the old one stays.`,
    causes: causes.map((each) => causeOf(each, each.replacedFor)),
    wayOut: itself
      ? say`Leave what forces the replacement as it is, or set deleteBeforeReplace and expect a moment without it.`
      : say`Give ${change.name} an alias to the old one, so that only its name changes.`,
    covers: kind.covers,
  };
}
