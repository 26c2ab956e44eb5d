import type { IncomingMessage, ServerOptions } from "node:http";

import { setEntry } from "../../../core/ownEntry";
import { ApiError } from "../calls/apiError";
import { isObject, type Properties, type PropertyValue } from "../values";

/** What one request may take. Choices of this project: the API's own limits are not published. */
export const requestLimits = {
  /** Bytes of the request line and all headers. */
  maxHeaderSize: 16 * 1024,
  /** Milliseconds until the headers are whole. */
  headersTimeout: 10_000,
  /** Milliseconds until the body is whole. */
  requestTimeout: 30_000,
  /** Milliseconds between two looks at who is late. */
  connectionsCheckingInterval: 1_000,
  /** Milliseconds that a connection waits for its next request. */
  keepAliveTimeout: 5_000,
  /** One without a host is refused in an envelope, not by Node. */
  requireHostHeader: false,
} as const satisfies ServerOptions;

/** The longest body in bytes. */
export const longestBody = 4 * 1024 * 1024;

/** How many bytes the bodies of all requests may be long together; what would be more waits. */
export const bodiesAtOnce = 16 * longestBody;

/** How deep objects and lists may stand in each other. */
const deepestBody = 64;

/**
 * Says how long the body of a request may be.
 * @param request - The request.
 * @returns Bytes: as many as are announced, or as may be where nothing is; none for a body that is too long to be read.
 */
export function bytesOf({ headers }: IncomingMessage): number {
  const announced = headers["content-length"];
  const length = headers["transfer-encoding"] === undefined ? Number(announced ?? 0) : longestBody;
  return length > longestBody ? 0 : length;
}

/**
 * Reads the body of a request.
 * @param request - The request.
 * @param takesLists - Whether it may be a list. Defaults to no.
 * @returns The JSON object in it, a list under `items`; the parts of a form by their names; empty where there is no body.
 * @throws {ApiError} Where it is too long, or neither a JSON object nor a form.
 */
export async function readBody(request: IncomingMessage, takesLists = false): Promise<Properties> {
  const chunks: Buffer[] = [];
  let length = Number(request.headers["content-length"] ?? 0);
  if (length <= longestBody) {
    length = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > longestBody) {
        break;
      }
      chunks.push(chunk);
    }
  }
  if (length > longestBody) {
    throw new ApiError(413, undefined, `request body is longer than ${longestBody} bytes`);
  }
  const body = Buffer.concat(chunks);
  const type = request.headers["content-type"] ?? "";
  return /^multipart\/form-data\b/i.test(type)
    ? formParts(body, type)
    : parsed(body.toString("utf8"), takesLists);
}

/** The parts of a form by the names of their files, else of their fields; `metadata` is JSON. */
async function formParts(body: Buffer, type: string): Promise<Properties> {
  const form = await new Response(new Blob([new Uint8Array(body)]), {
    headers: { "content-type": type },
  })
    .formData()
    .catch(() => {
      throw malformed("it is no form");
    });
  const parts: Properties = {};
  for (const [name, part] of form) {
    const isFile = typeof part !== "string";
    const content = isFile ? await part.text() : part;
    if (name === "metadata") {
      setEntry(parts, name, parsed(content, false));
    } else {
      // A part that comes without the name of a file is called `blob`.
      setEntry(parts, isFile && part.name !== "blob" ? part.name : name, content);
    }
  }
  return parts;
}

function parsed(body: string, takesLists: boolean): Properties {
  if (body.trim() === "") {
    return {};
  }
  if (depthOf(body) > deepestBody) {
    throw malformed(`it is nested deeper than ${deepestBody}`);
  }
  let value: PropertyValue;
  try {
    value = JSON.parse(body) as PropertyValue;
  } catch {
    throw malformed("it is no JSON");
  }
  if (takesLists && Array.isArray(value)) {
    return { items: value };
  }
  if (!isObject(value)) {
    throw malformed("it is no JSON object");
  }
  return value;
}

/** How deep brackets stand in each other, at most; those in texts count too, which does no harm. */
function depthOf(body: string): number {
  let depth = 0;
  let deepest = 0;
  let isText = false;
  for (let index = 0; index < body.length; index += 1) {
    const character = body[index];
    if (isText) {
      index += character === "\\" ? 1 : 0;
      isText = character !== '"';
    } else if (character === '"') {
      isText = true;
    } else if (character === "{" || character === "[") {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (character === "}" || character === "]") {
      depth -= 1;
    }
  }
  return deepest;
}

function malformed(why: string): ApiError {
  return new ApiError(400, undefined, `request body cannot be read: ${why}`);
}
