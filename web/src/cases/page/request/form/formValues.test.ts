import { expect, it } from "vitest";
import { showLanguage } from "../../../../i18n";
import { formOf, valuesOf } from "./formValues";

it("gives the boxes of a form what can be read back from them", async () => {
  await showLanguage("vi");
  const vitals = { temperature: 36.6, altitude: 3300 };
  expect(valuesOf({ vitals }).vitals).toEqual({ temperature: "36,6", altitude: "3300" });
  expect(formOf(valuesOf({ vitals })).vitals).toEqual(vitals);
  await showLanguage("en");
  expect(valuesOf({ vitals }).vitals.temperature).toBe("36.6");
});
