import { crc32 } from "node:zlib";

/** One entry of an archive. */
export interface ZipEntry {
  /** Its name, as it stands in the archive. */
  readonly name: string;
  /** Its content; the target, where it is a symbolic link. */
  readonly content: string;
  /** Whether it is a symbolic link. Defaults to false. */
  readonly isLink?: boolean;
}

/** Permissions and kind of a file, as Unix has them, where archives keep them. */
const regularFile = 0o100644;
const symbolicLink = 0o120777;

/**
 * Writes an archive without compression, with whatever names its entries are given.
 * @param entries - The entries, in order.
 * @returns The archive.
 */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, content, isLink = false } of entries) {
    const [path, data] = [Buffer.from(name), Buffer.from(content)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, path, data]);
    const attributes = Buffer.alloc(14);
    attributes.writeUInt32LE(((isLink ? symbolicLink : regularFile) << 16) >>> 0, 6);
    attributes.writeUInt32LE(offset, 10);
    const madeOnUnix = Buffer.from([20, 3]);
    centrals.push(Buffer.concat([Buffer.from("PK\x01\x02"), madeOnUnix, common, attributes, path]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
