//! Joins the bounces of earlier emails with the contacts of a report, page by page.
//!
//! Of an earlier email, only the bounces of the report's own contacts are kept, in four bytes each:
//! the code, and the time in minutes.

use super::{ContactId, contact_index::ContactIndex};
use crate::{BounceCode, BounceTable, RowId, Timestamp, wire::BouncesPage};

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
pub enum PastOutcome {
    /// The bounces of that email were not read, or not all of them.
    Unread,
    /// The contact did not bounce. Whether the email was sent to it is not known.
    NoBounce,
    /// The contact bounced.
    Bounced(PastBounce),
}

/// A bounce of an earlier email.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastBounce {
    /// Why. An unknown code has no text here.
    pub code: BounceCode<'static>,
    /// When, to the minute; `None` if the upstream sent no date, or an impossible one.
    pub time: Option<Timestamp>,
}

/// Who of a report's contacts bounced in earlier emails. Emails have indexes: 0 is the last one before
/// the report.
#[derive(Clone, Debug, Default)]
pub struct PastBounces {
    contacts: ContactIndex,
    emails: Vec<PastEmail>,
    /// How many of the last emails are shown and counted.
    shown: usize,
    version: u32,
}

/// One earlier email.
#[derive(Clone, Debug, Default)]
struct PastEmail {
    is_read: bool,
    /// By contact; empty if no contact of the report bounced.
    bounces: Vec<Packed>,
}

/// A bounce in four bytes: four bits for the code (0 for no bounce), the rest for the minutes since
/// 1970, of which 0 means that the time is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Packed(u32);

impl Packed {
    const MINUTE: i64 = 60_000;
    const CODE_BITS: u32 = 4;

    fn new(code: BounceCode<'_>, time: Option<Timestamp>) -> Self {
        let minutes = time.map_or(0, |time| time.milliseconds().div_euclid(Self::MINUTE));
        let minutes = u32::try_from(minutes).unwrap_or(0);
        let minutes = if minutes >> (u32::BITS - Self::CODE_BITS) == 0 { minutes } else { 0 };
        Self(minutes << Self::CODE_BITS | (u32::from(code.index()) + 1))
    }

    fn code(self) -> Option<BounceCode<'static>> {
        let index = (self.0 & ((1 << Self::CODE_BITS) - 1)).checked_sub(1)?;
        BounceCode::ALL.get(index as usize).copied()
    }

    fn bounce(self) -> Option<PastBounce> {
        let minutes = self.0 >> Self::CODE_BITS;
        let time = Timestamp::from_milliseconds(i64::from(minutes) * Self::MINUTE);
        Some(PastBounce { code: self.code()?, time: (minutes > 0).then_some(time) })
    }
}

impl PastBounces {
    /// Nothing is read yet of the last `emails` emails before a report, of which `shown` are shown.
    pub fn new(table: &BounceTable, emails: usize, shown: usize) -> Self {
        let emails = emails.min(MAX_EMAILS);
        Self {
            contacts: ContactIndex::of(table),
            emails: vec![PastEmail::default(); emails],
            shown: shown.min(emails),
            version: 1,
        }
    }

    /// Changes whenever what is known of a contact may have changed.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// How many earlier emails are shown and counted, read or not.
    pub fn shown(&self) -> usize {
        self.shown
    }

    /// How many of the emails are read.
    pub fn read(&self) -> usize {
        self.emails.iter().filter(|email| email.is_read).count()
    }

    /// Whether all contacts of a table are known, so that nothing must be read again for it.
    pub fn covers(&self, table: &BounceTable) -> bool {
        table.rows().all(|row| {
            table.contact_id(row).is_none_or(|contact| self.contacts.find(&contact).is_some())
        })
    }

    /// Adds a page of an earlier email's bounces.
    pub fn append(&mut self, email: usize, page: &BouncesPage<'_>) {
        let Some(past) = self.emails.get_mut(email) else { return };
        for row in &page.tracking_activities {
            let text = row.contact_id.as_deref().unwrap_or_default().trim();
            let contact = ContactId::parse(text).and_then(|id| self.contacts.find(&id));
            let Some(contact) = contact else { continue };
            if past.bounces.is_empty() {
                past.bounces = vec![Packed::default(); self.contacts.len()];
            }
            let code = BounceCode::parse(row.bounce_code.as_deref().unwrap_or_default());
            let known = &mut past.bounces[contact];
            // The newest comes first. A bounce outweighs an auto-reply to the same email.
            if known
                .code()
                .is_none_or(|known| known == BounceCode::Vacation && code != BounceCode::Vacation)
            {
                *known = Packed::new(code, row.created_time.as_deref().and_then(Timestamp::parse));
            }
        }
    }

    /// All pages of an earlier email are added.
    pub fn finish(&mut self, email: usize) {
        if let Some(past) = self.emails.get_mut(email) {
            past.is_read = true;
            self.version += 1;
        }
    }

    /// What is known of the contact of a row and the emails that are shown, the last email first.
    pub fn outcomes(&self, table: &BounceTable, row: RowId) -> Vec<PastOutcome> {
        let contact = self.contact_of(table, row);
        let outcome = |email: &PastEmail| match contact.and_then(|contact| email.bounce(contact)) {
            Some(bounce) => PastOutcome::Bounced(bounce),
            None if email.is_read && contact.is_some() => PastOutcome::NoBounce,
            None => PastOutcome::Unread,
        };
        self.emails.iter().take(self.shown).map(outcome).collect()
    }

    /// In how many of the shown emails the contact of a row bounced. Auto-replies do not count.
    pub fn count(&self, table: &BounceTable, row: RowId) -> u8 {
        let Some(contact) = self.contact_of(table, row) else { return 0 };
        let emails = self.emails.iter().take(self.shown);
        let codes = emails.filter_map(|email| email.code(contact));
        to_u8(codes.filter(|code| *code != BounceCode::Vacation).count())
    }

    /// What the rules know of the contact of a row.
    pub fn recent(&self, table: &BounceTable, row: RowId) -> RecentBounces {
        let mut recent = RecentBounces::default();
        let Some(contact) = self.contact_of(table, row) else { return recent };
        for email in self.emails.iter().take(RULE_EMAILS) {
            match email.code(contact) {
                // Delivered, so what happened before does not count.
                Some(BounceCode::Vacation) => break,
                Some(code) => {
                    recent.any += 1;
                    recent.full += u8::from(code == BounceCode::Full);
                }
                None => {}
            }
        }
        recent
    }

    /// When a contact that is suspended now was found not to exist: the oldest bounce with code `B`
    /// that was read, if there is one.
    pub fn non_existent_since(&self, table: &BounceTable, row: RowId) -> Option<Timestamp> {
        if table.code(row) != BounceCode::Suspended {
            return None;
        }
        let contact = self.contact_of(table, row)?;
        let bounces = self.emails.iter().rev().filter_map(|email| email.bounce(contact));
        let mut found = bounces.filter(|bounce| bounce.code == BounceCode::NonExistent);
        found.find_map(|bounce| bounce.time)
    }

    fn contact_of(&self, table: &BounceTable, row: RowId) -> Option<usize> {
        if self.emails.is_empty() {
            return None;
        }
        self.contacts.find(&table.contact_id(row)?)
    }
}

impl PastEmail {
    fn bounce(&self, contact: usize) -> Option<PastBounce> {
        self.bounces.get(contact)?.bounce()
    }

    fn code(&self, contact: usize) -> Option<BounceCode<'static>> {
        self.bounces.get(contact)?.code()
    }
}

fn to_u8(count: usize) -> u8 {
    u8::try_from(count).unwrap_or(u8::MAX)
}
