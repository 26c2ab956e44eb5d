import ts from "typescript";

/**
 * Forbids to look a text up in a plain object, or to write under it: `table["constructor"]` finds what every object has from
 * birth, and `table["__proto__"] = value` changes what it is born of. Keys that the types list are fine, and so are numbers,
 * symbols, and keys of the very object (`for (const name of Object.keys(table))`, `Object.hasOwn(table, name) && …`).
 */
export const inheritedNames = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      read: "Any object has `constructor` from birth: ask `ownEntry`, `Object.hasOwn` or a Map.",
      write: "`__proto__` as a key changes the object itself: use a Map or Object.fromEntries.",
      in: "Any object has `constructor` from birth: ask `Object.hasOwn` or a Map.",
    },
  },
  create(context) {
    const { esTreeNodeToTSNodeMap, program } = context.sourceCode.parserServices;
    const checker = program.getTypeChecker();
    const typeOf = (node) => checker.getTypeAtLocation(esTreeNodeToTSNodeMap.get(node));
    const text = (node) => context.sourceCode.getText(node);
    // What a loop goes through: written there, or a constant's own text.
    const listed = (node) => {
      const scope = context.sourceCode.getScope(node);
      const found = scope.references.find(({ identifier }) => identifier === node)?.resolved;
      const [definition] = found?.defs ?? [];
      const isConstant = definition?.type === "Variable" && definition.parent.kind === "const";
      return text(isConstant ? (definition.node.init ?? node) : node);
    };
    return {
      MemberExpression(node) {
        const { object, property, computed, parent } = node;
        const isDeleted = parent.type === "UnaryExpression" && parent.operator === "delete";
        if (
          !computed ||
          isDeleted ||
          !mayBeAnyText(typeOf(property), checker) ||
          isIndexed(typeOf(object), checker)
        ) {
          return;
        }
        const isWrite = parent.type === "AssignmentExpression" && parent.left === node;
        if (isWrite || !isOwn(node, text(object), text(property), { text, listed })) {
          context.report({ node, messageId: isWrite ? "write" : "read" });
        }
      },
      BinaryExpression(node) {
        if (node.operator === "in" && mayBeAnyText(typeOf(node.left), checker)) {
          context.report({ node, messageId: "in" });
        }
      },
    };
  },
};

/** Whether a key can be a text that no type lists. */
function mayBeAnyText(type, checker) {
  const { Any, Unknown, String, TemplateLiteral, StringMapping } = ts.TypeFlags;
  return partsOf(type, checker).some(
    ({ flags }) => (flags & (Any | Unknown | String | TemplateLiteral | StringMapping)) !== 0,
  );
}

/** Whether something is only asked by number: lists and texts. */
function isIndexed(type, checker) {
  return partsOf(type, checker).every(
    (part) =>
      (part.flags & ts.TypeFlags.StringLike) !== 0 ||
      checker.isArrayType(part) ||
      checker.isTupleType(part),
  );
}

function partsOf(type, checker) {
  const bound = checker.getBaseConstraintOfType(type) ?? type;
  return bound.isUnion() ? bound.types : [bound];
}

/** Whether something around a node makes sure that the key is the object's own. */
function isOwn(node, object, key, { text, listed }) {
  const asked = `Object.hasOwn(${object}, ${key})`;
  for (let at = node; at.parent !== null; at = at.parent) {
    const { parent } = at;
    const guard =
      (parent.type === "ConditionalExpression" && parent.consequent === at && parent.test) ||
      (parent.type === "LogicalExpression" &&
        parent.operator === "&&" &&
        parent.right === at &&
        parent.left) ||
      (parent.type === "IfStatement" && parent.consequent === at && parent.test);
    if (guard && conjuncts(guard).some((each) => text(each) === asked)) {
      return true;
    }
    const refused =
      parent.type === "LogicalExpression" &&
      parent.operator === "||" &&
      parent.right === at &&
      parent.left;
    if (refused && text(refused) === `!${asked}`) {
      return true;
    }
    if (parent.type === "ForOfStatement" && parent.body === at) {
      const [declared] = parent.left.declarations ?? [];
      if (declared?.id.name === key && listed(parent.right) === `Object.keys(${object})`) {
        return true;
      }
    }
  }
  return false;
}

function conjuncts(test) {
  return test.type === "LogicalExpression" && test.operator === "&&"
    ? [...conjuncts(test.left), ...conjuncts(test.right)]
    : [test];
}
