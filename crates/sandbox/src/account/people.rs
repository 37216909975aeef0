//! Fictional contacts: names and addresses. None of them can belong to a real person: at real
//! providers every local part contains `sample`, and every company domain is reserved (RFC 2606).

use super::{code::Code, stream};
use bounces_core::SeededRng;

/// The contact of a row.
pub(super) struct Person {
    pub(super) first_name: Option<&'static str>,
    pub(super) last_name: Option<&'static str>,
    pub(super) address: String,
    /// The contact's address today.
    pub(super) current_address: String,
}

/// Names that occur together, as displayed and as used in an address.
struct Culture {
    first: &'static [(&'static str, &'static str)],
    last: &'static [(&'static str, &'static str)],
    /// Local email providers, in addition to the common ones.
    domains: &'static [&'static str],
}

const CULTURES: [(u64, &Culture); 7] = [
    (42, &ENGLISH),
    (15, &GERMAN),
    (14, &SPANISH),
    (10, &FRENCH),
    (8, &POLISH),
    (6, &JAPANESE),
    (5, &ARABIC),
];

static ENGLISH: Culture = Culture {
    first: &[
        ("Olivia", "olivia"),
        ("Liam", "liam"),
        ("Emma", "emma"),
        ("Noah", "noah"),
        ("Ava", "ava"),
        ("Ethan", "ethan"),
        ("Grace", "grace"),
        ("Bola", "bola"),
        ("Priya", "priya"),
        ("Siobhán", "siobhan"),
        ("Mary Ann", "maryann"),
        ("Jean-Luc", "jeanluc"),
    ],
    last: &[
        ("Brown", "brown"),
        ("Carter", "carter"),
        ("O’Neill", "oneill"),
        ("Okafor", "okafor"),
        ("Smith-Jones", "smithjones"),
        ("Patel", "patel"),
        ("Walker", "walker"),
        ("McAllister", "mcallister"),
        ("van der Berg", "vanderberg"),
        ("Young", "young"),
    ],
    domains: &["aol.com", "icloud.com", "comcast.net"],
};

static GERMAN: Culture = Culture {
    first: &[
        ("Jürgen", "juergen"),
        ("Käthe", "kaethe"),
        ("Sören", "soeren"),
        ("Lena", "lena"),
        ("Dieter", "dieter"),
        ("Anneliese", "anneliese"),
        ("Björn", "bjoern"),
    ],
    last: &[
        ("Müller", "mueller"),
        ("Weiß", "weiss"),
        ("Großmann", "grossmann"),
        ("Schäfer", "schaefer"),
        ("König", "koenig"),
        ("Öztürk", "oeztuerk"),
        ("Bauer", "bauer"),
    ],
    domains: &["gmx.de", "web.de", "t-online.de"],
};

static SPANISH: Culture = Culture {
    first: &[
        ("José", "jose"),
        ("Begoña", "begona"),
        ("Íñigo", "inigo"),
        ("María", "maria"),
        ("Carla", "carla"),
        ("Andrés", "andres"),
    ],
    last: &[
        ("Núñez", "nunez"),
        ("García", "garcia"),
        ("Muñoz Ibáñez", "munoz"),
        ("Peña", "pena"),
        ("de la Cruz", "delacruz"),
        ("Gómez", "gomez"),
    ],
    domains: &["hotmail.es", "telefonica.net"],
};

static FRENCH: Culture = Culture {
    first: &[
        ("Zoé", "zoe"),
        ("François", "francois"),
        ("Anaïs", "anais"),
        ("Hélène", "helene"),
        ("Loïc", "loic"),
    ],
    last: &[
        ("Lefèvre", "lefevre"),
        ("D’Aubigné", "daubigne"),
        ("Gauthier", "gauthier"),
        ("Œuvrard", "oeuvrard"),
        ("Benoît", "benoit"),
    ],
    domains: &["orange.fr", "free.fr", "laposte.net"],
};

static POLISH: Culture = Culture {
    first: &[
        ("Łukasz", "lukasz"),
        ("Małgorzata", "malgorzata"),
        ("Zbigniew", "zbigniew"),
        ("Świętosława", "swietoslawa"),
        ("Paweł", "pawel"),
    ],
    last: &[
        ("Żółkiewski", "zolkiewski"),
        ("Wiśniewska", "wisniewska"),
        ("Ćwikła", "cwikla"),
        ("Dąbrowski", "dabrowski"),
    ],
    domains: &["wp.pl", "onet.pl", "o2.pl"],
};

static JAPANESE: Culture = Culture {
    first: &[
        ("陽菜", "hina"),
        ("健太", "kenta"),
        ("恵美", "emi"),
        ("さくら", "sakura"),
        ("大輔", "daisuke"),
    ],
    last: &[("佐藤", "sato"), ("鈴木", "suzuki"), ("高橋", "takahashi"), ("渡辺", "watanabe")],
    domains: &["yahoo.co.jp", "docomo.ne.jp"],
};

static ARABIC: Culture = Culture {
    first: &[("محمد", "mohammed"), ("فاطمة", "fatima"), ("خالد", "khalid"), ("ليلى", "layla")],
    last: &[
        ("الهاشمي", "alhashimi"),
        ("منصور", "mansour"),
        ("الشريف", "alsharif"),
        ("حداد", "haddad"),
    ],
    domains: &["maktoob.com"],
};

/// Providers used everywhere.
const COMMON: [(u64, &str); 5] = [
    (44, "gmail.com"),
    (16, "outlook.com"),
    (16, "yahoo.com"),
    (16, "hotmail.com"),
    (8, "icloud.com"),
];

const COMPANIES: [(u64, &str); 12] = [
    (22, "harbourandpine.example"),
    (16, "northwind-logistics.example"),
    (14, "brightleaf-dental.example"),
    (10, "muster-maschinenbau.example"),
    (8, "cafe-soleil.example"),
    (8, "oakridge-school.example"),
    (6, "panaderia-del-sol.example"),
    (4, "sakura-travel.example"),
    (4, "zielony-ogrod.example"),
    (3, "mail.riverside-council.example"),
    (3, "bluefin-studio.example"),
    (2, "xn--bckerei-sample-5hb.example"),
];

/// Mistyped domains with the domain that was meant.
const TYPOS: [(u64, (&str, &str)); 7] = [
    (30, ("gmial.com", "gmail.com")),
    (20, ("gmai.com", "gmail.com")),
    (10, ("gmail.con", "gmail.com")),
    (16, ("hotmial.com", "hotmail.com")),
    (10, ("yaho.com", "yahoo.com")),
    (10, ("outlok.com", "outlook.com")),
    (4, ("icluod.com", "icloud.com")),
];

/// The kind of domain that an address has.
#[derive(Clone, Copy)]
enum Domain {
    /// The provider that blocks this sender.
    Blocker,
    Common,
    Local,
    Company,
    Typo,
}

/// The weights of domain kinds among bounces with this code.
fn domain_weights(code: Code) -> [(u64, Domain); 5] {
    let [blocker, common, local, company, typo] = match code {
        Code::NonExistent => [0, 40, 12, 30, 18],
        Code::Blocked => [70, 8, 4, 16, 2],
        Code::Undeliverable => [0, 10, 8, 70, 12],
        Code::Suspended => [0, 55, 15, 22, 8],
        Code::Vacation => [0, 8, 4, 88, 0],
        Code::Full | Code::Other => [0, 56, 20, 24, 0],
    };
    [
        (blocker, Domain::Blocker),
        (common, Domain::Common),
        (local, Domain::Local),
        (company, Domain::Company),
        (typo, Domain::Typo),
    ]
}

/// Generates the contact of a row; `number` is unique within an activity.
pub(super) fn person(rng: SeededRng, code: Code, number: u32) -> Person {
    let culture = rng.stream(stream::CULTURE).choose_weighted(&CULTURES).unwrap_or(&ENGLISH);
    let first = rng.stream(stream::FIRST_NAME).choose(culture.first).unwrap_or_default();
    let last = rng.stream(stream::LAST_NAME).choose(culture.last).unwrap_or_default();
    let sample = |domain: &str| format!("{}.sample{number}@{domain}", first.1);
    let staff = |domain: &str| format!("{}.{}{number}@{domain}", first.1, last.1);
    let common = |stream| rng.stream(stream).choose_weighted(&COMMON).unwrap_or("gmail.com");
    let company =
        |stream| rng.stream(stream).choose_weighted(&COMPANIES).unwrap_or("company.example");

    let corrected = rng.stream(stream::CORRECTED).percent(4);
    let kind = rng
        .stream(stream::DOMAIN_KIND)
        .choose_weighted(&domain_weights(code))
        .unwrap_or(Domain::Common);
    let (address, meant) = match kind {
        Domain::Blocker => (sample("outlook.com"), None),
        Domain::Common => (sample(common(stream::DOMAIN)), None),
        Domain::Local => (
            sample(rng.stream(stream::DOMAIN).choose(culture.domains).unwrap_or("gmail.com")),
            None,
        ),
        Domain::Company => (staff(company(stream::DOMAIN)), None),
        Domain::Typo => {
            let (typed, meant) = rng
                .stream(stream::DOMAIN)
                .choose_weighted(&TYPOS)
                .unwrap_or(("gmial.com", "gmail.com"));
            (sample(typed), Some(sample(meant)))
        }
    };
    let current_address = match (corrected, meant) {
        (false, _) => address.clone(),
        (true, Some(meant)) => meant,
        (true, None) => format!("new.{}", staff(company(stream::NEW_DOMAIN))),
    };
    // As in real mailing lists, some contacts have no name, and some have only one of the two.
    let (first_name, last_name) = match rng.stream(stream::MISSING_NAMES).below(100) {
        0..12 => (None, None),
        12..17 => (Some(first.0), None),
        17..19 => (None, Some(last.0)),
        _ => (Some(first.0), Some(last.0)),
    };
    Person { first_name, last_name, address, current_address }
}
