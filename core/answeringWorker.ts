/** What a Worker answers every request with. */
export interface WorkerAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The page. */
  readonly page: string;
}

/**
 * Writes a Worker that answers every request with the same page. It says the same for as long as the answer does, so that a second `up`
 * finds nothing to change.
 * @param answer - The answer.
 * @returns The text of an ES module, which `readAnsweringWorker` reads back.
 */
export function answeringWorker({ status, headers, page }: WorkerAnswer): string {
  return [
    `const page = ${JSON.stringify(page)};`,
    `const headers = ${JSON.stringify(headers)};`,
    "export default {",
    "  fetch: ({ method }) =>",
    `    new Response(method === "HEAD" ? null : page, { status: ${status}, headers }),`,
    "};",
    "",
  ].join("\n");
}

const written =
  /^const page = ("(?:[^"\\\n]|\\.)*");\nconst headers = (\{[^\n]*\});\nexport default \{\n {2}fetch: \(\{ method \}\) =>\n {4}new Response\(method === "HEAD" \? null : page, \{ status: (\d{3}), headers \}\),\n\};\n$/;

/**
 * Reads what a Worker answers every request with.
 * @param text - The text of its module.
 * @returns The answer; undefined for any text that `answeringWorker` does not write: what that does, only running it could tell.
 */
export function readAnsweringWorker(text: string): WorkerAnswer | undefined {
  const [, page, headers, status] = written.exec(text) ?? [];
  if (page === undefined || headers === undefined) {
    return undefined;
  }
  const answer = {
    status: Number(status),
    headers: JSON.parse(headers) as Record<string, string>,
    page: JSON.parse(page) as string,
  };
  return answeringWorker(answer) === text ? answer : undefined;
}
