//! Validates where a browser is sent after signing in: a path of this origin, or `/`.

use url::Url;

/// Maximum length, in bytes. Five login attempts, each with a target, must fit into the headers of a
/// request.
const MAX_LENGTH: usize = 512;

/// Returns the path, query and fragment of `requested`, as a browser would normalize them; `/` if it
/// is not a plain path of this origin.
pub fn return_to(requested: &str) -> String {
    parse(requested).unwrap_or_else(|| "/".to_owned())
}

fn parse(requested: &str) -> Option<String> {
    let path = requested.split(['?', '#']).next()?;
    let is_unsafe = requested.len() > MAX_LENGTH
        || !requested.starts_with('/')
        // The parser trims the space, which would turn `.. ` into `..`.
        || requested.ends_with(' ')
        || requested.contains('\\')
        || requested.chars().any(char::is_control)
        || path.contains("//")
        || has_encoded_traversal(path);
    if is_unsafe {
        return None;
    }
    let base = Url::parse("https://return-to.invalid/").ok()?;
    let url = base.join(requested).ok()?;
    let is_own_page = url.origin() == base.origin()
        && url.username().is_empty()
        && url.password().is_none()
        && !url.path().contains("//")
        // Returning to a sign-in would be a loop, and the API is not a page.
        && !["/auth", "/api"].iter().any(|prefix| is_below(url.path(), prefix));
    let target = &url[url::Position::BeforePath..];
    // Percent-encoding has made it longer.
    (is_own_page && target.len() <= MAX_LENGTH).then(|| target.to_owned())
}

/// Whether a path has dot segments, or percent-encoded characters that some program might decode to
/// dots, slashes or control characters.
fn has_encoded_traversal(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    let escapes = ["%2e", "%2f", "%5c", "%25", "%0", "%1", "%7f"];
    escapes.iter().any(|escape| lower.contains(escape))
        || path.split('/').any(|segment| segment == "." || segment == "..")
}

fn is_below(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
