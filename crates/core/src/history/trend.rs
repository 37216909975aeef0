//! Whether a report is worse than usual.

use super::{Rate, SentEmail, email::own_and_earlier};
use crate::{Uuid, wire::CampaignSummary};

/// How many bars there are at most, with the report's own.
pub const MAX_BARS: usize = 12;
/// How many earlier emails the median is of at most.
pub const MAX_COMPARED: usize = 10;
/// From how many earlier emails on there is a verdict.
pub const MIN_COMPARED: usize = 4;
/// Emails with fewer sends are left out: a single bounce would be two percent or more.
pub const MIN_SENDS: u64 = 50;

/// The difference from which a rate is unusual, in millionths: 0.3 percentage points.
const MIN_DIFFERENCE: u32 = 3_000;
/// … and as a share of the median: a fifth.
const MIN_SHARE_OF_MEDIAN: u32 = 5;

/// What a report's rate is, compared with the emails before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// As usual.
    Usual,
    /// Higher than usual.
    Higher,
    /// Lower than usual, which is better.
    Lower,
    /// There are fewer than [`MIN_COMPARED`] earlier emails to compare with.
    TooFew,
    /// The email was sent to fewer than [`MIN_SENDS`] contacts, so its rate says little.
    FewSends,
    /// The summaries do not have the email (yet, or any longer).
    NotListed,
}

/// A report's rate beside those of the emails before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trend {
    /// The result.
    pub verdict: Verdict,
    /// The median of the earlier emails that are compared; `None` if there are none.
    pub median: Option<Rate>,
    /// How many earlier emails the median is of, at most [`MAX_COMPARED`].
    pub compared: usize,
    /// The emails to draw, the oldest first, at most [`MAX_BARS`]. The last one is the report's own,
    /// unless the verdict is [`Verdict::NotListed`], which has none.
    pub bars: Vec<SentEmail>,
    /// How many emails since the first bar have too few sends and are left out.
    pub left_out: usize,
}

impl Trend {
    /// The trend of the report of a campaign, from the account's summaries in any order. `sends` tells the
    /// report's email from a resend of the same campaign.
    pub fn new(summaries: &[CampaignSummary], campaign: Option<Uuid>, sends: Option<u64>) -> Self {
        let Some((own, emails)) = own_and_earlier(summaries, campaign, sends) else {
            return Self {
                verdict: Verdict::NotListed,
                median: None,
                compared: 0,
                bars: Vec::new(),
                left_out: 0,
            };
        };
        let (mut bars, mut left_out) = (vec![own], 0);
        for email in emails {
            if email.sends < MIN_SENDS {
                left_out += 1;
                continue;
            }
            bars.push(email);
            if bars.len() == MAX_BARS {
                break;
            }
        }
        let compared: Vec<_> =
            bars.iter().skip(1).take(MAX_COMPARED).map(SentEmail::rate).collect();
        let count = compared.len();
        let median = Rate::median(compared);
        let verdict = match median {
            _ if own.sends < MIN_SENDS => Verdict::FewSends,
            Some(median) if count >= MIN_COMPARED => Verdict::of(own.rate(), median),
            Some(_) | None => Verdict::TooFew,
        };
        bars.reverse();
        Self { verdict, median, compared: count, bars, left_out }
    }

    /// The report's own email.
    pub fn own(&self) -> Option<&SentEmail> {
        self.bars.last()
    }

    /// The highest rate of the bars.
    pub fn highest(&self) -> Rate {
        self.bars.iter().map(SentEmail::rate).max().unwrap_or_default()
    }
}

impl Verdict {
    /// Compares a rate with the median of the earlier ones: it is unusual if it differs by 0.3
    /// percentage points and by a fifth of the median.
    pub fn of(rate: Rate, median: Rate) -> Self {
        let difference = rate.millionths().abs_diff(median.millionths());
        let is_unusual = difference >= MIN_DIFFERENCE
            && difference.saturating_mul(MIN_SHARE_OF_MEDIAN) >= median.millionths();
        match (is_unusual, rate > median) {
            (false, _) => Self::Usual,
            (true, true) => Self::Higher,
            (true, false) => Self::Lower,
        }
    }
}
