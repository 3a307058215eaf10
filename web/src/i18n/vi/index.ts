import { merge } from "../merge";

export default merge(import.meta.glob<Record<string, string>>("./*.json", { eager: true, import: "default" }));
