//! The campaigns of the one account, the one changed last first. All of it is invented, but the
//! rows of the two documentation samples.

use super::{
    email::{Behaviour, Campaign, Email, Role, Rows, Stats, Status},
    moment::Moment,
};
use crate::activities as id;

/// Every campaign.
pub(super) static CAMPAIGNS: [Campaign; 21] = [
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000003",
        name: "Cyber Week teaser",
        created: Moment::at(2026, 11, 20, 9, 0),
        updated: Moment::at(2026, 11, 24, 15, 0),
        emails: &[Email {
            id: id::EXECUTING,
            status: Status::Executing,
            subject: "Cyber Week starts early for you",
            sends: 18_400,
            sent: Some(Moment::at(2026, 11, 24, 15, 0)),
            rows: Rows::Generated { count: 57, spread: 2_400 },
            ..Email::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000002",
        name: "Black Friday: doors open early",
        created: Moment::at(2026, 11, 18, 10, 5),
        updated: Moment::at(2026, 11, 23, 16, 40),
        emails: &[Email {
            id: id::SCHEDULED,
            status: Status::Scheduled,
            subject: "Doors open at 6 a.m. on Friday",
            ..Email::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000001",
        name: "Holiday gift guide",
        created: Moment::at(2026, 11, 19, 8, 30),
        updated: Moment::at(2026, 11, 22, 11, 15),
        emails: &[Email {
            id: id::DRAFT,
            status: Status::Draft,
            subject: "Gifts they will actually use",
            ..Email::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000004",
        name: "Winter workshop invitations",
        created: Moment::at(2026, 11, 16, 9, 45),
        updated: Moment::at(2026, 11, 19, 7, 0),
        emails: &[Email {
            id: id::SEND_FAILED,
            status: Status::Error,
            subject: "Save your seat: winter workshops",
            sent: Some(Moment::at(2026, 11, 19, 7, 0)),
            ..Email::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000005",
        name: "Flash sale (wrong prices)",
        created: Moment::at(2026, 11, 14, 9, 0),
        updated: Moment::at(2026, 11, 17, 12, 30),
        emails: &[Email {
            id: id::REMOVED,
            status: Status::Removed,
            subject: "48 hours only: prices drop",
            sends: 640,
            sent: Some(Moment::at(2026, 11, 17, 9, 0)),
            rows: Rows::of(12),
            ..Email::SENT
        }],
    },
    Campaign {
        id: id::CAMPAIGN_OF_ROWS_2140,
        name: "November newsletter",
        created: Moment::at(2026, 11, 2, 13, 20),
        updated: Moment::at(2026, 11, 16, 8, 0),
        emails: &[
            Email {
                id: id::ROWS_2140,
                subject: "What's new in November &amp; a recipe to keep",
                sends: 61_240,
                sent: Some(Moment::at(2026, 11, 12, 8, 0)),
                rows: Rows::of(2_140),
                ..Email::SENT
            },
            Email {
                id: id::RESEND,
                role: Role::Resend,
                subject: "In case you missed it: what's new in November",
                sends: 24_310,
                sent: Some(Moment::at(2026, 11, 16, 8, 0)),
                rows: Rows::of(186),
                ..Email::SENT
            },
            Email {
                id: id::PERMALINK,
                role: Role::Permalink,
                subject: "What's new in November &amp; a recipe to keep",
                ..Email::SENT
            },
        ],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000023",
        name: "Members’ evening",
        created: Moment::at(2026, 11, 4, 15, 0),
        updated: Moment::at(2026, 11, 11, 17, 30),
        emails: &[Email {
            id: id::ROWS_23,
            subject: "You're invited: members' evening on 26 November",
            sends: 412,
            sent: Some(Moment::at(2026, 11, 11, 17, 30)),
            rows: Rows::of(23),
            stats: Stats { as_strings: true, behind: 0 },
            ..Email::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000320",
        name: "Autumn sale: last days",
        created: Moment::at(2026, 11, 3, 9, 10),
        updated: Moment::at(2026, 11, 10, 7, 30),
        emails: &[Email {
            id: id::STATS_LAG,
            subject: "Last days: up to 40 % off coats &amp; boots",
            sends: 9_870,
            sent: Some(Moment::at(2026, 11, 10, 7, 30)),
            rows: Rows::of(320),
            stats: Stats { as_strings: true, behind: 41 },
            ..Email::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000000",
        name: "Board update, Q3",
        created: Moment::at(2026, 11, 6, 10, 0),
        updated: Moment::at(2026, 11, 9, 9, 0),
        emails: &[Email {
            id: id::NOBODY_BOUNCED,
            subject: "Board update for the third quarter",
            sends: 38,
            sent: Some(Moment::at(2026, 11, 9, 9, 0)),
            ..Email::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000050000",
        name: "Annual customer survey",
        created: Moment::at(2026, 10, 20, 14, 0),
        updated: Moment::at(2026, 11, 6, 6, 0),
        emails: &[Email {
            id: id::ROWS_50000,
            subject: "Two minutes: how did we do this year?",
            sends: 1_184_600,
            sent: Some(Moment::at(2026, 11, 6, 6, 0)),
            rows: Rows::of(50_000),
            ..Email::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000999",
        name: "Demo: odd rows",
        created: Moment::at(2026, 11, 1, 9, 0),
        updated: Moment::at(2026, 11, 5, 14, 0),
        emails: &[Email {
            id: id::ODD_ROWS,
            subject: "Imported list, first test",
            sends: 700,
            sent: Some(Moment::at(2026, 11, 5, 14, 0)),
            rows: Rows::Odd(include_str!("../../data/odd_rows.json")),
            ..Email::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-0200-4000-8000-ca4a00000001",
        name: "Demo: second page cut off",
        created: Moment::at(2026, 11, 1, 9, 0),
        updated: Moment::at(2026, 11, 4, 10, 0),
        emails: &[Email {
            id: id::MALFORMED_PAGE_2,
            subject: "Demo: second page cut off",
            sends: 15_200,
            sent: Some(Moment::at(2026, 11, 4, 10, 0)),
            rows: Rows::of(640),
            behaviour: Behaviour::CutsSecondPage,
            ..Email::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-0200-4000-8000-ca4a00000002",
        name: "Demo: a web page instead of data",
        created: Moment::at(2026, 11, 1, 9, 0),
        updated: Moment::at(2026, 11, 4, 9, 0),
        emails: &[Email {
            id: id::HTML_PAGE,
            subject: "Demo: a web page instead of data",
            sends: 500,
            sent: Some(Moment::at(2026, 11, 4, 9, 0)),
            rows: Rows::of(23),
            behaviour: Behaviour::WebPage,
            ..Email::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-0200-4000-8000-ca4a00000003",
        name: "Demo: slow answer",
        created: Moment::at(2026, 11, 1, 9, 0),
        updated: Moment::at(2026, 11, 4, 8, 0),
        emails: &[Email {
            id: id::SLOW,
            subject: "Demo: slow answer",
            sends: 500,
            sent: Some(Moment::at(2026, 11, 4, 8, 0)),
            rows: Rows::of(23),
            behaviour: Behaviour::Slow,
            ..Email::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-0403-4000-8000-ca4a00000001",
        name: "Demo: no permission",
        created: Moment::at(2026, 11, 1, 9, 0),
        updated: Moment::at(2026, 11, 4, 7, 0),
        emails: &[Email {
            id: id::ACCESS_DENIED,
            subject: "Demo: no permission",
            sends: 500,
            sent: Some(Moment::at(2026, 11, 4, 7, 0)),
            rows: Rows::of(23),
            behaviour: Behaviour::AccessDenied,
            ..Email::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-0429-4000-8000-ca4a00000001",
        name: "Demo: too many requests",
        created: Moment::at(2026, 11, 1, 9, 0),
        updated: Moment::at(2026, 11, 4, 6, 0),
        emails: &[Email {
            id: id::THROTTLED,
            subject: "Demo: too many requests",
            sends: 500,
            sent: Some(Moment::at(2026, 11, 4, 6, 0)),
            rows: Rows::of(23),
            behaviour: Behaviour::Throttled,
            ..Email::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-0429-4000-8000-ca4a00000002",
        name: "Demo: daily quota used up",
        created: Moment::at(2026, 11, 1, 9, 0),
        updated: Moment::at(2026, 11, 4, 5, 0),
        emails: &[Email {
            id: id::QUOTA_EXCEEDED,
            subject: "Demo: daily quota used up",
            sends: 500,
            sent: Some(Moment::at(2026, 11, 4, 5, 0)),
            rows: Rows::of(23),
            behaviour: Behaviour::QuotaExceeded,
            ..Email::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-0500-4000-8000-ca4a00000001",
        name: "Demo: server error",
        created: Moment::at(2026, 11, 1, 9, 0),
        updated: Moment::at(2026, 11, 4, 4, 0),
        emails: &[Email {
            id: id::SERVER_ERROR,
            subject: "Demo: server error",
            sends: 500,
            sent: Some(Moment::at(2026, 11, 4, 4, 0)),
            rows: Rows::of(23),
            behaviour: Behaviour::ServerError,
            ..Email::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-0503-4000-8000-ca4a00000001",
        name: "Demo: unavailable twice",
        created: Moment::at(2026, 11, 1, 9, 0),
        updated: Moment::at(2026, 11, 4, 3, 0),
        emails: &[Email {
            id: id::UNAVAILABLE_TWICE,
            subject: "Demo: unavailable twice",
            sends: 500,
            sent: Some(Moment::at(2026, 11, 4, 3, 0)),
            rows: Rows::of(23),
            behaviour: Behaviour::UnavailableTwice,
            ..Email::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000012",
        name: "Pancake breakfast (documentation sample)",
        created: Moment::at(2019, 5, 10, 9, 0),
        updated: Moment::at(2019, 5, 16, 18, 0),
        emails: &[Email {
            id: id::SAMPLE_WITHOUT_CODES,
            subject: "Pancakes on us &amp; a new menu",
            sends: 96,
            sent: Some(Moment::at(2019, 5, 16, 18, 0)),
            rows: Rows::Sample(include_str!("../../data/sample_without_codes.json")),
            ..Email::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000011",
        name: "Spring preview (documentation sample)",
        created: Moment::at(2019, 4, 18, 9, 0),
        updated: Moment::at(2019, 4, 25, 11, 0),
        emails: &[Email {
            id: id::SAMPLE_ONE_ROW,
            subject: "Spring is here: see what is new",
            sends: 128,
            sent: Some(Moment::at(2019, 4, 25, 11, 0)),
            rows: Rows::Sample(include_str!("../../data/sample_one_row.json")),
            ..Email::SENT
        }],
    },
];
