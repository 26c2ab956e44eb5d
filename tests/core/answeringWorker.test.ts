import { expect } from "chai";
import { answeringWorker, readAnsweringWorker } from "../../core/answeringWorker";

const answer = {
  status: 503,
  headers: { "Retry-After": "Sun, 29 Nov 2026 12:00:00 GMT" },
  page: '<h1>"Back" soon \\ {}</h1>\n',
};

describe("a Worker that answers every request", () => {
  it("is read back as it was written", () => {
    expect(readAnsweringWorker(answeringWorker(answer))).to.deep.equal(answer);
  });

  it("is not made out of any other text", () => {
    const own = answeringWorker(answer);
    for (const text of [
      "",
      `${own} `,
      own.replace("status: 503", "status: method.length"),
      own.replace("const headers", 'fetch("https://example.org");\nconst headers'),
      'export default { fetch: () => new Response("no", { status: 503 }) };',
    ]) {
      expect(readAnsweringWorker(text), text).to.equal(undefined);
    }
  });
});
