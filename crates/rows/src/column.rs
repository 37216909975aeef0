//! The registry of columns: every column of the table, every column that rows can be sorted by,
//! and every field of an exported file, with its names. Headers and cells are drawn by the widget.
//!
//! All three are enums, and what is known of them is defined by total matches here, in the query
//! engine and in the export: a new variant does not compile until each of them covers it.

use crate::listed_enum;

listed_enum! {
    /// A column of the table. [`Column::ALL`] has the order of the screen.
    pub enum Column {
        /// The address that bounced, and the suggestion for it.
        Email,
        /// First and last name. On the screen they are beneath the address.
        Name,
        /// The bounce code.
        Reason,
        /// In which of the last emails the contact bounced, see `table::EarlierBounces`.
        Before,
        /// The next step, see [`NextStep`](crate::NextStep).
        Step,
        /// When it bounced.
        Date,
        /// What happened to the contact since: corrected or deleted. On the screen it is beneath the
        /// address.
        Notes,
    }
}

impl Column {
    /// The columns of the screen; the others are part of the first one there.
    pub const ON_SCREEN: [Self; 5] =
        [Self::Email, Self::Reason, Self::Before, Self::Step, Self::Date];

    /// A stable name, for attributes and stored settings.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Name => "name",
            Self::Reason => "reason",
            Self::Before => "before",
            Self::Step => "step",
            Self::Date => "date",
            Self::Notes => "notes",
        }
    }

    /// Whether users can hide it. The address and the reason are what the report is about; notes are
    /// hidden together with names.
    pub const fn is_optional(self) -> bool {
        match self {
            Self::Email | Self::Reason | Self::Notes => false,
            Self::Name | Self::Before | Self::Step | Self::Date => true,
        }
    }

    /// Whether it is hidden until the user shows it. The cards above the table have the steps.
    pub const fn is_hidden_at_first(self) -> bool {
        matches!(self, Self::Step)
    }

    /// The columns that users can hide.
    pub fn optional() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|column| column.is_optional())
    }

    /// What rows are sorted by when its header is pressed; `None` if the column has no order.
    pub const fn sort_column(self) -> Option<SortColumn> {
        match self {
            Self::Email => Some(SortColumn::Email),
            Self::Name => Some(SortColumn::Name),
            Self::Reason => Some(SortColumn::Reason),
            Self::Before => Some(SortColumn::Before),
            Self::Date => Some(SortColumn::Date),
            Self::Step | Self::Notes => None,
        }
    }
}

listed_enum! {
    /// A column that rows can be sorted by.
    pub enum SortColumn {
        /// The address that bounced.
        Email,
        /// First and last name.
        Name,
        /// The bounce code, by severity.
        Reason,
        /// When it bounced.
        Date,
        /// In how many of the last emails the contact bounced before; no value if in none.
        Before,
    }
}

impl SortColumn {
    /// The column of the table that shows what rows are sorted by.
    pub const fn column(self) -> Column {
        match self {
            Self::Email => Column::Email,
            Self::Name => Column::Name,
            Self::Reason => Column::Reason,
            Self::Date => Column::Date,
            Self::Before => Column::Before,
        }
    }

    /// The sort column of the table column with this [`Column::id`].
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.column().id() == id)
    }

    /// The direction of the first press: texts from A, reasons from the most severe, dates from
    /// the newest, repeats from the most frequent.
    pub const fn natural_direction(self) -> SortDirection {
        match self {
            Self::Email | Self::Name | Self::Reason => SortDirection::Ascending,
            Self::Date | Self::Before => SortDirection::Descending,
        }
    }
}

listed_enum! {
    /// A field of an exported row: a column of a CSV file, and mostly a member of a JSON object.
    /// [`ExportField::ALL`] has the order of the columns.
    pub enum ExportField {
        /// The address that bounced.
        Email,
        /// The contact's first name.
        FirstName,
        /// The contact's last name.
        LastName,
        /// The bounce code as the upstream's letter.
        Code,
        /// The bounce code in words.
        Reason,
        /// The code's group: in words in CSV, as a fixed name in JSON.
        Group,
        /// When it bounced: RFC 3339 in UTC, empty if unknown.
        BouncedAt,
        /// The contact's present address, if it was corrected since.
        CurrentAddress,
        /// When the contact was deleted, if it was: a day, or RFC 3339 in UTC if the time is known.
        DeletedAt,
        /// The suggested address, if any.
        DidYouMean,
        /// Whether the contact is recommended for removal: in words in CSV, a boolean in JSON.
        RecommendedForRemoval,
        /// The contact's id, usually a UUID.
        ContactId,
        /// The next step: in words in CSV, [`NextStep::id`](crate::NextStep::id) in JSON.
        NextStep,
        /// In how many of the last emails that were read the contact bounced before; empty if none was.
        BouncedBefore,
        /// How many of the last emails those are; empty without history.
        EarlierEmailsRead,
        /// Those bounces, the last one first: `2026-05-03 D` for each, with ` | ` between them, in CSV;
        /// an array of objects in JSON.
        EarlierBounces,
    }
}

impl ExportField {
    /// The fields that are members of a row's object in a JSON file, in their order.
    pub const JSON_MEMBERS: [Self; 15] = [
        Self::ContactId,
        Self::Email,
        Self::FirstName,
        Self::LastName,
        Self::Code,
        Self::CurrentAddress,
        Self::BouncedAt,
        Self::DeletedAt,
        Self::Group,
        Self::DidYouMean,
        Self::NextStep,
        Self::RecommendedForRemoval,
        Self::BouncedBefore,
        Self::EarlierEmailsRead,
        Self::EarlierBounces,
    ];

    /// The name of its member in a JSON file, which is the upstream's if the upstream has the
    /// field; `None` if JSON files do not have it.
    pub const fn json_name(self) -> Option<&'static str> {
        match self {
            Self::Email => Some("email_address"),
            Self::FirstName => Some("first_name"),
            Self::LastName => Some("last_name"),
            Self::Code => Some("bounce_code"),
            Self::Reason => None,
            Self::Group => Some("group"),
            Self::BouncedAt => Some("created_time"),
            Self::CurrentAddress => Some("current_email_address"),
            Self::DeletedAt => Some("deleted_at"),
            Self::DidYouMean => Some("did_you_mean"),
            Self::NextStep => Some("next_step"),
            Self::RecommendedForRemoval => Some("recommended_for_removal"),
            Self::ContactId => Some("contact_id"),
            Self::BouncedBefore => Some("bounced_before"),
            Self::EarlierEmailsRead => Some("earlier_emails_read"),
            Self::EarlierBounces => Some("earlier_bounces"),
        }
    }
}

/// Fails to compile if [`ExportField::JSON_MEMBERS`] is not exactly the fields with a JSON name.
const _: () = {
    let mut index = 0;
    while index < ExportField::ALL.len() {
        let field = ExportField::ALL[index];
        let mut member = 0;
        while member < ExportField::JSON_MEMBERS.len()
            && ExportField::JSON_MEMBERS[member].index() != field.index()
        {
            member += 1;
        }
        assert!((member < ExportField::JSON_MEMBERS.len()) == field.json_name().is_some());
        index += 1;
    }
};

/// The direction of a sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SortDirection {
    /// A to Z, oldest to newest, most severe to least, least to most often.
    Ascending,
    /// The opposite.
    Descending,
}

impl SortDirection {
    /// The opposite direction.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}
