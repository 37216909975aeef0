//! Blocked messages: whether one provider blocked most of them, and what to check then. The sources
//! of the checks are in `docs/next-steps.md`.

use super::mail_hosts::{MailHost, MailHostCount, group_by_family};
use crate::{BounceCode, BounceTable, CodeCounts, ProviderFamily, is_free_mail};

/// The provider or domain that blocked most of the messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockedConcentration {
    /// The mail host, with its blocked rows alone.
    pub host: MailHostCount,
    /// All blocked rows of the report.
    pub blocked: u32,
}

impl BlockedConcentration {
    /// The blocked rows of the mail host.
    pub fn count(&self) -> u32 {
        self.host.total()
    }
}

/// Fewer blocked rows than this may be coincidence.
const MIN_BLOCKED: u32 = 5;

/// The mail host with more than half of the blocked rows, if there are at least five of them.
///
/// Its share of the other rows does not matter: if most of a list is at one provider, that provider is still the one to ask.
pub fn blocked_concentration(table: &BounceTable) -> Option<BlockedConcentration> {
    let blocked = blocked_rows(table);
    if blocked < MIN_BLOCKED {
        return None;
    }
    let index = usize::from(BounceCode::Blocked.index());
    let counts = table.domains().map(|domain| {
        let mut codes = CodeCounts::default();
        codes[index] = table.domain_counts(domain)[index];
        (domain, codes)
    });
    let host = group_by_family(table, counts).into_iter().next()?;
    (u64::from(host.total()) * 2 > u64::from(blocked))
        .then_some(BlockedConcentration { host, blocked })
}

/// Something to check when messages were blocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockedCheck {
    /// The From address of this email is at a mailbox provider: use one at the sender's own domain.
    FreeMailFrom,
    /// The sending domain should be authenticated (SPF, DKIM and DMARC).
    AuthenticateDomain,
    /// The From address should not be at a mailbox provider; this email's is not known.
    AvoidFreeMailFrom,
    /// Complaints: whether contacts reported the email as spam.
    Complaints,
    /// The page of the postmasters of the provider that blocked most of the messages.
    PostmasterPage(ProviderFamily),
}

/// What to check, in this order. Nothing if no message was blocked.
///
/// `from_email` is the From address of the activity, if it is known. The check of an address that is
/// not at a mailbox provider is left out, because it has passed.
pub fn blocked_checks(table: &BounceTable, from_email: Option<&str>) -> Vec<BlockedCheck> {
    if blocked_rows(table) == 0 {
        return Vec::new();
    }
    let from_domain = from_email.and_then(|address| address.trim().rsplit_once('@'));
    let mut checks = match from_domain {
        Some((_, domain)) if is_free_mail(domain) => {
            vec![BlockedCheck::FreeMailFrom, BlockedCheck::AuthenticateDomain]
        }
        Some(_) => vec![BlockedCheck::AuthenticateDomain],
        None => vec![BlockedCheck::AuthenticateDomain, BlockedCheck::AvoidFreeMailFrom],
    };
    checks.push(BlockedCheck::Complaints);
    if let Some(BlockedConcentration { host, .. }) = blocked_concentration(table)
        && let MailHost::Family(family) = host.host
        && family.postmaster_url().is_some()
    {
        checks.push(BlockedCheck::PostmasterPage(family));
    }
    checks
}

fn blocked_rows(table: &BounceTable) -> u32 {
    table.code_counts()[usize::from(BounceCode::Blocked.index())]
}
