//! The files of the built page, with content types, brotli and conditional requests. No file outside the
//! directory and no hidden file is served.

use crate::{
    descriptors::{is_lack_of_descriptors, report_lack_of_descriptors},
    error::ProxyError,
    state::AppState,
};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};
use tower_http::services::ServeDir;

/// The name of the file may stay the same in the next build, so browsers must ask. A 304 is cheap.
const REVALIDATED: &str = "no-cache";
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

const NO_PAGE: &str = "bounces-proxy is running, but has no page to show.\n\
    Build it with `trunk build --release` and set BOUNCES_STATIC_DIR to the directory `dist`.\n";

/// `Retry-After` in seconds: an estimate.
const RETRY_AFTER: u64 = 10;

pub(crate) async fn serve_asset(
    State(state): State<Arc<AppState>>,
    request: Request,
) -> Result<Response, ProxyError> {
    let path = request.uri().path().to_owned();
    let Some(directory) = &state.static_dir else {
        return if path == "/" { Ok(no_page()) } else { Err(ProxyError::NotFound) };
    };
    let file = find_file(directory, &path).await.ok_or(ProxyError::NotFound)?;
    let service = ServeDir::new(directory).append_index_html_on_directories(true);
    // The compressed file must be inside the directory as well.
    let mut compressed = file.into_os_string();
    compressed.push(".br");
    let mut service = match canonicalize_inside(directory, Path::new(&compressed)).await {
        Some(_) => service.precompressed_br(),
        None => service,
    };
    let response = service.try_call(request).await.map_err(|error| unreadable(&error))?;
    if response.status() == StatusCode::NOT_FOUND {
        return Err(ProxyError::NotFound);
    }
    let mut response = response.map(Body::new);
    let caching = if is_named_by_content(&path) { IMMUTABLE } else { REVALIDATED };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    Ok(response)
}

/// Whether the name of a file contains the hash of its content, as `package/page.mjs` writes it:
/// `/assets/NAME-0123456789abcdef.js`. Another content then has another name.
fn is_named_by_content(path: &str) -> bool {
    let stem = path.strip_prefix("/assets/").and_then(|name| name.rsplit_once('.'));
    let hash = stem.and_then(|(stem, _)| stem.rsplit_once('-'));
    hash.is_some_and(|(_, hash)| {
        hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// A file that exists cannot be opened.
fn unreadable(error: &io::Error) -> ProxyError {
    if is_lack_of_descriptors(error) {
        report_lack_of_descriptors("opening a file of the page");
        return ProxyError::NoDescriptors(RETRY_AFTER);
    }
    // It was removed meanwhile, or is not meant to be read.
    if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied) {
        return ProxyError::NotFound;
    }
    tracing::error!(kind = %error.kind(), "a file of the page cannot be read");
    ProxyError::PageUnreadable(RETRY_AFTER)
}

/// The file at a path. `check_target` has already rejected percent-encoding and dot segments.
async fn find_file(directory: &Path, path: &str) -> Option<PathBuf> {
    let relative = path.strip_prefix('/')?;
    if relative.split('/').any(|segment| segment.starts_with('.')) {
        return None;
    }
    let file = match relative {
        "" => directory.join("index.html"),
        relative if relative.ends_with('/') => directory.join(relative).join("index.html"),
        relative => directory.join(relative),
    };
    let real = canonicalize_inside(directory, &file).await?;
    // `ServeDir` would redirect from a directory without a trailing slash, which reveals that it
    // exists.
    tokio::fs::metadata(real).await.ok().filter(std::fs::Metadata::is_file)?;
    Some(file)
}

/// The canonical path of a file, if it is inside the directory.
async fn canonicalize_inside(directory: &Path, file: &Path) -> Option<PathBuf> {
    let real = tokio::fs::canonicalize(file).await.ok()?;
    real.starts_with(directory).then_some(real)
}

fn no_page() -> Response {
    (StatusCode::NOT_FOUND, NO_PAGE).into_response()
}
