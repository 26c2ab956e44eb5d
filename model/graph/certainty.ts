// The model's files import it from here: what the APIs refuse is three-valued too and stands below the model.
export { allOf, anyOf, certain, oneOf, type Certainty } from "../../core/certainty";
