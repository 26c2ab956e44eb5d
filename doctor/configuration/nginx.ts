import path from "node:path";
import { deepest, type ConfigurationFile, type Directive } from "./directive";
import { includedBy } from "./includes";

/**
 * Takes the files out of what `nginx -T` wrote.
 * @param text - Its standard output.
 * @returns The files, the one that it begins with first; none where the text is none of its.
 */
export function filesOfDump(text: string): ConfigurationFile[] {
  const parts = text.split(/^# configuration file (\/.{1,4096}):$/m);
  return parts.flatMap((file, index) =>
    index % 2 === 1 ? [{ path: file, text: parts[index + 1] ?? "" }] : [],
  );
}

/**
 * Reads a configuration of nginx.
 * @param files - Its files, the one that it begins with first.
 * @returns The directives outside of every block; none where there is no file.
 */
export function readNginx(files: readonly ConfigurationFile[]): Directive[] {
  const [first] = files;
  return first === undefined
    ? []
    : readFile(first, { files, base: path.dirname(first.path), depth: 0 });
}

interface Reader {
  readonly files: readonly ConfigurationFile[];
  readonly base: string;
  readonly depth: number;
}

interface Token {
  readonly text: string;
  readonly isQuoted: boolean;
  readonly line: number;
}

function readFile(file: ConfigurationFile, reader: Reader): Directive[] {
  return readBlock(tokensOf(file.text)[Symbol.iterator](), file.path, reader);
}

function readBlock(tokens: Iterator<Token>, file: string, reader: Reader): Directive[] {
  const block: Directive[] = [];
  let words: Token[] = [];
  for (let next = tokens.next(); next.done !== true; next = tokens.next()) {
    const { text, isQuoted } = next.value;
    if (isQuoted || !";{}".includes(text)) {
      words.push(next.value);
    } else if (text === "}") {
      return block;
    } else {
      const inner = text === "{" ? readBlock(tokens, file, deeper(reader)) : undefined;
      block.push(...directivesOf(words, inner, file, reader));
      words = [];
    }
  }
  return block;
}

function deeper(reader: Reader): Reader {
  return { ...reader, depth: reader.depth + 1 };
}

function directivesOf(
  [first, ...rest]: readonly Token[],
  block: readonly Directive[] | undefined,
  file: string,
  reader: Reader,
): Directive[] {
  const args = rest.map(({ text }) => text);
  if (first === undefined || reader.depth > deepest) {
    return [];
  }
  return first.text === "include" && block === undefined
    ? includedBy(reader.files, args[0] ?? "", reader.base).flatMap((one) =>
        readFile(one, deeper(reader)),
      )
    : [{ name: first.text, args, at: `${file}:${first.line}`, block }];
}

/** Source: nginx, src/core/ngx_conf_file.c, ngx_conf_read_token; a Lua block ends with the brace that answers its first. */
const token =
  /\s+|#[^\n]*|"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|[;{}]|(?:[^\s;{}"'\\$]|\\[^]|\$\{\w{1,100}\}|\$|(?<=[^\s;{}])["'])+/y;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  token.lastIndex = 0;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [word] = found;
    const isQuoted = /^["']/.test(word);
    if (!/^[\s#]/.test(word)) {
      tokens.push({ text: isQuoted ? unquoted(word) : word, isQuoted, line });
    }
    line += word.split("\n").length - 1;
    if (word === "{" && /_by_lua_block$/.test(tokens.at(-2)?.text ?? "")) {
      token.lastIndex = endOfBlock(text, token.lastIndex);
    }
  }
  return tokens;
}

function unquoted(word: string): string {
  return word.slice(1, -1).replace(/\\(["'\\])/g, "$1");
}

/** Where the closing brace of a block stands. */
function endOfBlock(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at += 1) {
    open += text[at] === "{" ? 1 : text[at] === "}" ? -1 : 0;
    if (open === 0) {
      return at;
    }
  }
  return text.length;
}
