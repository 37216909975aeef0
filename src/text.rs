//! Every word that a user reads. When which is shown stands in `view`; how numbers and dates are written, in `locale`.

mod catalogue;
mod english;
mod languages;
mod message;
mod words;

pub(crate) use english::Key;
pub(crate) use words::Words;
