//! Whether a report is worse than usual.

use super::{MIN_SENDS, Rate, ReportEmail, SentEmail, email::own_and_earlier};
use crate::{Timestamp, summary::is_settling, wire::CampaignSummary};

/// How many bars there are at most, with the report's own.
pub const MAX_BARS: usize = 12;
/// How many earlier emails the median is of at most.
pub const MAX_COMPARED: usize = 10;
/// From how many earlier emails on there is a verdict.
pub const MIN_COMPARED: usize = 4;

/// The difference from which a rate is unusual, in millionths: 0.3 percentage points.
const MIN_DIFFERENCE: u32 = 3_000;
/// … and as a share of the median: a fifth.
const MIN_SHARE_OF_MEDIAN: u32 = 5;

/// What a report's rate is, compared with the emails before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TrendVerdict {
    /// As usual.
    Usual,
    /// Higher than usual.
    Higher,
    /// Lower than usual, which is better.
    Lower,
    /// Not higher than usual so far: more bounces may arrive.
    SoFar,
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
    pub verdict: TrendVerdict,
    /// The median of the earlier emails that are compared; `None` if there are none.
    pub median: Option<Rate>,
    /// How many earlier emails the median is of, at most [`MAX_COMPARED`].
    pub compared: usize,
    /// The emails to draw, the oldest first, at most [`MAX_BARS`]. The last one is the report's own.
    /// Empty if the summaries do not have that.
    pub bars: Vec<SentEmail>,
    /// How many emails since the first bar have too few sends and are left out.
    pub left_out: usize,
}

impl Trend {
    /// The trend of a report at `now`, from the account's summaries in any order.
    pub fn new(summaries: &[CampaignSummary], report: &ReportEmail, now: Timestamp) -> Self {
        let found = own_and_earlier(summaries, report).filter(|(own, _)| own.can_be_of(report));
        let Some((own, emails)) = found else {
            let has_few_sends = report.sends.is_some_and(|sends| sends < MIN_SENDS);
            return Self {
                verdict: if has_few_sends {
                    TrendVerdict::FewSends
                } else {
                    TrendVerdict::NotListed
                },
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
            _ if own.sends < MIN_SENDS => TrendVerdict::FewSends,
            Some(median) if count >= MIN_COMPARED => {
                let is_settling = report.is_sending || is_settling(own.sent, now);
                TrendVerdict::of(own.rate(), median).while_settling(is_settling)
            }
            Some(_) | None => TrendVerdict::TooFew,
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

impl TrendVerdict {
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

    /// While more bounces may arrive, a rate can only rise: nothing but [`TrendVerdict::Higher`] is certain.
    fn while_settling(self, is_settling: bool) -> Self {
        match self {
            Self::Usual | Self::Lower if is_settling => Self::SoFar,
            Self::Usual
            | Self::Higher
            | Self::Lower
            | Self::SoFar
            | Self::TooFew
            | Self::FewSends
            | Self::NotListed => self,
        }
    }
}
