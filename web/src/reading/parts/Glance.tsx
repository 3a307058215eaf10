import { useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import { HEIGHT, pathOf, WIDTH } from "./line";
import { useMini } from "./useMini";

interface GlanceProps {
  mini: string | null;
  thumbnail: string | null;
}

/** The real lead II, or the middle slice: enough to know which one it is, never to read from. */
export function Glance({ mini, thumbnail }: GlanceProps) {
  return thumbnail === null ? <Trace url={mini} /> : <Slice url={thumbnail} />;
}

function Trace({ url }: { url: string | null }) {
  const box = useRef<HTMLSpanElement>(null);
  const mini = useMini(box, url);
  return (
    <span ref={box} class="glance glance-trace">
      {mini && (
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} role="img" aria-label={t("reading.glance", { lead: mini.lead })}>
          <path d={pathOf(mini)} />
        </svg>
      )}
    </span>
  );
}

function Slice({ url }: { url: string }) {
  const [broken, setBroken] = useState(false);
  return <span class="glance glance-slice">{!broken && <img src={url} alt="" loading="lazy" width={HEIGHT} height={HEIGHT} onError={() => setBroken(true)} />}</span>;
}
