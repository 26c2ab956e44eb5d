import path from "node:path";
import { deepest, type ConfigurationFile, type Directive } from "./directive";
import { includedBy } from "./includes";

/** What decides about a part of a configuration of Apache's before it is read. */
export interface ApacheConditions {
  /** The folder that paths without a leading slash begin in: `HTTPD_ROOT` of `-V`, unless `ServerRoot` says another. */
  readonly root: string;
  /** Variables that stand in it as `${NAME}`. */
  readonly variables: ReadonlyMap<string, string>;
}

/**
 * Reads a configuration of Apache. Of `<IfModule>` it takes what is written for a module that a `LoadModule` before it loads, and for
 * those whose names tell nothing of it; of `<IfDefine>` nothing but what is written for what is not defined; of `<IfVersion>` all.
 * @param files - Its files, the one that it begins with first.
 * @param conditions - What decides about its parts.
 * @returns The directives outside of every block; none where there is no file.
 */
export function readApache(
  files: readonly ConfigurationFile[],
  conditions: ApacheConditions,
): Directive[] {
  const [first] = files;
  const reader: Reader = {
    ...{ files, depth: 0, modules: new Set<string>() },
    ...{ root: conditions.root, variables: new Map(conditions.variables) },
  };
  return first === undefined ? [] : readFile(first, reader);
}

interface Reader {
  readonly files: readonly ConfigurationFile[];
  readonly depth: number;
  readonly modules: Set<string>;
  readonly variables: Map<string, string>;
  root: string;
}

interface Line {
  readonly text: string;
  readonly at: string;
}

function readFile(file: ConfigurationFile, reader: Reader): Directive[] {
  const whole = file.text.replace(/\\\r?\n/g, " \u0000");
  let number = 0;
  const lines: Line[] = whole.split(/\r?\n/).map((text) => {
    const at = `${file.path}:${number + 1}`;
    number += text.split("\u0000").length;
    return { text: text.replaceAll("\u0000", "").trim(), at };
  });
  return readBlock(lines[Symbol.iterator](), reader);
}

function readBlock(lines: Iterator<Line>, reader: Reader): Directive[] {
  const block: Directive[] = [];
  for (let next = lines.next(); next.done !== true; next = lines.next()) {
    const { text, at } = next.value;
    const [, opened, rest = ""] = /^<(\w{1,40})\s*(.{0,4000}?)>?$/.exec(text) ?? [];
    if (text.startsWith("</")) {
      return block;
    }
    if (opened !== undefined) {
      const name = opened.toLowerCase();
      const args = wordsOf(expanded(rest, reader));
      // What is not read is still to be passed over.
      const isRead = holds(name, args, reader);
      const inner = readBlock(lines, isRead ? deeper(reader) : deeper(apart(reader)));
      block.push(
        ...(!isRead ? [] : transparent.has(name) ? inner : [{ name, args, at, block: inner }]),
      );
    } else if (text !== "" && !text.startsWith("#")) {
      block.push(...directivesOf(expanded(text, reader), at, reader));
    }
  }
  return block;
}

/** Blocks that leave what stands in them where it is. */
const transparent: ReadonlySet<string> = new Set(["ifmodule", "ifdefine", "ifversion", "iffile"]);

function holds(name: string, [arg = ""]: readonly string[], { modules }: Reader): boolean {
  const isNegated = arg.startsWith("!");
  const wanted = arg.replace(/^!/, "").replace(/^mod_(\w{1,60})\.c$/, "$1_module");
  switch (name) {
    case "ifmodule":
      return builtIn.has(wanted) || modules.has(wanted) !== isNegated;
    case "ifdefine":
      return isNegated;
    default:
      return true;
  }
}

/** Modules that Debian and Red Hat build in. Source: `apache2 -l` of Debian 12. */
const builtIn: ReadonlySet<string> = new Set(
  ["core", "so", "watchdog", "http", "log_config", "logio", "version", "unixd"].map(
    (name) => `${name}_module`,
  ),
);

function deeper(reader: Reader): Reader {
  return { ...reader, depth: reader.depth + 1 };
}

/** A reader whose findings count for nothing. */
function apart(reader: Reader): Reader {
  return { ...reader, files: [], modules: new Set(), variables: new Map(reader.variables) };
}

function directivesOf(text: string, at: string, reader: Reader): Directive[] {
  const [written = "", ...args] = wordsOf(text);
  const name = written.toLowerCase();
  const [first = "", second = ""] = args;
  switch (name) {
    case "include":
    case "includeoptional":
      return reader.depth > deepest
        ? []
        : includedBy(reader.files, withFolder(first), reader.root).flatMap((file) =>
            readFile(file, deeper(reader)),
          );
    case "define":
      reader.variables.set(first, second);
      return [];
    case "loadmodule":
      reader.modules.add(first);
      break;
    case "serverroot":
      reader.root = path.resolve(first);
      break;
  }
  return [{ name, args, at }];
}

/** A folder stands for every file in it. */
function withFolder(pattern: string): string {
  return pattern.endsWith("/") ? `${pattern}*` : pattern;
}

function expanded(text: string, { variables }: Reader): string {
  return text.replace(/\$\{(\w{1,100})\}/g, (whole, name: string) => variables.get(name) ?? whole);
}

/** Source: Apache, server/util.c, ap_getword_conf. */
function wordsOf(text: string): string[] {
  const words = text.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\S+/g) ?? [];
  return words.map((word) =>
    /^(["']).*\1$/.test(word) && word.length > 1
      ? word.slice(1, -1).replace(/\\(["'\\])/g, "$1")
      : word,
  );
}
