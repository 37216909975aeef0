//! Minifies a style sheet: removes comments and the white space that has no meaning. For `build.rs`.

/// The same rules without comments, line breaks and indentation. Strings stay as they are.
pub(crate) fn minify(css: &str) -> String {
    let mut minified = String::with_capacity(css.len());
    let mut rest = css;
    let mut has_space = false;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            has_space = true;
            continue;
        }
        if next.is_ascii_whitespace() {
            has_space = true;
            rest = &rest[1..];
            continue;
        }
        if has_space && needs_space(minified.chars().next_back(), next) {
            minified.push(' ');
        }
        has_space = false;
        let token = if matches!(next, '"' | '\'') {
            &rest[..string_length(rest, next)]
        } else {
            &rest[..next.len_utf8()]
        };
        if token == "}" && minified.ends_with(';') {
            minified.pop();
        }
        minified.push_str(token);
        rest = &rest[token.len()..];
    }
    minified
}

/// White space has no meaning beside braces, semicolons and commas, nor after a colon. Before a colon, it is a combinator.
fn needs_space(before: Option<char>, next: char) -> bool {
    before.is_some_and(|before| !matches!(before, '{' | '}' | ';' | ',' | ':'))
        && !matches!(next, '{' | '}' | ';' | ',')
}

/// The length of the string at the start, with its quotes.
fn string_length(css: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (index, character) in css.char_indices().skip(1) {
        if character == quote && !is_escaped {
            return index + 1;
        }
        is_escaped = character == '\\' && !is_escaped;
    }
    css.len()
}

#[cfg(test)]
mod tests {
    use super::minify;

    #[test]
    fn comments_line_breaks_and_last_semicolons_are_removed() {
        let css = "/* a; b */\n.a,\n.b {\n  color: red;\n  margin: 0 1px;\n}\n\n.c {}\n";
        assert_eq!(minify(css), ".a,.b{color:red;margin:0 1px}.c{}");
    }

    #[test]
    fn white_space_that_is_a_combinator_or_an_operator_stays() {
        let css = ".a :hover > b { width: calc(1px + 2px); font: 12px / 1 x }";
        assert_eq!(minify(css), ".a :hover > b{width:calc(1px + 2px);font:12px / 1 x}");
    }

    #[test]
    fn a_comment_between_words_separates_them() {
        assert_eq!(minify("a/* b */c {}"), "a c{}");
    }

    #[test]
    fn strings_stay_as_they_are() {
        let css = r#"a { content: " ·  /* no */ ; \" }  "; quotes: '"  ,' }"#;
        assert_eq!(minify(css), r#"a{content:" ·  /* no */ ; \" }  ";quotes:'"  ,'}"#);
    }
}
