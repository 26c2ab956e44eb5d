import { lowestServerErrorStatus } from "../../facts/httpStatus";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import type { Ports } from "./ports";
import type { Series } from "./series";
import { placeText, type OriginTarget } from "./target";

/** All that was seen at one address. */
export interface SeenAddress {
  readonly target: OriginTarget;
  readonly ports: Ports;
  readonly series: Series | undefined;
  /** Evidence of TLS; none where it was not spoken. */
  readonly tls: readonly Evidence[];
}

/**
 * Compares the addresses of one name: what one of them does and the others do not is no matter of where they are asked from.
 * @param seen - What was seen at each.
 * @returns Strangers among them, and those that do not answer while others do.
 */
export function compareAddresses(seen: readonly SeenAddress[]): Evidence[] {
  const answering = seen.filter(({ ports }) => isAnswering(ports));
  return answering.length === 0
    ? []
    : [
        ...seen.filter(({ ports }) => !isAnswering(ports)).flatMap((one) => silentOne(one, seen)),
        ...strangers(answering),
      ];
}

function isAnswering({ https, http }: Ports): boolean {
  return https === "connected" || http === "connected";
}

function silentOne({ target, ports }: SeenAddress, seen: readonly SeenAddress[]): Evidence[] {
  const { fail } = witness("origin", "addresses", placeText(target.address, target.httpsPort));
  const which = `one of ${seen.length} addresses`;
  if (ports.https === "silent") {
    return [fail(`${which} does not answer, while others do`, ["origin-unreachable"])];
  }
  return ports.https === "refused"
    ? [fail(`${which} refuses connections, while others accept them`, ["origin-down"])]
    : [];
}

/** A stranger: another certificate's name than the others', or another server with another answer. */
function strangers(seen: readonly SeenAddress[]): Evidence[] {
  const named = seen.filter((one) => !hasWrongName(one));
  const usual = mostCommon(seen.map(answerOf));
  return seen.flatMap((one) => {
    const { fail } = witness(
      "origin",
      "addresses",
      placeText(one.target.address, one.target.httpsPort),
    );
    if (hasWrongName(one) && named.length > 0) {
      return [
        fail(`one of ${seen.length} addresses shows a certificate for another name`, [
          "stranger-among-addresses",
        ]),
      ];
    }
    const own = answerOf(one);
    const isOther = usual !== undefined && own !== undefined && !hasWrongName(one);
    return isOther && own.text !== usual.text
      ? [
          fail(
            `one of ${seen.length} addresses answers ${own.text}, the others ${usual.text}`,
            ["stranger-among-addresses"],
            // Servers of two kinds may serve one site; two answers are two sites.
            { weight: own.status === usual.status ? "setting" : "experiment" },
          ),
        ]
      : [];
  });
}

function hasWrongName({ tls }: SeenAddress): boolean {
  return tls.some(({ speaksFor }) => speaksFor.includes("certificate-wrong-name"));
}

/** What an address answers. */
interface OwnAnswer {
  readonly status: number;
  readonly text: string;
}

/** Status and server, where all answers of the address have the same; a server that fails is no stranger for it. */
function answerOf({ series }: SeenAddress): OwnAnswer | undefined {
  const answers = (series?.answers ?? []).map(({ status, server }) =>
    status === undefined || status >= lowestServerErrorStatus
      ? undefined
      : { status, text: `${status} (${server ?? "no Server"})` },
  );
  const [first] = answers;
  return answers.every((answer) => answer?.text === first?.text) ? first : undefined;
}

/** What more than half of them say. */
function mostCommon(answers: readonly (OwnAnswer | undefined)[]): OwnAnswer | undefined {
  return answers.find(
    (answer) =>
      answer !== undefined &&
      answers.filter((other) => other?.text === answer.text).length * 2 > answers.length,
  );
}
