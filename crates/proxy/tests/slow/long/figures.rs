//! Percentiles, and the slope of a series.

/// Values of which percentiles are taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Sample(Vec<f64>);

impl Sample {
    pub(super) fn push(&mut self, value: f64) {
        self.0.push(value);
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The value below which `part` of the values are: 0.5 is the median, 1 the maximum.
    pub(super) fn percentile(&self, part: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len().saturating_sub(1);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "an index below the length"
        )]
        let place = (last as f64 * part) as usize;
        sorted.get(place).copied().unwrap_or(f64::NAN)
    }
}

impl FromIterator<f64> for Sample {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

/// The slope of the least-squares line through points, and its standard error as if their residuals were
/// independent.
pub(super) fn slope(points: &[(f64, f64)]) -> (f64, f64) {
    let count = points.iter().map(|_| 1.0).sum::<f64>();
    let mean_x = points.iter().map(|(x, _)| x).sum::<f64>() / count;
    let mean_y = points.iter().map(|(_, y)| y).sum::<f64>() / count;
    let spread: f64 = points.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    let slope = points.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum::<f64>() / spread;
    let residual = |(x, y): &(f64, f64)| (y - mean_y - slope * (x - mean_x)).powi(2);
    let variance = points.iter().map(residual).sum::<f64>() / (count - 2.0);
    (slope, (variance / spread).sqrt())
}

#[test]
fn long_figures_have_the_slope_of_a_line() {
    let line: Vec<_> = (0..10).map(|x| (f64::from(x), 2.0 * f64::from(x) + 1.0)).collect();
    let (slope, error) = slope(&line);
    assert!((slope - 2.0).abs() < 1e-9 && error < 1e-9, "{slope} {error}");
}
