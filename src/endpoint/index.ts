export { evaluateEndpoint } from "./evaluateEndpoint.ts";
export type { EndpointResult, EvaluableEndpoint, EvaluateEndpointOptions } from "./evaluateEndpoint.ts";
