//! A page that sums up a report, to send to others: plain HTML without scripts, addresses or contacts.
//! The texts come from the caller.

use std::fmt::Write;

/// What the page says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SummaryPage {
    /// The language of all texts, as a BCP 47 tag.
    pub language: String,
    /// The heading.
    pub title: String,
    /// What the report says, in one sentence.
    pub sentence: String,
    /// Facts about the report, such as its date, one paragraph each.
    pub notes: Vec<String>,
    /// The key figures: a number and what it counts.
    pub figures: Vec<[String; 2]>,
    /// Counts by something, such as by reason.
    pub lists: Vec<SummaryList>,
    /// What will be done.
    pub plan: SummaryPlan,
}

/// Counts by something.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SummaryList {
    /// What the lines are.
    pub heading: String,
    /// The lines.
    pub lines: Vec<SummaryLine>,
}

/// A count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SummaryLine {
    /// What is counted.
    pub label: String,
    /// The count.
    pub value: String,
    /// Its share, in words.
    pub share: String,
    /// The length of its bar, from 0 to 100.
    pub percent: u8,
}

/// What will be done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SummaryPlan {
    /// The heading.
    pub heading: String,
    /// A name and an explanation each.
    pub steps: Vec<[String; 2]>,
}

/// The height of a bar, and its width at 100 %, in CSS pixels.
pub const BAR: [u32; 2] = [10, 200];

impl SummaryPage {
    /// The page as an HTML document. Its policy allows nothing but the style sheet, whose hash is
    /// `style_source`, such as `sha256-…`.
    pub fn html(&self, style_sheet: &str, style_source: &str) -> String {
        let mut html = Html(String::with_capacity(8 * 1024));
        html.raw("<!doctype html>\n<html lang=\"");
        html.text(&self.language);
        html.raw("\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '");
        html.text(style_source);
        html.raw("'; base-uri 'none'; form-action 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
        html.text(&self.title);
        html.raw("</title>\n<style>");
        // A constant of the caller.
        html.raw(style_sheet);
        html.raw("</style>\n</head>\n<body>\n<main>\n");
        html.element("h1", &self.title);
        html.raw("<p class=\"sentence\">");
        html.text(&self.sentence);
        html.raw("</p>\n");
        for note in &self.notes {
            html.element("p", note);
        }
        html.figures(&self.figures);
        for list in &self.lists {
            html.list(list);
        }
        html.plan(&self.plan);
        html.raw("</main>\n</body>\n</html>\n");
        html.0
    }
}

/// A document that is being written.
struct Html(String);

impl Html {
    fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    /// Writes a text, in which no character has a meaning for HTML.
    fn text(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                '\'' => self.raw("&#39;"),
                // Not allowed in HTML, not even escaped.
                '\0' => self.0.push('\u{fffd}'),
                character => self.0.push(character),
            }
        }
    }

    fn element(&mut self, name: &str, text: &str) {
        // Names are constants. Writing to a string does not fail.
        let _ = write!(self.0, "<{name}>");
        self.text(text);
        let _ = writeln!(self.0, "</{name}>");
    }

    fn figures(&mut self, figures: &[[String; 2]]) {
        self.raw("<ul class=\"figures\">\n");
        for [number, label] in figures {
            self.raw("<li><b>");
            self.text(number);
            self.raw("</b> ");
            self.text(label);
            self.raw("</li>\n");
        }
        self.raw("</ul>\n");
    }

    fn list(&mut self, list: &SummaryList) {
        self.element("h2", &list.heading);
        self.raw("<table>\n");
        for SummaryLine { label, value, share, percent } in &list.lines {
            self.raw("<tr><th scope=\"row\"><bdi>");
            self.text(label);
            let [height, width] = BAR;
            let length = u32::from(*percent).min(100) * width / 100;
            let _ = write!(
                self.0,
                "</bdi></th><td><svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"{length}\" height=\"{height}\"/></svg></td><td>"
            );
            self.text(value);
            self.raw("</td><td>");
            self.text(share);
            self.raw("</td></tr>\n");
        }
        self.raw("</table>\n");
    }

    fn plan(&mut self, plan: &SummaryPlan) {
        self.element("h2", &plan.heading);
        self.raw("<dl>\n");
        for [name, text] in &plan.steps {
            self.element("dt", name);
            self.element("dd", text);
        }
        self.raw("</dl>\n");
    }
}
