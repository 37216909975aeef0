//! The random streams of a generated row. Each property draws from its own stream, so the values of
//! existing properties stay the same when another property is added.

use bounces_core::SeededRng;

const FIRST_STREAM: u64 = 0x5a4d_b0c5;

pub(super) const CULTURE: u64 = FIRST_STREAM + 1;
pub(super) const FIRST_NAME: u64 = FIRST_STREAM + 2;
pub(super) const LAST_NAME: u64 = FIRST_STREAM + 3;
pub(super) const MISSING_NAMES: u64 = FIRST_STREAM + 4;
pub(super) const DOMAIN_KIND: u64 = FIRST_STREAM + 5;
pub(super) const DOMAIN: u64 = FIRST_STREAM + 6;
pub(super) const CORRECTED: u64 = FIRST_STREAM + 7;
pub(super) const NEW_DOMAIN: u64 = FIRST_STREAM + 8;
pub(super) const CODE: u64 = FIRST_STREAM + 100;
pub(super) const DELETED: u64 = FIRST_STREAM + 101;
pub(super) const DELETED_AFTER: u64 = FIRST_STREAM + 102;
pub(super) const CURRENT_ADDRESS_MISSING: u64 = FIRST_STREAM + 103;
pub(super) const CONTACT_HIGH: u64 = FIRST_STREAM + 104;
pub(super) const CONTACT_LOW: u64 = FIRST_STREAM + 105;
pub(super) const BOUNCED_BEFORE: u64 = FIRST_STREAM + 200;
pub(super) const FORMER_ADDRESS: u64 = FIRST_STREAM + 201;
pub(super) const PLACE: u64 = FIRST_STREAM + 202;
pub(super) const OPENS: u64 = FIRST_STREAM + 203;
pub(super) const CLICKS: u64 = FIRST_STREAM + 204;
pub(super) const OPTOUTS: u64 = FIRST_STREAM + 205;
pub(super) const ABUSE: u64 = FIRST_STREAM + 206;

/// The generator of a row. Depends only on the seed and the index, so rows can be generated in any
/// order.
pub(super) fn for_row(seed: u64, index: u32) -> SeededRng {
    SeededRng::new(SeededRng::new(seed).stream(index.into()).next_u64())
}
