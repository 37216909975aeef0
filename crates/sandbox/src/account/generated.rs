//! Rows generated on demand. A row depends on its index alone, so 50,000 rows cost nothing at
//! startup, and every start produces the same rows.

use super::{code::Code, people, stream};
use bounces_core::{SeededRng, Timestamp, Uuid, wire::TrackingActivity};

/// The rows of one activity, newest first.
#[derive(Clone, Copy)]
pub(super) struct Generated {
    pub(super) activity: &'static str,
    pub(super) count: u32,
    /// When the email was sent.
    pub(super) sent: Timestamp,
    /// Seconds between sending and the last bounce.
    pub(super) spread: i64,
    /// The number of the first contact. Reports with ranges of their own share no addresses.
    pub(super) first_number: u32,
}

/// Chosen so that the report of 23 rows has every code, a corrected and a deleted contact, and
/// names in all scripts.
const SEED: u64 = 3_352;

/// The code distribution of the first four fifths of the bounces, in hundredths of a percent.
/// Combined with [`LATE_CODES`]: B 45 %, Z 12, F 10, D 14, V 11, S 5, X 3.
const EARLY_CODES: [(u64, Code); 7] = [
    (5_300, Code::NonExistent),
    (1_350, Code::Blocked),
    (1_050, Code::Full),
    (200, Code::Undeliverable),
    (1_200, Code::Vacation),
    (625, Code::Suspended),
    (275, Code::Other),
];

/// The code distribution of the last fifth: mostly messages that the upstream gave up on after
/// three days.
const LATE_CODES: [(u64, Code); 7] = [
    (1_300, Code::NonExistent),
    (600, Code::Blocked),
    (800, Code::Full),
    (6_200, Code::Undeliverable),
    (700, Code::Vacation),
    (0, Code::Suspended),
    (400, Code::Other),
];

impl Generated {
    /// The code of a row, without generating the rest of it.
    pub(super) fn code(&self, index: u32) -> Code {
        let is_late = u64::from(self.rank(index)) * 5 > u64::from(self.count) * 4;
        let weights = if is_late { &LATE_CODES } else { &EARLY_CODES };
        self.rng(index).stream(stream::CODE).choose_weighted(weights).unwrap_or(Code::Other)
    }

    /// When a row bounced: most rows soon after sending, fewer and fewer later.
    pub(super) fn time(&self, index: u32) -> Timestamp {
        let [rank, count] = [self.rank(index), self.count].map(i128::from);
        let after = i128::from(self.spread) * rank.pow(4) / count.pow(4).max(1);
        self.sent.plus_seconds(i64::try_from(after).unwrap_or_default())
    }

    pub(super) fn row(&self, index: u32) -> TrackingActivity<'static> {
        let (rng, code) = (self.rng(index), self.code(index));
        let person = people::person(rng, code, self.first_number + self.rank(index));
        let current = (!rng.stream(stream::CURRENT_ADDRESS_MISSING).percent(10)
            || person.current_address != person.address)
            .then_some(person.current_address);
        let deleted = rng.stream(stream::DELETED).percent(3).then(|| {
            let days =
                1 + i64::try_from(rng.stream(stream::DELETED_AFTER).below(9)).unwrap_or_default();
            self.time(index).plus_days(days).day_in_utc().to_string()
        });
        TrackingActivity {
            contact_id: Some(contact_id(rng).into()),
            campaign_activity_id: Some(self.activity.into()),
            tracking_activity_type: Some("em_bounces".into()),
            email_address: Some(person.address.into()),
            first_name: person.first_name.map(Into::into),
            last_name: person.last_name.map(Into::into),
            bounce_code: Some(code.letter().into()),
            current_email_address: current.map(Into::into),
            created_time: Some(self.time(index).with_milliseconds().to_string().into()),
            deleted_at: deleted.map(Into::into),
        }
    }

    /// The rank of a row counted from the oldest, which has rank 1.
    fn rank(&self, index: u32) -> u32 {
        self.count.saturating_sub(index)
    }

    pub(super) fn rng(&self, index: u32) -> SeededRng {
        let seed = self.activity.bytes().fold(SEED, |seed, byte| {
            seed.wrapping_mul(0x0100_0000_01b3).wrapping_add(u64::from(byte))
        });
        stream::for_row(seed, index)
    }
}

fn contact_id(rng: SeededRng) -> String {
    let [high, low] = [stream::CONTACT_HIGH, stream::CONTACT_LOW]
        .map(|stream| u128::from(rng.stream(stream).next_u64()));
    Uuid::v4(high << 64 | low).to_string()
}
