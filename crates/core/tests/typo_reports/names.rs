//! Names of fictional companies as mailing lists have them, with the endings of many countries.

use bounces_core::SeededRng;

const FIRST: [&str; 64] = [
    "harbor",
    "northwind",
    "bright",
    "muster",
    "soleil",
    "oakridge",
    "river",
    "bluefin",
    "stone",
    "linden",
    "summit",
    "prairie",
    "willow",
    "granite",
    "copper",
    "maple",
    "juniper",
    "falcon",
    "meadow",
    "cedar",
    "alpen",
    "nord",
    "sued",
    "rhein",
    "elbe",
    "berg",
    "wald",
    "hansa",
    "isar",
    "neckar",
    "costa",
    "monte",
    "verde",
    "luna",
    "terra",
    "aqua",
    "nova",
    "delta",
    "omega",
    "alpha",
    "prima",
    "vita",
    "ocean",
    "coast",
    "valley",
    "canyon",
    "desert",
    "island",
    "harvest",
    "golden",
    "silver",
    "crystal",
    "amber",
    "velvet",
    "anchor",
    "beacon",
    "compass",
    "lantern",
    "meyer",
    "fischer",
    "dubois",
    "rossi",
    "jansen",
    "kowalski",
];

const SECOND: [&str; 40] = [
    "logistics",
    "dental",
    "bau",
    "cafe",
    "school",
    "travel",
    "council",
    "studio",
    "law",
    "foods",
    "garden",
    "press",
    "motors",
    "health",
    "books",
    "energy",
    "technik",
    "immobilien",
    "steuer",
    "apotheke",
    "consulting",
    "partners",
    "media",
    "design",
    "systems",
    "solutions",
    "services",
    "group",
    "holding",
    "medical",
    "farm",
    "bakery",
    "hotel",
    "fitness",
    "optics",
    "textil",
    "metall",
    "print",
    "transport",
    "architects",
];

/// Companies with short names, of which most similar ones are other companies.
const SHORT: [&str; 24] = [
    "acme", "zenit", "kora", "brix", "tevo", "lumo", "arvato", "nexa", "orbis", "stada", "vento",
    "mira", "fino", "cargo", "pluto", "argon", "salto", "ritmo", "tempo", "unita", "volta",
    "zebra", "quanta", "helix",
];

const ENDINGS: [(u64, &str); 24] = [
    (36, "com"),
    (12, "de"),
    (7, "co.uk"),
    (5, "org"),
    (5, "net"),
    (4, "fr"),
    (4, "es"),
    (4, "it"),
    (3, "nl"),
    (3, "at"),
    (3, "ch"),
    (2, "be"),
    (2, "ca"),
    (2, "com.au"),
    (2, "com.br"),
    (2, "pl"),
    (1, "se"),
    (1, "dk"),
    (1, "com.mx"),
    (1, "co.nz"),
    (1, "co.za"),
    (1, "ie"),
    (1, "eu"),
    (1, "edu"),
];

const HOSTS: [&str; 8] = ["mail", "office", "info", "students", "staff", "mx", "de", "us"];

/// The domain of a company.
pub(crate) fn company(rng: &mut SeededRng) -> String {
    let first = rng.choose(&FIRST).unwrap_or_default();
    let second = rng.choose(&SECOND).unwrap_or_default();
    let name = match rng.below(100) {
        0..12 => rng.choose(&SHORT).unwrap_or_default().to_owned(),
        12..25 => first.to_owned(),
        25..60 => format!("{first}-{second}"),
        60..90 => format!("{first}{second}"),
        _ => format!("{first}and{}", rng.choose(&FIRST).unwrap_or_default()),
    };
    let ending = rng.choose_weighted(&ENDINGS).unwrap_or("com");
    if rng.percent(8) {
        return format!("{}.{name}.{ending}", rng.choose(&HOSTS).unwrap_or_default());
    }
    format!("{name}.{ending}")
}

/// Another company whose domain resembles the given one, as real ones do: in another country, with
/// another word added, in the plural, with a letter less, in another spelling, or a host of it.
pub(crate) fn sibling(rng: &mut SeededRng, domain: &str) -> String {
    let (name, ending) = domain.split_once('.').unwrap_or((domain, "com"));
    match rng.below(7) {
        0 => format!("{name}.{}", rng.choose(&["de", "at", "ch", "fr", "eu"]).unwrap_or("de")),
        1 => format!("{name}.{}", rng.choose(&["com", "net", "org"]).unwrap_or("net")),
        2 => format!("{name}s.{ending}"),
        3 => format!("{}.{domain}", rng.choose(&HOSTS).unwrap_or_default()),
        4 => format!("{name}-{}.{ending}", rng.choose(&["gmbh", "group", "usa"]).unwrap_or("usa")),
        5 => {
            let index = 1 + usize::try_from(rng.below(name.len() as u64 - 1)).unwrap_or(0);
            format!("{}{}.{ending}", &name[..index], &name[index + 1..])
        }
        _ => format!("{}.{ending}", name.replacen(['a', 'e'], "o", 1)),
    }
}
