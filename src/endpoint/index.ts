export { evaluateEndpoint } from "./evaluateEndpoint.ts";
export type { EndpointResult, EvaluateEndpointOptions } from "./evaluateEndpoint.ts";
