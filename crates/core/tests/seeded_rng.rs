//! Numbers that look random and are the same in every run.

use bounces_core::{SeededRng, seeded_rng::mix};

#[test]
fn mixing_gives_the_published_numbers_of_split_mix() {
    // The first three outputs of SplitMix64 with seed 0 (Vigna's reference implementation).
    const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
    let outputs = [0_u64, 1, 2].map(|step| mix(STEP.wrapping_mul(step)));
    assert_eq!(outputs, [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f]);
}

#[test]
fn equal_seeds_give_equal_numbers_and_others_do_not() {
    let numbers = |seed| {
        let mut rng = SeededRng::new(seed);
        [rng.next_u64(), rng.next_u64(), rng.next_u64()]
    };
    assert_eq!(numbers(7), numbers(7));
    assert_eq!(numbers(7), [mix(7), mix(mix(7)), mix(mix(mix(7)))]);
    assert_ne!(numbers(7), numbers(8));
}

#[test]
fn streams_are_independent_of_each_other() {
    let rng = SeededRng::new(7);
    assert_eq!(rng.stream(1).next_u64(), mix(7 ^ mix(1)));
    assert_ne!(rng.stream(1).next_u64(), rng.stream(2).next_u64());
}

#[test]
fn numbers_are_below_their_end_and_reach_all_of_it() {
    let mut rng = SeededRng::new(1);
    let mut seen = [0_u32; 6];
    for _ in 0..600 {
        seen[usize::try_from(rng.below(6)).expect("a small number")] += 1;
    }
    assert!(seen.iter().all(|count| (50..150).contains(count)), "{seen:?}");
}

#[test]
fn a_percentage_is_as_frequent_as_it_says() {
    let mut rng = SeededRng::new(1);
    let hits = (0..10_000).filter(|_| rng.percent(30)).count();
    assert!((2_800..3_200).contains(&hits), "{hits}");
    assert!(!(0..100).any(|_| rng.percent(0)));
    assert!((0..100).all(|_| rng.percent(100)));
}

#[test]
fn choices_follow_their_weights() {
    let mut rng = SeededRng::new(1);
    assert_eq!(rng.choose::<u8>(&[]), None);
    assert_eq!(rng.choose_weighted::<u8>(&[]), None);
    assert_eq!(rng.choose_weighted(&[(0, 'a')]), None);
    let choices: String = (0..100).filter_map(|_| rng.choose(&['a', 'b'])).collect();
    assert!((30..70).contains(&choices.matches('a').count()), "{choices}");
    let weights = [(1, 'a'), (0, 'b'), (9, 'c')];
    let choices: String = (0..1000).filter_map(|_| rng.choose_weighted(&weights)).collect();
    assert!((60..140).contains(&choices.matches('a').count()));
    assert_eq!(choices.matches('b').count(), 0);
    assert_eq!(choices.len(), 1000);
}
