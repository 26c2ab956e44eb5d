import { getOrCreate } from "../../core/getOrCreate";
import type { RuleFinding } from "../policy/evaluate";
import { rulesCoveredBy } from "../risks/coveredRules";
import type { Risk } from "../risks/risk";

/** Knows which findings are said by risks already. */
export class SaidFindings {
  readonly #risks = new Map<string, Risk[]>();

  /** Notes what the risks say. */
  constructor(risks: readonly Risk[]) {
    for (const risk of risks) {
      const { subject, title, about = [], cause } = risk;
      const keys = cause.flatMap(({ change }) => [change.key, change.renamedFrom ?? change.key]);
      for (const name of new Set([subject, title, ...about, ...keys])) {
        for (const rule of rulesCoveredBy(risk)) {
          getOrCreate(this.#risks, `${rule}\n${name}`, () => []).push(risk);
        }
      }
    }
  }

  /**
   * Whether a risk says what a finding does.
   * @returns True where one does.
   */
  says(finding: RuleFinding): boolean {
    return namesOf(finding).some((id) => this.#risks.has(id));
  }

  /** Lists the risks that say one of several findings. */
  saying(findings: readonly RuleFinding[]): Set<Risk> {
    const ids = new Set(findings.flatMap(namesOf));
    return new Set([...ids].flatMap((id) => this.#risks.get(id) ?? []));
  }
}

function namesOf({ id, subject, title }: RuleFinding): string[] {
  return [subject, title].map((name) => `${id}\n${name}`);
}
