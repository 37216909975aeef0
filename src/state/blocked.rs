//! Blocked messages, while they are what the report shows: where most of them are, and what to check.

use super::Report;
use bounces_core::{
    BounceCode, CodeSet, NextStep,
    summary::{
        BlockedCheck, BlockedConcentration, MailHost, MailHostCount, blocked_checks,
        blocked_concentration, from_domain,
    },
};

/// What is said about blocked messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BlockedAdvice {
    /// Where most of them are.
    pub(crate) place: Option<BlockedPlace>,
    pub(crate) checks: Vec<BlockedCheck>,
    /// The domain of the From address.
    pub(crate) from_domain: Option<String>,
}

/// A provider family or a domain with more than half of the blocked messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BlockedPlace {
    pub(crate) host: MailHost,
    pub(crate) name: String,
    pub(crate) rows: u32,
    pub(crate) of: u32,
}

impl Report {
    /// Advice about the blocked messages if those are shown: by their next step, or by their reason alone.
    pub(crate) fn blocked_advice(self) -> Option<BlockedAdvice> {
        let blocked: CodeSet = [BounceCode::Blocked].into_iter().collect();
        let step = self.query().step();
        let is_step = step == Some(NextStep::Unblock);
        let is_reason = step.is_none() && self.query().with(|query| query.codes == blocked);
        let concentration = match (is_step, is_reason) {
            (true, _) => self.concentration_of_step(),
            (false, true) => self.concentration_of_reason(),
            (false, false) => return None,
        };
        let from_domain = self.context().with_activity(|activity| {
            activity.from_email.as_deref().and_then(from_domain).map(str::to_owned)
        });
        let from_domain = from_domain.flatten();
        Some(BlockedAdvice {
            checks: blocked_checks(concentration.as_ref(), from_domain.as_deref()),
            place: concentration.map(|concentration| self.place(&concentration)),
            from_domain,
        })
    }

    fn concentration_of_step(self) -> Option<BlockedConcentration> {
        let results = self.query().results();
        let total = self.query().step_totals()[NextStep::Unblock.index()].rows;
        self.rows().with_table_untracked(|table| {
            results.with_engine(|engine| {
                blocked_concentration(table, engine.step_domain_counts(NextStep::Unblock), total)
            })
        })
    }

    /// Follows all filters but the one by domain.
    fn concentration_of_reason(self) -> Option<BlockedConcentration> {
        let index = usize::from(BounceCode::Blocked.index());
        let results = self.query().results();
        results.track();
        self.rows().with_table_untracked(|table| {
            results.with_engine(|engine| {
                let rows = |domain| engine.domain_counts(domain)[index];
                let total = table.domains().map(rows).sum();
                let counts = table.domains().map(|domain| (domain, rows(domain)));
                blocked_concentration(table, counts, total)
            })
        })
    }

    /// A family of which a single domain occurs is named by that domain.
    fn place(self, concentration: &BlockedConcentration) -> BlockedPlace {
        let MailHostCount { host, largest_domain, domains, .. } = concentration.host;
        let host = if domains == 1 { MailHost::Domain(largest_domain) } else { host };
        BlockedPlace {
            host,
            name: match host {
                MailHost::Domain(domain) => self.rows().domain_name(domain),
                MailHost::Family(family) => family.name().to_owned(),
            },
            rows: concentration.count(),
            of: concentration.blocked,
        }
    }
}
