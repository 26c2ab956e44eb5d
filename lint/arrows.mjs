import path from "node:path";

const root = path.dirname(import.meta.dirname);

/** The house's arrows (docs/architecture.md): the floors that each floor may import. */
export const floors = {
  facts: [],
  core: ["facts"],
  constraints: ["facts", "core"],
  servers: ["facts", "core"],
  migration: ["facts", "core", "constraints"],
  monitoring: ["facts", "core"],
  components: ["facts", "core", "constraints", "servers"],
  stacks: ["facts", "core", "constraints", "components"],
  model: ["facts", "core", "constraints"],
  checks: ["facts", "core", "constraints", "model"],
  sandbox: ["facts", "core", "constraints", "servers", "model", "monitoring"],
  doctor: ["facts", "core", "constraints", "model"],
  cli: [
    ...["facts", "core", "constraints", "servers", "migration", "model", "checks", "sandbox"],
    "doctor",
  ],
};

const cloud = (...names) => names.map((name) => `sandbox/cloud/${name}`);
const serving = cloud("account", "calls", "resources");

const judging = ["words", "findings", "policy", "risks"].map((room) => `checks/${room}`);

/** The doctor's steps, which know nothing of each other, and its judge, which knows their evidence alone. */
const steps = [
  ...["logs", "access", "origin", "dns", "application", "network", "edge", "api"],
  ...["judge", "remedies"],
];

/**
 * The arrows between the rooms of a floor: the other rooms that each may import, beside the room that it stands in. Files that stand
 * in no room are free.
 */
const rooms = {
  "core/expressions": [],
  "model/graph": [],
  "model/firewall": ["model/graph"],
  "model/network": ["model/graph", "model/firewall"],
  "model/tls": ["model/graph"],
  "model/traffic": ["model/graph", "model/firewall", "model/network", "model/tls"],
  "model/origin": ["model/graph", "model/firewall", "model/network", "model/tls", "model/traffic"],
  "model/rules": ["model/graph", "model/tls", "model/traffic", "model/origin"],
  "model/serving": ["graph", "firewall", "network", "tls", "traffic", "origin", "rules"].map(
    (room) => `model/${room}`,
  ),
  "model/plan": ["model/graph"],
  "model/rehearsal": [],
  "model/judged": ["model/graph", "model/plan"],
  "checks/words": [],
  "checks/findings": ["checks/words"],
  "checks/policy": ["checks/words", "checks/findings"],
  "checks/risks": ["checks/words", "checks/findings", "checks/policy"],
  "checks/judgement": judging,
  "checks/report": [...judging, "checks/judgement"],
  ...Object.fromEntries(steps.map((step) => [`doctor/${step}`, []])),
  "doctor/configuration": [],
  "doctor/access": ["doctor/configuration"],
  // What was collected on a host holds what the steps would have read there.
  "doctor/bundle": ["doctor/configuration", "doctor/access", "doctor/logs"],
  "sandbox/engine/project": [],
  "sandbox/engine/acquire": [],
  "sandbox/engine/host": ["sandbox/engine/project"],
  "sandbox/engine/workspace": [
    ...["sandbox/engine/acquire", "sandbox/engine/host", "sandbox/engine/project"],
  ],
  "sandbox/cloud": cloud("account"),
  "sandbox/cloud/types": [],
  "sandbox/cloud/account": [],
  "sandbox/cloud/calls": cloud("account"),
  "sandbox/cloud/resources": cloud("account", "calls", "types"),
  "sandbox/cloud/x509": [],
  "sandbox/cloud/cloudflare": [...serving, ...cloud("x509")],
  "sandbox/cloud/monitors": cloud("resources"),
  "sandbox/cloud/tls": [...serving, ...cloud("x509")],
  "sandbox/cloud/aws": serving,
  "sandbox/cloud/provider": [...serving, ...cloud("types")],
  "sandbox/cloud/invokes": [...serving, ...cloud("aws", "cloudflare", "provider")],
  "sandbox/cloud/api": [...serving, ...cloud("types", "cloudflare")],
  "sandbox/edge": ["sandbox/network"],
  "sandbox/network": [],
  "sandbox/origins": ["sandbox/network", ...cloud("x509")],
  "sandbox/rehearsal": [
    ...["sandbox/cloud", "sandbox/edge", "sandbox/engine", "sandbox/network", "sandbox/origins"],
    "sandbox/watch",
  ],
  "sandbox/plugin": ["sandbox/engine", "sandbox/engine/acquire"],
  "sandbox/watch": ["sandbox/cloud", "sandbox/cloud/account"],
  "sandbox/engine": ["acquire", "host", "project", "workspace"].map(
    (room) => `sandbox/engine/${room}`,
  ),
};

/** The innermost room that a file stands in. */
function roomOf(file) {
  const around = Object.keys(rooms).filter((room) => file.startsWith(`${room}/`));
  return around.sort((left, right) => right.length - left.length)[0];
}

/** Whether an arrow from one file of the house to another goes the right way. */
function isRight(from, to) {
  const [floor] = from.split("/");
  const [other] = to.split("/");
  if (floor !== other) {
    return !Object.hasOwn(floors, other) || floors[floor].includes(other);
  }
  const [room, target] = [roomOf(from), roomOf(`${to}/`)];
  const isFree = room === undefined || target === undefined || room === target;
  return isFree || room.startsWith(`${target}/`) || rooms[room].includes(target);
}

/** Forbids imports that go against the arrows of the house. */
export const arrows = {
  meta: {
    type: "problem",
    schema: [],
    messages: { back: "{{ from }} must not import {{ to }}: docs/architecture.md has the arrows." },
  },
  create(context) {
    const from = path.relative(root, context.filename).split(path.sep).join("/");
    const check = ({ source }) => {
      if (typeof source?.value !== "string" || !source.value.startsWith(".")) {
        return;
      }
      const target = path.resolve(path.dirname(context.filename), source.value);
      const to = path.relative(root, target).split(path.sep).join("/");
      if (!isRight(from, to)) {
        context.report({ node: source, messageId: "back", data: { from, to } });
      }
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      TSImportType: ({ argument }) => check({ source: argument?.literal ?? argument }),
    };
  },
};
