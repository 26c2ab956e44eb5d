import { getOrCreate } from "../../core/getOrCreate";
import { deepest, type ConfigurationFile, type Directive } from "./directive";
import { includedBy } from "./includes";

/**
 * Reads a configuration of PHP-FPM.
 * @param files - Its files, the one that it begins with first.
 * @returns A directive for each section, its name that of the section and its block what is set there, each with one argument.
 */
export function readPhpFpm(files: readonly ConfigurationFile[]): Directive[] {
  const sections = new Map<string, Directive & { readonly block: Directive[] }>();
  const [first] = files;
  if (first !== undefined) {
    readFile(first, { files, sections, depth: 0 });
  }
  return [...sections.values()];
}

interface Reader {
  readonly files: readonly ConfigurationFile[];
  readonly sections: Map<string, Directive & { readonly block: Directive[] }>;
  readonly depth: number;
}

/** Source: PHP, sapi/fpm/fpm/fpm_conf.c: a section lasts to the end of its file, and a file begins in `global`. */
function readFile(file: ConfigurationFile, reader: Reader): void {
  let section = "global";
  file.text.split(/\r?\n/).forEach((line, index) => {
    const at = `${file.path}:${index + 1}`;
    const [, opened] = /^\s*\[([^\]]{1,200})\]/.exec(line) ?? [];
    const [, name, value = ""] =
      /^\s*([^;#=\s][^=]{0,200}?)\s*=\s*(.{0,4000}?)\s*$/.exec(line) ?? [];
    section = opened ?? section;
    if (name === "include") {
      const wanted = reader.depth < deepest ? includedBy(reader.files, valueOf(value), "/") : [];
      wanted.forEach((one) => readFile(one, { ...reader, depth: reader.depth + 1 }));
    } else if (name !== undefined) {
      const known = getOrCreate(reader.sections, section, () => ({
        ...{ name: section, args: [], at, block: [] },
      }));
      known.block.push({ name, args: [valueOf(value)], at });
    }
  });
}

function valueOf(text: string): string {
  const [, quoted] = /^"([^"]*)"/.exec(text) ?? [];
  return quoted ?? text.replace(/\s*;.*$/, "");
}
