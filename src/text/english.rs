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
    StatusFailed = "failed to send",
    StatusRemoved = "removed",
    CountsOf = "Counted {time}",
    Refresh = "Refresh",

    // Export
    Export = "Export",
    TakeAll = "All rows: {count}",
    TakeMatching = "Matching rows: {count}",
    TakeSelected = "Selected rows: {count}",
    Incomplete = "The report is not complete: {read}.",
    AsCsv = "CSV",
    AsJson = "JSON",
    Print = "Print",
    Writing = "Writing…",
    Exported = "Exported {count} {count?one:row|other:rows}",
    ExportedPart = "Exported {count} {count?one:row|other:rows} of a report that is not complete",
    Replaced = "The report was read anew meanwhile. Please try again.",
    FileName = "Bounces {campaign} {date}",
    FileNamePart = "Bounces {campaign} {date} (partial)",
    FirstName = "First name",
    LastName = "Last name",
    Code = "Code",
    Group = "Group",
    BouncedAt = "Bounced at (UTC)",
    CurrentAddress = "Address today",
    DeletedAt = "Deleted at (UTC)",
    Suggestion = "Did you mean",
    Removable = "Recommended for removal",
    ContactId = "Contact ID",
    Yes = "Yes",
    No = "No",
    Campaign = "Campaign",
    ActivityId = "Email activity ID",
    Filters = "Filters",
    ExportedAt = "Exported at (UTC)",
    Complete = "Complete",
    AllRows = "All rows",
    SelectedRows = "Selected rows",
    PaperCut = "The first {count} of {total} rows.",

    // Figures
    Figures = "Summary",
    Sent = "Sent",
    Bounced = "Bounced",
    NotDelivered = "Not delivered",

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
    DidYouMean = "Did you mean {domain}?",
    Copy = "Copy",
    CopyAddress = "Copy {address}",
    IsCopied = "Copied",
    CopiedAddress = "Copied {address}",
    NowAt = "Now {address}",
    DeletedOn = "Contact deleted {date}",
    Deleted = "Contact deleted",
    SelectAll = "Select all {count}",
    SelectMatching = "Select all {count} matching",
    Columns = "Columns",
    CompactRows = "Compact rows",
    AscendingText = "A to Z",
    DescendingText = "Z to A",
    AscendingReason = "worst first",
    DescendingReason = "mildest first",
    AscendingDate = "oldest first",
    DescendingDate = "newest first",

    // What a reason means, and what to do: a sentence each
    GroupHard = "Hard bounce",
    GroupSoft = "Soft bounce",
    GroupBlocked = "Blocked",
    GroupOther = "Other bounce",
    GroupDelivered = "Delivered",
    NonExistentMeans = "The receiving server says that this address does not exist.",
    NonExistentAdvice = "Look for a typo and ask the contact for a new address; remove the contact if it keeps bouncing.",
    SuspendedMeans = "This address was reported as non-existent before, in this or another account, so nothing is sent to it: for 15 days the first time, then for good.",
    SuspendedAdvice = "Correct the address, which lifts the suspension, or remove the contact.",
    UndeliverableMeans = "The receiving server did not answer, although it was tried again and again for about three days.",
    UndeliverableAdvice = "Remove the contact if this repeats across campaigns.",
    FullMeans = "The mailbox is full and takes no more messages.",
    FullAdvice = "Wait; a mailbox that stays full is probably abandoned.",
    BlockedMeans = "The receiving server refused this email, often because its sender or content looked like spam.",
    BlockedAdvice = "Send from your own verified domain and ask the contact to allow it; this is no reason to remove the contact.",
    OtherMeans = "The receiving server gave another reason, which Constant Contact does not pass on.",
    OtherAdvice = "Watch whether it repeats before you do anything.",
    VacationMeans = "An automatic reply came back, but the message was delivered.",
    VacationAdvice = "There is nothing to do.",
    NoReasonMeans = "Constant Contact gave no reason for this bounce.",
    UnknownMeans = "Constant Contact gave the code {code}, which this report does not know.",
    UnknownAdvice = "Look the contact up in Constant Contact, and watch whether it bounces again.",

    // Foot
    NothingSelected = "Nothing selected",
    Selected = "{count} selected",
    SelectedHidden = "{count} selected, {hidden} of them not shown by the filter",
    CopyAddresses = "Copy {count?one:address|other:addresses}",
    Copied = "Copied {count} {count?one:address|other:addresses}",
    CopyRefused = "The browser did not allow copying. Export the rows, or copy them from the table.",
    ClearSelection = "Clear selection",
    Reading = "Reading bounces",
    ReadSoFar = "{read} read, sorted and filtered so far",
    ReadOf = "{read} of {total} read, sorted and filtered so far",
    RowsOnPage = "Rows on a page",
    Previous = "Previous",
    Next = "Next",
    PageOf = "Page {page} of {pages}",

    // Said to screen readers
    SaySorted = "Sorted by {column}, {direction}",
    SayThenSorted = "then by {column}, {direction}",
    SayMatching = "{count} matching",
    SayPage = "Page {page}",
    SayLoaded = "All bounces read: {count}",

    // Screens without rows
    Loading = "Loading the bounces report",
    IdleTitle = "No email chosen",
    IdleText = "Choose an email to see which of its messages bounced.",
    DraftTitle = "This email has not been sent yet",
    DraftText = "Bounces appear here once it goes out to your contacts. It is still a draft.",
    ScheduledTitle = "This email has not been sent yet",
    ScheduledText = "It is scheduled. Bounces appear here once it goes out to your contacts.",
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
    FilteredReadingText = "{total} {total?one:bounce is|other:bounces are} read, and more are coming. To see those that are here, remove one of the filters above, or clear them all.",
    ClearFilters = "Clear all filters",
    CheckAgain = "Check again",

    // Errors, each with its next step
    SignedOutTitle = "You are signed out",
    SignedOutText = "Sign in to Constant Contact to see this report. You come back to this page.",
    SignIn = "Sign in",
    ForbiddenTitle = "This account may not see bounces",
    ForbiddenText = "The account needs the privilege to see campaign metrics, and the application the scope campaign_data. Ask the owner of the account.",
    NotFoundTitle = "This email was not found",
    NotFoundText = "There is no email activity with this id in the account. A campaign’s id does not work here: use the id of one of its activities.",
    UnsupportedRoleTitle = "This email has no bounces report",
    UnsupportedRoleText = "Only a campaign’s primary email and its resends are tracked. Choose one of those.",
    RateLimitedTitle = "Too many requests at once",
    RateLimitedText = "Constant Contact answers only a few requests a second. Wait a moment, then try again.",
    QuotaTitle = "Today’s requests are used up",
    QuotaText = "Constant Contact answers a limited number of requests a day. The count begins anew at midnight UTC.",
    OfflineTitle = "You are offline",
    OfflineText = "The report cannot be read without a network. Check the connection, then try again.",
    UnavailableTitle = "Constant Contact cannot be reached",
    UnavailableText = "The service does not answer right now. Try again in a few minutes.",
    BadAnswerTitle = "The answer could not be read",
    BadAnswerText = "Something else came than a bounces report. Try again; if it stays, tell whoever runs this page.",
    RowsStay = "{read} bounces were read before that; they stay below.",
    TryAgain = "Try again",
}
