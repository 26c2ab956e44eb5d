import { unknownValue } from "../known";
import type { ByteString } from "./bytes";
import type { Value } from "./values";

/**
 * Decodes a text as URLs encode it.
 * @param text - The text.
 * @param options - `r` to decode again until nothing changes. With any other, `u` too, it is not known what comes out.
 * @returns The text; not known where a percent sign is followed by no two hexadecimal digits, of which the documentation says nothing.
 */
export function urlDecode(text: ByteString, options: ByteString): Value {
  if (!["", "r"].includes(options)) {
    return unknownValue;
  }
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) {
    return unknownValue;
  }
  const decoded = text
    .replaceAll("+", " ")
    .replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) =>
      String.fromCharCode(parseInt(digits, 16)),
    );
  const isDone = options === "" || decoded === text || !/[%+]/.test(decoded);
  return isDone ? decoded : urlDecode(decoded, options);
}
