export { numberProblem, oneOfProblem, repeated, wholeNumberProblem } from "../../core/rules";
