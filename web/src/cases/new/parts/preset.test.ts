import { describe, expect, it } from "vitest";
import { preset, type DestinationItem } from "./preset";

const offer = (partnership: string, specialty: string, experts = 1): DestinationItem => ({
  partnership_id: partnership,
  specialty,
  org_id: partnership,
  org_name: partnership,
  org_phone: "",
  department_name: null,
  experts: Array.from({ length: experts }, (_, index) => ({ id: String(index), name: "", title: null })),
});
const items = [offer("anzhen", "cardiology"), offer("liaocheng", "cardiology"), offer("liaocheng", "neurology", 0)];

const HEART = ["cardiology", "emergency"];
const STROKE = ["neurology", "neurosurgery", "emergency"];

describe("to whom", () => {
  it("is set by the template: the partner with the broadest offer", () => {
    expect(preset(HEART, items)?.partnership_id).toBe("liaocheng");
    expect(preset(STROKE, items)?.specialty).toBe("neurology");
  });

  it("prefers the partner asked last time, and one with experts", () => {
    expect(preset(HEART, items, ["anzhen", "liaocheng"])?.partnership_id).toBe("anzhen");
    expect(preset(HEART, [offer("a", "cardiology", 0), offer("b", "cardiology")])?.partnership_id).toBe("b");
  });

  it("is nobody rather than the wrong specialty", () => {
    expect(preset(["obstetrics"], items)).toBeNull();
  });
});
