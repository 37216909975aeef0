// Medians and percentiles of what was measured.

/** The value below which a share of the values lies, between two of them if need be. */
export function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
}

export const median = (values) => percentile(values, 0.5);
