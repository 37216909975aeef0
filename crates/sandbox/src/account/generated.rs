//! Rows that are made when they are asked for: a row follows from its index alone, so 50,000 of
//! them cost nothing at the start, and every start has the same.

use super::{chance::Chance, code::Code, moment::Moment, people};
use bounces_core::wire::TrackingActivity;

/// The rows of one activity, newest first.
#[derive(Clone, Copy)]
pub(super) struct Generated {
    pub(super) activity: &'static str,
    pub(super) count: u32,
    /// When the email was sent.
    pub(super) sent: Moment,
    /// Seconds from then to the last bounce.
    pub(super) spread: u32,
}

/// The questions that chance is asked for a row; `people` has those below 100.
mod lane {
    pub(super) const CODE: u64 = 100;
    pub(super) const DELETED: u64 = 101;
    pub(super) const DELETED_AFTER: u64 = 102;
    pub(super) const CURRENT_ABSENT: u64 = 103;
    pub(super) const CONTACT: u64 = 104;
    pub(super) const CONTACT_TOO: u64 = 105;
}

/// Chosen so that the 23 rows have every code, a corrected and a deleted contact, and names of all
/// scripts.
const SEED: u64 = 3_352;

/// What the first four fifths of the bounces are, in hundredths of a per cent. Together with
/// [`LATE`]: B 45 %, Z 12, F 10, D 14, V 11, S 5, X 3.
const EARLY: [(u64, Code); 7] = [
    (5_300, Code::NonExistent),
    (1_350, Code::Blocked),
    (1_050, Code::Full),
    (200, Code::Undeliverable),
    (1_200, Code::Vacation),
    (625, Code::Suspended),
    (275, Code::Other),
];

/// What the last fifth is: mostly those that the upstream gave up on after three days.
const LATE: [(u64, Code); 7] = [
    (1_300, Code::NonExistent),
    (600, Code::Blocked),
    (800, Code::Full),
    (6_200, Code::Undeliverable),
    (700, Code::Vacation),
    (0, Code::Suspended),
    (400, Code::Other),
];

impl Generated {
    /// The code of a row; cheaper than the whole row.
    pub(super) fn code(&self, index: u32) -> Code {
        let late = u64::from(self.rank(index)) * 5 > u64::from(self.count) * 4;
        let weights = if late { &LATE } else { &EARLY };
        self.chance(index).weighted(lane::CODE, weights).unwrap_or(Code::Other)
    }

    /// When a row bounced: most soon after the sending, ever fewer later.
    pub(super) fn time(&self, index: u32) -> Moment {
        let [rank, count] = [self.rank(index), self.count].map(u128::from);
        let after = u128::from(self.spread) * rank.pow(4) / count.pow(4).max(1);
        self.sent.plus(i64::try_from(after).unwrap_or_default())
    }

    pub(super) fn row(&self, index: u32) -> TrackingActivity<'static> {
        let (chance, code) = (self.chance(index), self.code(index));
        let person = people::person(chance, code, self.rank(index));
        let current = (!chance.percent(lane::CURRENT_ABSENT, 10)
            || person.current_address != person.address)
            .then_some(person.current_address);
        let deleted = chance.percent(lane::DELETED, 3).then(|| {
            let days = 1 + i64::try_from(chance.below(lane::DELETED_AFTER, 9)).unwrap_or_default();
            self.time(index).plus(days * 86_400).date()
        });
        TrackingActivity {
            contact_id: Some(contact_id(chance).into()),
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

    /// The place of a row from the oldest on, which is 1.
    fn rank(&self, index: u32) -> u32 {
        self.count.saturating_sub(index)
    }

    fn chance(&self, index: u32) -> Chance {
        let seed = self.activity.bytes().fold(SEED, |seed, byte| {
            seed.wrapping_mul(0x0100_0000_01b3).wrapping_add(u64::from(byte))
        });
        Chance::of(seed, index)
    }
}

/// A version 4 UUID.
fn contact_id(chance: Chance) -> String {
    let (high, low) = (chance.bits(lane::CONTACT), chance.bits(lane::CONTACT_TOO));
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        ((low >> 48) & 0x3fff) | 0x8000,
        low & 0xffff_ffff_ffff
    )
}
