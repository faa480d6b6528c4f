import { type ReactNode, useEffect, useRef, useState } from "react";
import { count } from "./format.ts";

export interface Bar {
  key: string;
  /// What the axis says below it.
  label: string;
  value: number;
  /// The part of it that matters, drawn in ink over the grey.
  part?: number;
  /// The moment in question.
  hot?: boolean;
}

interface Props {
  bars: Bar[];
  /// Read aloud instead of the drawing.
  label: string;
  /// One bar in words, while it is pointed at.
  say: (bar: Bar) => string;
  height?: number;
  /// How many names fit below.
  names?: number;
}

const LEFT = 34;
const FOOT = 22;

/// Grey first, ink for the part that matters, persimmon for the moment in question; three grid lines, direct names.
export function Bars({ bars, label, say, height = 176, names = 3 }: Props) {
  const [at, point] = useState<number | null>(null);
  const { figure, width } = useRoom();
  const scale = scaled(bars, height);
  const { floor, y } = scale;
  const step = (width - LEFT) / bars.length;
  // Each bar has room for its own name: it stands in the middle below it.
  const roomy = step > 40;
  const named = spread(names, bars.length);
  const shown = at === null ? null : bars[at];
  return (
    <figure className="chart" ref={figure}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={label}
        onPointerLeave={() => point(null)}
      >
        <Grid scale={scale} width={width} />
        {bars.map((bar, index) => {
          const x = LEFT + index * step + step * 0.19;
          const wide = Math.min(step * 0.62, 44);
          const middle = x + (step * 0.62 - wide) / 2;
          return (
            <g key={bar.key} onPointerEnter={() => point(index)}>
              <rect x={LEFT + index * step} y="0" width={step} height={floor} fill="transparent" />
              <rect
                x={middle}
                y={y(bar.value)}
                width={wide}
                height={Math.max(0, floor - y(bar.value))}
                rx="2"
                fill={bar.hot ? "var(--accent)" : "var(--ink-3)"}
                opacity={bar.hot || at === index ? 1 : 0.42}
              />
              {bar.part !== undefined && bar.part > 0 && (
                <rect x={middle} y={y(bar.part)} width={wide} height={floor - y(bar.part)} rx="2" fill="var(--ink)" />
              )}
              {named.has(index) && (
                <text
                  x={roomy ? middle + wide / 2 : index === 0 ? LEFT : index === bars.length - 1 ? width : middle + wide / 2}
                  y={height - 4}
                  textAnchor={roomy ? "middle" : index === 0 ? "start" : index === bars.length - 1 ? "end" : "middle"}
                >
                  {bar.label}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <figcaption className="over num" aria-hidden="true">
        {shown ? say(shown) : "\u00a0"}
      </figcaption>
      <Told bars={bars} say={say} />
    </figure>
  );
}

/// How something stood from day to day: a line, as figures that are no sums are drawn.
export function Line({ bars, label, say, height = 132, names = 3 }: Props) {
  const [at, point] = useState<number | null>(null);
  const { figure, width } = useRoom();
  const scale = scaled(bars, height);
  const { floor, y } = scale;
  const step = bars.length > 1 ? (width - LEFT - 8) / (bars.length - 1) : 0;
  const x = (index: number) => (bars.length > 1 ? LEFT + 4 + index * step : (LEFT + width) / 2);
  const named = spread(names, bars.length);
  const shown = at ?? bars.length - 1;
  const here = bars[shown];
  return (
    <figure className="chart" ref={figure}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} onPointerLeave={() => point(null)}>
        <Grid scale={scale} width={width} />
        <polyline
          points={bars.map((bar, index) => `${x(index)},${y(bar.value)}`).join(" ")}
          fill="none"
          stroke="var(--ink)"
          strokeWidth="1.5"
          strokeLinejoin="round"
        />
        {here && <circle cx={x(shown)} cy={y(here.value)} r="3.5" fill={at === null ? "var(--accent)" : "var(--ink)"} />}
        {bars.map((bar, index) => (
          <g key={bar.key} onPointerEnter={() => point(index)}>
            <rect x={x(index) - step / 2} y="0" width={Math.max(step, 8)} height={floor} fill="transparent" />
            {named.has(index) && (
              <text
                x={index === 0 && bars.length > 1 ? LEFT : index === bars.length - 1 && index > 0 ? width : x(index)}
                y={height - 4}
                textAnchor={bars.length === 1 ? "middle" : index === 0 ? "start" : index === bars.length - 1 ? "end" : "middle"}
              >
                {bar.label}
              </text>
            )}
          </g>
        ))}
      </svg>
      <figcaption className="over num" aria-hidden="true">
        {here ? say(here) : "\u00a0"}
      </figcaption>
      <Told bars={bars} say={say} />
    </figure>
  );
}

interface Scale {
  top: number;
  floor: number;
  y: (value: number) => number;
}

function scaled(bars: Bar[], height: number): Scale {
  const top = nice(Math.max(1, ...bars.map((bar) => bar.value)));
  const floor = height - FOOT - 8;
  return { top, floor, y: (value) => 10 + (floor - 10) * (1 - value / top) };
}

/// Which of them have their name below: the first, the last, and others evenly between.
function spread(names: number, count: number): Set<number> {
  const most = Math.min(names, count);
  return new Set(Array.from({ length: most }, (_, n) => Math.round((n * (count - 1)) / Math.max(1, most - 1))));
}

function Grid({ scale: { top, y }, width }: { scale: Scale; width: number }) {
  return [0, top / 2, top].map((line) => (
    <g key={line}>
      <path d={`M${LEFT} ${y(line)}H${width}`} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
      <text x="0" y={y(line) + 4}>
        {count(line)}
      </text>
    </g>
  ));
}

/// The same in words, for who cannot see it.
function Told({ bars, say }: { bars: Bar[]; say: (bar: Bar) => string }) {
  return (
    <div className="sr">
      <table>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.key}>
              <td>{say(bar)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/// Drawn one to one for the room there is, so that the words keep their size.
function useRoom() {
  const figure = useRef<HTMLElement>(null);
  const [width, set] = useState(660);
  useEffect(() => {
    if (!figure.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) set(Math.max(240, Math.floor(entry.contentRect.width)));
    });
    observer.observe(figure.current);
    return () => observer.disconnect();
  }, []);
  return { figure, width };
}

/// The next round figure above, so that the grid reads well.
export function nice(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 6, 8, 10].map((step) => step * unit).find((round) => round >= value && round % 2 === 0) ?? 2 * unit;
}

export function ChartFrame({ title, about, children }: { title: string; about?: ReactNode; children: ReactNode }) {
  return (
    <section className="chart-frame">
      <div className="h">
        <h2>{title}</h2>
        {about && <span className="over">{about}</span>}
      </div>
      {children}
    </section>
  );
}
