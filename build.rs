//! Joins and minifies the widget's style sheet, which is part of the WebAssembly.

#[path = "src/element/minify.rs"]
mod minify;

use std::{env, error::Error, fs, path::Path};

/// In the order of the cascade.
const STYLE_SHEETS: [&str; 16] = [
    "style/bounces/base.css",
    "style/bounces/controls.css",
    "style/bounces/header.css",
    "style/bounces/answer.css",
    "style/bounces/steps.css",
    "style/bounces/evidence.css",
    "style/bounces/insights.css",
    "style/bounces/toolbar.css",
    "style/bounces/status.css",
    "style/bounces/table.css",
    "style/bounces/contact.css",
    "style/bounces/selection.css",
    "style/bounces/states.css",
    // Container and media queries come last, because they override the rules above.
    "style/bounces/cards.css",
    "style/bounces/display_modes.css",
    "style/bounces/sections.css",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/element/minify.rs");
    let mut css = String::new();
    for path in STYLE_SHEETS {
        println!("cargo::rerun-if-changed={path}");
        css.push_str(&fs::read_to_string(path)?);
    }
    let folder = env::var("OUT_DIR")?;
    fs::write(Path::new(&folder).join("bounces.css"), minify::minify(&css))?;
    Ok(())
}
