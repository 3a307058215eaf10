export { Icon } from "./Icon";
export * from "./lucide";
