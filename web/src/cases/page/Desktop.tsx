import { Banner } from "./banner/Banner";
import { Bars } from "./banner/Bars";
import { useCasePage } from "./state/context";
import { Desk } from "./desk/Desk";
import { FilmBar } from "./film/FilmBar";
import { Stage } from "./stage/Stage";

export function Desktop() {
  const { place } = useCasePage();
  const { stageAlone, segment } = place;
  return (
    <div class={`case${stageAlone ? " case-alone" : ""}${segment === "opinion" ? " case-writing" : ""}`}>
      <Banner />
      <Bars />
      <div class="case-stage">
        <Stage />
        <FilmBar />
      </div>
      {!stageAlone && <Desk />}
    </div>
  );
}
