import type { SecretForm } from "./form";
import { inTexts } from "./inTexts";
import { looksRandom } from "./randomness";
import { tokens } from "./tokens";
import { urls } from "./urls";

/** Secrets that can be told by their look, or by what stands before them. */
export const secretForms: readonly SecretForm[] = [...urls, ...tokens, ...inTexts];

/** Finds where a text holds a secret of one form, from a place on. */
function findFrom(form: SecretForm, pattern: RegExp, text: string): RegExpExecArray | undefined {
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    if (form.random !== true || looksRandom(found.groups?.value ?? "")) {
      return found;
    }
  }
  return undefined;
}

const everywhere = new Map(
  secretForms.map((form) => [form, new RegExp(form.pattern.source, `${form.pattern.flags}g`)]),
);

/** What a text must have for a look at each form to be worth it. */
const someMark = new RegExp(secretForms.map(({ mark }) => mark).join("|"), "i");

/**
 * Finds the first form that a text holds a secret of.
 * @param text - Any text.
 * @returns The form; undefined where there is none.
 */
export function secretFormIn(text: string): SecretForm | undefined {
  return someMark.test(text)
    ? secretForms.find((form) => {
        const pattern = everywhere.get(form) ?? form.pattern;
        pattern.lastIndex = 0;
        return findFrom(form, pattern, text) !== undefined;
      })
    : undefined;
}

/**
 * Takes out of a text what looks like a secret. The rest stays, so that an error can still be understood.
 * @param text - Any text.
 * @returns The text with a mark, as `[secret: a GitHub token]`, in the place of each.
 */
export function withoutSecrets(text: string): string {
  return someMark.test(text) ? secretForms.reduce(withoutForm, text) : text;
}

function withoutForm(text: string, form: SecretForm): string {
  const pattern = everywhere.get(form) ?? form.pattern;
  pattern.lastIndex = 0;
  let result = "";
  let done = 0;
  for (
    let found = findFrom(form, pattern, text);
    found !== undefined;
    found = findFrom(form, pattern, text)
  ) {
    result += `${text.slice(done, found.index)}${found.groups?.kept ?? ""}[secret: ${form.name}]`;
    done = pattern.lastIndex;
  }
  return done === 0 ? text : result + text.slice(done);
}
