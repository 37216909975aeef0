//! Texts of a row, on screen and in print.

use crate::{
    i18n::{Key, Translator},
    state::Report,
};
use bounces_core::{BounceTable, RowId, mask_address};

/// The address of a row, masked if the host asks for that.
pub(crate) fn email(i18n: Translator, report: Report, table: &BounceTable, row: RowId) -> String {
    let email = table.email(row);
    if email.is_empty() { i18n.text(Key::NoAddress) } else { masked_address(report, email) }
}

/// An address as it may be shown and printed.
pub(crate) fn masked_address(report: Report, address: &str) -> String {
    if report.is_masked() { mask_address(address) } else { address.to_owned() }
}

/// When a row bounced.
pub(crate) fn date(i18n: Translator, table: &BounceTable, row: RowId) -> String {
    let time = table.time(row);
    time.map_or_else(|| i18n.text(Key::NoDate), |time| i18n.date_time(time))
}

/// What happened to the contact after the bounce: corrected or deleted.
pub(crate) fn contact_notes(
    i18n: Translator,
    report: Report,
    table: &BounceTable,
    row: RowId,
) -> Vec<String> {
    let corrected = table.current_address(row).map(|address| {
        let address = masked_address(report, address);
        i18n.format(Key::CurrentAddress, &[("address", (&address).into())])
    });
    let deleted = table.deletion(row).map(|time| match time {
        Some(time) => {
            let date = time.as_utc_day().map_or_else(|| i18n.date(time), |day| i18n.day(day));
            i18n.format(Key::ContactDeletedOn, &[("date", (&date).into())])
        }
        None => i18n.text(Key::ContactDeleted),
    });
    corrected.into_iter().chain(deleted).collect()
}
