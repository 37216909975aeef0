//! Joins the bounces of earlier emails with the contacts of a report, page by page.
//!
//! Of an earlier email, only the bounces of the report's own contacts are kept, in four bytes each:
//! the code, and the time in minutes.

use super::{ContactId, contact_index::ContactIndex};
use crate::{BounceCode, RowId, Timestamp, Uuid, wire::BouncesPage};

/// The most earlier emails that are joined.
pub const MAX_EMAILS: usize = 12;

/// How many of the last emails the rules of the next steps look at, however many the host shows.
pub const RULE_EMAILS: usize = 5;

/// In how many of the last [`RULE_EMAILS`] emails a contact bounced. Auto-replies (code `V`) were
/// delivered, so neither they nor what happened before the last of them counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RecentBounces {
    /// For any reason.
    pub any: u8,
    /// Because the mailbox was full (code `F`).
    pub full: u8,
}

/// What is known of a contact and an earlier email.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EarlierOutcome {
    /// The bounces of that email were not read, or not all of them.
    Unread,
    /// No bounce of the contact was reported. Whether the email was sent to it is not known.
    NoBounce,
    /// The contact bounced.
    Bounced(EarlierBounce),
}

/// A bounce of an earlier email.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EarlierBounce {
    /// Why. An unknown code has no text here.
    pub code: BounceCode<'static>,
    /// When, to the minute; `None` if the upstream sent no date, or an impossible one.
    pub time: Option<Timestamp>,
}

/// An earlier email.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EarlierEmail {
    /// Its campaign.
    pub campaign: Uuid,
    /// When it was sent.
    pub sent: Timestamp,
}

/// Who of a report's contacts bounced in earlier emails. Emails have indexes: 0 is the last one before
/// the report.
#[derive(Clone, Debug, Default)]
pub struct EarlierBounces {
    contacts: ContactIndex,
    /// By row: the contact's number, or [`NO_CONTACT`].
    rows: Vec<u32>,
    emails: Vec<Reading>,
    /// How many of the last emails are shown and counted.
    shown: usize,
    version: u32,
}

/// Marks a row without a contact.
const NO_CONTACT: u32 = u32::MAX;

/// How far an earlier email is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    /// What arrived so far does not count yet, so that no contact's history changes with each page.
    Pending,
    /// Not all pages could be read; the bounces that were read count.
    Partly,
    Complete,
}

/// An earlier email and its bounces.
#[derive(Clone, Debug)]
struct Reading {
    email: EarlierEmail,
    progress: Progress,
    /// By contact; empty if no contact of the report bounced.
    bounces: Vec<Packed>,
}

/// A bounce in four bytes: four bits for the code (0 for no bounce), one for an auto-reply that came
/// later, the rest for the minutes since 1970, of which 0 means that the time is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Packed(u32);

impl Packed {
    const MINUTE: i64 = 60_000;
    const CODE_BITS: u32 = 4;
    const DELIVERED: u32 = 1 << Self::CODE_BITS;
    const TIME_SHIFT: u32 = Self::CODE_BITS + 1;

    fn new(code: BounceCode<'_>, time: Option<Timestamp>) -> Self {
        let minutes = time.map_or(0, |time| time.milliseconds().div_euclid(Self::MINUTE));
        let minutes = u32::try_from(minutes).unwrap_or(0);
        let minutes = if minutes >> (u32::BITS - Self::TIME_SHIFT) == 0 { minutes } else { 0 };
        Self(minutes << Self::TIME_SHIFT | (u32::from(code.index()) + 1))
    }

    /// The same, with another bounce to the same email that is read later. A bounce outweighs an
    /// auto-reply, which shows that the email was delivered if it is the later one.
    fn and(self, other: Self) -> Self {
        let is_reply = |bounce: Self| bounce.code() == Some(BounceCode::Vacation);
        let (bounce, reply) = match (self.code(), is_reply(self), is_reply(other)) {
            (None, ..) => return other,
            (_, true, true) => return if other.minutes() > self.minutes() { other } else { self },
            (_, true, false) => (other, self),
            (_, false, true) => (self, other),
            _ => return self,
        };
        let is_later = bounce.minutes() > 0 && reply.minutes() > bounce.minutes();
        Self(bounce.0 | if is_later { Self::DELIVERED } else { 0 })
    }

    /// Whether the email is known to have arrived in the end.
    fn is_delivered(self) -> bool {
        self.0 & Self::DELIVERED != 0 || self.code() == Some(BounceCode::Vacation)
    }

    fn minutes(self) -> u32 {
        self.0 >> Self::TIME_SHIFT
    }

    fn code(self) -> Option<BounceCode<'static>> {
        let index = (self.0 & ((1 << Self::CODE_BITS) - 1)).checked_sub(1)?;
        BounceCode::ALL.get(index as usize).copied()
    }

    fn bounce(self) -> Option<EarlierBounce> {
        let minutes = self.minutes();
        let time = Timestamp::from_milliseconds(i64::from(minutes) * Self::MINUTE);
        Some(EarlierBounce { code: self.code()?, time: (minutes > 0).then_some(time) })
    }
}

impl EarlierBounces {
    /// Nothing is read yet of `emails`, the last ones before a report, of which `shown` are shown.
    /// They begin with the last one. [`EarlierBounces::add_contacts`] has to be called before they are
    /// read.
    pub fn new(rows: usize, emails: &[EarlierEmail], shown: usize) -> Self {
        let new = |email: &EarlierEmail| Reading {
            email: *email,
            progress: Progress::Pending,
            bounces: Vec::new(),
        };
        let emails: Vec<_> = emails.iter().take(MAX_EMAILS).map(new).collect();
        Self {
            contacts: ContactIndex::with_capacity(rows),
            rows: Vec::with_capacity(rows),
            shown: shown.min(emails.len()),
            emails,
            version: 1,
        }
    }

    /// How many rows have been added.
    pub fn rows_added(&self) -> usize {
        self.rows.len()
    }

    /// Adds the contacts of the next rows.
    pub fn add_contacts(&mut self, contacts: impl Iterator<Item = Option<ContactId>>) {
        let Self { contacts: index, rows, .. } = self;
        rows.extend(contacts.map(|contact| contact.map_or(NO_CONTACT, |id| index.add(&id))));
    }

    /// The same knowledge for a report whose rows were loaded again; `None` if it has other contacts,
    /// so that the earlier emails have to be read again.
    #[must_use]
    pub fn with_rows(self, contacts: impl Iterator<Item = Option<ContactId>>) -> Option<Self> {
        let number = |contact: Option<ContactId>| match contact {
            None => Some(NO_CONTACT),
            Some(contact) => self.contacts.find(&contact),
        };
        let rows = contacts.map(number).collect::<Option<Vec<_>>>()?;
        Some(Self { rows, ..self })
    }

    /// The same, with a version that differs from those of what it replaces.
    pub(super) fn newer_than(self, previous: &Self) -> Self {
        Self { version: self.version.max(previous.version) + 1, ..self }
    }

    /// Changes whenever what is known of a contact may have changed. 0 if nothing ever was.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The earlier emails, the last one first.
    pub fn emails(&self) -> impl ExactSizeIterator<Item = EarlierEmail> {
        self.emails.iter().map(|reading| reading.email)
    }

    /// How many earlier emails are shown and counted, read or not.
    pub fn shown(&self) -> usize {
        self.shown
    }

    /// Whether anything is known of who bounced: at least a part of one of the shown emails is read.
    pub fn has_begun(&self) -> bool {
        let mut shown = self.emails.iter().take(self.shown);
        shown.any(|reading| reading.progress != Progress::Pending)
    }

    /// Whether an earlier email is read.
    pub fn is_read(&self, email: usize) -> bool {
        self.emails.get(email).is_some_and(|reading| reading.progress == Progress::Complete)
    }

    /// The pages of an earlier email are read from the first one.
    pub fn begin(&mut self, email: usize) {
        if let Some(reading) = self.emails.get_mut(email) {
            if reading.progress != Progress::Pending {
                self.version += 1;
            }
            reading.progress = Progress::Pending;
            reading.bounces = Vec::new();
        }
    }

    /// Adds a page of an earlier email's bounces.
    pub fn append(&mut self, email: usize, page: &BouncesPage<'_>) {
        let Some(reading) = self.emails.get_mut(email) else { return };
        for row in &page.tracking_activities {
            let text = row.contact_id.as_deref().unwrap_or_default().trim();
            let contact = ContactId::parse(text).and_then(|id| self.contacts.find(&id));
            let Some(contact) = contact else { continue };
            if reading.bounces.is_empty() {
                reading.bounces = vec![Packed::default(); self.contacts.len()];
            }
            let code = BounceCode::parse(row.bounce_code.as_deref().unwrap_or_default());
            let known = &mut reading.bounces[contact as usize];
            // The newest comes first.
            let time = row.created_time.as_deref().and_then(Timestamp::parse);
            *known = known.and(Packed::new(code, time));
        }
    }

    /// No more pages of an earlier email are added; whether it has all of them.
    pub fn finish(&mut self, email: usize, is_complete: bool) {
        if let Some(reading) = self.emails.get_mut(email) {
            reading.progress = if is_complete { Progress::Complete } else { Progress::Partly };
            self.version += 1;
        }
    }

    /// What is known of the contact of a row and the emails that are shown, the last email first.
    pub fn outcomes(&self, row: RowId) -> Vec<EarlierOutcome> {
        let contact = self.contact_of(row);
        let outcome = |reading: &Reading| match contact.map(|contact| reading.at(contact)) {
            Some(packed) => match packed.bounce() {
                Some(bounce) => EarlierOutcome::Bounced(bounce),
                None if reading.progress == Progress::Complete => EarlierOutcome::NoBounce,
                None => EarlierOutcome::Unread,
            },
            None => EarlierOutcome::Unread,
        };
        self.emails.iter().take(self.shown).map(outcome).collect()
    }

    /// The bounces of the contact of a row in the emails that are shown, without auto-replies, and
    /// those emails, the last one first.
    pub fn bounces(&self, row: RowId) -> Vec<(EarlierEmail, EarlierBounce)> {
        let Some(contact) = self.contact_of(row) else { return Vec::new() };
        let shown = self.emails.iter().take(self.shown);
        let bounces = shown.filter_map(|reading| {
            let bounce = reading.at(contact).bounce().filter(|bounce| is_bounce(bounce.code))?;
            Some((reading.email, bounce))
        });
        bounces.collect()
    }

    /// In how many of the shown emails the contact of a row bounced. Auto-replies do not count.
    pub fn count(&self, row: RowId) -> u8 {
        let Some(contact) = self.contact_of(row) else { return 0 };
        let codes = self.emails.iter().take(self.shown).map(|reading| reading.at(contact).code());
        codes.map(|code| u8::from(code.is_some_and(is_bounce))).sum()
    }

    /// Of how many of the shown emails it is known whether the contact of a row bounced.
    pub fn known(&self, row: RowId) -> u8 {
        let Some(contact) = self.contact_of(row) else { return 0 };
        let is_known = |reading: &Reading| {
            reading.progress == Progress::Complete || reading.at(contact).code().is_some()
        };
        let shown = self.emails.iter().take(self.shown);
        shown.map(|reading| u8::from(is_known(reading))).sum()
    }

    /// What the rules know of the contact of a row.
    pub fn recent(&self, row: RowId) -> RecentBounces {
        let mut recent = RecentBounces::default();
        let Some(contact) = self.contact_of(row) else { return recent };
        for reading in self.emails.iter().take(RULE_EMAILS) {
            let bounce = reading.at(contact);
            // What happened before that does not count.
            if bounce.is_delivered() {
                break;
            }
            if let Some(code) = bounce.code() {
                recent.any += 1;
                recent.full += u8::from(code == BounceCode::Full);
            }
        }
        recent
    }

    /// When the contact of a row was found not to exist, if nothing but suspensions is known since.
    /// Explains why it is suspended now.
    pub fn non_existent_at(&self, row: RowId) -> Option<Timestamp> {
        let contact = self.contact_of(row)?;
        let mut bounces = self.emails.iter().filter_map(|reading| reading.at(contact).bounce());
        let cause = bounces.find(|bounce| bounce.code != BounceCode::Suspended)?;
        cause.time.filter(|_| cause.code == BounceCode::NonExistent)
    }

    fn contact_of(&self, row: RowId) -> Option<usize> {
        let contact = self.rows.get(row.0 as usize).filter(|contact| **contact != NO_CONTACT)?;
        Some(*contact as usize)
    }
}

impl Reading {
    /// What counts of a contact.
    fn at(&self, contact: usize) -> Packed {
        if self.progress == Progress::Pending {
            return Packed::default();
        }
        self.bounces.get(contact).copied().unwrap_or_default()
    }
}

/// Whether a code means that the message was not delivered.
fn is_bounce(code: BounceCode<'_>) -> bool {
    code != BounceCode::Vacation
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::TrackingActivity;

    impl EarlierBounces {
        /// The bytes of all its lists.
        fn memory(&self) -> usize {
            let bounces = self.emails.iter().map(|reading| reading.bounces.capacity());
            self.contacts.memory() + 4 * (self.rows.capacity() + bounces.sum::<usize>())
        }
    }

    /// Twelve emails of 100,000 bounces beside a report of 100,000. The first bounce of an email makes room for all.
    #[test]
    fn a_long_history_takes_less_than_16_mb() {
        let email = EarlierEmail { campaign: Uuid::NIL, sent: Timestamp::from_milliseconds(0) };
        let ids = (0..100_000).map(Uuid::v4);
        let contacts = ids.clone().map(|id| Some(ContactId::Uuid(id))).collect::<Vec<_>>();
        let mut earlier = EarlierBounces::new(contacts.len(), &[email; MAX_EMAILS], MAX_EMAILS);
        earlier.add_contacts(contacts.into_iter());
        let tracking_activities = ids.rev().take(1).map(|id| TrackingActivity {
            contact_id: Some(id.to_string().into()),
            bounce_code: Some("F".into()),
            created_time: Some("2026-11-12T09:41:00.000Z".into()),
            ..TrackingActivity::default()
        });
        let page = BouncesPage {
            tracking_activities: tracking_activities.collect(),
            ..BouncesPage::default()
        };
        for email in 0..MAX_EMAILS {
            earlier.append(email, &page);
            earlier.finish(email, true);
        }
        assert_eq!(usize::from(earlier.count(RowId(99_999))), MAX_EMAILS);
        let memory = earlier.memory();
        println!("{memory} bytes");
        assert!(memory < 16_000_000, "{memory} bytes");
    }
}
