//! Blocked messages: whether one provider blocked most of them, and what to check then. The sources
//! of the checks are in `docs/next-steps.md`.

use super::mail_hosts::{MailHost, MailHostCount, group_by_family};
use crate::{BounceCode, BounceTable, CodeCounts, DomainId, ProviderFamily, is_free_mail};

/// The provider or domain that blocked most of the messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockedConcentration {
    /// The mail host, with its blocked rows alone.
    pub host: MailHostCount,
    /// All blocked rows.
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

/// The mail host with more than half of `blocked` rows, if there are at least five of them. `counts` has
/// the blocked rows of each domain.
///
/// Its share of the other rows does not matter: if most of a list is at one provider, that provider is
/// still the one to ask.
pub fn blocked_concentration(
    table: &BounceTable,
    counts: impl IntoIterator<Item = (DomainId, u32)>,
    blocked: u32,
) -> Option<BlockedConcentration> {
    if blocked < MIN_BLOCKED {
        return None;
    }
    let counts = counts.into_iter().map(|(domain, rows)| {
        let mut codes = CodeCounts::default();
        codes[usize::from(BounceCode::Blocked.index())] = rows;
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

impl BlockedCheck {
    /// Who says so, and where.
    pub const fn source(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::FreeMailFrom | Self::AvoidFreeMailFrom => {
                Some(("Constant Contact", FROM_ADDRESS_SOURCE))
            }
            Self::AuthenticateDomain => Some(("Constant Contact", AUTHENTICATION_SOURCE)),
            Self::Complaints => Some(("Google", "https://support.google.com/mail/answer/81126")),
            Self::PostmasterPage(family) => match family.postmaster_url() {
                Some(url) => Some((family.name(), url)),
                None => None,
            },
        }
    }
}

const FROM_ADDRESS_SOURCE: &str = "https://knowledgebase.constantcontact.com/email-digital-marketing/articles/KnowledgeBase/51400-How-your-From-email-address-may-be-impacted-by-the-latest-email-authentication-requirements?lang=en_US";
const AUTHENTICATION_SOURCE: &str = "https://knowledgebase.constantcontact.com/email-digital-marketing/articles/KnowledgeBase/51399-Google-and-Yahoo-email-authentication-requirement-changes?lang=en_US";

/// What to check when messages were blocked, in this order.
///
/// `from_domain` is the domain of the activity's From address, if it is known. The check of an address
/// that is not at a mailbox provider is left out, because it has passed.
pub fn blocked_checks(
    concentration: Option<&BlockedConcentration>,
    from_domain: Option<&str>,
) -> Vec<BlockedCheck> {
    let mut checks = match from_domain {
        Some(domain) if is_free_mail(domain) => {
            vec![BlockedCheck::FreeMailFrom, BlockedCheck::AuthenticateDomain]
        }
        Some(_) => vec![BlockedCheck::AuthenticateDomain],
        None => vec![BlockedCheck::AuthenticateDomain, BlockedCheck::AvoidFreeMailFrom],
    };
    checks.push(BlockedCheck::Complaints);
    if let Some(BlockedConcentration { host, .. }) = concentration
        && let MailHost::Family(family) = host.host
        && family.postmaster_url().is_some()
    {
        checks.push(BlockedCheck::PostmasterPage(family));
    }
    checks
}

/// The domain of an address, if it has one.
pub fn from_domain(address: &str) -> Option<&str> {
    address.trim().rsplit_once('@').map(|(_, domain)| domain).filter(|domain| !domain.is_empty())
}
