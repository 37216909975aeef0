//! The account's campaigns, most recently updated first. All data is fictional except the rows of
//! the two documentation samples.

use super::{
    activity::{Activity, Behavior, Campaign, Rows, Stats},
    past::PAST,
};
use crate::activities as id;
use bounces_core::{ActivityRole, ActivityStatus, Day, Timestamp};

/// The campaigns of November 2026.
static CURRENT: [Campaign; 19] = [
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000003",
        name: "Cyber Week teaser",
        created: utc(2026, 11, 20, 9, 0),
        updated: utc(2026, 11, 24, 15, 0),
        activities: &[Activity {
            id: id::EXECUTING,
            status: ActivityStatus::Executing,
            subject: "Cyber Week starts early for you",
            sends: 18_400,
            sent: Some(utc(2026, 11, 24, 15, 0)),
            rows: Rows::Generated { count: 57, spread: 2_400 },
            ..Activity::SUMMARIZED
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000002",
        name: "Black Friday: doors open early",
        created: utc(2026, 11, 18, 10, 5),
        updated: utc(2026, 11, 23, 16, 40),
        activities: &[Activity {
            id: id::SCHEDULED,
            status: ActivityStatus::Scheduled,
            subject: "Doors open at 6 a.m. on Friday",
            ..Activity::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000001",
        name: "Holiday gift guide",
        created: utc(2026, 11, 19, 8, 30),
        updated: utc(2026, 11, 22, 11, 15),
        activities: &[Activity {
            id: id::DRAFT,
            status: ActivityStatus::Draft,
            subject: "Gifts they will actually use",
            ..Activity::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000004",
        name: "Winter workshop invitations",
        created: utc(2026, 11, 16, 9, 45),
        updated: utc(2026, 11, 19, 7, 0),
        activities: &[Activity {
            id: id::SEND_FAILED,
            status: ActivityStatus::Error,
            subject: "Save your seat: winter workshops",
            sent: Some(utc(2026, 11, 19, 7, 0)),
            ..Activity::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000005",
        name: "Flash sale (wrong prices)",
        created: utc(2026, 11, 14, 9, 0),
        updated: utc(2026, 11, 17, 12, 30),
        activities: &[Activity {
            id: id::REMOVED,
            status: ActivityStatus::Removed,
            subject: "48 hours only: prices drop",
            sends: 640,
            sent: Some(utc(2026, 11, 17, 9, 0)),
            rows: Rows::generated(12),
            ..Activity::SENT
        }],
    },
    Campaign {
        id: id::CAMPAIGN_OF_ROWS_2140,
        name: "November newsletter",
        created: utc(2026, 11, 2, 13, 20),
        updated: utc(2026, 11, 16, 8, 0),
        activities: &[
            Activity {
                id: id::ROWS_2140,
                subject: "What's new in November &amp; a recipe to keep",
                sends: 61_240,
                sent: Some(utc(2026, 11, 12, 8, 0)),
                rows: Rows::generated(2_140),
                ..Activity::SUMMARIZED
            },
            Activity {
                id: id::RESEND,
                role: ActivityRole::Resend,
                subject: "In case you missed it: what's new in November",
                sends: 24_310,
                sent: Some(utc(2026, 11, 16, 8, 0)),
                rows: Rows::generated(186),
                ..Activity::SUMMARIZED
            },
            Activity {
                id: id::PERMALINK,
                role: ActivityRole::Permalink,
                subject: "What's new in November &amp; a recipe to keep",
                ..Activity::SENT
            },
        ],
    },
    Campaign {
        id: id::CAMPAIGN_OF_ROWS_23,
        name: "Members’ evening",
        created: utc(2026, 11, 4, 15, 0),
        updated: utc(2026, 11, 11, 17, 30),
        activities: &[Activity {
            id: id::ROWS_23,
            subject: "You're invited: members' evening on 26 November",
            sends: 412,
            sent: Some(utc(2026, 11, 11, 17, 30)),
            rows: Rows::generated(23),
            stats: Stats { as_strings: true, lag: 0 },
            ..Activity::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000320",
        name: "Autumn sale: last days",
        created: utc(2026, 11, 3, 9, 10),
        updated: utc(2026, 11, 10, 7, 30),
        activities: &[Activity {
            id: id::STATS_LAG,
            subject: "Last days: up to 40 % off coats &amp; boots",
            sends: 9_870,
            sent: Some(utc(2026, 11, 10, 7, 30)),
            rows: Rows::generated(320),
            stats: Stats { as_strings: true, lag: 41 },
            ..Activity::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000000",
        name: "Board update, Q3",
        created: utc(2026, 11, 6, 10, 0),
        updated: utc(2026, 11, 9, 9, 0),
        activities: &[Activity {
            id: id::NOBODY_BOUNCED,
            subject: "Board update for the third quarter",
            sends: 38,
            sent: Some(utc(2026, 11, 9, 9, 0)),
            ..Activity::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000050000",
        name: "Annual customer survey",
        created: utc(2026, 10, 20, 14, 0),
        updated: utc(2026, 11, 6, 6, 0),
        activities: &[Activity {
            id: id::ROWS_50000,
            subject: "Two minutes: how did we do this year?",
            sends: 1_184_600,
            sent: Some(utc(2026, 11, 6, 6, 0)),
            rows: Rows::generated(50_000),
            ..Activity::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000999",
        name: "Demo: odd rows",
        created: utc(2026, 11, 1, 9, 0),
        updated: utc(2026, 11, 5, 14, 0),
        activities: &[Activity {
            id: id::ODD_ROWS,
            subject: "Imported list, first test",
            sends: 700,
            sent: Some(utc(2026, 11, 5, 14, 0)),
            rows: Rows::Malformed(include_str!("../../data/malformed_rows.json")),
            ..Activity::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-0200-4000-8000-ca4a00000001",
        name: "Demo: second page cut off",
        created: utc(2026, 11, 1, 9, 0),
        updated: utc(2026, 11, 4, 10, 0),
        activities: &[Activity {
            id: id::MALFORMED_PAGE_2,
            subject: "Demo: second page cut off",
            sends: 15_200,
            sent: Some(utc(2026, 11, 4, 10, 0)),
            rows: Rows::generated(640),
            behavior: Behavior::TruncatedSecondPage,
            ..Activity::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-0200-4000-8000-ca4a00000002",
        name: "Demo: a web page instead of data",
        created: utc(2026, 11, 1, 9, 0),
        updated: utc(2026, 11, 4, 9, 0),
        activities: &[Activity {
            id: id::HTML_PAGE,
            subject: "Demo: a web page instead of data",
            sends: 500,
            sent: Some(utc(2026, 11, 4, 9, 0)),
            rows: Rows::generated(23),
            behavior: Behavior::HtmlPage,
            ..Activity::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-0200-4000-8000-ca4a00000003",
        name: "Demo: slow answer",
        created: utc(2026, 11, 1, 9, 0),
        updated: utc(2026, 11, 4, 8, 0),
        activities: &[Activity {
            id: id::SLOW,
            subject: "Demo: slow answer",
            sends: 500,
            sent: Some(utc(2026, 11, 4, 8, 0)),
            rows: Rows::generated(23),
            behavior: Behavior::Slow,
            ..Activity::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-0403-4000-8000-ca4a00000001",
        name: "Demo: no permission",
        created: utc(2026, 11, 1, 9, 0),
        updated: utc(2026, 11, 4, 7, 0),
        activities: &[Activity {
            id: id::ACCESS_DENIED,
            subject: "Demo: no permission",
            sends: 500,
            sent: Some(utc(2026, 11, 4, 7, 0)),
            rows: Rows::generated(23),
            behavior: Behavior::AccessDenied,
            ..Activity::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-0429-4000-8000-ca4a00000001",
        name: "Demo: too many requests",
        created: utc(2026, 11, 1, 9, 0),
        updated: utc(2026, 11, 4, 6, 0),
        activities: &[Activity {
            id: id::THROTTLED,
            subject: "Demo: too many requests",
            sends: 500,
            sent: Some(utc(2026, 11, 4, 6, 0)),
            rows: Rows::generated(23),
            behavior: Behavior::Throttled,
            ..Activity::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-0429-4000-8000-ca4a00000002",
        name: "Demo: daily quota used up",
        created: utc(2026, 11, 1, 9, 0),
        updated: utc(2026, 11, 4, 5, 0),
        activities: &[Activity {
            id: id::QUOTA_EXCEEDED,
            subject: "Demo: daily quota used up",
            sends: 500,
            sent: Some(utc(2026, 11, 4, 5, 0)),
            rows: Rows::generated(23),
            behavior: Behavior::QuotaExceeded,
            ..Activity::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-0500-4000-8000-ca4a00000001",
        name: "Demo: server error",
        created: utc(2026, 11, 1, 9, 0),
        updated: utc(2026, 11, 4, 4, 0),
        activities: &[Activity {
            id: id::SERVER_ERROR,
            subject: "Demo: server error",
            sends: 500,
            sent: Some(utc(2026, 11, 4, 4, 0)),
            rows: Rows::generated(23),
            behavior: Behavior::ServerError,
            ..Activity::SENT
        }],
    },
    Campaign {
        id: "5a4db0c5-0503-4000-8000-ca4a00000001",
        name: "Demo: unavailable twice",
        created: utc(2026, 11, 1, 9, 0),
        updated: utc(2026, 11, 4, 3, 0),
        activities: &[Activity {
            id: id::UNAVAILABLE_TWICE,
            subject: "Demo: unavailable twice",
            sends: 500,
            sent: Some(utc(2026, 11, 4, 3, 0)),
            rows: Rows::generated(23),
            behavior: Behavior::UnavailableTwice,
            ..Activity::SENT
        }],
    },
];

/// The campaigns of the documentation's samples.
pub(super) static SAMPLES: [Campaign; 2] = [
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000012",
        name: "Pancake breakfast (documentation sample)",
        created: utc(2019, 5, 10, 9, 0),
        updated: utc(2019, 5, 16, 18, 0),
        activities: &[Activity {
            id: id::SAMPLE_WITHOUT_CODES,
            subject: "Pancakes on us &amp; a new menu",
            sends: 96,
            sent: Some(utc(2019, 5, 16, 18, 0)),
            rows: Rows::Sample(include_str!("../../data/sample_without_codes.json")),
            ..Activity::SUMMARIZED
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000011",
        name: "Spring preview (documentation sample)",
        created: utc(2019, 4, 18, 9, 0),
        updated: utc(2019, 4, 25, 11, 0),
        activities: &[Activity {
            id: id::SAMPLE_ONE_ROW,
            subject: "Spring is here: see what is new",
            sends: 128,
            sent: Some(utc(2019, 4, 25, 11, 0)),
            rows: Rows::Sample(include_str!("../../data/sample_one_row.json")),
            ..Activity::SUMMARIZED
        }],
    },
];

/// Every campaign, most recently updated first.
pub(super) fn all() -> impl Iterator<Item = &'static Campaign> {
    CURRENT.iter().chain(&PAST).chain(&SAMPLES)
}

/// A minute in UTC. An impossible date does not compile, since all calls are evaluated at compile
/// time.
pub(super) const fn utc(year: i64, month: i64, day: i64, hour: i64, minute: i64) -> Timestamp {
    match Day::from_civil(year, month, day) {
        Some(day) => day.start_in_utc().plus_seconds(hour * 3_600 + minute * 60),
        None => panic!("there is no such day"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn core_parses_the_serialized_timestamps() {
        for (year, month, day) in [(1970, 1, 1), (2000, 2, 29), (2024, 12, 31), (2026, 11, 12)] {
            let timestamp = utc(year, month, day, 23, 59).plus_seconds(58);
            let text = timestamp.with_milliseconds().to_string();
            assert_eq!(text, format!("{year}-{month:02}-{day:02}T23:59:58.000Z"));
            assert_eq!(Timestamp::parse(&text), Some(timestamp));
        }
    }
}
