/** The model's name for the properties of a resource as they come. */
const raw = "ModelObject";

const name = "properties";

/** Refuses to read the properties of a resource outside the model, which alone says what they mean. */
export const rawProperties = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      raw: "Only model/ reads the properties of a resource: ask a node of the model, or give it a reader.",
    },
  },
  create(context) {
    const services = context.sourceCode.parserServices;
    const checker = services.program.getTypeChecker();
    const isRaw = (type) =>
      type.isUnion() ? type.types.some(isRaw) : type.getSymbol()?.name === raw;
    const ofPattern = (pattern) => {
      const type = checker.getNonNullableType(services.getTypeAtLocation(pattern));
      const property = type.getProperty(name);
      return property !== undefined && isRaw(checker.getTypeOfSymbol(property));
    };
    return {
      MemberExpression(node) {
        const own = node.computed ? node.property.value : node.property.name;
        if (own === name && isRaw(services.getTypeAtLocation(node))) {
          context.report({ node: node.property, messageId: "raw" });
        }
      },
      "ObjectPattern > Property"(node) {
        const own = node.key.name ?? node.key.value;
        if (own === name && ofPattern(node.parent)) {
          context.report({ node, messageId: "raw" });
        }
      },
    };
  },
};
