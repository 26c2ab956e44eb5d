import { readProblem } from "../../core/problem";
import { Quoted, say, type Phrase } from "./words";
import { shownText } from "./shownText";

/**
 * Writes what breaks a rule as a sentence in which only values are quoted. Rules fill names and values of the plan into their words,
 * so every word is quoted but those of letters alone, which are no markup in any format.
 * @param message - `path must rule; got value`, as findings have it.
 * @returns The sentence without a full stop; the whole message quoted where it is no such sentence.
 */
export function problemWords(message: string): Phrase {
  const problem = readProblem(shownText(message));
  if (problem === undefined) {
    return say`${message}`;
  }
  const { path, rule, actual } = problem;
  const value = /^(?:nothing|none)\b/.test(actual) ? prose(actual) : say`${actual}`;
  return say`${path} must ${prose(rule)}; got ${value}`;
}

/** A word of a language: letters alone, with a hyphen or an apostrophe within. */
const plainWord = /^(?:[A-Z]?[a-z]+|[A-Z]+)(?:['’-][a-z]+)*$/;

function prose(text: string): Phrase {
  const parts: { own: boolean; words: string[] }[] = [];
  const add = (own: boolean, word: string): void => {
    const last = parts.at(-1);
    if (last?.own === own) {
      last.words.push(word);
    } else {
      parts.push({ own, words: [word] });
    }
  };
  for (const word of text.split(" ").filter((each) => each !== "")) {
    const bare = word.replace(/[,;]$/, "");
    add(plainWord.test(bare), word);
  }
  return parts.flatMap(({ own, words }, index) => {
    const before = index === 0 ? [] : [" "];
    return [...before, ...(own ? [words.join(" ")] : quoted(words.join(" ")))];
  });
}

/** The sign that ends a part of a sentence is none of the value's. */
function quoted(text: string): Phrase {
  const bare = text.replace(/[,;]$/, "");
  return bare === "" ? [text] : [Quoted.of(bare), ...(bare === text ? [] : [text.slice(-1)])];
}
