//! Rows generated on demand. A row depends on its index alone, so 50,000 rows cost nothing at
//! startup, and every start produces the same rows.

use super::{code::Code, people, seeded_rng::SeededRng, timestamp::Timestamp};
use bounces_core::wire::TrackingActivity;

/// The rows of one activity, newest first.
#[derive(Clone, Copy)]
pub(super) struct Generated {
    pub(super) activity: &'static str,
    pub(super) count: u32,
    /// When the email was sent.
    pub(super) sent: Timestamp,
    /// Seconds between sending and the last bounce.
    pub(super) spread: u32,
}

/// Random streams of a row; `people` uses those below 100.
mod stream {
    pub(super) const CODE: u64 = 100;
    pub(super) const DELETED: u64 = 101;
    pub(super) const DELETED_AFTER: u64 = 102;
    pub(super) const CURRENT_ABSENT: u64 = 103;
    pub(super) const CONTACT_HIGH: u64 = 104;
    pub(super) const CONTACT_LOW: u64 = 105;
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
        self.rng(index).choose_weighted(stream::CODE, weights).unwrap_or(Code::Other)
    }

    /// When a row bounced: most rows soon after sending, fewer and fewer later.
    pub(super) fn time(&self, index: u32) -> Timestamp {
        let [rank, count] = [self.rank(index), self.count].map(u128::from);
        let after = u128::from(self.spread) * rank.pow(4) / count.pow(4).max(1);
        self.sent.plus(i64::try_from(after).unwrap_or_default())
    }

    pub(super) fn row(&self, index: u32) -> TrackingActivity<'static> {
        let (rng, code) = (self.rng(index), self.code(index));
        let person = people::person(rng, code, self.rank(index));
        let current = (!rng.percent(stream::CURRENT_ABSENT, 10)
            || person.current_address != person.address)
            .then_some(person.current_address);
        let deleted = rng.percent(stream::DELETED, 3).then(|| {
            let days = 1 + i64::try_from(rng.below(stream::DELETED_AFTER, 9)).unwrap_or_default();
            self.time(index).plus(days * 86_400).date()
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
            created_time: Some(self.time(index).to_string().into()),
            deleted_at: deleted.map(Into::into),
        }
    }

    /// The rank of a row counted from the oldest, which has rank 1.
    fn rank(&self, index: u32) -> u32 {
        self.count.saturating_sub(index)
    }

    fn rng(&self, index: u32) -> SeededRng {
        let seed = self.activity.bytes().fold(SEED, |seed, byte| {
            seed.wrapping_mul(0x0100_0000_01b3).wrapping_add(u64::from(byte))
        });
        SeededRng::for_row(seed, index)
    }
}

/// A version 4 UUID.
fn contact_id(rng: SeededRng) -> String {
    let (high, low) = (rng.bits(stream::CONTACT_HIGH), rng.bits(stream::CONTACT_LOW));
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        ((low >> 48) & 0x3fff) | 0x8000,
        low & 0xffff_ffff_ffff
    )
}
