//! Which contacts of the current reports bounced in the past before, why, and under which address.
//! Each takes the place of a generated row with the same code, so the past's counts stay what they are.

use super::{activity::Activity, code::Code, generated::Generated, past::PAST, stream};
use crate::activities as id;
use bounces_core::{SeededRng, wire::TrackingActivity};
use std::collections::HashMap;

/// The reports whose contacts have a past.
const REPORTS: [&str; 3] = [id::EXECUTING, id::RESEND, id::ROWS_2140];

/// The emails of the past to the whole list, newest first.
fn past() -> Vec<(&'static Activity, Generated)> {
    let activities = PAST.iter().flat_map(|campaign| campaign.activities);
    let whole_list = activities.filter(|activity| activity.is_past());
    whole_list.filter_map(|activity| Some((activity, activity.generated()?))).collect()
}

/// All repeated bounces, by activity and the index of the row.
#[derive(Default)]
pub(super) struct Repeats(HashMap<&'static str, HashMap<u32, Repeat>>);

/// An earlier bounce of a contact.
#[derive(Clone, Copy)]
pub(super) struct Repeat {
    /// The later report, and the contact's row in it.
    later: (Generated, u32),
    /// Whether the contact had another address then.
    has_former_address: bool,
}

impl Repeats {
    /// Decides about all contacts of `activities`.
    pub(super) fn of<'a>(activities: impl Iterator<Item = &'a Activity>) -> Self {
        let past = past();
        let mut places: Vec<_> = past.iter().map(|(_, rows)| Places::of(*rows)).collect();
        let mut repeats = Self::default();
        let reports = activities.filter(|activity| REPORTS.contains(&activity.id));
        for rows in reports.filter_map(Activity::generated) {
            for index in 0..rows.count {
                let rng = rows.rng(index);
                let has_former_address = rng.stream(stream::FORMER_ADDRESS).percent(3);
                let repeat = Repeat { later: (rows, index), has_former_address };
                let rng = rng.stream(stream::BOUNCED_BEFORE);
                let codes = bounced_before(rows.code(index), past.len(), rng);
                for (((activity, _), places), code) in past.iter().zip(&mut places).zip(codes) {
                    if let Some(place) = code.and_then(|code| places.take(code)) {
                        repeats.0.entry(activity.id).or_default().insert(place, repeat);
                    }
                }
            }
        }
        repeats
    }

    /// The repeated bounce in the place of a row, if there is one.
    pub(super) fn get(&self, activity: &str, index: u32) -> Option<Repeat> {
        self.0.get(activity)?.get(&index).copied()
    }
}

impl Repeat {
    /// The row of the contact in place of `row`, which keeps its email, time and code.
    pub(super) fn in_place_of(self, row: TrackingActivity<'static>) -> TrackingActivity<'static> {
        let (report, index) = self.later;
        let mut contact = report.row(index);
        if self.has_former_address
            && let Some(address) = contact.email_address.take()
        {
            contact.email_address = address.split_once('@').map(|(local, domain)| {
                let former = format!("{local}.old@{domain}");
                former.into()
            });
            contact.current_email_address.get_or_insert(address);
        }
        TrackingActivity {
            campaign_activity_id: row.campaign_activity_id,
            bounce_code: row.bounce_code,
            created_time: row.created_time,
            ..contact
        }
    }
}

/// The rows of an email that repeated bounces can take, by code.
struct Places([Vec<u32>; Code::ALL.len()]);

impl Places {
    fn of(rows: Generated) -> Self {
        let mut places = Self([const { Vec::new() }; Code::ALL.len()]);
        for index in 0..rows.count {
            places.0[rows.code(index) as usize].push(index);
        }
        for places in &mut places.0 {
            places.sort_by_key(|index| rows.rng(*index).stream(stream::PLACE).next_u64());
        }
        places
    }

    fn take(&mut self, code: Code) -> Option<u32> {
        self.0[code as usize].pop()
    }
}

/// In which emails of the past, newest first, a contact bounced that bounces with `code` now.
fn bounced_before(
    code: Code,
    emails: usize,
    mut rng: SeededRng,
) -> impl Iterator<Item = Option<Code>> {
    let mut before = vec![None; emails];
    match code {
        // The upstream sends nothing to a suspended contact: it was non-existent once, in this account
        // or in another.
        Code::Suspended if rng.percent(45) => {
            let first = 1 + below(&mut rng, 12);
            before[..first].fill(Some(Code::Suspended));
            before[first] = Some(Code::NonExistent);
        }
        // A full mailbox stays full: its owner has abandoned it.
        Code::Full if rng.percent(45) => {
            let emails = 1 + below(&mut rng, 8);
            before[..emails].fill(Some(Code::Full));
            if rng.percent(30) {
                before[below(&mut rng, emails)] = None;
            }
        }
        Code::Undeliverable if rng.percent(40) => {
            let percent = if rng.percent(20) { 85 } else { 25 };
            before.fill_with(|| rng.percent(percent).then_some(Code::Undeliverable));
        }
        Code::Blocked if rng.percent(40) => {
            before.fill_with(|| rng.percent(45).then_some(Code::Blocked));
        }
        // The rest bounced by accident, once.
        Code::NonExistent if rng.percent(6) => before[below(&mut rng, emails)] = Some(code),
        Code::Vacation if rng.percent(10) => before[below(&mut rng, emails)] = Some(code),
        Code::Other if rng.percent(15) => before[below(&mut rng, emails)] = Some(code),
        Code::Suspended
        | Code::Full
        | Code::Undeliverable
        | Code::Blocked
        | Code::NonExistent
        | Code::Vacation
        | Code::Other => {}
    }
    before.into_iter()
}

fn below(rng: &mut SeededRng, end: usize) -> usize {
    usize::try_from(rng.below(end as u64)).unwrap_or_default()
}
