import { expect } from "chai";
import { errorPage } from "../../../sandbox/edge/errorPage";
import {
  edgeErrorPages,
  edgeFailures,
  type EdgeFailure,
} from "../../../facts/cloudflare/edgeFailures";

const about = {
  ...{ code: 522, detail: "it happened", hostname: "www.example.com", rayId: "0123456789abcdef" },
  ...{ accept: undefined, isOfEdge: true },
};

function typeFor(accept: string | undefined): unknown {
  return errorPage({ ...about, accept }).headers["content-type"];
}

describe("Cloudflare's own error pages", () => {
  for (const [accept, type] of [
    [undefined, "text/html; charset=UTF-8"],
    ["*/*", "text/html; charset=UTF-8"],
    ["text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=UTF-8"],
    ["image/avif", "text/html; charset=UTF-8"],
    ["application/json", "application/json; charset=utf-8"],
    ["application/problem+json", "application/problem+json; charset=utf-8"],
    ["application/json, text/markdown;q=0.9", "application/json; charset=utf-8"],
    ["application/json;q=0.5, text/markdown;q=0.9", "text/markdown; charset=utf-8"],
    ["text/markdown, application/json", "text/markdown; charset=utf-8"],
    ["text/*", "text/markdown; charset=utf-8"],
    ["text/html, application/json", "text/html; charset=UTF-8"],
  ] as const) {
    it(`are ${type} for ${accept ?? "no Accept header"}`, () => {
      expect(typeFor(accept)).to.equal(type);
    });
  }

  it("have every member that is documented, as JSON", () => {
    const { body, headers } = errorPage({ ...about, accept: "application/json" });
    const read = JSON.parse(String(body)) as Record<string, unknown>;
    expect(Object.keys(read).sort()).to.deep.equal([
      ...["cloudflare_error", "detail", "error_category", "error_code", "error_name", "footer"],
      ...["instance", "owner_action_required", "ray_id", "retry_after", "retryable", "status"],
      ...["timestamp", "title", "type", "what_you_should_do", "zone"],
    ]);
    expect(read).to.include({
      type: "https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/error-522/",
      ...{ title: "Error 522: Connection timed out", status: 522, detail: "it happened" },
      ...{ instance: about.rayId, ray_id: about.rayId, error_code: 522, retryable: true },
      ...{ error_name: "connection_timeout", error_category: "origin", retry_after: 120 },
      ...{ zone: "www.example.com", cloudflare_error: true, owner_action_required: true },
    });
    expect(headers).to.include({
      ...{ "cf-ray": "0123456789abcdef-RHS", "cf-error-type": "52x", "retry-after": "120" },
      ...{ server: "cloudflare", "cache-control": "no-store" },
    });
  });

  it("have the same fields and a section for each, as Markdown", () => {
    const body = String(errorPage({ ...about, accept: "text/markdown" }).body);
    expect(body).to.match(/^---\nerror_code: 522\nerror_name: connection_timeout\n/);
    expect(body).to.match(
      /\n# Error 522: Connection timed out\n\n## What Happened\n\nit happened\.\n/,
    );
    expect(body).to.not.match(/\ninstance: |\nfooter: |\ntype: /);
  });

  it("escape what they show, as HTML", () => {
    expect(String(errorPage({ ...about, detail: "<b>" }).body)).to.include("&lt;b&gt;.");
  });

  it("are HTML without a word of Cloudflare's error where the origin answered it", () => {
    const { headers, body } = errorPage({
      ...{ ...about, code: 502, isOfEdge: false, accept: "application/json" },
    });
    expect(headers["content-type"]).to.equal("text/html; charset=UTF-8");
    expect(headers).to.not.have.property("cf-error-type");
    expect(String(body)).to.include("Error 502: Bad gateway");
  });

  const retries: Readonly<Record<number, string | undefined>> = {
    ...{ 502: "60", 504: "120", 520: "60", 521: "120", 522: "120", 523: "120", 524: "120" },
    ...{ 525: undefined, 526: undefined, 1015: "30", 1016: undefined, 1033: "120" },
  };

  it("say when to come again, each code as documented", () => {
    expect(Object.keys(edgeErrorPages)).to.deep.equal(Object.keys(retries));
    for (const [text, seconds] of Object.entries(retries)) {
      const code = Number(text);
      const detailCode = code > 999 ? code : undefined;
      const { headers, body } = errorPage({
        ...{ ...about, accept: "application/json", detailCode },
        code: detailCode === undefined ? code : 530,
      });
      expect(headers["retry-after"], text).to.equal(seconds);
      const read = JSON.parse(String(body)) as { retryable: boolean; retry_after?: number };
      expect([read.retryable, read.retry_after], text).to.deep.equal([
        ...[seconds !== undefined, seconds === undefined ? undefined : Number(seconds)],
      ]);
    }
  });

  it("say who made the error by its class, and nothing for 502", () => {
    const failures: readonly EdgeFailure[] = Object.values(edgeFailures);
    const types = failures.map(({ code, detailCode }) => {
      const { headers } = errorPage({ ...about, code, detailCode });
      return `${code} ${String(headers["cf-error-type"])}`;
    });
    expect([...new Set(types)].sort()).to.deep.equal([
      ...["502 undefined", "520 52x", "521 52x", "522 52x", "523 52x", "524 52x", "525 52x"],
      ...["526 52x", "530 1016", "530 1033"],
    ]);
  });
});
