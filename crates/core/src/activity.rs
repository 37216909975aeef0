//! The status and the role of an email activity. Both keep values that the upstream does not
//! document. What users read of them is defined in the widget.

/// The status of an email activity or of a campaign.
///
/// Activities write it in upper case (`DONE`), campaigns capitalized (`Done`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActivityStatus<'a> {
    /// `DRAFT`: not scheduled yet.
    Draft,
    /// `SCHEDULED`: will be sent at a set time.
    Scheduled,
    /// `EXECUTING`: being sent now.
    Executing,
    /// `DONE`: sent.
    Done,
    /// `ERROR`: sending failed.
    Error,
    /// `REMOVED`: deleted by the account's user.
    Removed,
    /// An undocumented status with its text; empty if the activity has none.
    Unknown(&'a str),
}

impl<'a> ActivityStatus<'a> {
    /// The documented values.
    pub const DOCUMENTED: [ActivityStatus<'static>; 6] = [
        ActivityStatus::Draft,
        ActivityStatus::Scheduled,
        ActivityStatus::Executing,
        ActivityStatus::Done,
        ActivityStatus::Error,
        ActivityStatus::Removed,
    ];

    /// Parses a status, ignoring ASCII case.
    pub fn parse(text: &'a str) -> Self {
        let is_text = |status: &ActivityStatus<'_>| status.as_str().eq_ignore_ascii_case(text);
        Self::DOCUMENTED.into_iter().find(is_text).unwrap_or(Self::Unknown(text))
    }

    /// The upstream's text, as activities write it.
    pub const fn as_str(self) -> &'a str {
        match self {
            Self::Draft => "DRAFT",
            Self::Scheduled => "SCHEDULED",
            Self::Executing => "EXECUTING",
            Self::Done => "DONE",
            Self::Error => "ERROR",
            Self::Removed => "REMOVED",
            Self::Unknown(text) => text,
        }
    }
}

/// The role of an email activity within its campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActivityRole<'a> {
    /// `primary_email`: the campaign's main email.
    PrimaryEmail,
    /// `resend`: sent again to contacts who did not open the first one.
    Resend,
    /// `permalink`: the campaign's web page. It is never sent, so it has no tracking data.
    Permalink,
    /// An undocumented role with its text; empty if the activity has none.
    Unknown(&'a str),
}

impl<'a> ActivityRole<'a> {
    /// The documented values.
    pub const DOCUMENTED: [ActivityRole<'static>; 3] =
        [ActivityRole::PrimaryEmail, ActivityRole::Resend, ActivityRole::Permalink];

    /// Parses a role, ignoring ASCII case.
    pub fn parse(text: &'a str) -> Self {
        let is_text = |role: &ActivityRole<'_>| role.as_str().eq_ignore_ascii_case(text);
        Self::DOCUMENTED.into_iter().find(is_text).unwrap_or(Self::Unknown(text))
    }

    /// The upstream's text.
    pub const fn as_str(self) -> &'a str {
        match self {
            Self::PrimaryEmail => "primary_email",
            Self::Resend => "resend",
            Self::Permalink => "permalink",
            Self::Unknown(text) => text,
        }
    }

    /// Whether an activity with this role has a bounces report. Unknown roles get the benefit of
    /// the doubt.
    pub const fn has_tracking(self) -> bool {
        match self {
            Self::PrimaryEmail | Self::Resend | Self::Unknown(_) => true,
            Self::Permalink => false,
        }
    }
}
