//! The words in English, by key. The order is that of the screen, top to bottom.

/// Declares each word once: its key, which is also its name in language files, and what it says in English.
macro_rules! words {
    ($($key:ident = $english:literal,)*) => {
        /// Names a word or a sentence.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Key { $($key,)* }

        impl Key {
            /// All of them, in the order of the screen.
            pub(super) const ALL: &[Self] = &[$(Self::$key,)*];

            /// Its name in language files and in the property `messages`.
            pub(super) fn name(self) -> &'static str {
                match self { $(Self::$key => stringify!($key),)* }
            }

            /// What it says in English.
            pub(super) fn english(self) -> &'static str {
                match self { $(Self::$key => $english,)* }
            }
        }
    };
}

words! {
    // Head
    Report = "Bounces",
    RolePrimary = "Primary email",
    RoleResend = "Resend",
    RolePermalink = "Permalink",
    StatusDraft = "draft",
    StatusScheduled = "scheduled",
    StatusSending = "being sent",
    StatusSent = "sent",
    SentOn = "sent {date}",
    StatusFailed = "failed to send",
    StatusRemoved = "removed",
    CountsOf = "Counted {time}",
    Refresh = "Refresh",

    // Figures
    Figures = "Summary",
    Sent = "Sent",
    Bounced = "Bounced",
    NotDelivered = "Not delivered",
    Removable = "Recommended for removal",
    UpTo = "up to {count}",
    SoFar = "so far",
    NotCounted = "not known",
    ShowThem = "Show them",

    // Reasons
    Why = "Why",
    FilterByReason = "Filter by reason",
    NonExistent = "Non-existent",
    Suspended = "Suspended",
    Undeliverable = "Undeliverable",
    Full = "Mailbox full",
    Blocked = "Blocked",
    Other = "Other",
    Vacation = "Auto-reply, delivered",
    UnknownReason = "Reason not given",
    UnknownCode = "Unknown code {code}",
    UnknownGroup = "No or unknown reason",

    // Remarks
    Remarks = "Worth knowing",
    Disagree = "Constant Contact counted {stats} {stats?one:bounce|other:bounces} at {time}; this list has {rows}. The counts are refreshed with a delay.",
    DisagreeUndated = "Constant Contact counted {stats} {stats?one:bounce|other:bounces}; this list has {rows}. The counts are refreshed with a delay.",
    DisagreeUnreadable = "Constant Contact counted {stats} {stats?one:bounce|other:bounces}; this list has {rows}, since {unreadable} could not be read.",
    DisagreeReasons = "Constant Contact counted some reasons differently: {reasons}. The counts are refreshed with a delay.",
    ReasonCounts = "{reason} {stats}, here {rows}",
    Removed = "This email was removed since. These are the bounces from before.",
    StillSending = "This email is still being sent, so more bounces will come.",
    Settling = "Still settling: bounces keep coming in for about three days after an email is sent.",
    ManyNonExistent = "{count} of {of} non-existent addresses are at {domain}",
    ManySuspended = "{count} of {of} suspended are at {domain}",
    ManyUndeliverable = "{count} of {of} undeliverable are at {domain}",
    ManyFull = "{count} of {of} full mailboxes are at {domain}",
    ManyBlocked = "{count} of {of} blocked are at {domain}",
    ManyOther = "{count} of {of} with another reason are at {domain}",

    // Domains
    Where = "Where",
    FilterByDomain = "Filter by domain",
    FindDomain = "Find a domain",
    MoreDomains = "{count} more",
    FewerDomains = "Show fewer",
    NextDomains = "Show {count} more",
    NoDomain = "No domain matches.",

    // Tools
    Tools = "Find bounces",
    Search = "Search email or name",
    Domain = "Domain",
    AllDomains = "All domains",
    DomainWithCount = "{domain} ({count})",
    AllTheDomains = "{count} more domains…",
    Dates = "Date",
    AnyDate = "Any date",
    LastDay = "Last 24 hours",
    LastThreeDays = "Last 3 days",
    LastWeek = "Last 7 days",
    LastThirtyDays = "Last 30 days",
    OwnDays = "Own days…",
    FirstDay = "From",
    LastDayOfOwn = "To",
    DaysInDisorder = "The first day is after the last one. Choose an earlier first day or a later last day.",

    // Status
    Shown = "{first}–{last} of {total}",
    ShownMatching = "{first}–{last} of {matching} matching, of {total}",
    NoneMatching = "0 matching, of {total}",
    NoneMatchingReading = "0 matching, of {total} read so far",
    ShownReading = "{first}–{last} of {total} read so far",
    ShownMatchingReading = "{first}–{last} of {matching} matching, of {total} read so far",
    FilterTag = "Reason: {codes}",
    SearchTag = "“{text}”",
    DomainTag = "At {domain}",
    FromTag = "From {day}",
    UntilTag = "Until {day}",
    RemovableTag = "Recommended for removal",
    RemoveFilter = "Remove filter: {filter}",
    ClearAll = "Clear all",
    SortBy = "Sort by",
    Skipped = "Rows that could not be read: {count}",

    // Table
    Caption = "Contacts that bounced",
    SortHint = "Sort. With Shift: sort equal rows by this column too.",
    SortedToo = "sort key {place}, {direction}",
    ColumnEmail = "Email",
    ColumnName = "Name",
    ColumnReason = "Reason",
    ColumnDate = "Bounced",
    ColumnNotes = "Notes",
    NoAddress = "No address given",
    NoDate = "Unknown date",
    NowAt = "Now {address}",
    DeletedOn = "Contact deleted {date}",
    Deleted = "Contact deleted",
    AscendingText = "A to Z",
    DescendingText = "Z to A",
    AscendingReason = "worst first",
    DescendingReason = "mildest first",
    AscendingDate = "oldest first",
    DescendingDate = "newest first",

    // Foot
    Reading = "Reading bounces",
    ReadSoFar = "{read} read, sorted and filtered so far",
    ReadOf = "{read} of {total} read, sorted and filtered so far",
    StoppedShort = "Stopped at {read}",
    StoppedShortOf = "Stopped at {read} of {total}",
    ReadShort = "{read} read",
    ReadShortOf = "{read} of {total} read",
    AllRead = "All {read} read",
    Stop = "Stop",
    GoOn = "Go on",
    StoppedAt = "Reading was stopped. Sorted and filtered are the {read} that were read.",
    RowsOnPage = "Rows on a page",
    Previous = "Previous",
    Next = "Next",
    PageOf = "Page {page} of {pages}",

    // Said to screen readers
    SaySorted = "Sorted by {column}, {direction}",
    SayThenSorted = "then by {column}, {direction}",
    SayMatching = "{count} matching",
    SayPage = "Page {page}",
    SayStopped = "Stopped. Bounces read: {count}",
    SayLoaded = "All bounces read: {count}",

    // Screens without rows
    Loading = "Loading the bounces report",
    IdleTitle = "No email chosen",
    IdleText = "Choose an email to see which of its messages bounced.",
    DraftTitle = "This email has not been sent yet",
    DraftText = "Bounces appear here once it goes out to your contacts. It is still a draft.",
    ScheduledTitle = "This email is scheduled",
    ScheduledText = "It goes out later; its campaign in Constant Contact says when. Bounces appear here after that.",
    SendingTitle = "This email is being sent",
    SendingText = "No message has bounced so far. Most bounces come within minutes, some after days.",
    SendFailedTitle = "This email could not be sent",
    SendFailedText = "Sending failed, so nothing can have bounced. Open the campaign in Constant Contact to see why.",
    RemovedTitle = "This email was removed",
    RemovedText = "Its campaign was deleted in Constant Contact, and no bounces are kept for it.",
    NobodyTitle = "Nobody bounced",
    NobodyText = "Every message of this email found its mailbox. Good work on the list.",
    NobodyInCodesTitle = "Nobody bounced for these reasons",
    NobodyInCodesText = "This page shows some bounce reasons only, and no message bounced for one of them.",
    UnexplainedTitle = "No bounces are recorded",
    UnexplainedText = "Whether the email was sent is not known. If it was, nobody bounced.",
    FilteredTitle = "No bounce matches the filters",
    FilteredText = "There {total?one:is|other:are} {total} {total?one:bounce|other:bounces} in this report, and none matches all filters at once. Remove one of the filters above, or clear them all.",
    FilteredReadingTitle = "No bounce matches the filters so far",
    FilteredReadingText = "{total} {total?one:bounce is|other:bounces are} read so far, and there are more. To see those that are here, remove one of the filters above, or clear them all.",
    ClearFilters = "Clear all filters",
    CheckAgain = "Check again",

    // Errors, each with its next step
    SignedOutTitle = "You are signed out",
    SignedOutText = "Sign in to Constant Contact to see this report. You come back to this page.",
    SignIn = "Sign in",
    ForbiddenTitle = "This account may not see bounces",
    ForbiddenText = "The account needs the privilege to see campaign metrics, and the application the scope campaign_data. Ask the owner of the account.",
    ForbiddenPrivilegeText = "You are signed in as a user who lacks the privilege to see campaign metrics (ui:campaign:metrics). The owner of the account can grant it.",
    ForbiddenScopeText = "The application was not granted the scope campaign_data. Sign in again and allow it to see campaign data.",
    NotFoundTitle = "This email was not found",
    NotFoundText = "There is no email activity with this id in the account. A campaign’s id does not work here: use the id of one of its activities.",
    UnsupportedRoleTitle = "This email has no bounces report",
    UnsupportedRoleText = "Only a campaign’s primary email and its resends are tracked. Choose one of those.",
    RateLimitedTitle = "Too many requests at once",
    RateLimitedText = "Constant Contact answers only a few requests a second. This report waits a moment and then tries again by itself.",
    QuotaTitle = "Today’s requests are used up",
    QuotaText = "Constant Contact answers a limited number of requests a day. They return on {time}.",
    OfflineTitle = "You are offline",
    OfflineText = "The report cannot be read without a network. It goes on by itself when the connection is back.",
    UnavailableTitle = "Constant Contact cannot be reached",
    UnavailableText = "The service does not answer right now. Try again in a few minutes.",
    BadAnswerTitle = "The answer could not be read",
    BadAnswerText = "Something else came than a bounces report. Try again; if it stays, tell whoever runs this page.",
    RowsStay = "{read} bounces were read before that; they stay below.",
    TryAgain = "Try again",
    TryNow = "Try now",
    TryingIn = "Next try in {seconds} {seconds?one:second|other:seconds}",
    Trying = "Trying again",
}
