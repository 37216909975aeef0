//! When an email was sent, and whether more bounces are to be expected of it.

use crate::{Timestamp, time::MILLISECONDS_PER_DAY, wire::SendHistory};

/// When an email went out last: the latest run that did not fail. `None` if none is known.
pub fn last_sent_at(history: &[SendHistory]) -> Option<Timestamp> {
    let went_out = |run: &&SendHistory| {
        let status = run.send_status.as_deref().unwrap_or_default();
        !status.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("error"))
    };
    let moments = history.iter().filter(went_out);
    moments.filter_map(|run| run.run_date.as_deref().and_then(Timestamp::parse)).max()
}

/// How long bounces go on coming in: the upstream tries for about three days to deliver an email.
/// In milliseconds.
const SETTLING: i64 = 3 * MILLISECONDS_PER_DAY;

/// Whether more bounces are to be expected `now` of an email sent at `sent`: whether that is less
/// than three days ago. A moment that is still to come counts, since clocks differ.
pub fn is_settling(sent: Timestamp, now: Timestamp) -> bool {
    now.milliseconds().saturating_sub(sent.milliseconds()) < SETTLING
}
