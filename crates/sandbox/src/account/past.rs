//! The account's past: the emails to the newsletter's list before November 2026, most recently updated
//! first. The rates are about 2.1 %, except for one month with contacts of doubtful quality.
//! `repeats` decides which contacts of later reports bounced in them.

use super::{
    activity::{Activity, Campaign, Rows},
    campaigns::utc,
};

/// Every email of the past.
pub(super) static PAST: [Campaign; 15] = [
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000301",
        name: "Soups for slow evenings",
        created: utc(2026, 10, 23, 9, 30),
        updated: utc(2026, 10, 29, 8, 0),
        activities: &[Activity {
            id: "5a4db0c5-0003-4000-8000-000000000001",
            subject: "Ten soups for slow evenings",
            sends: 61_020,
            sent: Some(utc(2026, 10, 29, 8, 0)),
            rows: Rows::Past { count: 1275 },
            ..Activity::SUMMARIZED
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000302",
        name: "October newsletter",
        created: utc(2026, 10, 9, 9, 30),
        updated: utc(2026, 10, 15, 8, 0),
        activities: &[Activity {
            id: "5a4db0c5-0003-4000-8000-000000000002",
            subject: "What's new in October &amp; a walk worth taking",
            sends: 60_740,
            sent: Some(utc(2026, 10, 15, 8, 0)),
            rows: Rows::Past { count: 1330 },
            ..Activity::SUMMARIZED
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000303",
        name: "Harvest fair",
        created: utc(2026, 9, 25, 9, 30),
        updated: utc(2026, 10, 1, 8, 0),
        activities: &[Activity {
            id: "5a4db0c5-0003-4000-8000-000000000003",
            subject: "The harvest fair is back: 3 and 4 October",
            sends: 60_390,
            sent: Some(utc(2026, 10, 1, 8, 0)),
            rows: Rows::Past { count: 1208 },
            ..Activity::SUMMARIZED
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000304",
        name: "September newsletter",
        created: utc(2026, 9, 11, 9, 30),
        updated: utc(2026, 9, 17, 8, 0),
        activities: &[Activity {
            id: "5a4db0c5-0003-4000-8000-000000000004",
            subject: "What's new in September &amp; a shelf to build",
            sends: 60_110,
            sent: Some(utc(2026, 9, 17, 8, 0)),
            rows: Rows::Past { count: 1262 },
            ..Activity::SUMMARIZED
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000305",
        name: "Back to the workbench",
        created: utc(2026, 8, 28, 9, 30),
        updated: utc(2026, 9, 3, 8, 0),
        activities: &[Activity {
            id: "5a4db0c5-0003-4000-8000-000000000005",
            subject: "Back to the workbench: courses this autumn",
            sends: 59_820,
            sent: Some(utc(2026, 9, 3, 8, 0)),
            rows: Rows::Past { count: 1310 },
            ..Activity::SUMMARIZED
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000306",
        name: "August newsletter",
        created: utc(2026, 8, 14, 9, 30),
        updated: utc(2026, 8, 20, 8, 0),
        activities: &[Activity {
            id: "5a4db0c5-0003-4000-8000-000000000006",
            subject: "What's new in August &amp; a day by the sea",
            sends: 59_470,
            sent: Some(utc(2026, 8, 20, 8, 0)),
            rows: Rows::Past { count: 1166 },
            ..Activity::SUMMARIZED
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000315",
        name: "August newsletter (staff preview)",
        created: utc(2026, 8, 13, 9, 45),
        updated: utc(2026, 8, 19, 16, 0),
        activities: &[Activity {
            id: "5a4db0c5-0003-4000-8000-000000000015",
            subject: "Please check: what's new in August",
            sends: 24,
            sent: Some(utc(2026, 8, 19, 16, 0)),
            rows: Rows::generated(1),
            ..Activity::SUMMARIZED
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000307",
        name: "Summer sale",
        created: utc(2026, 7, 31, 9, 30),
        updated: utc(2026, 8, 6, 8, 0),
        activities: &[Activity {
            id: "5a4db0c5-0003-4000-8000-000000000007",
            subject: "The summer sale ends on Sunday",
            sends: 59_230,
            sent: Some(utc(2026, 8, 6, 8, 0)),
            rows: Rows::Past { count: 1244 },
            ..Activity::SUMMARIZED
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000308",
        name: "Late July tips",
        created: utc(2026, 7, 17, 9, 30),
        updated: utc(2026, 7, 23, 8, 0),
        activities: &[Activity {
            id: "5a4db0c5-0003-4000-8000-000000000008",
            subject: "Keep your herbs alive in the heat",
            sends: 58_900,
            sent: Some(utc(2026, 7, 23, 8, 0)),
            rows: Rows::Past { count: 1297 },
            ..Activity::SUMMARIZED
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000309",
        name: "July newsletter (with the fair's contacts)",
        created: utc(2026, 7, 3, 9, 30),
        updated: utc(2026, 7, 9, 8, 0),
        activities: &[Activity {
            id: "5a4db0c5-0003-4000-8000-000000000009",
            subject: "Nice to have met you at the summer fair",
            sends: 66_300,
            sent: Some(utc(2026, 7, 9, 8, 0)),
            rows: Rows::Past { count: 4177 },
            ..Activity::SUMMARIZED
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000310",
        name: "Picnic season",
        created: utc(2026, 6, 19, 9, 30),
        updated: utc(2026, 6, 25, 8, 0),
        activities: &[Activity {
            id: "5a4db0c5-0003-4000-8000-000000000010",
            subject: "Picnic season: blankets, baskets, bread",
            sends: 58_610,
            sent: Some(utc(2026, 6, 25, 8, 0)),
            rows: Rows::Past { count: 1190 },
            ..Activity::SUMMARIZED
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000311",
        name: "June newsletter",
        created: utc(2026, 6, 5, 9, 30),
        updated: utc(2026, 6, 11, 8, 0),
        activities: &[Activity {
            id: "5a4db0c5-0003-4000-8000-000000000011",
            subject: "What's new in June &amp; a bench for the garden",
            sends: 58_200,
            sent: Some(utc(2026, 6, 11, 8, 0)),
            rows: Rows::Past { count: 1245 },
            ..Activity::SUMMARIZED
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000312",
        name: "Bank holiday hours",
        created: utc(2026, 5, 22, 9, 30),
        updated: utc(2026, 5, 28, 8, 0),
        activities: &[Activity {
            id: "5a4db0c5-0003-4000-8000-000000000012",
            subject: "We are open on Monday",
            sends: 57_900,
            sent: Some(utc(2026, 5, 28, 8, 0)),
            rows: Rows::Past { count: 1181 },
            ..Activity::SUMMARIZED
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000313",
        name: "May newsletter",
        created: utc(2026, 5, 8, 9, 30),
        updated: utc(2026, 5, 14, 8, 0),
        activities: &[Activity {
            id: "5a4db0c5-0003-4000-8000-000000000013",
            subject: "What's new in May &amp; seeds to sow now",
            sends: 57_540,
            sent: Some(utc(2026, 5, 14, 8, 0)),
            rows: Rows::Past { count: 1122 },
            ..Activity::SUMMARIZED
        }],
    },
    Campaign {
        id: "5a4db0c5-ca4a-4000-8000-000000000314",
        name: "Spring cleaning",
        created: utc(2026, 4, 24, 9, 30),
        updated: utc(2026, 4, 30, 8, 0),
        activities: &[Activity {
            id: "5a4db0c5-0003-4000-8000-000000000014",
            subject: "Spring cleaning without the sighs",
            sends: 57_210,
            sent: Some(utc(2026, 4, 30, 8, 0)),
            rows: Rows::Past { count: 1270 },
            ..Activity::SUMMARIZED
        }],
    },
];
