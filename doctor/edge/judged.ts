import { ownEntry } from "../../core/ownEntry";
import { clientCertificateRefusal } from "../../facts/clientCertificateRefusal";
import {
  cachedAnswers,
  edgeHeaders,
  refusalErrors,
  visitorErrors,
} from "../../facts/cloudflare/visitorErrors";
import { lowestErrorStatus, lowestServerErrorStatus } from "../../facts/httpStatus";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { makerOf, type Maker } from "./maker";
import type { HttpAnswer } from "../httpAnswer";

/**
 * Judges an answer that came through Cloudflare.
 * @param url - What was asked for.
 * @param answer - The answer.
 * @returns Who made it, and what that speaks for.
 */
export function judgeEdgeAnswer(url: string, answer: HttpAnswer): Evidence {
  const { fail } = witness("edge", "answer", url);
  const maker = makerOf(answer);
  const ray = answer.headers[edgeHeaders.ray];
  const seen = `${answer.status}${ray === undefined ? "" : ` (ray ${String(ray)})`}`;
  switch (maker.kind) {
    case "challenge":
      return witness("edge", "answer", url).unknown(
        `${seen}: Cloudflare challenges this machine; what visitors are answered is not seen`,
      );
    case "tunnel":
      return fail(`${seen}: the tunnel's connector does not reach its service`, [
        "edge-tunnel-down",
      ]);
    case "either":
      return fail(`${seen}: nothing proves whether the origin made it or Cloudflare`, [
        "origin-answers-5xx",
        "edge-own-error",
      ]);
    case "page":
      return fail(
        `${seen}: Cloudflare's page, which it shows for an origin's ${maker.code} as well`,
        ["origin-answers-5xx", ...(ownEntry(visitorErrors, maker.code) ?? [])],
      );
    case "cloudflare":
      return ofCloudflare(url, seen, maker);
    case "origin":
    case "not-through-cloudflare":
      return ofOrigin(url, seen, answer);
  }
}

function ofCloudflare(
  url: string,
  seen: string,
  { code, how }: Maker & { readonly kind: "cloudflare" },
): Evidence {
  const { fail, unknown } = witness("edge", "answer", url);
  const made = `${seen}: Cloudflare made it, ${how}; its code is ${code}`;
  if (refusalErrors.has(code)) {
    return unknown(`${made}, which refuses this machine; what visitors are answered is not seen`);
  }
  const causes = Object.hasOwn(visitorErrors, code) ? visitorErrors[code] : undefined;
  return fail(made, causes ?? (code.startsWith("5") ? ["edge-own-error"] : ["edge-rule-answers"]));
}

function ofOrigin(url: string, seen: string, answer: HttpAnswer): Evidence {
  const { pass, fail, unknown } = witness("edge", "answer", url);
  const status = String(answer.headers[edgeHeaders.cacheStatus] ?? "");
  if (answer.status >= lowestServerErrorStatus) {
    return fail(`${seen}: the origin made it`, ["origin-answers-5xx"]);
  }
  if (
    answer.status === clientCertificateRefusal.status &&
    clientCertificateRefusal.words.test(answer.body)
  ) {
    return fail(`${seen}: the origin demands a client certificate of Cloudflare`, [
      "client-certificate-missing",
    ]);
  }
  if (answer.headers.location === url) {
    // Whoever asks for a cookie first sends visitors round once; without one it has no end.
    return answer.headers["set-cookie"] === undefined
      ? fail(`${seen}: visitors are sent round to the same address without end`, [
          "encryption-mode",
        ])
      : unknown(`${seen}: visitors without a cookie are sent round to the same address`);
  }
  if (answer.status === 403 || answer.status === 429) {
    return unknown(`${seen}: this machine is refused; what visitors are answered is not seen`);
  }
  if (cachedAnswers.has(status)) {
    return unknown(`${seen}, out of Cloudflare's cache (${status}): it says nothing of the origin`);
  }
  return pass(
    answer.status >= lowestErrorStatus ? `${seen}: the path may be none of the site's` : seen,
    ["origin-answers-5xx", "edge-own-error"],
  );
}
