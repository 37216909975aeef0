//! A realistic report, the same in every run, for the benchmarks.

use bounces_core::{
    BounceTable, SeededRng, Timestamp, Uuid,
    seeded_rng::mix,
    time::MILLISECONDS_PER_DAY,
    wire::{BouncesPage, TrackingActivity},
};
use std::{ops::Range, sync::LazyLock};

/// The number of rows per page, as upstream.
pub(crate) const PAGE_SIZE: u32 = 500;

/// The numbers of rows at which everything is measured.
pub(crate) const SIZES: [u32; 3] = [10_000, 100_000, 1_000_000];

type Words = LazyLock<Vec<&'static str>>;

static FIRST: Words = LazyLock::new(|| {
    "Olivia,Liam,Emma,Noah,Ava,Ethan,Grace,Bola,Priya,Lena,Dieter,Carla,Paul,Mary Ann,\
     Jean-Luc,Maria,Anna,James,Robert,Linda,David,Susan,Karen,Thomas,Daniel,Laura,Peter,\
     Julia,Simon,Nina,Oscar,Alice,Hugo,Clara,Marta,Pedro,Jürgen,Käthe,Sören,José,Begoña,\
     François,Zoé,Łukasz,Siobhán,陽菜,健太,さくら"
        .split(',')
        .collect()
});

static LAST: Words = LazyLock::new(|| {
    "Brown,Carter,O’Neill,Okafor,Smith-Jones,Patel,Walker,McAllister,Young,van der Berg,\
     Bauer,de la Cruz,Gauthier,Zbigniew,Kowalski,Miller,Wilson,Moore,Taylor,Anderson,\
     Jackson,White,Harris,Martin,Thompson,Garcia,Robinson,Clark,Lewis,Lee,Hall,Allen,\
     King,Wright,Lopez,Hill,Scott,Green,Adams,Baker,Müller,Weiß,Schäfer,Núñez,Lefèvre,\
     Żółkiewski,佐藤,鈴木"
        .split(',')
        .collect()
});

static PROVIDERS: Words = LazyLock::new(|| {
    "gmail.com,gmail.com,gmail.com,gmail.com,yahoo.com,yahoo.com,outlook.com,outlook.com,\
     hotmail.com,hotmail.com,aol.com,icloud.com"
        .split(',')
        .collect()
});

static COMPANY: Words = LazyLock::new(|| {
    "harbour,northwind,bright,muster,soleil,oakridge,panaderia,sakura,zielony,river,\
     bluefin,acme,stone,linden,summit,prairie,willow,granite,copper,maple,juniper,falcon,\
     meadow,cedar"
        .split(',')
        .collect()
});

static TRADE: Words = LazyLock::new(|| {
    "logistics,dental,maschinenbau,cafe,school,travel,council,studio,law,foods,garden,\
     press,motors,health,books,energy"
        .split(',')
        .collect()
});

/// Bounce codes with their cumulative percentages.
const CODES: [(u64, &str); 7] =
    [(45, "B"), (59, "D"), (71, "Z"), (82, "V"), (92, "F"), (97, "S"), (100, "X")];

/// A range of rows of a report with `count` rows, newest first.
pub(crate) fn page(rows: Range<u32>, count: u32) -> BouncesPage<'static> {
    let tracking_activities = rows.map(|row| activity(row, count)).collect();
    BouncesPage { tracking_activities, ..BouncesPage::default() }
}

/// The pages of a report.
pub(crate) fn pages(count: u32) -> impl Iterator<Item = BouncesPage<'static>> {
    let starts = (0..count).step_by(PAGE_SIZE as usize);
    starts.map(move |start| page(start..count.min(start + PAGE_SIZE), count))
}

/// A complete report.
pub(crate) fn table(count: u32) -> BounceTable {
    let mut table = BounceTable::default();
    for page in pages(count) {
        table.append(&page);
    }
    table
}

fn activity(row: u32, count: u32) -> TrackingActivity<'static> {
    let mut rng = SeededRng::new(mix(u64::from(row)));
    let (first, last) = (one_of(&mut rng, &FIRST), one_of(&mut rng, &LAST));
    let email = address(&mut rng, first, last, row);
    let has_name = rng.below(100) >= 12;
    let code = rng.below(100);
    let code = CODES.iter().find(|(limit, _)| code < *limit).map(|(_, code)| *code);
    let is_corrected = rng.below(100) < 4;
    TrackingActivity {
        contact_id: Some(
            Uuid::v4(u128::from(rng.next_u64()) << 64 | u128::from(rng.next_u64()))
                .to_string()
                .into(),
        ),
        campaign_activity_id: Some("5a4db0c5-ca4a-4000-8000-000001000000".into()),
        tracking_activity_type: Some("em_bounces".into()),
        first_name: has_name.then(|| first.into()),
        last_name: has_name.then(|| last.into()),
        bounce_code: code.map(Into::into),
        current_email_address: Some(
            if is_corrected { format!("new.{email}") } else { email.clone() }.into(),
        ),
        email_address: Some(email.into()),
        created_time: Some(time(row, count).into()),
        deleted_at: (rng.below(100) < 3).then(|| "2026-11-29".into()),
    }
}

fn address(rng: &mut SeededRng, first: &str, last: &str, row: u32) -> String {
    let letters = |name: &str| -> String {
        let letters = name.chars().filter(char::is_ascii_alphabetic);
        let letters: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
        if letters.is_empty() { "sample".to_owned() } else { letters }
    };
    let (first, last) = (letters(first), letters(last));
    let number = rng.below(u64::from(row / 8) + 100);
    let local = match rng.below(10) {
        0..4 => format!("{first}.{last}{number}"),
        4..6 => format!("{}{last}{number}", &first[..1]),
        6..8 => format!("{first}{number}"),
        8 => format!("{first}_{last}"),
        _ => format!("{last}.{first}{number}"),
    };
    if rng.below(100) < 70 {
        return format!("{local}@{}", one_of(rng, &PROVIDERS));
    }
    // A few companies have many addresses, most have few.
    let company = rng.below(COMPANY.len() as u64).min(rng.below(COMPANY.len() as u64));
    let company = usize::try_from(company).map_or("", |company| COMPANY[company]);
    format!("{local}@{company}-{}{}.example", one_of(rng, &TRADE), rng.below(8))
}

/// Most rows bounce soon after sending, fewer and fewer later.
fn time(row: u32, count: u32) -> String {
    let [late, count] = [count - row, count].map(|rows| i128::from(rows).pow(4));
    let after = 16 * i128::from(MILLISECONDS_PER_DAY) * late / count;
    let sent = Timestamp::parse("2026-11-12").expect("a date");
    sent.plus_milliseconds(i64::try_from(after).unwrap_or_default()).with_milliseconds().to_string()
}

fn one_of(rng: &mut SeededRng, choices: &[&'static str]) -> &'static str {
    rng.choose(choices).unwrap_or_default()
}
