//! Next steps: what to do about each bounced contact. The rule is here alone; `docs/next-steps.md`
//! gives its reasons and sources.
//!
//! Every row has exactly one step, so the counts of all steps add up to the rows. Filters by step
//! are applied in `query`.

use crate::{
    BounceCode, BounceTable, DomainId, RowId, bit_set::BitSet, listed_enum, table::RecentBounces,
};

/// In how many of the last emails a mailbox was full that is probably abandoned.
const ABANDONED: u8 = 3;

listed_enum! {
    /// What to do about a bounced contact. [`NextStep::ALL`] has the order of the screen.
    pub enum NextStep {
        /// Remove the contact: the address does not exist, and no typo explains it, or it keeps bouncing.
        Remove,
        /// Correct the address, which is probably mistyped.
        FixTypo,
        /// Find out why the provider refused the message. The address may be fine.
        Unblock,
        /// Send the next email as usual, and watch whether it bounces again.
        Wait,
        /// Nothing: the message was delivered, and an auto-reply came back.
        AutoReply,
        /// Nothing: the contact was corrected or deleted since.
        Done,
    }
}

/// What the step of a row depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepFacts<'a> {
    /// Why it bounced.
    pub code: BounceCode<'a>,
    /// Whether the contact was corrected or deleted since.
    pub is_resolved: bool,
    /// Whether the domain of the address is probably mistyped, see [`TypoDomains`].
    pub has_typo_domain: bool,
    /// In how many of the last emails the contact bounced; nothing without history.
    pub recent: RecentBounces,
}

impl NextStep {
    /// The steps that someone has to decide about. There is nothing to do for the others.
    pub const NEEDS_DECISION: [Self; 4] = [Self::Remove, Self::FixTypo, Self::Unblock, Self::Wait];

    /// A stable name, for views, attributes and JSON files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Remove => "remove",
            Self::FixTypo => "fix",
            Self::Unblock => "blocked",
            Self::Wait => "wait",
            Self::AutoReply => "auto-reply",
            Self::Done => "done",
        }
    }

    /// The step with this [`NextStep::id`].
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.id() == id)
    }

    /// The step of a row with these facts. The first rule that applies decides.
    pub const fn of(facts: StepFacts<'_>) -> Self {
        match facts.code {
            BounceCode::Vacation => Self::AutoReply,
            _ if facts.is_resolved => Self::Done,
            BounceCode::Blocked => Self::Unblock,
            BounceCode::NonExistent | BounceCode::Suspended | BounceCode::Undeliverable
                if facts.has_typo_domain =>
            {
                Self::FixTypo
            }
            BounceCode::NonExistent | BounceCode::Suspended => Self::Remove,
            BounceCode::Undeliverable if facts.recent.any > 0 => Self::Remove,
            BounceCode::Full if facts.recent.full >= ABANDONED => Self::Remove,
            BounceCode::Undeliverable
            | BounceCode::Full
            | BounceCode::Other
            | BounceCode::Unknown(_) => Self::Wait,
        }
    }

    /// The step of a row of a table.
    pub fn of_row(table: &BounceTable, typos: &TypoDomains, row: RowId) -> Self {
        Self::of(StepFacts {
            code: table.code(row),
            is_resolved: table.is_resolved(row),
            has_typo_domain: table.domain(row).is_some_and(|domain| typos.contains(domain)),
            recent: table.earlier().recent(row),
        })
    }
}

/// The domains of a table that are probably mistyped. `suggest` in `bounces-core` finds them.
#[derive(Clone, Debug, Default)]
pub struct TypoDomains {
    domains: BitSet,
    version: u32,
}

impl TypoDomains {
    /// Whether a domain is one of them.
    pub fn contains(&self, domain: DomainId) -> bool {
        self.domains.contains(domain.0 as usize)
    }

    /// Replaces them by other domains of the table.
    pub fn replace(&mut self, table: &BounceTable, domains: impl Iterator<Item = DomainId>) {
        self.domains = BitSet::with_capacity(table.domains().len());
        domains.for_each(|domain| self.domains.insert(domain.0 as usize));
        self.version = self.version.wrapping_add(1);
    }

    /// Changes whenever they are replaced.
    pub(crate) fn version(&self) -> u32 {
        self.version
    }
}
