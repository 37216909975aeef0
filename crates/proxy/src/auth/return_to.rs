//! Where a browser may be sent after signing in: a path of this origin, or `/`.

use url::Url;

/// Longer ones are not remembered.
const LENGTH: usize = 2048;

/// The path, query and fragment of a wish, as the browser's own parser writes them; `/` for
/// everything that is no plain path of this origin.
pub fn return_to(wish: &str) -> String {
    parse(wish).unwrap_or_else(|| "/".to_owned())
}

fn parse(wish: &str) -> Option<String> {
    let path = wish.split(['?', '#']).next()?;
    let odd = wish.len() > LENGTH
        || !wish.starts_with('/')
        // The parser trims it, and dots before it climb then.
        || wish.ends_with(' ')
        || wish.contains('\\')
        || wish.chars().any(char::is_control)
        || path.contains("//")
        || hides_something(path);
    if odd {
        return None;
    }
    let base = Url::parse("https://return-to.invalid/").ok()?;
    let url = base.join(wish).ok()?;
    let stays = url.origin() == base.origin()
        && url.username().is_empty()
        && url.password().is_none()
        && !url.path().contains("//")
        // Signing in again and again is a loop, and the API is no page.
        && !["/auth", "/api"].iter().any(|room| is_below(url.path(), room));
    stays.then(|| url[url::Position::BeforePath..].to_owned())
}

/// Dots that climb, and escapes of what must not be there: some program would undo them.
fn hides_something(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    let escapes = ["%2e", "%2f", "%5c", "%25", "%0", "%1", "%7f"];
    escapes.iter().any(|escape| lower.contains(escape))
        || path.split('/').any(|segment| segment == "." || segment == "..")
}

fn is_below(path: &str, room: &str) -> bool {
    path.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
