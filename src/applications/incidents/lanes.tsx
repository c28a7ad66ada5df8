import type { VNode } from 'preact';
import { formatTime, usePage, useWords } from '../../platform/page/index.ts';
import type { Evidence, MinuteSeen } from './evidence.ts';
import { observedIn } from './observed.ts';
import { incidentWords } from './words.ts';

/** More bars would be thinner than a line. */
const barsMax = 240;
const widthUnits = 1_000;

/**
 * What happened along one axis of time: whether the service was there, what its probes met, and who could not submit.
 * Shape says it as well as colour does: what works is a low band, what is down a full one.
 */
export function Lanes({ evidence }: { readonly evidence: Evidence }): VNode {
  const words = useWords(incidentWords);
  const { attempts, minutes, outages } = evidence;
  const bins = binsOf(minutes);
  const total = (count: (minute: MinuteSeen) => number): number =>
    minutes.reduce((sum, minute) => sum + count(minute), 0);
  const [good, bad] = [total((minute) => minute.good), total((minute) => minute.bad)];
  return (
    <div class="bd-lanes">
      <Lane
        title={words.service}
        about={words.serviceAbout[observedIn(evidence).extent](words.outagesSeen(outages.length))}
      >
        <ServiceBand evidence={evidence} />
      </Lane>
      {good + bad === 0 ? null : (
        <Lane title={words.probesLane} about={words.probesAbout(good, bad)}>
          <Bars
            bins={bins}
            parts={[
              { fill: 'var(--bd-ok)', of: (bin) => bin.good },
              { fill: 'var(--bd-stop)', of: (bin) => bin.bad },
            ]}
          />
        </Lane>
      )}
      {attempts.count === 0 ? null : (
        <Lane
          title={words.attemptsLane}
          about={words.attemptsAbout(attempts.count, attempts.applications)}
        >
          <Bars bins={bins} parts={[{ fill: 'var(--bd-deep)', of: (bin) => bin.attempts }]} />
        </Lane>
      )}
      <Axis evidence={evidence} />
      <p class="bd-small">{words.legend}</p>
    </div>
  );
}

interface LaneProps {
  readonly title: string;
  readonly about: string;
  readonly children: VNode;
}

function Lane({ title, about, children }: LaneProps): VNode {
  return (
    <figure class="bd-lane">
      <figcaption>
        <strong>{title}</strong>: {about}
      </figcaption>
      <svg
        role="img"
        aria-label={`${title}: ${about}`}
        viewBox={`0 0 ${widthUnits} 40`}
        preserveAspectRatio="none"
        width="100%"
        height="40"
      >
        {children}
      </svg>
    </figure>
  );
}

function ServiceBand({ evidence }: { readonly evidence: Evidence }): VNode {
  const { outages, observedFrom, to } = evidence;
  const place = placeIn(evidence);
  const known = place(observedFrom ?? to);
  return (
    <>
      <rect x={known} y={26} width={widthUnits - known} height={14} fill="var(--bd-ok)" />
      {known === 0 ? null : (
        <rect
          x={1}
          y={26}
          width={Math.max(0, known - 2)}
          height={13}
          fill="var(--bd-open-wash)"
          stroke="var(--bd-open)"
          stroke-dasharray="6 4"
        />
      )}
      {outages.map((outage) => {
        const x = place(outage.from);
        // However short it was, it is seen.
        const width = Math.max(3, place(outage.to) - x);
        return (
          <rect key={outage.from} x={x} y={0} width={width} height={40} fill="var(--bd-stop)" />
        );
      })}
    </>
  );
}

interface Part {
  readonly fill: string;
  readonly of: (bin: MinuteSeen) => number;
}

/** Bars of the same scale, the parts of each on top of each other. */
function Bars({
  bins,
  parts,
}: {
  readonly bins: readonly MinuteSeen[];
  readonly parts: readonly Part[];
}): VNode {
  const heights = bins.map((bin) => parts.reduce((sum, { of }) => sum + of(bin), 0));
  const most = heights.reduce((known, each) => Math.max(known, each), 1);
  const step = widthUnits / Math.max(1, bins.length);
  return (
    <>
      <rect x={0} y={39} width={widthUnits} height={1} fill="var(--bd-edge)" />
      {bins.flatMap((bin, index) => {
        let top = 40;
        return parts.flatMap(({ fill, of }) => {
          const height = (of(bin) / most) * 38;
          top -= height;
          if (height === 0) return [];
          const box = {
            x: round(index * step),
            y: round(top),
            width: round(step * 0.8),
            height: round(height),
          };
          return [<rect key={`${bin.at} ${fill}`} {...box} fill={fill} />];
        });
      })}
    </>
  );
}

function Axis({ evidence: { from, to } }: { readonly evidence: Evidence }): VNode {
  const { language } = usePage();
  const [first, last] = [Date.parse(from), Date.parse(to)];
  return (
    <p class="bd-lane-axis bd-num">
      {[first, (first + last) / 2, last].map((at) => (
        <span key={at}>{formatTime(new Date(at), language)}</span>
      ))}
    </p>
  );
}

/** Where an instant stands on the axis. */
function placeIn({ from, to }: Evidence): (instant: string) => number {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  return (instant) => {
    const share = (Date.parse(instant) - first) / (last - first);
    return round(Math.min(1, Math.max(0, share)) * widthUnits);
  };
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}

/** Minutes put together until there are few enough to be seen. */
function binsOf(minutes: readonly MinuteSeen[]): readonly MinuteSeen[] {
  const size = Math.ceil(minutes.length / barsMax);
  if (size <= 1) return minutes;
  const bins: MinuteSeen[] = [];
  for (let index = 0; index < minutes.length; index += size) {
    const group = minutes.slice(index, index + size);
    const sum = (of: (minute: MinuteSeen) => number): number =>
      group.reduce((total, each) => total + of(each), 0);
    bins.push({
      at: group[0]?.at ?? '',
      good: sum(({ good }) => good),
      bad: sum(({ bad }) => bad),
      attempts: sum(({ attempts }) => attempts),
    });
  }
  return bins;
}
