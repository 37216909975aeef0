// Medians and percentiles.

/** The value below which a fraction of the values lies, interpolated linearly. */
export function percentile(values, fraction) {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * fraction;
  const [low, high] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  return low + (high - low) * (position - Math.floor(position));
}

export const median = (values) => percentile(values, 0.5);
