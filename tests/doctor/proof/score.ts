import { writeFileSync } from "node:fs";
import { cases } from "./cases";
import { matrixText, scored, scoreOf, type Scored } from "./matrix";
import { Proof, whyNot } from "./outside";

/** How many cases run side by side: they mostly wait. */
const atOnce = 5;

/** The share of causes that must be right. */
const leastShare = 0.95;

/** `npm run doctor:score [PATTERN] [FILE]`: runs the cases whose id fits, and prints the confusion matrix. */
async function main([pattern = "", file]: readonly string[]): Promise<number> {
  const reason = whyNot();
  if (reason !== undefined) {
    console.log(`skipped: ${reason}`);
    return 0;
  }
  const open = cases.filter(({ id }) => new RegExp(pattern, "i").test(id));
  const done: Scored[] = [];
  const proof = new Proof();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      proof.end();
      process.exit(1);
    });
  }
  try {
    await proof.prepare();
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let next = open.shift(); next !== undefined; next = open.shift()) {
          const one = scored(next, await proof.run(next.id));
          done.push(one);
          console.log(lineOf(one));
        }
      }),
    );
  } finally {
    proof.end();
  }
  const { faults, rightFaults, undecidedFaults, healthy, ...of } = scoreOf(done);
  const text = `${matrixText(done)}

${rightFaults} of ${faults} causes right, ${undecidedFaults} undecided; ${of.calledSick} of ${healthy} healthy sites called sick, ${of.undecidedHealthy} undecided
`;
  console.log(`\n${text}`);
  if (file !== undefined) {
    writeFileSync(file, text);
  }
  return rightFaults >= leastShare * faults && of.calledSick === 0 ? 0 : 1;
}

/** One line for a case that is right; for another one what was seen. */
function lineOf({ proofCase, proved, said, wrong, isRight }: Scored): string {
  const head = `${isRight ? "right" : "WRONG"}  ${proofCase.id}: ${said}${isRight ? "" : ` instead of ${proofCase.expected}`}`;
  if (isRight) {
    return head;
  }
  const { verdict, statuses, trouble } = proved;
  const seen = [
    ...(trouble === undefined ? [] : [trouble]),
    `visitors were answered ${statuses.join(", ")}`,
    ...(wrong.length === 0 ? [] : [`not so: ${wrong.join(", ")}`]),
    ...(verdict?.causes ?? []).flatMap(({ cause, evidence }) =>
      evidence.map(({ weight, step, check, at, seen: what }) =>
        [cause, weight, step, check, at, what].join(" | "),
      ),
    ),
    ...(verdict?.undecided ?? []).map(
      ({ between, evidence }) =>
        `undecided: ${between.join(" or ")} | ${evidence.step} ${evidence.check} | ${evidence.seen}`,
    ),
    ...(verdict?.unknown ?? [])
      .filter(({ check }) => check !== "idle-timeout")
      .map(({ step, check, at, seen: what }) => `unknown: ${step} ${check} ${at} | ${what}`),
    `allowed: ${(verdict?.allowed ?? []).map(({ cause }) => cause).join(", ")}`,
  ];
  return [head, ...seen.map((one) => `       ${one.slice(0, 240)}`)].join("\n");
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
