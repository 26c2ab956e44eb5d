import type { EdgeRule } from "../../model/rules/edgeRules";
import type { SampleAnswer } from "../../model/rules/sampleAnswer";
import { names, say } from "../words/words";
import {
  answerBefore,
  hostsOf,
  meetingRisk,
  Meetings,
  ruleName,
  type Meeting,
  type Passage,
} from "./edgeMeetings";
import type { Risk } from "./risk";

/** Hostnames of which a rule comes to change what paths are asked for. */
interface Rewriting {
  /** The path that takes the place of the others. */
  readonly path: string;
}

/** Finds rules that come to lead all pages of a hostname to one path, or what monitors ask for to another one. */
export function urlRewriteRisks(passages: readonly Passage[]): Risk[] {
  const [single, monitored] = [new Meetings<Rewriting>(), new Meetings<Rewriting>()];
  const dropped = new Meetings<Rewriting>();
  for (const passage of passages) {
    const { was, is } = passage;
    const pages = is.filter(({ sample }) => sample.isPage);
    const paths = new Set(pages.map(sentPath));
    const [path] = paths;
    const [first] = pages;
    is.filter(dropsQuery).forEach((answer) => {
      const before = answerBefore(was, answer.sample);
      const isNew = before !== undefined && !dropsQuery(before);
      add(dropped, passage, answer, isNew ? answer.rewritten?.request?.path : undefined);
    });
    const old = new Set(was.filter(({ sample }) => sample.isPage).map(sentPath));
    if (paths.size === 1 && path !== undefined && first !== undefined) {
      // One path for all of them before is what somebody wants.
      add(single, passage, first, old.size === 1 && old.has(path) ? undefined : path);
    } else {
      is.filter(({ sample }) => sample.asker === "monitors").forEach((answer) => {
        const before = was.find(({ sample }) => sample.name === answer.sample.name);
        const own = answer.sample.forms[0]?.path;
        const now = sentPath(answer);
        const isNew = now !== own && (before === undefined || sentPath(before) !== now);
        const isAlone = pages.every((page) => sentPath(page) === page.sample.forms[0]?.path);
        add(monitored, passage, answer, isNew && isAlone ? now : undefined);
      });
    }
  }
  return [
    ...single.all().map(singleRisk),
    ...monitored.all().map(monitoredRisk),
    ...dropped.all().map(droppedRisk),
  ];
}

/** Whether a page is asked for with a query, and the origin without one. */
function dropsQuery({ sample, rewritten, outcome }: SampleAnswer): boolean {
  return (
    sample.isPage &&
    outcome === "passes" &&
    (sample.forms[0]?.query ?? "") !== "" &&
    rewritten?.request?.query === ""
  );
}

function add(
  found: Meetings<Rewriting>,
  passage: Passage,
  { rewritten, sample }: SampleAnswer,
  path: string | undefined,
): void {
  const rule: EdgeRule | undefined = rewritten?.by.at(-1);
  if (path !== undefined && rule !== undefined) {
    found.add(passage, rule, sample, { path }, `${rule.resource.key} ${rule.place} ${path}`);
  }
}

/** The path that an origin is asked for. Undefined where it is not known, or the request gets no further. */
function sentPath({ sample, rewritten, outcome }: SampleAnswer): string | undefined {
  if (outcome !== "passes" && outcome !== "unknown") {
    return undefined;
  }
  return rewritten === undefined ? sample.forms[0]?.path : rewritten.request?.path;
}

function singleRisk(rewriting: Meeting & Rewriting): Risk {
  const { rule, path, stood } = rewriting;
  return meetingRisk(rewriting, "url-rewrite-to-one-path", stood ? "high" : "medium", {
    consequence: say`From this change on visitors of ${hostsOf(rewriting)} get ${path} of the origin whatever page they ask for, by ${ruleName(rule)}: all of them get that one answer, images too.`,
    hint: say`Narrow the expression to the paths that are to be led there, or let the new path be made of the old one.`,
  });
}

function monitoredRisk(rewriting: Meeting & Rewriting): Risk {
  const { rule, path, samples } = rewriting;
  const asked = [...samples.values()].flatMap(({ forms }) => forms[0]?.path ?? []);
  return meetingRisk(rewriting, "url-rewrite-of-health-path", "medium", {
    consequence: say`From this change on who asks ${hostsOf(rewriting)} for ${names(asked)}, as monitors do, gets ${path} of the origin, by ${ruleName(rule)}: what they find out is no longer about the path that the load balancer itself asks for, past all rules.`,
    hint: say`Leave ${names(asked)} out of the expression.`,
  });
}

function droppedRisk(rewriting: Meeting & Rewriting): Risk {
  return meetingRisk(rewriting, "url-rewrite-changed", "medium", {
    consequence: say`From this change on the origin of ${hostsOf(rewriting)} is asked without the query that visitors ask with, by ${ruleName(rewriting.rule)}: searches, pages of lists, and the answers of sign-ins and payments find nothing.`,
    hint: say`Narrow the expression to the paths that take no query, or leave queries out of the cache key alone.`,
  });
}
