//! When an email was sent, and whether more bounces may arrive for it.

use crate::{Timestamp, time::MILLISECONDS_PER_DAY, wire::SendHistory};

/// When an email was last sent: the latest run that did not fail. `None` if none is known.
pub fn last_sent_at(history: &[SendHistory]) -> Option<Timestamp> {
    let succeeded = |run: &&SendHistory| {
        let status = run.send_status.as_deref().unwrap_or_default();
        !status.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("error"))
    };
    let runs = history.iter().filter(succeeded);
    runs.filter_map(|run| run.run_date.as_deref().and_then(Timestamp::parse)).max()
}

/// How long bounces may arrive, because the upstream tries for about three days to deliver an
/// email.
const SETTLING_PERIOD_MS: i64 = 3 * MILLISECONDS_PER_DAY;

/// Whether more bounces may arrive at `now` for an email sent at `sent`, which is less than three
/// days ago. A time in the future counts too, because clocks differ.
pub fn is_settling(sent: Timestamp, now: Timestamp) -> bool {
    now.milliseconds().saturating_sub(sent.milliseconds()) < SETTLING_PERIOD_MS
}
