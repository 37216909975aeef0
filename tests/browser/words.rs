//! Languages: files are loaded on demand, and hosts can override messages.

use crate::page::Page;
use crate::simulated_proxy::{ACTIVITY, answer, bounces_path, cursor, hold, release, report};
use js_sys::{JSON, Reflect};
use wasm_bindgen_test::wasm_bindgen_test;

const ROW: &str =
    r#"{"email_address":"a@example.com","bounce_code":"B","created_time":"2019-11-12T09:40:00Z"}"#;
const GERMAN: &str = include_str!("../../src/i18n/languages/de.json");

/// A page with one row, in a language.
fn page_in(lang: &str) -> Page {
    let page = Page::new();
    page.element.set_attribute("lang", lang).unwrap();
    report(ACTIVITY, "DONE", &[ROW]);
    page
}

fn lang_of(page: &Page) -> Option<String> {
    page.root().get_attribute("lang")
}

#[wasm_bindgen_test]
async fn a_language_sets_texts_dates_and_the_lang_attribute() {
    let page = page_in("de-DE");
    answer("languages/de.json", 200, GERMAN);
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com"]).await;
    page.until_text("12.11.2019, 09:40").await;
    assert!(page.has("button", "Aktualisieren"), "{}", page.text());
    assert_eq!(lang_of(&page).as_deref(), Some("de"));
}

#[wasm_bindgen_test]
async fn no_english_text_appears_while_another_language_loads() {
    let page = page_in("de");
    hold("languages/de.json");
    page.show(ACTIVITY);
    page.until("the skeleton", || page.root().query_selector("[aria-busy]").unwrap().is_some())
        .await;
    assert_eq!(page.text().trim(), "");
}

#[wasm_bindgen_test]
async fn an_unavailable_language_falls_back_to_english() {
    for (status, body) in [(404, ""), (200, "<html>"), (200, r#"{"Refresh":1}"#)] {
        let page = page_in("fr");
        answer("languages/fr.json", status, body);
        page.show(ACTIVITY);
        page.until("English", || page.has("button", "Refresh")).await;
        page.until_addresses(&["a@example.com"]).await;
        assert_eq!(lang_of(&page).as_deref(), Some("en"));
    }
}

#[wasm_bindgen_test]
async fn a_missing_translation_falls_back_to_english() {
    let page = page_in("es");
    answer("languages/es.json", 200, r#"{"Sent":"Enviados"}"#);
    page.show(ACTIVITY);
    page.until("Spanish", || lang_of(&page).as_deref() == Some("es")).await;
    page.until("English beside it", || page.has("button", "Refresh")).await;
}

#[wasm_bindgen_test]
async fn changing_the_lang_attribute_changes_the_language() {
    let page = page_in("en-GB");
    answer("languages/de.json", 200, GERMAN);
    page.show(ACTIVITY);
    page.until("English", || page.has("button", "Refresh")).await;
    page.element.set_attribute("lang", "de").unwrap();
    page.until("German", || page.has("button", "Aktualisieren")).await;
    page.element.set_attribute("lang", "en").unwrap();
    page.until("English", || page.has("button", "Refresh")).await;
}

#[wasm_bindgen_test]
async fn a_host_can_override_any_message() {
    let page = page_in("en-GB");
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com"]).await;
    let messages = |json: &str| {
        let messages = JSON::parse(json).unwrap();
        Reflect::set(&page.element, &"messages".into(), &messages).unwrap();
    };
    messages(r#"{"Refresh":"Read again","NoSuchKey":"nothing"}"#);
    page.until("the host's word", || page.has("button", "Read again")).await;
    messages("null");
    page.until("the widget's word", || page.has("button", "Refresh")).await;
}

/// A page with two rows, after an error, and with some messages of the host.
async fn page_with(messages: &str) -> Page {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[&[ROW, ROW].join(","), ""]);
    release(&cursor(&bounces_path(ACTIVITY), 1), 200, "{");
    let messages = JSON::parse(messages).unwrap();
    Reflect::set(&page.element, &"messages".into(), &messages).unwrap();
    page.show(ACTIVITY);
    page.until("an alert", || !page.all("alert", None).is_empty()).await;
    page
}

#[wasm_bindgen_test]
async fn the_positions_of_the_rows_are_emphasized_wherever_they_are_in_the_sentence() {
    for (sentence, emphasized) in [
        ("{first}–{last} of {total}", "1–2"),
        ("Of {total}, {first} to {last}", "1 to 2"),
        ("{total} {total?one:row|other:rows}: {last} down to {first}.", "2 down to 1"),
        ("{total} in all", ""),
    ] {
        let page = page_with(&format!(r#"{{"RowRangePartial":"{sentence}"}}"#)).await;
        page.filter_by("Filter by reason", "Non-existent").await;
        let range = || page.root().query_selector(".row-range").unwrap().unwrap();
        page.until("the range", || !range().text_content().unwrap().is_empty()).await;
        let bold = range().query_selector("b").unwrap();
        let bold = bold.map(|bold| bold.text_content().unwrap()).unwrap_or_default();
        assert_eq!(bold, emphasized, "{sentence}");
        let replaced =
            [("total", "2"), ("first", "1"), ("last", "2"), ("total?one:row|other:rows", "rows")];
        let expected = replaced.iter().fold(sentence.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        });
        assert_eq!(range().text_content().unwrap(), expected);
    }
}

#[wasm_bindgen_test]
async fn values_have_the_languages_own_punctuation() {
    let page = page_with(r#"{"LabeledValue":"{label} : {value}","Sentence":"{text}。"}"#).await;
    page.filter_by("Filter by reason", "Non-existent").await;
    page.until("how many", || page.has("button", "Filter by reason : 1")).await;
    let alert = page.all("alert", None).remove(0);
    let title = alert.query_selector("strong").unwrap().unwrap().text_content().unwrap();
    assert!(title.ends_with('。') && !title.contains('.'), "{title}");
}

/// The texts of an element whose characters are not in reading order from left to right, line by line.
const REORDERED: &str = r#"
    const reordered = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (/[\u0590-\u08ff]/.test(node.data)) continue;
        const range = document.createRange();
        let last;
        for (let at = 0; at < node.length; at += 1) {
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const { left, top, width } = range.getBoundingClientRect();
            if (width === 0) continue;
            if (last && Math.abs(last.top - top) < 2 && left < last.left) {
                reordered.push(node.data);
                break;
            }
            last = { left, top };
        }
    }
    return reordered.join("\n");
"#;

fn reordered(page: &Page) -> String {
    let texts = js_sys::Function::new_with_args("root", REORDERED);
    texts.call1(&wasm_bindgen::JsValue::NULL, &page.root()).unwrap().as_string().unwrap()
}

#[wasm_bindgen_test]
async fn in_a_right_to_left_page_each_text_keeps_the_order_of_its_own_letters() {
    let page = page_in("en-GB");
    page.element.set_attribute("dir", "rtl").unwrap();
    page.show(ACTIVITY);
    page.until_addresses(&["a@example.com"]).await;
    page.until_text("1–1 of 1").await;
    assert_eq!(reordered(&page), "");
    page.search("nobody");
    page.until_text("No matches in 1 bounce").await;
    assert_eq!(reordered(&page), "");
}
